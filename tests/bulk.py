"""What the tests of bulk share: libraries that may be missing, a mock, rows of a file to compare."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from yandex_market.mock import MockMarket

WHY = "NOT TESTED HERE: a library of the extra is not installed; run: nox -s bulk spark"
"""Why a test module is skipped, for `pytest.importorskip`."""


def command(url: str, mock: MockMarket, *arguments: str) -> subprocess.Popen[str]:
    """`yandex-market` in a process of its own, on this mock."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "yandex_market", *arguments],
        env=os.environ | {"YANDEX_MARKET_API_KEY": mock.api_key, "YANDEX_MARKET_BASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # Started in the background, this process may ignore Ctrl-C; the command must not.
        preexec_fn=None if sys.platform == "win32" else _heed_interrupts,
    )


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def done(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for the end of a command: its exit code and what it said on stderr."""
    _, error = process.communicate(timeout=100)
    return process.returncode, error


def rows_of(path: Path, kind: str = "stats") -> list[Any]:
    """The orders of a DuckDB file, by order id, as plain values."""
    import duckdb

    with duckdb.connect(str(path), read_only=True) as db:
        table = db.sql(f"FROM {kind} ORDER BY orderId").to_arrow_table()
    rows: list[Any] = table.to_pylist()
    return rows


def lines_of(path: Path) -> list[Any]:
    """The orders of an NDJSON file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class RedisServer:
    """A real redis-server on a free port of this machine; can be stopped, frozen and started anew."""

    def __init__(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            why = "NOT TESTED HERE: there is no redis-server; Debian's package has this name"
            if os.environ.get("CI"):
                pytest.fail(why)
            pytest.skip(why)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._command = [
            program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "no", "--daemonize", "no", "--loglevel", "warning",
        ]  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        for _ in range(500):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), timeout=1) as peer,
            ):
                peer.sendall(b"PING\r\n")
                if peer.recv(16).startswith(b"+PONG"):
                    return
            time.sleep(0.01)
        raise RuntimeError("redis-server did not start")

    def stop(self) -> None:
        """Kill it; what it knew is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextlib.contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A server for the length of a block."""
    server = RedisServer()
    try:
        yield server
    finally:
        server.stop()
