"""MockMarket: the public face of the mock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from . import render, serving, shop
from .clock import Clock
from .engine import Engine
from .exchange import Json, Request, Response
from .faults import Faults
from .journal import Journal
from .limits import Quotas
from .world import OrderIds

if TYPE_CHECKING:
    from .transports import AsyncMockTransport, MockTransport


class MockMarket:
    """A small market that behaves like the Partner API of Yandex Market.

    `orders` are spread over the stores of one business, seven or as many as `stores` says (then more
    of the same kinds); orders are computed when asked for, so their number costs neither time nor
    memory. The same `seed` and `now` give the same answers to
    the last byte. `now` (an aware datetime) freezes the clock there; without it the clock is real
    time; `clock.advance` moves it in both cases. `quotas` are the "documented" ones, "off", or a
    mapping such as `{"getOrder": {"amount": 100, "parallel": 2}, "getCampaigns": 5}` over the
    documented ones, where a number alone is the amount.
    Raises ValueError for arguments that make no market. Safe to use from many threads.
    """

    def __init__(
        self,
        orders: int = 10_000,
        seed: int = 7,
        now: datetime | None = None,
        quotas: Quotas = "documented",
        *,
        stores: int = len(shop.STORES),
    ) -> None:
        self._engine = Engine(orders, seed, now, quotas, shop.plans(stores))

    @property
    def clock(self) -> Clock:
        """The market's time; `clock.advance(minutes=5)` moves it."""
        return self._engine.clock

    @property
    def faults(self) -> Faults:
        """What goes wrong: `faults.add("getOrder", status=503, times=2)`."""
        return self._engine.faults

    @property
    def requests(self) -> Journal:
        """The journal: every request with its answer's status, oldest first."""
        return self._engine.journal

    # -- what exists ---------------------------------------------------------------------------

    @property
    def api_key(self) -> str:
        """A key that may do everything, in the vendor's shape."""
        return self._engine.keys.api_key

    @property
    def oauth_token(self) -> str:
        """A token for `Authorization: Bearer`."""
        return self._engine.keys.oauth_token

    def add_key(self, scopes: Iterable[str]) -> str:
        """A new Api-Key with these scopes only. Raises ValueError for an unknown scope."""
        with self._engine.lock:
            return self._engine.keys.add(scopes)

    @property
    def business_id(self) -> int:
        """The business (cabinet) that every store belongs to."""
        return shop.BUSINESS_ID

    @property
    def campaign_ids(self) -> list[int]:
        """The stores in the order of getCampaigns; the first is FBS and the biggest."""
        return [store.plan.campaign_id for store in self._engine.world.stores]

    @property
    def models(self) -> dict[int, str]:
        """The placement model of each store, as the operations table names it: FBS, FBY, DBS,
        Express or LaaS.
        """
        return {store.plan.campaign_id: store.plan.model for store in self._engine.world.stores}

    @property
    def foreign_campaign_id(self) -> int:
        """A store that exists and belongs to somebody else."""
        return shop.FOREIGN_CAMPAIGN_ID

    def campaign_id(self, model: str) -> int:
        """The first store of a placement model: FBS, FBY, DBS, Express or LaaS. Raises KeyError."""
        for campaign_id, own in self.models.items():
            if own == model:
                return campaign_id
        raise KeyError(model)

    def order_ids(self, campaign_id: int) -> OrderIds:
        """The ids of a store's orders, test orders included, newest first, as a lazy sequence.
        Raises KeyError for a store that is not ours.
        """
        return OrderIds(self._engine.world, self._engine.world.by_campaign[campaign_id])

    def offered_intervals(self, order_id: int) -> list[Json]:
        """The delivery intervals that updateOrder takes for this order, in its wire form; empty
        unless a courier is yet to bring it. Raises KeyError for an order that does not exist.
        """
        order = self._engine.world.find(order_id)
        if order is None:
            raise KeyError(order_id)
        return [render.interval(interval) for interval in self._engine.world.offered(order)]

    # -- ways in -------------------------------------------------------------------------------

    def handle(self, request: Request) -> Response:
        """Answer one request in this process, without any client; its answer counts as sent at once."""
        with self._engine.exchange(request) as response:
            return response

    # httpx is imported only by who uses it: a server starts sooner without.

    def transport(self) -> MockTransport:
        """A transport for httpx.Client that answers in this process."""
        from .transports import MockTransport

        return MockTransport(self._engine)

    def async_transport(self) -> AsyncMockTransport:
        """A transport for httpx.AsyncClient that answers in this process."""
        from .transports import AsyncMockTransport

        return AsyncMockTransport(self._engine)

    @property
    def app(self) -> serving.App:
        """The market as an ASGI application."""
        return serving.App(self._engine)

    def serve(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        log: bool = False,
        open_controls: bool = False,
    ) -> AbstractContextManager[str]:
        """Real HTTP for as long as the `with` block runs; gives the URL. Port 0: any free one. `log`
        prints a line per request. The controls and the page below `/_mock/` are for this machine
        only, unless `open_controls`. Raises OSError when the port is taken.
        """
        return serving.serve(self._app(log, open_controls), host, port, log)

    def serve_forever(
        self,
        host: str = "127.0.0.1",
        port: int = 8080,
        *,
        log: bool = True,
        open_controls: bool = False,
        ready: Callable[[str], None] | None = None,
    ) -> None:
        """Real HTTP from this thread until interrupted; `ready` is called with the URL."""
        serving.serve_forever(self._app(log, open_controls), host, port, log, ready)

    def _app(self, log: bool, open_controls: bool) -> serving.App:
        if log:
            self.requests.tell(serving.print_entry)
        return serving.App(self._engine, open_controls=open_controls)

    # -- controls ------------------------------------------------------------------------------

    def finish_operation(self, operation_id: str) -> None:
        """End a started operation with DONE, now: its order changes. Raises KeyError for an
        unknown id and ValueError when it has ended already.
        """
        with self._engine.lock:
            self._engine.core.ledger.end(operation_id, "DONE")

    def fail_operation(self, operation_id: str) -> None:
        """End a started operation with FAILED, now: its order stays as it is. Raises KeyError for
        an unknown id and ValueError when it has ended already.
        """
        with self._engine.lock:
            self._engine.core.ledger.end(operation_id, "FAILED")

    def reset(self) -> None:
        """Back to the start: no changes, operations, faults, journal or spent quotas; the clock is
        not advanced any more. Orders and keys stay.
        """
        self._engine.reset()

    def reseed(self, seed: int, orders: int | None = None) -> None:
        """Back to the start with the orders of another seed, as many as before unless `orders` is
        given. Keys stay. Raises ValueError for a number of orders that makes no market.
        """
        self._engine.reseed(seed, orders)

    def __repr__(self) -> str:
        return f"<MockMarket: {self._engine.orders} orders, seed {self._engine.seed}>"
