"""Behind both clients: checked calls, and the flows made of them."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from yandex_market_api.operations import OPERATIONS, PARALLEL

from . import _waits
from ._arguments import checked, long_span, name_of
from ._calls import Call, Parts, Seen, make_call
from ._sunset import SunsetNotices
from ._waits import POLL_BATCH, Board
from .errors import ArgumentError
from .options import CallOptions, Clock, Settings
from .waiting import OperationState, Poll, as_poll, check_deadline, states_of

if TYPE_CHECKING:
    from ._commands import Flow
    from .models import Operation

_NO_FILTERS: Mapping[str, Any] = MappingProxyType({})

STORES_AT_ONCE = 8
"""Each store has limits of its own, so it is what they hold in memory that bounds their number."""
ANY_NUMBER_OF_IDS = {rule: v for rule, v in _waits.OPERATION_IDS.items() if rule != "maxItems"}


class Core:
    """What both twins share: settings, and the flows made of calls."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
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

    def windows(
        self,
        label: str,
        operation_id: str,
        arguments: Mapping[str, Any],
        *,
        filters: Mapping[str, Any],
        options: CallOptions | None = None,
    ) -> Call | Parts:
        """As `call`, but a span of dates too long for one request is asked for in windows.

        Raises ArgumentError.
        """
        try:
            span = long_span(OPERATIONS[operation_id], filters, self.clock.now())
        except ArgumentError as error:
            raise ArgumentError(f"{label}: {error}") from None
        if span is None:
            return self.call(label, operation_id, arguments, filters=filters, options=options)
        one = {a.name: value for a, value in span.wire(next(span.windows()))}
        call = self.call(
            label, operation_id, arguments, filters={**filters, **one}, options=options
        )

        def beginning_with(name: str | None) -> Iterator[tuple[str, Call]]:
            # A token keeps the bounds of its window, for the server may know its own by them, and
            # "until now" is another moment in each process.
            known = [] if name is None else [span.named(name)]
            rest = span.windows(known[0][1] if known else None)
            return (
                (name_of(window), call.with_values(span.wire(window)))
                for window in itertools.chain(known, rest)
            )

        at_once = min(PARALLEL, call.spec.quota.parallel)  # of one business, all of them
        return Parts(label, call.subject, at_once, beginning_with)

    def over_stores(
        self,
        label: str,
        operation_id: str,
        campaign_ids: Sequence[int],
        arguments: Mapping[str, Any],
        *,
        filters: Mapping[str, Any],
        options: CallOptions | None = None,
    ) -> Parts:
        """One listing of the same for each store, in the order given. Raises ArgumentError."""
        one = next(a for a in OPERATIONS[operation_id].arguments if a.name == "campaign_id")
        each_once = {"type": "array", "items": one.schema, "uniqueItems": True}
        try:
            stores = checked(campaign_ids, each_once, "campaign_ids")
        except ArgumentError as error:
            raise ArgumentError(f"{label}: {error}") from None
        calls = [
            self.call(
                label,
                operation_id,
                {one.name: store, **arguments},
                filters=filters,
                options=options,
            )
            for store in stores
        ]
        names = [str(store) for store in stores]

        def beginning_with(name: str | None) -> Iterator[tuple[str, Call]]:
            if name is not None and name not in names:
                raise ArgumentError("it is of a store that is not in this listing")
            first = 0 if name is None else names.index(name)
            return zip(names[first:], calls[first:], strict=True)

        return Parts(label, f"campaigns {', '.join(names)}", STORES_AT_ONCE, beginning_with)

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
