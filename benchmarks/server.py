"""A server that does nothing but answer: pages that were made before, after so many milliseconds.

`python server.py FOLDER PAGES LATENCY` prints its port and serves until its standard input ends. A
listing has so many pages, the files of the folder over and over; `/N/` at the front of a path makes it
N. No more than PARALLEL requests of a store are answered at a time, others get a 420; `/counts` tells
how many of both there were. It knows neither our client nor any other: standard library alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

PARALLEL = 4
HEADERS = (
    "Content-Type: application/json\r\n"
    "X-RateLimit-Resource-Limit: 1000000000\r\n"
    "X-RateLimit-Resource-Remaining: 1000000000\r\n"
    "X-RateLimit-Resource-Until: Wed, 01 Jan 2098 00:00:00 GMT\r\n"
)
LIMIT = b'{"status":"ERROR","errors":[{"code":"LIMIT_EXCEEDED","message":"Hit rate limit of 4 parallel requests"}]}'


class Server:
    """Canned listings, and what was asked for."""

    def __init__(self, folder: Path, pages: int, latency: float) -> None:
        self.bodies = {
            kind: [_halves(path.read_bytes()) for path in sorted(folder.glob(f"{kind}*.json"))]
            for kind in ("page", "small", "business")
        }
        self.pages, self.latency = pages, latency
        self.flying: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.answered: Counter[int] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, request after request."""
        ended = (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError)
        with contextlib.suppress(*ended):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                found = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
                await reader.readexactly(int(found[1]) if found else 0)
                status, body = await self.answer(head.split(" ", 2)[1])
                line = f"HTTP/1.1 {status} -\r\n{HEADERS}Content-Length: {len(body)}\r\n\r\n"
                writer.write(line.encode())
                writer.write(body)
                await writer.drain()
        writer.close()

    async def answer(self, target: str) -> tuple[int, bytes]:
        """Status and body for a path and query."""
        if target == "/counts":
            return 200, json.dumps([self.answered, max(self.most.values(), default=0)]).encode()
        place = re.search(r"/(?:campaigns|businesses)/(\d+)/", target)
        store = place[1] if place else ""
        if self.flying[store] >= PARALLEL:
            self.answered[420] += 1
            return 420, LIMIT
        self.flying[store] += 1
        self.most[store] = max(self.most[store], self.flying[store])
        try:
            if self.latency:
                await asyncio.sleep(self.latency)
        finally:
            self.flying[store] -= 1
        self.answered[200] += 1
        return 200, self.page(target)

    def page(self, target: str) -> bytes:
        """The page that the token in a query names, with the token of the next one."""
        own = re.match(r"/(\d+)/", target)
        pages = int(own[1]) if own else self.pages
        asked = re.search(r"page_?[tT]oken=p(\d+)", target)
        number = int(asked[1]) if asked else 0
        stats = "page" if "limit=200" in target else "small"
        bodies = self.bodies[stats if "/stats/" in target else "business"]
        before, after = bodies[number % len(bodies)]
        token = b'"nextPageToken":"p%d"' % (number + 1) if number + 1 < pages else b""
        return before + token + after


def _halves(page: bytes) -> tuple[bytes, bytes]:
    """A page around its token."""
    before, after = re.split(rb'"nextPageToken":"[^"]*"', page)
    return before, after


async def main(folder: str, pages: str, latency: str) -> None:
    """Serve until nobody wants it any more."""
    server = Server(Path(folder), int(pages), float(latency) / 1000)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 20)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    listening.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
