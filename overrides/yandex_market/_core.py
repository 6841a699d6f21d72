"""Behind both clients: checked calls, and the flows made of them."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from . import _waits
from ._arguments import checked
from ._calls import Call, Seen, make_call
from ._sunset import SunsetNotices
from ._waits import POLL_BATCH, Board
from .errors import ArgumentError
from .options import CallOptions, Clock, Settings
from .waiting import OperationState, Poll, as_poll, check_deadline, states_of

if TYPE_CHECKING:
    from ._commands import Flow
    from .models import Operation

_NO_FILTERS: Mapping[str, Any] = MappingProxyType({})

ANY_NUMBER_OF_IDS = {rule: v for rule, v in _waits.OPERATION_IDS.items() if rule != "maxItems"}


class Core:
    """What both twins share: settings, and the flows made of calls."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.sunset_notices = SunsetNotices(clock)
        self.seen: Seen | None = None
        self.missing_places: set[tuple[str, str]] = set()
        self.businesses: dict[int, int] = {}
        """campaign id → business id, as far as looked up."""
        self.boards: dict[int, Board] = {}
        """business id → its waits."""

    def with_settings(self, settings: Settings) -> Core:
        """Other settings; all else is shared."""
        other = copy.copy(self)
        other.settings = settings
        return other

    def noting(self, seen: Seen) -> Core:
        """The same, with the last reply left in `seen`."""
        other = copy.copy(self)
        other.seen = seen
        return other

    def call(
        self,
        label: str,
        operation_id: str,
        arguments: Mapping[str, Any],
        *,
        filters: Mapping[str, Any] = _NO_FILTERS,
        options: CallOptions | None = None,
    ) -> Call:
        """A checked call; `label` is the method as callers know it. Raises ArgumentError."""
        made = make_call(
            operation_id, label, self.settings, options, self.missing_places, arguments, filters
        )
        self.sunset_notices.give(made.spec, label)
        return made if self.seen is None else replace(made, seen=self.seen)

    def polls(
        self,
        label: str,
        business_id: int,
        operation_type: str,
        operation_ids: Sequence[str],
        options: CallOptions | None = None,
    ) -> list[Call]:
        """The calls that ask for these operations, as few as the document allows."""
        try:
            ids = checked(operation_ids, ANY_NUMBER_OF_IDS, "operation_ids")
        except ArgumentError as error:
            raise ArgumentError(f"{label}: {error}") from None
        batches = [ids[i : i + POLL_BATCH] for i in range(0, len(ids), POLL_BATCH)]
        asked = {"business_id": business_id, "operation_type": operation_type}
        return [
            self.call(label, "getOperations", {**asked, "operation_ids": batch}, options=options)
            for batch in batches
        ]

    def waiting(
        self,
        business_id: int,
        operations: Sequence[object],
        deadline: float,
        poll: float | Poll,
        options: CallOptions | None = None,
    ) -> Flow[list[Operation]]:
        """The flow of operations.wait; its arguments are checked at once."""
        label = "operations.wait"
        states = states_of(operations)
        poll_for = self._poll_for(label, business_id, options)
        for kind in {s.type for s in states}:
            self.polls(label, business_id, _kind(kind), _ids_of(kind, states), options)
        limit, gaps = check_deadline(deadline), as_poll(poll)
        return _waits.wait(label, poll_for, *self._waits_of(business_id), states, limit, gaps)

    def waiting_for_update(
        self,
        campaign_id: int,
        operations: Sequence[object],
        deadline: float,
        poll: float | Poll,
    ) -> Flow[list[Operation]]:
        """The flow of update.wait; its arguments are checked at once."""
        limit, gaps, label = check_deadline(deadline), as_poll(poll), "update.wait"
        states = states_of(operations)
        stores = self.call(label, "getCampaigns", {}).within(limit)

        def wait_in(business_id: int, rest: float) -> Flow[list[Operation]]:
            poll_for = self._poll_for(label, business_id, None)
            return _waits.wait(label, poll_for, *self._waits_of(business_id), states, rest, gaps)

        find = _waits.business_of(stores, campaign_id, self.businesses, limit)
        return _waits.wait_for_update(find, wait_in, campaign_id, states, limit)

    def _waits_of(self, business_id: int) -> tuple[Board, str]:
        """The board of a business, and the name of its line."""
        return self.boards.setdefault(business_id, Board()), f"polls {business_id}"

    def _poll_for(
        self, label: str, business_id: int, options: CallOptions | None
    ) -> _waits.MakePoll:
        return lambda kind, ids: self.polls(label, business_id, _kind(kind), ids, options)[0]


def _kind(name: str) -> str:
    from .models import OperationType

    # As a member of the open enum, a type newer than the document can be asked for too.
    return OperationType(name)


def _ids_of(kind: str, states: Sequence[OperationState]) -> list[str]:
    return [s.id for s in dict.fromkeys(states) if s.type == kind]
