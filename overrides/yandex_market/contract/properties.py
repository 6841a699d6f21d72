"""The properties: Schemathesis over the document, all phases, all checks that apply.

Its requests go through the target like those of the laws. Its idea of a right request is the
schema's; `ruling.py` adds what no schema can say, as one more check (`domain_rules`) which stands
in for `positive_data_acceptance`.
"""

from __future__ import annotations

import copy
import functools
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import anyio.to_thread
from yandex_market_api.operations import OPERATIONS

from . import facts, ruling
from .exchange import Exchange
from .facts import Json
from .market import Market
from .target import Target
from .verdicts import BrokenError, NotRunError, Verdict

try:
    import schemathesis
    from hypothesis import strategies as st
    from schemathesis.checks import CheckContext
    from schemathesis.config import SchemathesisConfig
    from schemathesis.core.failures import Failure
    from schemathesis.core.transport import Response
    from schemathesis.engine import events, from_schema
except ModuleNotFoundError as missing:
    text = f"the contract suite needs {missing.name}: pip install 'yandex-market-sdk[contract]'"
    raise ModuleNotFoundError(text, name=missing.name) from None

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
    "domain_rules",
)
# Nothing here is deleted, nor made by one call and read by another; whether one key sees another's
# orders is a law (`access.foreign-store`).
# No operation has a required header beside the key, which `ignored_auth` is about.
NOT_APPLICABLE = ("missing_required_header", "use_after_free", "ensure_resource_availability", "object_level_authorization",
                  "positive_data_acceptance")  # fmt: skip
PHASES = ("examples", "coverage", "fuzzing", "stateful")
CASE_ID = "x-schemathesis-testcaseid"
_OWN_FORMATS = {
    "date-dd-MM-yyyy": st.dates().map(lambda day: f"{day:%d-%m-}{day.year:04}"),
    "date-dd-MM-yyyy-HH-mm-ss": st.datetimes().map(
        lambda at: f"{at:%d-%m-}{at.year:04} {at:%H:%M:%S}"
    ),
    "date-time-moscow": st.datetimes().map(lambda at: at.isoformat(timespec="seconds")),
}


@dataclass
class Run:
    """What a run of Schemathesis found: failures by (check, operation), and how much it did."""

    broken: dict[tuple[str, str], BrokenError] = field(default_factory=dict)
    checked: dict[tuple[str, str], int] = field(default_factory=dict)
    stopped: str = ""  # why it ended early
    cases: int = 0

    def verdict(self, check: str, operation: str) -> Verdict:
        """What came of a check on an operation. What an early end cut short was not run."""
        verdict = Verdict(f"property.{check}", operation, "held")
        verdict.requests = self.checked.get((check, operation), 0)
        if broken := self.broken.get((check, operation)):
            verdict.state, verdict.evidence = "broken", broken.evidence
            verdict.expected, verdict.found = broken.expected, broken.found
        elif self.stopped:
            verdict.state, verdict.reason = "not run", self.stopped
        elif not verdict.requests:
            verdict.state, verdict.reason = "not run", "nothing came up to check"
            if OPERATIONS[operation].effect == "write":
                verdict.reason = "it changes orders: a mock and --allow-writes are needed"
        return verdict

    def verdicts(self) -> list[Verdict]:
        """One for each check on each operation."""
        return [self.verdict(check, operation) for operation in OPERATIONS for check in CHECKS]


def run(
    market: Market,
    *,
    seed: int = 1,
    examples: int = 40,
    operations: Sequence[str] | None = None,
    phases: Sequence[str] = PHASES,
) -> Run:
    """Run Schemathesis against the market's target. Raises NotRunError or BrokenError when there is
    not enough to begin with.

    Args:
        seed: same seed, same requests.
        examples: requests that fuzzing makes for each operation and mode, at most.
        operations: all but updateOrder if None; that one is added where writes are allowed.
        phases: of `PHASES`.
    """
    suite = _Suite(market, _chosen(market, operations), seed, examples, phases)
    return suite.run()


def run_or_say_why(market: Market, *, seed: int, examples: int) -> Run:
    """As `run`; what keeps it from beginning is told by every verdict."""
    try:
        return run(market, seed=seed, examples=examples)
    except NotRunError as reason:
        return Run(stopped=str(reason))
    except BrokenError as broken:
        return Run({("domain_rules", "getCampaigns"): broken}, stopped="getCampaigns is broken")


def _chosen(market: Market, operations: Sequence[str] | None) -> list[str]:
    chosen = [name for name in operations or OPERATIONS if OPERATIONS[name].effect == "read"]
    if market.target.allow_writes and market.target.is_mock:
        chosen += [name for name in operations or OPERATIONS if OPERATIONS[name].effect == "write"]
    return chosen


