"""What every answer must be, whatever was asked: looked at behind each request of each law."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from yandex_market_api.operations import OPERATIONS

from . import facts
from .exchange import Exchange
from .target import http_date, rate_limit
from .verdicts import BrokenError

_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT", re.ASCII)
_LENIENCE = timedelta(minutes=2)  # between the server's clock and a full minute
_HOUR = timedelta(hours=1)


def check(exchange: Exchange) -> Exchange:
    """Raise BrokenError for an answer that no promise of the document covers; else give it back."""
    _check_status(exchange)
    if exchange.method == "HEAD":
        return exchange
    _check_content(exchange)
    _check_schema(exchange)
    _check_envelope(exchange)
    _check_rate_headers(exchange)
    return exchange


def _broken(rule: str, expected: str, found: str, exchange: Exchange) -> BrokenError:
    return BrokenError(expected, found, exchange, rule=rule)


def _check_status(exchange: Exchange) -> None:
    if exchange.status >= 500:
        raise _broken("answer.no-5xx", "never a 5xx", f"{exchange.status}", exchange)
    if exchange.operation is None:
        return
    documented = OPERATIONS[exchange.operation].statuses
    if exchange.status not in documented:
        statuses = ", ".join(map(str, documented))
        raise _broken(
            "answer.documented", f"one of the documented statuses {statuses}",
            str(exchange.status), exchange,
        )  # fmt: skip


def _check_content(exchange: Exchange) -> None:
    given = exchange.headers.get("content-type", "")
    media, _, parameter = (part.strip().lower() for part in given.partition(";"))
    if media != "application/json" or parameter.strip() not in (
        "",
        "charset=utf-8",
        'charset="utf-8"',
    ):
        raise _broken(
            "answer.content-type", "Content-Type: application/json, in UTF-8",
            f"Content-Type: {given or 'missing'}", exchange,
        )  # fmt: skip
    try:
        facts.strict_json(exchange.body)
    except (ValueError, RecursionError) as error:
        raise _broken("answer.json", "strict JSON", f"{error}", exchange) from None


def _check_schema(exchange: Exchange) -> None:
    schema = None
    if exchange.operation:
        schema = facts.answer_schema(exchange.operation, exchange.status)
    elif exchange.status >= 400:
        schema = facts.error_schema()
    findings = schema.findings(exchange.json) if schema else []
    if findings:
        raise _broken(
            "answer.schema", "an answer as the document describes it", "; ".join(findings), exchange
        )


def _check_envelope(exchange: Exchange) -> None:
    """The envelope's `status` says what the HTTP status says; a refusal names a code."""
    answer = exchange.json
    if not isinstance(answer, dict):
        raise _broken("answer.envelope", "a JSON object", type(answer).__name__, exchange)
    if exchange.status < 300:
        if answer.get("status", "OK") != "OK" or answer.get("errors"):
            raise _broken(
                "answer.envelope", "status OK and no errors in a 2xx answer",
                f"status {answer.get('status')}, errors {answer.get('errors')}", exchange,
            )  # fmt: skip
    elif answer.get("status") != "ERROR" or not answer.get("errors"):
        raise _broken(
            "answer.envelope", f"status ERROR and a code beside HTTP {exchange.status}",
            f"status {answer.get('status')}, errors {answer.get('errors')}", exchange,
        )  # fmt: skip
    elif blank := [one for one in answer["errors"] if not str(one.get("code") or "").strip()]:
        raise _broken("answer.envelope", "a code in every error", f"{blank[0]}", exchange)


def _check_rate_headers(exchange: Exchange) -> None:
    if exchange.operation is None:
        return
    names = facts.rate_headers(exchange.operation, exchange.status)
    missing = [name for name in names if name not in exchange.headers]
    if missing and exchange.status == 420:
        return  # those of the parallel kind may come without
    if missing:
        raise _broken("answer.rate-headers", f"the headers {', '.join(names)}",
                      f"missing: {', '.join(missing)}", exchange)  # fmt: skip
    until = exchange.headers.get("X-RateLimit-Resource-Until", "")
    if names and not _HTTP_DATE.fullmatch(until):
        raise _broken("answer.rate-headers", "X-RateLimit-Resource-Until: an HTTP date in GMT",
                      until, exchange)  # fmt: skip
    told = rate_limit(exchange.headers)
    if names and told is None:
        raise _broken("answer.rate-headers", "whole numbers and a date in the quota headers",
                      f"{[exchange.headers.get(name) for name in names]}", exchange)  # fmt: skip
    if told is None:
        return
    limit, left, end = told
    if not 0 <= left <= limit:
        raise _broken("answer.rate-headers", "0 <= Remaining <= Limit",
                      f"Remaining {left}, Limit {limit}", exchange)  # fmt: skip
    now = server_time(exchange)
    if not now - timedelta(seconds=1) <= end <= now + _HOUR + _LENIENCE:
        raise _broken("answer.rate-headers",
                      "Until in the future, an hour ahead at most", until, exchange)  # fmt: skip


def server_time(exchange: Exchange) -> datetime:
    """Now, by the server's clock where it tells."""
    return http_date(exchange.headers.get("Date")) or datetime.now(UTC)
