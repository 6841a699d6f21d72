"""Warn in time of operations that the document says will end, and name what takes their place."""

from __future__ import annotations

import datetime
import logging
import sys
import warnings
from typing import TYPE_CHECKING

from .errors import SunsetWarning
from .models import MOSCOW

if TYPE_CHECKING:
    from yandex_market_api.operations import OperationSpec

    from .options import Clock

logger = logging.getLogger("yandex_market")

NOTICE = datetime.timedelta(days=30)
"""So long before an operation begins to fail, calling it begins to warn."""

METHODS = {"getBusinessOrders": "orders.list"}
"""operationId → method as callers know it, for the operations that replace others."""


class SunsetNotices:
    """Warns of each operation that nears its end, once per client, by the client's clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, object] = {}

    def give(self, spec: OperationSpec, label: str) -> None:
        """Warn the caller, if it is time and was not done before; `label` is the method's name."""
        if spec.sunset is None:
            return
        today = self._clock.now().astimezone(MOSCOW).date()
        if today < datetime.date.fromisoformat(spec.sunset.degrades) - NOTICE:
            return
        mine = object()
        if self._given.setdefault(spec.id, mine) is not mine:  # of two threads one is the first
            return
        text = f"{label} ({spec.id}) degrades from {spec.sunset.degrades} and ends on {spec.sunset.ends}"
        if spec.replaced_by:
            text += f"; use {successor(spec)}"
        logger.warning("%s", text)
        warnings.warn(text, SunsetWarning, stacklevel=_callers_level())


def successor(spec: OperationSpec) -> str:
    """What replaces this operation: `orders.list (getBusinessOrders)`."""
    method = METHODS.get(spec.replaced_by or "")
    return f"{method} ({spec.replaced_by})" if method else str(spec.replaced_by)


def _callers_level() -> int:
    """The `stacklevel` of the first line outside of this package, for a warning of the caller."""
    package = __name__.partition(".")[0]
    frame, level = sys._getframe(1), 1
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        frame, level = frame.f_back, level + 1
    return level
