"""The `yandex-market` command.

    yandex-market mock --port 8080 --orders 10000 --seed 7

serves a mock market until Ctrl-C, prints what to paste to try it, and then a line for each request.

    yandex-market contract --market-url http://127.0.0.1:8080

proves that a server keeps the promises of the document.

    yandex-market export stats --since 2026-11-01 --to orders.duckdb

pulls orders of all stores into a file; see `yandex_market.bulk.command`.
"""

from __future__ import annotations

import argparse
import datetime
import shlex
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .mock import MockMarket


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code: 0 done, 1 could not be done, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["contract"]:  # its options are pytest's, which reads them itself
        return _prove(given[1:])
    options = _parser(exports=given[:1] == ["export"]).parse_args(given)
    try:
        code: int = options.run(options)
        return code
    except ModuleNotFoundError as missing:
        # Only our own sentence about an extra; any other missing module is a defect to see whole.
        if "pip install" not in str(missing):
            raise
        return _failed(str(missing))


def _parser(*, exports: bool) -> argparse.ArgumentParser:
    """The parser. What an export needs is loaded for an export alone."""
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
    mock.set_defaults(run=_serve_mock)
    mock.add_argument("--host", default="127.0.0.1", help="address to listen on")
    mock.add_argument("--port", type=_port, default=8080, help="port; 0 takes any free one")
    mock.add_argument("--orders", type=_count, default=10_000, help="orders in all stores together")
    mock.add_argument("--seed", type=int, default=7, help="another seed, other orders")
    mock.add_argument(
        "--now",
        type=_moment,
        metavar="TIME",
        help="freeze the clock, as in 2026-04-02T12:00:00+03:00 (real time if not given)",
    )
    mock.add_argument(
        "--quotas", choices=["documented", "off"], default="documented", help="whether limits hold"
    )
    mock.add_argument(
        "--open-controls",
        action="store_true",
        help="let other machines use the page and the controls below /_mock/, too",
    )
    mock.add_argument("--quiet", action="store_true", help="no line for each request")
    mock.add_argument(
        "--stores", type=_count, default=7, help="stores of the business, seven or more"
    )
    export = commands.add_parser(
        "export", help="pull orders of all stores into a file: Parquet, NDJSON, CSV or DuckDB"
    )
    if exports:
        from .bulk.command import describe

        describe(export)
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
    raise argparse.ArgumentTypeError(f"expected a whole number, not {text!r}")


def _moment(text: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError(
            f"expected a time with its offset, such as 2026-04-02T12:00:00+03:00, not {text!r}"
        )
    return moment


def _serve_mock(options: argparse.Namespace) -> int:
    from .mock import MockMarket

    try:
        mock = MockMarket(
            options.orders, options.seed, options.now, options.quotas, stores=options.stores
        )
        with _terminated_as_interrupted():
            mock.serve_forever(
                options.host,
                options.port,
                log=not options.quiet,
                open_controls=options.open_controls,
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


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Asked to stop in the way of services, the command stops as by Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _banner(mock: MockMarket, url: str) -> str:
    store = mock.campaign_ids[0]
    models: dict[str, list[int]] = {}
    for campaign_id, model in mock.models.items():
        models.setdefault(model, []).append(campaign_id)
    stores = "; ".join(f"{model} {', '.join(map(str, ids))}" for model, ids in models.items())
    key = f"-H {shlex.quote(f'Api-Key: {mock.api_key}')}"
    orders = mock.order_ids(store)
    order = f"orders/{orders[0]}" if orders else "orders"
    return f"""\
Mock market at {url} (Ctrl-C stops it)
  page      {url}/_mock/
  key       {mock.api_key}
  business  {mock.business_id}
  stores    {stores}
Try:
  curl {key} {url}/v2/campaigns
  curl {key} '{url}/v2/campaigns/{store}/stats/orders?limit=2' -X POST
  curl {key} {url}/v2/campaigns/{store}/{order}"""


def _failed(text: str) -> int:
    print(f"yandex-market: {text}", file=sys.stderr)
    return 1
