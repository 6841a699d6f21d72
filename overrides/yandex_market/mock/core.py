"""From a request to an answer, without any I/O. The order of refusal stands here.

Route (404), method (405), key (401), injected faults, quotas (420), content type (415), everything
that is wrong with the request itself (one 400), access to the store or business and scope (403),
the placement model of the store (400), the entity (404), its state (400). One lock guards all
state, so any thread may call.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from datetime import datetime

from .answers import Answers
from .clock import Clock
from .exchange import Headers, RefusalError, Request, Response, http_date, to_bytes
from .faults import Fault, Faults
from .journal import Journal
from .judging import judge
from .keys import Keys
from .ledger import Ledger
from .limits import Limits, Place
from .rules import Call, Route, find, integer, shown
from .shop import BUSINESS_ID, FOREIGN_CAMPAIGN_ID
from .world import World

_OURS: Place = ("businessId", BUSINESS_ID)  # what a request without a store is counted for
_WITHOUT_BODY = (204, 304)  # by HTTP; a fault may ask for them
_JSON = ("Content-Type", "application/json;charset=utf-8")


@dataclass(slots=True)
class Visit:
    """One request, and what becomes known about it while it is being answered. As a context it gives
    the answer, and the request is in flight until the block is left.
    """

    core: Core
    request: Request
    route: Route | None = None
    place: Place = _OURS
    admitted: bool = False  # past the quotas: spends and counts as in flight
    cost: int = 1
    fault: Fault | None = None

    @property
    def operation(self) -> str | None:
        """The operation that the path and the method lead to."""
        return self.route.operation if self.route else None

    def __enter__(self) -> Response:
        return self.core.enter(self)

    def __exit__(self, *_: object) -> None:
        self.core.leave(self)


class Core:
    """A market that answers requests."""

    def __init__(
        self, world: World, clock: Clock, keys: Keys, limits: Limits, faults: Faults, log: Journal
    ) -> None:
        self.ledger = Ledger(world.secret, clock)
        self.lock = threading.RLock()  # held by whoever looks at state or changes it
        self._world = world
        self._clock = clock
        self._keys = keys
        self._limits = limits
        self._faults = faults
        self._log = log
        self._answers = Answers(world, self.ledger, clock).operations
        self._judge = judge()

    def reset(self) -> None:
        """Forget changes, operations and what was spent."""
        self._world.changes.clear()
        self.ledger.clear()
        self._limits.clear()

    def exchange(self, request: Request) -> Visit:
        """Answer one request, which is in flight until the block is left."""
        return Visit(self, request)

    def enter(self, visit: Visit) -> Response:
        """Answer the request."""
        began = time.perf_counter()
        with self.lock:
            self.ledger.settle()
            now = self._clock.now()
            response = self._answer(visit, now)
            name, cost = visit.operation, 0
            if name and visit.admitted:
                self._limits.enter(name, visit.place)
                cost = visit.cost
            took = time.perf_counter() - began
            self._log.write(visit.request, name, response, cost, visit.fault, now, took)
        return response

    def leave(self, visit: Visit) -> None:
        """The answer is out."""
        if visit.admitted and (name := visit.operation):
            with self.lock:
                self._limits.leave(name, visit.place)

    def _answer(self, visit: Visit, now: datetime) -> Response:
        extra: Headers = ()
        try:
            status, body = self._serve(visit.request, visit)
        except RefusalError as refusal:
            status, body, extra = refusal.status, to_bytes(refusal.envelope()), refusal.headers
        name, method, fault = visit.operation, visit.request.method, visit.fault
        if name and visit.admitted:
            self._limits.spend(name, visit.place, visit.cost)
        bodiless = status in _WITHOUT_BODY
        headers: Headers = (
            _JSON,
            ("Date", http_date(now)),
            *(() if bodiless else (("Content-Length", str(len(body))),)),
            *self._limits.headers(name, visit.place, now),
        )
        if fault:
            extra += fault.added
        if extra:  # of two with the same name the later one counts
            headers = tuple({one[0].lower(): one for one in headers + extra}.values())
        sent = b"" if method == "HEAD" or bodiless else body
        if fault is None:
            answer = Response(status, headers, sent)
            return self._judged(name, method, answer) if self._judge else answer
        return Response(status, headers, sent, fault.latency, fault.trouble(len(sent)))

    def _judged(self, operation: str | None, method: str, answer: Response) -> Response:
        """The answer, or a 500 if the document does not allow it."""
        if not self._judge or not (flaws := self._judge(operation, method, answer)):
            return answer
        body = to_bytes(RefusalError(500, *flaws).envelope())
        return Response(500, (_JSON, ("Content-Length", str(len(body)))), body)

    def _serve(self, request: Request, visit: Visit) -> tuple[int, bytes]:
        visit.route, path = find(request)
        route = visit.route
        visit.place = _place(path)
        scopes = self._keys.identify(request.headers)
        fault = self._faults.choose(request, route.operation, visit.place)
        if fault and not fault.spoils:
            self._use(fault, visit)
            now = self._clock.now()
            instead = fault.instead(route.operation, visit.place, self._limits, now)
            if instead is not None:
                return instead
        self._limits.admit(route.operation, visit.place)
        visit.admitted = True
        call = route.read(request, path)
        operation = self._answers.get(route.operation)
        if operation is None:  # in the document, and nobody has written its answer yet
            raise RefusalError(501, f"The mock has no answer for {route.operation} yet")
        business = _business_header(request, call)
        if findings := call.findings + operation.check(call):
            raise RefusalError(400, *findings)
        self._allow(route, call, business, scopes)
        answer = operation.run(call)
        if route.spec.quota.counts == "orders":
            visit.cost = answer.orders
        body = to_bytes(answer.json)
        if fault and fault.spoils:
            spoilt = json.loads(body)  # a copy: what the operation made may be shared
            if fault.spoil(spoilt, route.spec, _token(route, call)):
                self._use(fault, visit)
                body = to_bytes(spoilt)
        return 200, body

    def _use(self, fault: Fault, visit: Visit) -> None:
        self._faults.use(fault)
        visit.fault = fault

    def _allow(
        self, route: Route, call: Call, business: int | None, scopes: frozenset[str] | None
    ) -> None:
        """Access to the store or the business, then the scope (403), then whether the method is
        for such stores at all (400). Raises RefusalError.
        """
        if "campaignId" in call.path:
            self._allow_store(call.path["campaignId"], business)
        elif call.path.get("businessId", business or BUSINESS_ID) != BUSINESS_ID:
            raise RefusalError(403, "Access denied")
        if scopes is not None and not scopes & set(route.spec.scopes):
            needed = ", ".join(route.spec.scopes)
            raise RefusalError(
                403, f"Token does not have any of the scopes to access the API method: {needed}"
            )
        store = self._world.by_campaign.get(call.path.get("campaignId", 0))
        if store and store.plan.model not in route.spec.models:
            allowed = ", ".join(route.spec.models)
            raise RefusalError(
                400, f"Campaign type is not allowed. Allowed campaign types: '{allowed}'"
            )

    def _allow_store(self, campaign_id: int, business: int | None) -> None:
        store = self._world.by_campaign.get(campaign_id)
        if campaign_id == FOREIGN_CAMPAIGN_ID:
            raise RefusalError(403, f"No access to campaigns: '{campaign_id}'")
        if store is None:  # a store that is not there looks like one that is not yours
            raise RefusalError(403, "Access denied")
        if business not in (None, BUSINESS_ID):
            raise RefusalError(
                403,
                f"businessId in X-Business-Id header ('{business}') does not match the business"
                f" that the campaign '{campaign_id}' belongs to ('{BUSINESS_ID}')",
            )


def _place(path: dict[str, str]) -> Place:
    """What quotas are counted for: the store or business of the path, else ours."""
    for name in ("campaignId", "businessId"):
        number = integer(path.get(name, ""))
        if number is not None:
            return name, number
    return _OURS


def _token(route: Route, call: Call) -> str | None:
    """The page token that came with the request."""
    paging = route.spec.paging
    return call.query.get(paging.token_parameter) if paging else None


def _business_header(request: Request, call: Call) -> int | None:
    """The business named in X-Business-Id; what is wrong with it goes to the findings."""
    text = request.headers.get("x-business-id")
    if text is None:
        return None
    number = integer(text)
    of_path = call.path.get("businessId")
    if number is None or number < 1:
        call.findings.append(f"Incorrect X-Business-Id header value: '{shown(text)}'")
    elif of_path not in (None, number):
        call.findings.append(
            f"URL businessId ('{of_path}') does not match businessId in X-Business-Id header"
            f" ('{number}')"
        )
    return number
