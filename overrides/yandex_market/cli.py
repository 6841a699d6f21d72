"""The `yandex-market` command.

    yandex-market mock --port 8080 --orders 10000 --seed 7

serves a mock market until Ctrl-C and prints what to paste to try it.

    yandex-market contract --market-url http://127.0.0.1:8080

proves that a server keeps the promises of the document.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .mock import MockMarket


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code: 0 done, 1 could not be done, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["contract"]:  # its options are pytest's, which reads them itself
        return _prove(given[1:])
    options = _parser().parse_args(given)
    try:
        return _serve_mock(options)
    except ModuleNotFoundError as missing:
        # Only our own sentence about an extra; any other missing module is a defect to see whole.
        if "pip install" not in str(missing):
            raise
        return _failed(str(missing))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yandex-market", description="Tools around the Yandex Market Partner API."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    commands.add_parser("contract", help="prove that a server keeps the document's promises")
    mock = commands.add_parser(
        "mock",
        help="serve a mock market over HTTP",
        description="Serve a mock market until Ctrl-C. Orders are computed, so a million cost nothing.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    mock.add_argument("--host", default="127.0.0.1", help="address to listen on")
    mock.add_argument("--port", type=_port, default=8080, help="port; 0 takes any free one")
    mock.add_argument("--orders", type=_count, default=10_000, help="orders in all stores together")
    mock.add_argument("--seed", type=int, default=7, help="another seed, other orders")
    return parser


def _prove(arguments: Sequence[str]) -> int:
    """0 all held, 1 findings, 2 wrong usage or a missing extra."""
    try:
        from .contract.command import main as prove
    except ModuleNotFoundError as missing:
        if "pip install" not in str(missing):
            raise
        _failed(str(missing))
        return 2
    return prove(arguments)


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a port from 0 to 65535, not {text!r}")


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a number of orders, not {text!r}")


def _serve_mock(options: argparse.Namespace) -> int:
    from .mock import MockMarket

    try:
        mock = MockMarket(orders=options.orders, seed=options.seed)
        mock.serve_forever(
            options.host,
            options.port,
            ready=lambda url: print(_banner(mock, url), flush=True),
        )
    except ValueError as error:
        return _failed(str(error))
    except OSError as error:
        place = f"{options.host}:{options.port}"
        return _failed(f"cannot listen on {place}: {error.strerror or error}; try --port 0")
    except KeyboardInterrupt:
        pass
    print("stopped")
    return 0


def _banner(mock: MockMarket, url: str) -> str:
    store = mock.campaign_ids[0]
    key = f"-H 'Api-Key: {mock.api_key}'"
    lines = [
        f"Mock market at {url} (Ctrl-C stops it)",
        f"  key       {mock.api_key}",
        f"  business  {mock.business_id}",
        f"  stores    {', '.join(map(str, mock.campaign_ids))}",
        "Try:",
        f"  curl {key} {url}/v2/campaigns",
        f"  curl {key} '{url}/v2/campaigns/{store}/stats/orders?limit=2' -X POST",
    ]
    orders = mock.order_ids(store)
    if orders:
        lines.append(f"  curl {key} {url}/v2/campaigns/{store}/orders/{orders[0]}")
    return "\n".join(lines)


def _failed(text: str) -> int:
    print(f"yandex-market: {text}", file=sys.stderr)
    return 1
