"""Injected trouble: a status, other bytes, changed answers, slowness; used up by count.

A fault applies to requests that found a route and brought a good key, before quotas and
validation; a fault with a status or a body answers in place of the operation, which is not run.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from yandex_market_api.operations import OPERATIONS

from .exchange import MESSAGES, Headers, Json, RefusalError
from .limits import Limits, Place, crowded, exhausted, rate_headers

Kind = Literal["parallel", "resource"]


@dataclass(slots=True)
class Fault:
    """One kind of trouble, still good for `left` requests (None: for ever)."""

    operation: str | None
    left: int | None
    status: int | None = None
    kind: Kind = "parallel"
    wait: float | None = None
    message: str | None = None
    code: str | None = None
    headers: Headers = ()
    body: bytes | None = None
    change: Mapping[str, Any] = field(default_factory=dict)
    remove: Sequence[str] = ()
    latency: float = 0.0

    @property
    def spoils(self) -> bool:
        """Whether it changes a good answer, rather than standing in its place or beside it."""
        return bool(self.change or self.remove)

    def refusal(
        self, operation: str, place: Place, limits: Limits, now: datetime
    ) -> RefusalError | None:
        """The answer in place of the operation's, as an envelope; None if there is none."""
        if self.status is None or self.body is not None:
            return None
        if self.status == 420:
            return self._too_much(operation, place, limits, now)
        text = self.message or MESSAGES.get(self.status, "Injected by the mock")
        return RefusalError(self.status, text, code=self.code, headers=self.headers)

    def _too_much(
        self, operation: str, place: Place, limits: Limits, now: datetime
    ) -> RefusalError:
        if self.kind == "parallel":
            text, headers = crowded(limits.parallel(operation), place), self.headers
        else:
            amount = limits.amount(operation)
            until = now + timedelta(seconds=3600 if self.wait is None else self.wait)
            text = exhausted(operation, amount, place)
            headers = rate_headers(amount, 0, until) + self.headers
        return RefusalError(420, self.message or text, code=self.code, headers=headers)

    def spoil(self, answer: Json) -> bool:
        """Change a good answer in place. False, and nothing done, if no pointer leads anywhere."""
        places = [(slot, value) for p, value in self.change.items() for slot in _slots(answer, p)]
        doomed = [slot for pointer in self.remove for slot in _slots(answer, pointer)]
        for (parent, name), value in places:
            parent[name] = value
        for parent, name in doomed:
            parent.pop(name, None)
        return bool(places or doomed)


class Faults:
    """The faults in force; the oldest that fits a request is used."""

    def __init__(self) -> None:
        self._active: list[Fault] = []
        self._lock = threading.Lock()

    def add(
        self,
        operation: str | None = None,
        status: int | None = None,
        times: int | None = 1,
        *,
        kind: Kind = "parallel",
        wait: float | None = None,
        message: str | None = None,
        code: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        change: Mapping[str, Any] | None = None,
        remove: Sequence[str] = (),
        latency: float = 0.0,
    ) -> None:
        """Make the next `times` requests to `operation` (None: to any) go wrong; None: for ever.

        `status` from 300 on answers with it in the vendor's envelope, with `message` and `code` if
        given. For 420, `kind` says which of the two: "parallel" (over at once) or "resource" (the
        window is used up and ends in `wait` seconds by the mock's clock; an hour if not given).
        `body` answers with these bytes instead of JSON (status 200 if none is given); `headers` are
        added, and replace those of the same name. `change` sets values in a good answer and
        `remove` takes them out, by JSON pointer, where `*` stands for every element:
        `change={"/result/orders/*/status": "BRAND_NEW"}`. Answers without such a place are left
        alone and do not use the fault up. `latency` is seconds of real time before the answer goes
        out. Raises ValueError for an unknown operation, or a fault that does nothing.
        """
        if operation is not None and operation not in OPERATIONS:
            raise ValueError(f"there is no operation {operation!r}")
        if times is not None and times < 1:
            raise ValueError("times must be at least 1, or None for ever")
        if status is None and body is None and not (change or remove or headers or latency):
            raise ValueError("a fault needs a status, a body, headers, a change or a latency")
        if status is not None and not (200 if body is not None else 300) <= status <= 599:
            raise ValueError(f"status {status} needs a body, or is none")
        if status is not None and (change or remove):
            raise ValueError("a fault has a status or changes a good answer, not both")
        fault = Fault(
            operation,
            times,
            status,
            kind,
            wait,
            message,
            code,
            tuple((headers or {}).items()),
            body,
            dict(change or {}),
            tuple(remove),
            latency,
        )
        with self._lock:
            self._active.append(fault)

    def clear(self) -> None:
        """Take all faults away."""
        with self._lock:
            self._active.clear()

    def matching(self, operation: str) -> Fault | None:
        """The fault for this request, not used up yet."""
        with self._lock:
            for fault in self._active:
                if fault.operation in (None, operation):
                    return fault
        return None

    def use(self, fault: Fault) -> None:
        """Count one use; the last one takes the fault away."""
        with self._lock:
            if fault.left is not None:
                fault.left -= 1
            if fault.left is not None and fault.left <= 0 and fault in self._active:
                self._active.remove(fault)


def _slots(node: Any, pointer: str) -> list[tuple[Any, Any]]:
    """(container, name or position) of every place that the pointer means; the last step of a
    change may be a new name in an object that exists.
    """
    *steps, last = pointer.removeprefix("/").split("/")
    nodes = [node]
    for step in steps:
        nodes = [child for parent in nodes for child in _children(parent, step)]
    return [(parent, name) for parent in nodes for name in _names(parent, last, new=True)]


def _children(parent: Any, step: str) -> list[Any]:
    return [parent[name] for name in _names(parent, step, new=False)]


def _names(parent: Any, step: str, *, new: bool) -> list[Any]:
    if isinstance(parent, list):
        places = range(len(parent))
        if step == "*":
            return list(places)
        return [int(step)] if step.isdecimal() and int(step) in places else []
    if isinstance(parent, dict):
        if step == "*":
            return list(parent)
        return [step] if new or step in parent else []
    return []
