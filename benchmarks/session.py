"""What is measured: in turns, each measurement in a process of its own, medians of several rounds."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import payloads
from benchmarks.peers import Missing, Peer

HERE = Path(__file__).resolve().parent
LATENCY = 100  # milliseconds

# worker's name of a client → (environment, title)
CLIENTS = {
    "json": ("sdk", "json.loads alone"),
    "json+decimals": ("sdk", "json.loads, Decimals"),
    "sdk": ("sdk", "yandex-market-sdk, msgspec parses"),
    "sdk-msgspec": ("sdk", "yandex-market-sdk, json parses"),
    "stock": ("stock", "openapi-python-client, stock"),
    "stock+decimals": ("stock", "openapi-python-client, stock, Decimals"),
    "openapi_generator": ("openapi_generator", "openapi-generator"),
    "openapi_generator+decimals": ("openapi_generator", "openapi-generator, Decimals"),
    "pydantic": ("pydantic", "pydantic"),
    "pydantic+decimals": ("pydantic", "pydantic, Decimals"),
    "msgspec": ("msgspec", "msgspec structs"),
    "msgspec+decimals": ("msgspec", "msgspec structs, Decimals"),
}
FLOATS = [name for name in CLIENTS if "+" not in name]
HTTPX = "import httpx; httpx.Client()"
OURS = "import yandex_market; m = yandex_market.YandexMarket('ACMA:key')"
# title → (environment, what a program's first line does)
IMPORTS = {
    "httpx and an httpx.Client()": ("sdk", HTTPX),
    "yandex_market and a client made": ("sdk", OURS),
    "the same, its connection pool made too": ("sdk", f"{OURS}; m._driver._pools.get(False)"),
    "openapi-python-client, stock": (
        "stock",
        "import sys; sys.path.insert(0, sys.prefix)\n"
        "import market_stock.api.orders_stats.get_orders_stats\n"
        "market_stock.AuthenticatedClient('http://x', token='key').get_httpx_client()",
    ),
    "openapi-generator": (
        "openapi_generator",
        "import sys; sys.path.insert(0, sys.prefix + '/market_floats')\n"
        "import market_floats; market_floats.OrdersStatsApi(market_floats.ApiClient())",
    ),
    "pydantic models and an httpx.Client()": (
        "pydantic",
        f"{HTTPX}\nimport sys; sys.path.insert(0, sys.prefix)\nimport market_floats",
    ),
}


@dataclass(frozen=True)
class Sizes:
    """How much is measured: in full, or just to see that all works."""

    rounds: int = 5
    repeats: int = 15
    pages: int = 30
    held: int = 50
    growth: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)
    holding: tuple[int, ...] = (1_000, 10_000, 100_000)


QUICK = Sizes(1, 3, 3, 2, (1_000, 2_000), (400, 800))


@dataclass
class Series:
    """A measurement of each client, round after round; None where it could not be made."""

    values: dict[str, list[Any]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def of(self, name: str, key: str) -> list[float]:
        """One figure of a client in all rounds."""
        return [value[key] for value in self.values.get(name, ())]


class Session:
    """All measurements of one run."""

    def __init__(
        self,
        folder: Path,
        peers: dict[str, Peer | Missing],
        sizes: Sizes,
        say: Callable[[str], None],
    ) -> None:
        self.folder = folder
        self.peers = peers
        self.sizes = sizes
        self.say = say

    def decoding(self, payload: str) -> Series:
        """Bytes to models, every field touched: CPU beside json.loads in the same process."""
        self.say(f"decoding: {payloads.TITLES[payload]}")
        asked = {
            "path": str(self.folder / f"{payload}.json"),
            "schema": payloads.DECODED[payload],
            "rounds": self.sizes.repeats,
        }
        return self._in_turns(dict.fromkeys(CLIENTS, ("decode", asked)))

    def importing(self) -> Series:
        """What a program pays before its first request."""
        self.say("importing")
        series = Series()
        for number in range(3 * self.sizes.rounds + 1):
            for title, (environment, statement) in IMPORTS.items():
                result = self._measured(
                    series, title, environment, "importing", "json", {"statement": statement}
                )
                if result is not None and number:  # the first time compiles
                    series.values.setdefault(title, []).append(result)
        return series

    def holding(self) -> Series:
        """Bytes of memory of orders that are kept."""
        self.say(f"holding {self.sizes.held * 200:,} orders")
        asked = {"pages": self.sizes.held, "paths": self._paths()}
        return self._in_turns(dict.fromkeys(CLIENTS, ("hold", asked)))

    def walking(self) -> Series:
        """Pages over HTTP at a realistic latency, wall and CPU."""
        self.say(f"walking {self.sizes.pages} pages at {LATENCY} ms")
        with self._server(self.sizes.pages, LATENCY) as url:
            return self._in_turns({name: ("walk", {"url": url}) for name in FLOATS})

    def fanning_out(self) -> tuple[Series, list[Any]]:
        """Windows and stores, one after the other and several at a time; what the server counted."""
        self.say("stores and windows, one after the other and at the same time")
        series = Series()
        with self._server(4, LATENCY) as url:
            for _ in range(self.sizes.rounds):
                for parts, page_size in (("windows", 50), ("stores", 50), ("stores", 200)):
                    for prefetch in (0, None):
                        asked = {
                            "url": url, "parts": parts, "prefetch": prefetch, "page_size": page_size,
                        }  # fmt: skip
                        name = f"{parts} {page_size} {prefetch}"
                        result = self._measured(series, name, "sdk", "fan", "sdk", asked)
                        if result is not None:
                            series.values.setdefault(name, []).append(result)
            with urllib.request.urlopen(f"{url}/counts") as answer:  # noqa: S310 - our own server
                return series, json.load(answer)

    def growing(self) -> dict[str, dict[int, Any]]:
        """Time and peak memory of streaming, by the number of orders."""
        grown: dict[str, dict[int, Any]] = {}
        with self._server(1, 0) as url:
            for orders in self.sizes.growth:
                for name in ("sdk", "sdk-msgspec", "stock"):
                    if name == "stock" and orders > 100_000:
                        continue  # it has shown its line by then, and would take minutes
                    self.say(f"streaming {orders:,} orders: {CLIENTS[name][1]}")
                    asked = {"url": f"{url}/{orders // 200}"}
                    result = self._measured(Series(), name, CLIENTS[name][0], "walk", name, asked)
                    if result is not None:
                        grown.setdefault(name, {})[orders] = result
        return grown

    def piling_up(self) -> dict[str, dict[int, Any]]:
        """Memory of what is held, by the number of orders."""
        piled: dict[str, dict[int, Any]] = {}
        for orders in self.sizes.holding:
            for name in ("sdk", "stock"):
                self.say(f"holding {orders:,} orders: {CLIENTS[name][1]}")
                asked = {"pages": orders // 200, "paths": self._paths()}
                result = self._measured(Series(), name, CLIENTS[name][0], "hold", name, asked)
                if result is not None:
                    piled.setdefault(name, {})[orders] = result["bytes"]
        return piled

    def _paths(self) -> list[str]:
        return sorted(str(path) for path in self.folder.glob("page-*.json"))

    def _in_turns(self, tasks: dict[str, tuple[str, Any]]) -> Series:
        series = Series()
        for _ in range(self.sizes.rounds):
            for name, (task, asked) in tasks.items():
                result = self._measured(series, name, CLIENTS[name][0], task, name, asked)
                if result is not None:
                    series.values.setdefault(name, []).append(result)
        return series

    def _measured(
        self, series: Series, name: str, environment: str, task: str, client: str, asked: Any
    ) -> Any:
        """One measurement, or None with the reason in `failures`."""
        peer = self.peers[environment]
        if isinstance(peer, Missing) or name in series.failures:
            return None
        command = [str(peer.python), str(HERE / "worker.py"), task, client, json.dumps(asked)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            series.failures[name] = done.stderr.strip().rpartition("\n")[2][:200]
            self.say(f"MISSING {name}: {series.failures[name]}")
            return None
        return json.loads(done.stdout)

    @contextlib.contextmanager
    def _server(self, pages: int, latency: int) -> Iterator[str]:
        command = [
            sys.executable,
            str(HERE / "server.py"),
            str(self.folder),
            str(pages),
            str(latency),
        ]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin
            assert process.stdout
            try:
                yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
            finally:
                process.stdin.close()  # that ends it
