"""Build the request of a call and read its answer: pure, between arguments and the wire.

This is where the generated client comes in: its endpoint modules make the request and parse the
answer. Nothing here sends, waits or looks at a clock.
"""

from __future__ import annotations

import copy
import functools
import importlib
import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yandex_market_api._wire import DecodeError, loads, reporting_into
from yandex_market_api.errors import UnreadableResponse
from yandex_market_api.operations import OPERATIONS, Argument, OperationSpec

from ._arguments import wire_arguments
from ._sunset import successor
from .errors import (
    ArgumentError,
    ForbiddenError,
    MarketError,
    MethodSunsetError,
    NotSentError,
    OutcomeUnknownError,
    ParallelLimitError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
    StatusError,
    UnauthorizedError,
    status_error_class,
)
from .options import CallOptions, Settings
from .quotas import RateLimit, read_rate_limit
from .retrying import Failure

logger = logging.getLogger("yandex_market")


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, ready to send; `timeout` in seconds."""

    method: str
    url: str
    params: Mapping[str, Any]
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    timeout: float
    fresh_connection: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in lower case, `response` is httpx's own."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    response: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer: whether the request left, and what the transport said."""

    sent: bool
    cause: Exception


@dataclass(frozen=True, slots=True)
class Unread:
    """A page whose end told the next one's token: reading the page can wait."""

    next_token: str
    path: str
    """Where a page has it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A successful answer, read."""

    call: Call
    parsed: Any
    """The model; or the plain JSON of a page, or an `Unread`, where `glance` left reading for later."""
    answer: Answer
    attempts: int
    rate_limit: RateLimit | None

    def require(self, *names: str) -> Any:
        """The value under these attributes. Raises ResponseDecodeError when it is missing."""
        value = self.parsed
        for depth, name in enumerate(names, 1):
            value = getattr(value, name, None)
            if value is None:
                path = ".".join(names[:depth])
                raise decode_error(self.call, self.answer, path, "something", "nothing")
        return value

    def whole(self) -> Reply | None:
        """The same with its models made, where `glance` left that for later; None when it is no JSON.

        Raises ResponseDecodeError, and StatusError for a 2xx that says ERROR.
        """
        if not isinstance(self.parsed, (dict, Unread)):
            return self
        later = self.parsed if isinstance(self.parsed, Unread) else None
        content = None if later else self.parsed
        result = examine(self.call, self.answer, self.attempts, content)
        if not isinstance(result, Reply):
            failure, error = result
            if failure is Failure.NO_ANSWER:
                return None
            raise error
        if later and next_token(self.call, result.parsed) != later.next_token:
            expected = "the token that it ends with"
            raise decode_error(self.call, self.answer, later.path, expected, "another")
        return result


