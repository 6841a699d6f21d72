"""What the mock costs: CPU per request beside a bare uvicorn application and beside Prism, start, memory.

    python -m benchmarks.mock [--rounds 7] [--quick]

CPU is what the operating system charged to all threads of the server's process (Linux: /proc), so that
a busy machine changes it little. Servers take turns within each round, and all are asked by the same
client over kept-alive connections: random orders among 10,000, and pages of 100 orders of random days.
The bare application runs on the same uvicorn with the same settings; it reads the request and gives
canned bytes of an answer of the mock. Prism (through npx; skipped without Node) serves the document in two
ways: as it comes, it gives the document's example, the same for every order, and a page of statistics with
the orders of one example, however many are asked for; with `--dynamic` it makes data up for each request.
The table is printed and written to benchmarks/MOCK.md.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from yandex_market.mock import MockMarket

HERE = Path(__file__).parent
BUNDLE = HERE.parent / "generated" / "yandex_market_api" / "openapi.yaml"
PRISM = "@stoplight/prism-cli@5.16.0"
ORDERS = 10_000
MANY_ORDERS = 1_000_000
CONNECTIONS = 4
SEED = 7
PATIENCE = 60.0  # seconds until a server must answer

Ask = tuple[str, str, bytes | None]  # method, path, body
Headers = dict[str, str]


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    headers: Headers

    def cpu(self) -> float:
        """Seconds of CPU that its threads have had."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def resident(self) -> float:
        """Megabytes of memory that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def connect(self) -> http.client.HTTPConnection:
        """A connection that is kept alive."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, connection: http.client.HTTPConnection, one: Ask) -> bytes:
        """The body of the answer. Raises RuntimeError for anything but a 200."""
        method, path, body = one
        connection.request(method, path, body, self.headers)
        with connection.getresponse() as answer:
            content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{self.name}: {method} {path}: {answer.status} {content[:300]!r}")
        return content

    def ask_all(self, asks: Sequence[Ask]) -> None:
        """Ask over several connections at once."""
        threads = [
            threading.Thread(target=self._ask_some, args=(asks[number::CONNECTIONS],))
            for number in range(CONNECTIONS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask_some(self, asks: Sequence[Ask]) -> None:
        connection = self.connect()
        for one in asks:
            self.ask(connection, one)
        connection.close()

    def cost(self, asks: Sequence[Ask]) -> float:
        """Microseconds of CPU per request."""
        before = self.cpu()
        self.ask_all(asks)
        return (self.cpu() - before) / len(asks) * 1e6


# -- servers -----------------------------------------------------------------------------------------


@contextmanager
def running(name: str, command: list[str], port: int, headers: Headers) -> Iterator[Server]:
    """The server in a process of its own, until the block ends."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield Server(name, process, port, headers)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def mock(port: int, headers: Headers, orders: int = ORDERS) -> list[str]:
    """The command that serves the mock."""
    words = f"mock --port {port} --orders {orders} --seed {SEED} --quotas off --quiet"
    return [sys.executable, "-m", "yandex_market", *words.split()]


def bare(port: int) -> list[str]:
    """The command that serves the bare application."""
    return [sys.executable, "-m", "benchmarks.bare", str(port)]


def prism(folder: Path) -> list[str]:
    """The command that serves Prism, none where it cannot be had. Installs it below `folder`."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return []
    script = folder / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--silent", "--cache", str(folder / "cache")]
        subprocess.run([npm, "install", "--prefix", str(folder), *options, PRISM], check=True)
    return [node, str(script), "mock", "--verboseLevel", "silent", str(BUNDLE)]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def first_answer(server: Server, one: Ask, began: float) -> float:
    """Seconds from `began` until it first answers."""
    while time.perf_counter() - began < PATIENCE:
        if server.process.poll() is not None:
            raise RuntimeError(f"{server.name} ended with {server.process.returncode}")
        try:
            server.ask(server.connect(), one)
        except OSError:
            time.sleep(0.002)
        else:
            return time.perf_counter() - began
    raise RuntimeError(f"{server.name} does not answer")


# -- measuring ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Market:
    """What can be asked of the mock."""

    headers: Headers
    store: int
    ids: Sequence[int]
    days: Sequence[str]

    @classmethod
    def of(cls, orders: int) -> Market:
        """As it is in the server's process: ids and key depend on seed and number alone."""
        here = MockMarket(orders, SEED)
        store = here.campaign_ids[0]
        today = datetime.now(UTC)
        days = [f"{today - timedelta(days=ago):%Y-%m-%d}" for ago in range(60, 110)]
        headers = {"Api-Key": here.api_key, "Content-Type": "application/json"}
        return cls(headers, store, here.order_ids(store), days)

    def order(self, order_id: int) -> Ask:
        """A call of getOrder."""
        return "GET", f"/v2/campaigns/{self.store}/orders/{order_id}", None

    def orders(self, count: int, chance: random.Random) -> list[Ask]:
        """Calls of getOrder for random orders."""
        return [self.order(chance.choice(self.ids)) for _ in range(count)]

    def pages(self, count: int, chance: random.Random) -> list[Ask]:
        """Calls of getOrdersStats for 100 orders from a random day back."""
        path = f"/v2/campaigns/{self.store}/stats/orders?limit=100"
        return [
            ("POST", path, json.dumps({"dateFrom": "2020-01-01", "dateTo": day}).encode())
            for day in (chance.choice(self.days) for _ in range(count))
        ]


Costs = dict[tuple[str, str], list[float]]


def costs(market: Market, servers: Sequence[Server], rounds: int, scale: int) -> Costs:
    """CPU per request of each server and operation, round by round."""
    chance = random.Random(1)
    counts: dict[str, tuple[Callable[[int, random.Random], list[Ask]], int]] = {
        "getOrder": (market.orders, 2000 // scale),
        "a page of 100 statistics": (market.pages, 200 // scale),
    }
    found: Costs = {}
    for number in range(rounds + 1):  # the first one warms up and does not count
        for what, (make, count) in counts.items():
            asks = make(count, chance)
            for server in servers:
                cost = server.cost(asks)
                if number:
                    found.setdefault((server.name, what), []).append(cost)
        print(f"round {number} of {rounds}", flush=True)
    return found


def starts(rounds: int) -> tuple[list[float], list[float]]:
    """From the start of the command to the first answer, with a million orders: seconds, and seconds of
    CPU, which a busy machine changes less.
    """
    many = Market.of(MANY_ORDERS)
    waited, worked = [], []
    for _ in range(rounds):
        port, began = free_port(), time.perf_counter()
        with running("mock", mock(port, {}, MANY_ORDERS), port, many.headers) as server:
            waited.append(first_answer(server, many.order(many.ids[0]), began))
            worked.append(server.cpu())
    return waited, worked


def memory(orders: int) -> float:
    """Megabytes of the mock after 1,000 orders and 20 pages were asked for."""
    market, chance, port = Market.of(orders), random.Random(2), free_port()
    with running("mock", mock(port, {}, orders), port, market.headers) as server:
        first_answer(server, market.order(market.ids[0]), time.perf_counter())
        server.ask_all(market.orders(1000, chance) + market.pages(20, chance))
        return server.resident()


# -- telling -----------------------------------------------------------------------------------------


def spread(values: Sequence[float], form: str) -> str:
    """Median, and the lowest and highest of the rounds."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:{form}} ({low:{form}}–{high:{form}})"


def of_machine() -> str:
    """The machine and the versions that the figures belong to."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    packages = []
    for name in ("uvicorn", "httptools", "uvloop", "jsonschema-rs", "orjson"):
        try:
            packages.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            packages.append(f"no {name}")
    node = shutil.which("node")
    if node:
        run = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        packages += [f"Node {run.stdout.strip()}", PRISM]
    what = cpu[1] if cpu else platform.processor()
    return (
        f"{what}, {os.cpu_count()} cores; Python {platform.python_version()}; {', '.join(packages)}"
    )


def table(found: Costs, servers: Sequence[str]) -> Iterator[str]:
    """The costs as a table."""
    peers = [name for name in servers if name.startswith("Prism")]
    beside = ["mock : bare", *(f"{name} : mock" for name in peers)]
    yield f"| CPU per request, µs | {' | '.join(servers)} | {' | '.join(beside)} |"
    yield "|---" * (1 + len(servers) + len(beside)) + "|"
    for what in dict.fromkeys(what for _, what in found):
        middles = {name: statistics.median(found[name, what]) for name in servers}
        cells = [spread(found[name, what], ".0f") for name in servers]
        cells.append(f"{middles['mock'] / middles['bare']:.1f}")
        cells += [f"{middles[name] / middles['mock']:.1f}" for name in peers]
        yield f"| {what} | " + " | ".join(cells) + " |"


def main() -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of the requests; writes nothing"
    )
    parser.add_argument("--npm", type=Path, default=HERE.parent / "build" / "prism")
    options = parser.parse_args()
    if not Path("/proc/self/schedstat").exists():
        print("Linux is needed: CPU is read from /proc/<pid>/task/*/schedstat.")
        return 2
    market = Market.of(ORDERS)
    chance = random.Random(0)
    ports = [free_port() for _ in range(4)]
    commands = {"bare": bare(ports[0]), "mock": mock(ports[1], {})}
    if beside := prism(options.npm):
        commands["Prism"] = [*beside, "--port", str(ports[2])]
        commands["Prism --dynamic"] = [*beside, "--port", str(ports[3]), "--dynamic"]
    else:
        print("Node not found: Prism is SKIPPED. Install Node 20 or newer to have it.")
    with ExitStack() as stack:
        servers = []
        for (name, command), port in zip(commands.items(), ports, strict=False):
            server = stack.enter_context(running(name, command, port, market.headers))
            first_answer(server, market.orders(1, chance)[0], time.perf_counter())
            servers.append(server)
        found = costs(market, servers, options.rounds, 10 if options.quick else 1)
    waited, worked = starts(options.rounds)
    lines = [
        f"# What the mock costs\n\n{of_machine()}; load average {os.getloadavg()[1]:.0f}.",
        "Median (lowest–highest) of "
        f"{options.rounds} rounds; made by `nox -s bench_mock`, which tells how it is measured.\n",
        *table(found, list(commands)),
        "",
        "| the mock | |",
        "|---|---|",
        f"| start of the command to its first answer, {MANY_ORDERS:,} orders | {spread(waited, '.2f')} s |",
        f"| CPU of it | {spread(worked, '.2f')} s |",
        f"| resident memory with {MANY_ORDERS:,} orders | {memory(MANY_ORDERS):.0f} MB |",
        f"| resident memory with 1,000 orders | {memory(1000):.0f} MB |",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if not options.quick:
        (HERE / "MOCK.md").write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
