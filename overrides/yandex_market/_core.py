"""Behind both clients: checked calls, and the flows made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from yandex_market_api.operations import OPERATIONS

from . import _flow
from ._arguments import checked
from ._calls import Call, make_call
from ._sunset import SunsetNotices
from .errors import ArgumentError
from .options import CallOptions, Clock, Settings
from .waiting import Poll, as_poll, check_deadline, states_of

if TYPE_CHECKING:
    from ._flow import Flow
    from .models import Operation

_NO_FILTERS: Mapping[str, Any] = MappingProxyType({})

_OPERATION_IDS = next(
    a.schema for a in OPERATIONS["getOperations"].arguments if a.name == "operation_ids"
)
POLL_BATCH: int = _OPERATION_IDS["maxItems"]
"""How many ids one poll may name, by the document."""
ANY_NUMBER_OF_IDS = {rule: v for rule, v in _OPERATION_IDS.items() if rule != "maxItems"}


class Core:
    """What both twins share: settings, and the flows made of calls."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.sunset_notices = SunsetNotices(clock)
        self.missing_places: set[tuple[str, str]] = set()
        self.businesses: dict[int, int] = {}
        """campaign id → business id, as far as looked up."""

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
        call = make_call(
            operation_id, label, self.settings, options, self.missing_places, arguments, filters
        )
        self.sunset_notices.give(call.spec, label)
        return call

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
        polls = self._polls_of(label, business_id, options)
        for kind in {s.type for s in states}:
            polls(kind, [s.id for s in dict.fromkeys(states) if s.type == kind])
        return _flow.wait(label, polls, states, check_deadline(deadline), as_poll(poll))

    def waiting_for_update(
        self,
        campaign_id: int,
        operations: Sequence[object],
        deadline: float,
        poll: float | Poll,
    ) -> Flow[list[Operation]]:
        """The flow of update.wait; its arguments are checked at once."""
        limit = check_deadline(deadline)
        return _flow.wait_for_update(
            self._business_of(campaign_id, limit),
            lambda business_id: self._polls_of("update.wait", business_id, None),
            campaign_id,
            states_of(operations),
            limit,
            as_poll(poll),
        )

    def _polls_of(
        self, label: str, business_id: int, options: CallOptions | None
    ) -> _flow.MakePolls:
        from .models import OperationType

        # As a member of the open enum, a type newer than the document can be asked for too.
        return lambda kind, ids: self.polls(label, business_id, OperationType(kind), ids, options)

    def _business_of(self, campaign_id: int, deadline: float) -> Flow[int | None]:
        known = self.businesses.get(campaign_id)
        if known is None:
            stores = self.call("update.wait", "getCampaigns", {})
            known = yield from _flow.find_business(stores.within(deadline), campaign_id)
            if known is not None:
                self.businesses[campaign_id] = known
        return known
