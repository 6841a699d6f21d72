"""Changes that run in the background: `market.operations`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import _flow
from ._twins import copy_docstrings
from .waiting import Poll

if TYPE_CHECKING:
    from ._calls import Call
    from ._commands import Flow
    from ._core import Core
    from ._drivers import AsyncDriver, SyncDriver
    from .models import Operation, OperationType
    from .options import CallOptions


def _get(calls: list[Call]) -> Flow[list[Operation]]:
    found: list[Operation] = []
    for call in calls:
        found += yield from _flow.read_list(call, "result", "operations")
    return found


class Operations:
    """Operations that changes of orders have started."""

    def __init__(self, core: Core, driver: SyncDriver) -> None:
        self._core = core
        self._driver = driver

    def get(
        self,
        business_id: int,
        operation_type: OperationType | str,
        operation_ids: Sequence[str],
        *,
        options: CallOptions | None = None,
    ) -> list[Operation]:
        """States of operations of one type; ids that the service does not know are left out.

        Args:
            business_id: the cabinet, not the store: `campaign.business.id`.
            operation_ids: any number; more than 100 are asked for in several requests.

        Raises:
            ArgumentError: at once, for no ids, an id twice, or an unknown type.
            StatusError and others: see `yandex_market.errors`.

        Source: getOperations.
        """
        calls = self._core.polls(
            "operations.get", business_id, operation_type, operation_ids, options
        )
        return self._driver.run(_get(calls))

    def wait(
        self,
        business_id: int,
        operations: Sequence[object],
        *,
        deadline: float,
        poll: float | Poll = 1.0,
        options: CallOptions | None = None,
    ) -> list[Operation]:
        """Wait until all of these are DONE, whoever started them.

        Waits at the same time share their polls, and stand on their own otherwise.

        Args:
            business_id: the cabinet, not the store: `campaign.business.id`.
            operations: anything with an `id` and a `type_` or `type`: started operations, or the
                `.operations` of an error.
            deadline: seconds for the whole wait.
            poll: seconds before the second poll, growing from there; or a Poll.

        Returns:
            The operations as last polled, in the order given.

        Raises:
            WaitFailedError: one FAILED; `.operations` has the states of all.
            WaitTimeoutError: the deadline passed; `.operations` says what to go on with.
            WaitError: one was missing from all answers for longer than the grace of `Poll`.
            StatusError and others: see `yandex_market.errors`.

        Source: getOperations.
        """
        flow = self._core.waiting(business_id, operations, deadline, poll, options)
        return self._driver.run(flow)


class AsyncOperations:
    """Operations that changes of orders have started."""

    def __init__(self, core: Core, driver: AsyncDriver) -> None:
        self._core = core
        self._driver = driver

    async def get(
        self,
        business_id: int,
        operation_type: OperationType | str,
        operation_ids: Sequence[str],
        *,
        options: CallOptions | None = None,
    ) -> list[Operation]:
        """See Operations.get."""
        calls = self._core.polls(
            "operations.get", business_id, operation_type, operation_ids, options
        )
        return await self._driver.run(_get(calls))

    async def wait(
        self,
        business_id: int,
        operations: Sequence[object],
        *,
        deadline: float,
        poll: float | Poll = 1.0,
        options: CallOptions | None = None,
    ) -> list[Operation]:
        """See Operations.wait."""
        flow = self._core.waiting(business_id, operations, deadline, poll, options)
        return await self._driver.run(flow)


copy_docstrings(Operations, AsyncOperations)