class _Suite:
    """One run: the schema as Schemathesis is given it, and what comes back."""

    def __init__(
        self, market: Market, operations: Sequence[str], seed: int, examples: int,
        phases: Sequence[str],
    ) -> None:  # fmt: skip
        self.market = market
        self.judge = ruling.judge(market)
        self.exchanges: dict[str, Exchange] = {}
        self.result = Run()
        self._known = {name: list(_known(market, name)) for name in operations}
        for name, strategy in _OWN_FORMATS.items():
            schemathesis.openapi.format(name, strategy)
        _register()
        config = SchemathesisConfig.from_dict(_config(market.target, seed, examples, phases))
        document = _document(operations, self._known)
        self.schema = schemathesis.openapi.from_dict(document, config=config)
        self.schema.app = _Forward(self)
        # Hooks get attributes, which methods cannot have.
        self.schema.hook("map_case")(lambda context, case: self._with_known_ids(case))
        self.schema.hook("filter_failure")(
            lambda context, failure, case, response: self._is_failure(failure, case)
        )

    def run(self) -> Run:
        _SUITES[id(self.schema.app)] = self
        try:
            stream = from_schema(self.schema).execute()
            for event in stream:
                if isinstance(event, events.ScenarioFinished):
                    self._take(event)
                elif isinstance(event, (events.NonFatalError, events.FatalError)):
                    self._take_error(event)
                if self.result.stopped:
                    stream.stop()
                    break
        finally:
            del _SUITES[id(self.schema.app)]
        return self.result

    def _take(self, event: events.ScenarioFinished) -> None:
        recorder = event.recorder
        self.result.cases += len(recorder.cases)
        for case_id, checks in recorder.checks.items():
            operation = _operation(recorder.cases[case_id].value)
            for check in checks:
                key = check.name, operation
                self.result.checked[key] = self.result.checked.get(key, 0) + 1
                if check.failure_info is None or key in self.result.broken:
                    continue
                failure = check.failure_info.failure
                exchange = self.exchanges.get(case_id)
                self.result.broken[key] = BrokenError(
                    f"{check.name.replace('_', ' ')}",
                    f"{failure.title}: {failure.message}"[:1500],
                    *([exchange] if exchange else []),
                )

    def _take_error(self, event: events.NonFatalError | events.FatalError) -> None:
        error = event.exception if isinstance(event, events.FatalError) else event.value
        reason: BaseException | None = error
        while reason is not None and not isinstance(reason, (NotRunError, BrokenError)):
            reason = reason.__cause__ or reason.__context__
        label = getattr(event, "label", "") or ""
        method, _, path = label.partition(" ")
        spec = facts.find(method, path)
        operation = spec.id if spec else "getCampaigns"
        if isinstance(reason, NotRunError):
            self.result.stopped = str(reason)
        elif isinstance(reason, BrokenError):
            self.result.broken["not_a_server_error", operation] = reason
        else:
            broken = BrokenError(
                "answers that Schemathesis can read", f"{type(error).__name__}: {error}"
            )
            self.result.broken["not_a_server_error", operation] = broken

    def _with_known_ids(self, case: Any) -> Any:
        """Ids in right requests are mostly some that exist; numbers decide, so chance is repeatable."""
        known = self._known.get(case.operation.definition.raw.get("operationId", ""))
        components = case.meta.components if case.meta else {}
        for kind, component in components.items():
            if kind.value == "path_parameters" and not component.mode.is_positive:
                return case
        number = next(
            (v for v in (case.path_parameters or {}).values() if isinstance(v, int)), None
        )
        if known and number is not None and number % 4:
            case.path_parameters.update(known[number % len(known)])
        return case

    def _is_failure(self, failure: Failure, case: Any) -> bool:
        """A request that the document calls right after all was no failure to accept."""
        if type(failure).__name__ not in ("AcceptedNegativeData", "RejectedPositiveData"):
            return True
        exchange = self.exchanges.get(case.id)
        return exchange is None or not self.judge.rule(exchange).allows(exchange.status)

    def exchange(self, request: Mapping[str, Any], content: bytes) -> Exchange:
        """Send what Schemathesis wants sent."""
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in request["headers"]}
        case_id = headers.pop(CASE_ID, "")
        dropped = ("host", "connection", "accept-encoding", "content-length", "user-agent")
        kept = {name: value for name, value in headers.items() if name.lower() not in dropped}
        path = request["raw_path"].partition(b"?")[0].decode("ascii")
        query = request["query_string"].decode("ascii")
        address = f"{path}?{query}" if query else path
        exchange = self.market.target.send(
            request["method"], address, headers=kept, content=content, key=None
        )
        self.judge.learn(exchange)
        if case_id:
            self.exchanges[case_id] = exchange
        return exchange


