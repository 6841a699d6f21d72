"""A million orders over forty stores, from the mock into DuckDB, beside a bare httpx loop.

    python -m benchmarks.bulk_million [--orders 1000000] [--stores 40]

Two legs, each with a mock of its own in a process of its own, over HTTP: a loop of httpx that walks store
by store and writes the orders to NDJSON as they come, and `yandex-market export`. Ends with 1 when an order
is missing or came twice, or when the export's memory grew while it pulled.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import httpx
from yandex_market.mock import MockMarket

NOW = datetime.datetime(2026, 4, 2, 9, 30, tzinfo=datetime.UTC)
SINCE, UNTIL = "2025-12-01", "2026-04-03"
SLACK = 48
"""MiB that the peak of the last quarter may be above the one of the second: what comes and goes."""

SERVER = """
import datetime, sys
from yandex_market.mock import MockMarket
orders, stores, now = int(sys.argv[1]), int(sys.argv[2]), datetime.datetime.fromisoformat(sys.argv[3])
mock = MockMarket(orders=orders, stores=stores, now=now)
mock.serve_forever(port=0, log=False, ready=lambda url: print(url, flush=True))
"""


@dataclass
class Memory:
    """Resident memory of a process, in MiB, sampled ten times a second, and its CPU time."""

    process: subprocess.Popen[str]
    samples: list[float] = field(default_factory=list)
    cpu: float = 0.0
    """Seconds up to the last sample."""

    def watch(self) -> None:
        """Sample until the process ends."""
        status = Path(f"/proc/{self.process.pid}/status")
        while self.process.poll() is None:
            with contextlib.suppress(OSError, IndexError):
                line = status.read_text().split("VmRSS:")[1].split()[0]
                self.samples.append(int(line) / 1024)
                used = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
                self.cpu = (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")
            time.sleep(0.1)

    def quarters(self, until: int) -> list[float]:
        """Peaks of the quarters of the first so many samples."""
        step = max(until // 4, 1)
        return [max(self.samples[n * step : (n + 1) * step] or [0.0]) for n in range(4)]


def main() -> int:
    """Run both legs and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--orders", type=int, default=1_000_000, help="in the stores with statistics"
    )
    parser.add_argument("--stores", type=int, default=40, help="with statistics; one more has none")
    options = parser.parse_args()
    mock = world(options.orders, options.stores)
    stores = [c for c, model in mock.models.items() if model != "LaaS"]
    print(
        f"{options.orders:,} orders over {len(stores)} stores, pages of 200, {os.cpu_count()} cores"
    )
    with tempfile.TemporaryDirectory() as folder:
        bare = bare_loop(mock, stores, Path(folder) / "bare.ndjson")
        ours, memory, pulled = export(mock, Path(folder) / "orders.duckdb")
        found = ids_in(Path(folder) / "orders.duckdb")
    expected = array("q", sorted(i for c in stores for i in mock.order_ids(c)[:]))
    told(options.orders, bare, ours, memory, pulled)
    once = found == expected
    print(
        f"exactly once: {'yes' if once else 'NO'} ({len(found):,} rows, {len(expected):,} orders)"
    )
    peaks = memory.quarters(pulled)
    flat = peaks[3] <= peaks[1] + SLACK
    print(f"memory flat while pulling: {'yes' if flat else 'NO'}")
    return 0 if once and flat else 1


def told(orders: int, bare: tuple[float, float], ours: float, memory: Memory, pulled: int) -> None:
    """The table. On a machine that others use too, seconds of CPU tell more than seconds."""
    peaks = ", ".join(f"{peak:.0f}" for peak in memory.quarters(pulled))
    writing = max(memory.samples[pulled:] or [0.0])
    for name, seconds, cpu in (
        ("bare httpx loop to NDJSON", *bare),
        ("yandex-market export", ours, memory.cpu),
    ):
        rates = f"{orders / seconds:9,.0f} orders/s {orders / cpu:9,.0f} per second of CPU"
        print(f"{name:27} {seconds:8.1f} s {cpu:8.1f} s of CPU {rates}")
    print(f"  of these pulling          {pulled / 10:8.1f} s, about")
    print(f"  memory by quarter of pulling {peaks} MiB; while writing {writing:.0f} MiB")


def world(orders: int, stores: int) -> MockMarket:
    """A market with exactly so many orders in its stores with statistics."""
    total = orders
    while True:
        mock = MockMarket(orders=total, stores=stores + 1, now=NOW)
        counts = [len(mock.order_ids(c)) for c, model in mock.models.items() if model != "LaaS"]
        if sum(counts) == orders:
            return mock
        total += orders - sum(counts)


@contextlib.contextmanager
def serving(mock: MockMarket) -> Iterator[str]:
    """The same market in a process of its own; gives the URL."""
    orders = sum(len(mock.order_ids(c)) for c in mock.campaign_ids)
    arguments = [str(orders), str(len(mock.campaign_ids)), NOW.isoformat()]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, *arguments], stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate()


def bare_loop(mock: MockMarket, stores: list[int], file: Path) -> tuple[float, float]:
    """What one would write without any of this; its seconds, and those of CPU."""
    body = {"dateFrom": SINCE, "dateTo": UNTIL}
    with (
        serving(mock) as url,
        httpx.Client(base_url=url, headers={"Api-Key": mock.api_key}) as client,
        file.open("w", encoding="utf-8") as out,
    ):
        started, cpu = time.monotonic(), time.process_time()
        for store in stores:
            query: dict[str, str] = {"limit": "200"}
            while True:
                answer = client.post(f"/v2/campaigns/{store}/stats/orders", params=query, json=body)
                result = answer.raise_for_status().json()["result"]
                out.writelines(
                    json.dumps(order, ensure_ascii=False) + "\n" for order in result["orders"]
                )
                token = result["paging"].get("nextPageToken")
                if not token:
                    break
                query["page_token"] = token
        return time.monotonic() - started, time.process_time() - cpu


def export(mock: MockMarket, file: Path) -> tuple[float, Memory, int]:
    """The command: its seconds, its memory, and how many samples of that were taken while it pulled."""
    with serving(mock) as url:
        keys = {"YANDEX_MARKET_API_KEY": mock.api_key, "YANDEX_MARKET_BASE_URL": url}
        span = ["--since", SINCE, "--until", UNTIL]
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "yandex_market", "export", "stats", *span, "--to", str(file)],
            env=os.environ | keys, encoding="utf-8", stdout=subprocess.PIPE,
        )  # fmt: skip
        memory, pulled = Memory(process), 0
        watching = threading.Thread(target=memory.watch)
        watching.start()
        stage = file.parent / f".{file.name}.export"
        while process.poll() is None and not any(stage.glob("whole*")):
            pulled = len(memory.samples)
            time.sleep(0.1)
        out, _ = process.communicate()
        watching.join()
        seconds = time.monotonic() - started
    print(out.partition("\n")[0].partition(": ")[2])
    if process.returncode:
        raise SystemExit(process.returncode)
    return seconds, memory, pulled


def ids_in(file: Path) -> array[int]:
    """The order ids of the table, sorted."""
    with duckdb.connect(str(file), read_only=True) as db:
        rows = db.execute("SELECT orderId FROM stats ORDER BY orderId").fetchnumpy()
    return array("q", rows["orderId"].tolist())


if __name__ == "__main__":
    sys.exit(main())
