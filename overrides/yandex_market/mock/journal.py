"""The journal: what was asked and how it was answered, without secrets and without bodies."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import overload
from urllib.parse import parse_qsl

from .exchange import Request

KEPT = 10_000  # entries; older ones are forgotten
_SECRET = frozenset({"api-key", "authorization", "cookie"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. `operation` is None when the path led nowhere; a parameter that came several
    times has its values joined by commas.
    """

    method: str
    path: str
    operation: str | None
    status: int
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: datetime


class Journal(Sequence[Entry]):
    """The entries, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def write(self, request: Request, operation: str | None, status: int, at: datetime) -> None:
        """Add one request."""
        query: dict[str, str] = {}
        for name, value in parse_qsl(request.query, keep_blank_values=True, errors="replace"):
            query[name] = f"{query[name]},{value}" if name in query else value
        headers = {n: "***" if n in _SECRET else v for n, v in request.headers.items()}
        entry = Entry(request.method, request.path, operation, status, query, headers, at)
        with self._lock:
            self._entries.append(entry)

    def clear(self) -> None:
        """Forget all entries."""
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