class _Forward:
    """The target as an ASGI application, which is how Schemathesis is told where to send."""

    def __init__(self, suite: _Suite) -> None:
        self._suite = suite

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        content, more = b"", True
        while more:
            message = await receive()
            content += message.get("body", b"")
            more = message.get("more_body", False)
        exchange = await anyio.to_thread.run_sync(self._suite.exchange, scope, content)
        headers = [(n.encode(), v.encode("latin-1")) for n, v in exchange.headers.multi_items()]
        await send({"type": "http.response.start", "status": exchange.status, "headers": headers})
        await send({"type": "http.response.body", "body": exchange.body})


_SUITES: dict[int, _Suite] = {}  # by their application, while they run


@functools.cache
def _register() -> None:
    """Make our check known to Schemathesis, once."""
    schemathesis.check(domain_rules)


def domain_rules(ctx: CheckContext, response: Response, case: Any) -> bool | None:
    """The server makes of the request what the document's rules say."""
    suite = _SUITES.get(id(case.operation.schema.app))
    exchange = suite.exchanges.get(case.id) if suite else None
    if suite is None or exchange is None or exchange.operation is None:
        return None
    if exchange.status >= 500 or exchange.status == 420:
        return None
    verdict = suite.judge.rule(exchange)
    if not verdict.allows(exchange.status):
        expected = " or ".join(map(str, sorted(verdict.statuses)))
        raise AssertionError(f"expected {expected}, because: {verdict.why}")
    return None


def _operation(case: Any) -> str:
    return str(case.operation.definition.raw.get("operationId", case.operation.label))


def _config(target: Target, seed: int, examples: int, phases: Sequence[str]) -> dict[str, Any]:
    return {
        "seed": seed,
        "continue-on-failure": True,
        "headers": {"Api-Key": target.api_key},
        "suppress-health-check": ["all"],
        "workers": 1,
        "cache": {"enabled": False},
        "generation": {"max-examples": examples, "database": "none"},
        "phases": {
            name: {"enabled": name in phases} for name in PHASES
        }
        | {
            # Links are written by hand in the document: guessed ones put lists where ids belong.
            "stateful": {"enabled": "stateful" in phases, "inference": {"algorithms": []}},
        },
        "checks": {
            **{name: {"enabled": False} for name in NOT_APPLICABLE},
            "negative_data_rejection": {
                "enabled": True, "expected-statuses": ["400", "401", "403", "404", "405", "415", "420"],
            },
        },
    }  # fmt: skip


def _known(market: Market, operation: str) -> Iterator[dict[str, int]]:
    """Path parameters that exist."""
    if "{" not in OPERATIONS[operation].path:
        return
    try:
        yield dict(market.attempt(operation)["path"])
        stores = market.stores(operation)
    except NotRunError:
        return
    for store in stores:
        left = market.target.quota(operation, store.campaign)
        if left is not None and left[1] < 100:
            continue  # used up by the laws
        path = {"campaignId": store.campaign, "businessId": store.business}
        wanted = {n: v for n, v in path.items() if f"{{{n}}}" in OPERATIONS[operation].path}
        if "{orderId}" not in OPERATIONS[operation].path:
            yield wanted
            continue
        for order in market.orders(store)[:10]:
            yield {**wanted, "orderId": order["orderId"]}


def _document(operations: Sequence[str], known: Mapping[str, list[dict[str, int]]]) -> Json:
    """The bundle with these operations alone, its examples of ids replaced by some that exist."""
    document = copy.deepcopy(facts.document())
    for path, item in list(document["paths"].items()):
        for method, node in list(item.items()):
            if not isinstance(node, dict) or "operationId" not in node:
                continue
            if node["operationId"] not in operations:
                del item[method]
                continue
            ids = known.get(node["operationId"]) or [{}]
            node["parameters"] = [
                _with_example(facts.resolved(one), ids[0]) for one in node.get("parameters", [])
            ]
            for response in node["responses"].values():
                links = response.get("links", {})
                for name in [
                    n for n, link in links.items() if link["operationId"] not in operations
                ]:
                    del links[name]
        if not any(isinstance(node, dict) for node in item.values()):
            del document["paths"][path]
    return document


def _with_example(parameter: Json, ids: Mapping[str, int]) -> Json:
    one = copy.deepcopy(parameter)
    if one["name"] in ids:
        one["examples"] = {"Known": {"summary": "Exists", "value": ids[one["name"]]}}
    elif one["name"] == "page_token":
        one.pop("examples", None)
    return one


logging.getLogger("hypothesis").setLevel(logging.WARNING)
