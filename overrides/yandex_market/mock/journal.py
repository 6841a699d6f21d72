"""The journal: what was asked and how it was answered, without secrets and without bodies."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple, overload
from urllib.parse import parse_qsl

from .exchange import Request, Response
from .faults import Fault

KEPT = 10_000  # entries; older ones are forgotten
_SECRET = frozenset({"api-key", "authorization", "cookie", "proxy-authorization"})


class Entry(NamedTuple):
    """One request. `operation` is None when the path led nowhere; a parameter that came several
    times has its values joined by commas.

    `status` is 0 when there is no answer, because a fault came before. `cost` is what the request spent
    of its quota, `latency` how many seconds of real time its answer took, pauses of a fault included.
    `fault` says what went wrong on purpose, in the words of the header X-Mock-Fault. Entries are numbered
    from 1.
    """

    method: str
    path: str
    operation: str | None
    status: int
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: datetime
    number: int
    cost: int
    latency: float
    fault: str | None


class Journal(Sequence[Entry]):
    """The entries, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = threading.Lock()
        self._readers: list[Callable[[Entry], object]] = []

    def write(
        self,
        request: Request,
        operation: str | None,
        response: Response,
        cost: int,
        fault: Fault | None,
        at: datetime,
        took: float,
    ) -> None:
        """Add one request, which took so many seconds to answer."""
        stall = (
            response.trouble.amount if response.trouble and response.trouble.kind == "stall" else 0
        )
        query = _query(request.query) if request.query else {}
        headers = {n: "***" if n in _SECRET else v for n, v in request.headers.items()}
        with self._lock:
            self._count += 1
            entry = Entry(
                request.method,
                request.path,
                operation,
                response.status,
                query,
                headers,
                at,
                self._count,
                cost,
                took + response.delay + stall,
                str(fault) if fault else None,
            )
            self._entries.append(entry)
        for reader in self._readers:
            reader(entry)

    def tell(self, reader: Callable[[Entry], object]) -> None:
        """Call `reader` with every entry from now on, once however often it is given."""
        if reader not in self._readers:
            self._readers.append(reader)

    def after(self, number: int, at_most: int) -> list[Entry]:
        """The newest entries of those with a higher number, oldest first."""
        with self._lock:
            fresh = min(self._count - number, at_most, len(self._entries))
            newest = list(islice(reversed(self._entries), max(fresh, 0)))
        return newest[::-1]

    def clear(self) -> None:
        """Forget all entries; numbers go on."""
        with self._lock:
            self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        with self._lock:
            return list(self._entries)[index]

    def __iter__(self) -> Iterator[Entry]:
        with self._lock:
            return iter(list(self._entries))

    def __repr__(self) -> str:
        return f"<journal of {len(self)} requests>"


def _query(text: str) -> dict[str, str]:
    query: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, errors="replace"):
        query[name] = f"{query[name]},{value}" if name in query else value
    return query