@dataclass(slots=True)
class Seen:
    """Where a call leaves its last reply, for who wants more than the value in it."""

    last: Reply | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """An operation with its checked arguments: all that is needed to send it, again and again."""

    spec: OperationSpec
    label: str
    """The method as callers know it, such as `orders.get`."""
    parameters: Mapping[str, Any] = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)
    subject: str
    """Whom it is about, for texts: `campaign 21, order 5`."""
    settings: Settings = field(repr=False)
    places: set[tuple[str, str]] = field(repr=False)
    """Where missing fields were reported already."""
    seen: Seen | None = field(default=None, repr=False, compare=False)

    def within(self, seconds: float) -> Call:
        """The same call with a deadline of so many seconds, unless its own is sooner."""
        own = self.settings.deadline
        deadline = seconds if own is None else min(own, seconds)
        return replace(self, settings=replace(self.settings, deadline=deadline))

    def with_token(self, token: str | None) -> Call:
        """The same call for another page; None is the first one."""
        if token is None or self.spec.paging is None:
            return self
        name = self.spec.paging.token_parameter
        return replace(self, parameters={**self.parameters, name: token})

    def with_values(self, values: Iterable[tuple[Argument, Any]]) -> Call:
        """The same call with other (checked) wire values of these arguments."""
        parameters, body = _placed(values, self.parameters, self.body)
        return replace(self, parameters=parameters, body=body)

    def request(self, timeout: float) -> Request:
        """The HTTP request."""
        endpoint = _endpoint(self.spec.module)
        arguments = dict(self.parameters)
        if self.spec.body and (self.body or self.spec.body_required):
            arguments["body"] = _model(self.spec.body).from_dict(self.body)
        wire = endpoint._get_kwargs(**arguments)
        return Request(
            method=wire["method"].upper(),
            url=self.settings.base_url + wire["url"],
            params=wire.get("params", {}),
            headers={
                **self.settings.headers,
                **wire.get("headers", {}),
                **self.settings.credentials,
            },
            content=wire.get("content"),
            timeout=timeout,
            fresh_connection=self.spec.effect == "write",
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """A listing that takes several calls: windows of dates, or stores."""

    label: str
    subject: str
    at_once: int
    """How many of them may be read at the same time."""
    beginning_with: Callable[[str | None], Iterable[tuple[str, Call]]] = field(repr=False)
    """The calls, each with a name that tells it from the others, from the one of this name on.
    Raises ArgumentError for a name that is none of theirs."""


def make_call(
    operation_id: str,
    label: str,
    settings: Settings,
    options: CallOptions | None,
    places: set[tuple[str, str]],
    arguments: Mapping[str, Any],
    filters: Mapping[str, Any],
) -> Call:
    """Check the arguments and make the call. Raises ArgumentError before anything is sent."""
    spec = OPERATIONS[operation_id]
    try:
        values = wire_arguments(spec, arguments, filters)
    except ArgumentError as error:
        raise ArgumentError(f"{label}: {error}") from None
    parameters, body = _placed(values, {}, {})
    ids = {a.name: v for a, v in values if a.name in ("campaign_id", "business_id", "order_id")}
    subject = ", ".join(f"{name.removesuffix('_id')} {value}" for name, value in ids.items())
    chosen = settings.with_call(options)
    return Call(spec, label, parameters, body, subject, chosen, places)


def _placed(
    values: Iterable[tuple[Argument, Any]], parameters: Mapping[str, Any], body: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Copies of parameters and body, with these values in them."""
    outside, inside = dict(parameters), copy.deepcopy(dict(body))
    for argument, value in values:
        if argument.location != "body":
            outside[argument.name] = value
            continue
        place = inside
        for name in argument.wire[:-1]:
            place = place.setdefault(name, {})
        place[argument.wire[-1]] = value
    return outside, inside


def examine(
    call: Call, outcome: Answer | Lost, attempt: int, content: Any = None
) -> Reply | tuple[Failure, MarketError]:
    """A successful answer, read; or what went wrong and the error to raise for it.

    `content` is the JSON of the body, where that was parsed before.
    """
    if isinstance(outcome, Lost):
        return _lost(call, outcome, attempt)
    if not 200 <= outcome.status < 300:
        return _refusal(call, outcome, attempt)
    try:
        parsed = _parse(call, outcome, content)
    except UnreadableResponse as unread:
        # Half an answer may be whole next time; a whole one that cannot be read stays so.
        failure = Failure.NO_ANSWER if unread.expected == "JSON" else Failure.FINAL
        path = _shown_path(unread.path)
        return failure, decode_error(call, outcome, path, unread.expected, unread.found)
    if parsed is None:
        found = f"the undocumented status {outcome.status}"
        return Failure.FINAL, decode_error(call, outcome, "", "a documented answer", found)
    if _says_error(parsed):
        return _refusal(call, outcome, attempt)
    return Reply(call, parsed, outcome, attempt, read_rate_limit(outcome.headers))


def glance(call: Call, outcome: Answer | Lost, attempt: int) -> Reply | tuple[Failure, MarketError]:
    """As `examine`, but a successful page is left for later: `Reply.whole` reads it.

    Half a megabyte takes as long to parse as a tenth of what the service needs for it. Where the answer
    ends with its token, as the service writes it, the next request need not wait for that.
    """
    if isinstance(outcome, Answer) and 200 <= outcome.status < 300:
        content = _unread(call.spec, outcome.body) or _decoded(outcome)
        if isinstance(content, Unread):
            return Reply(call, content, outcome, attempt, read_rate_limit(outcome.headers))
        if isinstance(content, dict) and content.get("status") != "ERROR":
            return Reply(call, content, outcome, attempt, read_rate_limit(outcome.headers))
    return examine(call, outcome, attempt)


def next_token(call: Call, parsed: Any) -> str | None:
    """The next page's token, from JSON or models; None when there is none (missing, null or empty)."""
    if isinstance(parsed, Unread):
        return parsed.next_token
    if call.spec.paging is None:
        return None
    node = parsed
    for name in call.spec.paging.next_token.strip("/").split("/"):
        node = node.get(name) if isinstance(node, dict) else getattr(node, _snake(name), None)
    return node if isinstance(node, str) and node else None


def _unread(spec: OperationSpec, body: bytes) -> Unread | None:
    """What the end of a body tells; None where it is not that of a whole object with a token in it."""
    if spec.paging is None or not body.startswith(b"{"):
        return None
    pointer = spec.paging.next_token
    found = _ending(pointer).search(body[-TAIL:])
    return Unread(found[1].decode(), pointer.strip("/").replace("/", ".")) if found else None


TAIL = 1000
"""Bytes at the end of a body in which a token is looked for."""


@functools.cache
def _ending(pointer: str) -> re.Pattern[bytes]:
    """The end of an object that has a token at this JSON pointer, in its last field."""
    *above, last = pointer.strip("/").encode().split(b"/")
    other = rb'(?!"%b")"[^"\\]*"\s*:\s*(?:null|"[^"\\]*")' % last
    fields = rb'(?:%b\s*,\s*)*"%b"\s*:\s*"([!#-\[\]-~]+)"\s*(?:,\s*%b\s*)*' % (other, last, other)
    return re.compile(rb'"%b"\s*:\s*\{\s*%b(?:\}\s*){%d}\Z' % (above[-1], fields, len(above) + 1))


def items_of(reply: Reply) -> list[Any]:
    """The items of a page; none where their list is missing or null, which was logged.

    Raises ResponseDecodeError when what should hold the list is missing too.
    """
    assert reply.call.spec.paging is not None
    *above, last = (_snake(n) for n in reply.call.spec.paging.items.strip("/").split("/"))
    found = getattr(reply.require(*above), last)
    items = [item for item in found or () if item is not None]
    if found and len(items) < len(found):
        logger.warning("%s: %d null items left out", reply.call.label, len(found) - len(items))
    return items


def count_items(call: Call, answer: Answer) -> int:
    """How many items an answer holds, before it is read; 1 when it holds no list of them."""
    node: Any = _decoded(answer)
    for name in call.spec.paging.items.strip("/").split("/") if call.spec.paging else ():
        node = node.get(name) if isinstance(node, dict) else None
    return len(node) if isinstance(node, list) else 1


def decode_error(
    call: Call, answer: Answer, path: str, expected: str, found: str
) -> ResponseDecodeError:
    """The error for an answer that cannot be read."""
    place = f" at {path}" if path else ""
    text = f"{call.label}: cannot read the answer{place}: expected {expected}, found {found}"
    return ResponseDecodeError(
        f"{text} ({_context(call, f'HTTP {answer.status}')})",
        operation=call.spec.id,
        path=path,
        found=found,
        body=answer.body,
        status=answer.status,
        next_token=next_token(call, _decoded(answer)),
    )


def _decoded(answer: Answer) -> Any:
    """The body's JSON, just to look at; None when it is none."""
    try:
        return loads(answer.body)
    except DecodeError:
        return None


# --- reading ---------------------------------------------------------------------------------


def _parse(call: Call, answer: Answer, content: Any) -> Any:
    with reporting_into(call.places):
        return _endpoint(call.spec.module)._parse_response(answer.status, answer.body, content)


def _says_error(parsed: Any) -> bool:
    # Some answers have no documented `status`; an error envelope then shows as an unknown field.
    status = getattr(parsed, "status", None) or parsed.additional_properties.get("status")
    return bool(status == "ERROR")


def _shown_path(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def _lost(call: Call, lost: Lost, attempt: int) -> tuple[Failure, MarketError]:
    context = _context(call, f"attempt {attempt}")
    cause = type(lost.cause).__name__
    error: MarketError
    if lost.sent:
        after = "; it may have been carried out" if call.spec.effect == "write" else ""
        error = OutcomeUnknownError(f"{call.label}: no answer: {cause}{after} ({context})")
    else:
        error = NotSentError(f"{call.label}: not sent: {cause} ({context})")
    error.__cause__ = lost.cause
    return (Failure.NO_ANSWER if lost.sent else Failure.NOT_SENT), error


def _refusal(call: Call, answer: Answer, attempt: int) -> tuple[Failure, StatusError]:
    error = _status_error(call, answer, attempt)
    return _failure_of(error), error


def _status_error(call: Call, answer: Answer, attempt: int) -> StatusError:
    pairs = _errors_in(answer.body)
    text = "; ".join(": ".join(part for part in pair if part) for pair in pairs)
    kind = status_error_class(answer.status, text)
    shown = _presentable(call, text) or _without_text(answer.status)
    context = _context(call, f"attempt {attempt}")
    limit = read_rate_limit(answer.headers)
    error = kind(
        f"{call.label}: {answer.status} {shown}{_hint(call, kind, text)} ({context})",
        status=answer.status,
        operation=call.spec.id,
        errors=pairs,
        body=answer.body,
        headers=answer.headers,
        attempts=attempt,
        rate_limit=limit,
    )
    if isinstance(error, RateLimitError) and limit:
        error.retry_at = limit.until
    return error


def _failure_of(error: StatusError) -> Failure:
    if isinstance(error, ParallelLimitError):
        return Failure.PARALLEL_LIMIT
    if isinstance(error, RateLimitError):
        return Failure.QUOTA
    if isinstance(error, ServerError):
        return Failure.SERVER
    return Failure.SUNSET if isinstance(error, MethodSunsetError) else Failure.FINAL


def _errors_in(body: bytes) -> list[tuple[str | None, str | None]]:
    """(code, message) pairs of an error body, whatever its shape; none when it has none."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(content, dict):
        return []
    listed = content.get("errors")
    entries = listed if isinstance(listed, list) else [content.get("error")]
    return [
        (_text(entry.get("code")), _text(entry.get("message")))
        for entry in entries
        if isinstance(entry, dict)
    ]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None if value is None else str(value)


def _presentable(call: Call, text: str) -> str:
    """The server's words on one line, without the key and without what a write sent."""
    if call.spec.effect == "write":
        text = re.sub(r"\(rejected value: .*?\)(?=;|$)", "(rejected value not shown)", text)
        for value in sorted(_strings(call.body), key=len, reverse=True):
            # Of a phone the digits alone tell enough; a short name must not eat other words.
            bare = re.escape(value.lstrip("+") or value)
            text = re.sub(rf"(?<!\w){bare}(?!\w)", "***", text)
    for secret in call.settings.credentials.values():
        text = text.replace(secret.removeprefix("Bearer "), "***")
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= 500 else text[:500] + "…"


def _strings(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in _strings(part)]
    return [value] if isinstance(value, str) else []


def _without_text(status: int) -> str:
    return "redirect, not followed" if 300 <= status < 400 else "without an error text"


def _hint(call: Call, kind: type[StatusError], text: str) -> str:
    if kind is ForbiddenError and ("ccess denied" in text or "No access" in text):
        if "campaign" in call.subject or "No access to campaigns" in text:
            return "; the id must be a campaign id of this key's stores, as campaigns.list shows"
        if "business" in call.subject:
            return "; the id must be the business (cabinet) id, not a campaign id"
    if kind is UnauthorizedError and "Api-Key token prefix invalid" in text:
        return "; an OAuth token is given as oauth_token, a key of the cabinet as api_key"
    if kind is MethodSunsetError and call.spec.replaced_by:
        return f"; {successor(call.spec)} replaces it"
    return ""


def _context(call: Call, last: str) -> str:
    return f"{call.subject}, {last}" if call.subject else last


# --- the generated client --------------------------------------------------------------------


@functools.cache
def _endpoint(module: str) -> Any:
    return importlib.import_module(f"yandex_market_api.api.{module}")


@functools.cache
def _model(name: str) -> Any:
    return getattr(importlib.import_module("yandex_market_api.models"), name)


@functools.cache
def _snake(wire: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).lower()
