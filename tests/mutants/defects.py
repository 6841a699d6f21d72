"""The defects: what a server can get wrong, each a function that lets a request pass and spoils it.

`DEFECTS` maps a name to a defect. `SWITCHES` are settings of the mock that make it a worse server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yandex_market.mock import MockMarket

from .proxy import Answer, Json, Passing, Spoil

LISTS = ("getCampaigns", "getOrders", "getBusinessOrders", "getOrdersStats")
ORDERS = LISTS[1:]


@dataclass(frozen=True)
class Defect:
    """A way to be wrong. `properties`: Schemathesis is asked as well, for it is about its checks."""

    sentence: str
    spoil: Spoil | None = None
    market: Mapping[str, Any] | None = None  # arguments of MockMarket
    prepare: Callable[[MockMarket], None] | None = None
    properties: tuple[str, ...] = ()  # operations
    fails_wrong: bool = False  # the mock's control that fails operations lets them be done


DEFECTS: dict[str, Defect] = {}


def defect(sentence: str, **how: Any) -> Callable[[Spoil], Spoil]:
    """Put a defect on the list under its function's name."""

    def register(spoil: Spoil) -> Spoil:
        DEFECTS[spoil.__name__.replace("_", "-")] = Defect(sentence, spoil, **how)
        return spoil

    return register


def switch(name: str, sentence: str, **how: Any) -> None:
    """Put a setting of the mock on the list."""
    DEFECTS[name] = Defect(sentence, **how)


# -- what every answer must be -------------------------------------------------------------------


@defect("200 with status ERROR in the envelope")
def ok_that_says_error(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrdersStats" and a.status == 200:
        a.json["status"] = "ERROR"
    return a


@defect("400 with status OK in the envelope")
def error_that_says_ok(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400:
        a.json["status"] = "OK"
    return a


@defect("Refusals without `errors`")
def no_errors(x: Passing) -> Answer:
    a = x.forward()
    if a.status >= 400 and a.json:
        a.json.pop("errors", None)
    return a


@defect("An error without its code")
def no_code(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 404 and a.json:
        for one in a.json["errors"]:
            one.pop("code", None)
    return a


@defect("A blank code in refusals of a key")
def blank_code(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 401 and a.json:
        a.json["errors"][0]["code"] = " "
    return a


@defect("Good answers declared as text/plain")
def wrong_content_type(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 200 and x.operation == "getOrder":
        a.headers["content-type"] = "text/plain"
    return a


@defect("An HTML page for 404", properties=("getOrder",))
def html_not_found(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 404:
        a.headers["content-type"], a.raw = "text/html", b"<h1>Not found</h1>"
    return a


@defect("JSON with a name that stands twice")
def doubled_name(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 200 and x.operation == "getOperations":
        a.raw = b'{"status": "OK", "status": "OK", "result": {"operations": []}}'
    return a


@defect("NaN among the numbers")
def not_a_number(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 200 and x.operation == "getOrder":
        a.json["order"]["deliveryTotal"] = float("nan")
    return a


@defect("A body that is cut off")
def cut_body(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 200 and x.operation == "getBusinessOrders":
        a.raw = a.body[:-10]
    return a


@defect("A required field is missing on the third page alone")
def missing_on_page_three(x: Passing) -> Answer:
    a = x.forward()
    if x.operation in ORDERS and a.status == 200 and x.page_number(a) == 3:
        for item in x.items(a):
            item.pop("items", None)
    return a


@defect("Orders waiting at a pick-up point lack their status")
def pickup_without_status(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrder" and a.status == 200 and a.json["order"]["status"] == "PICKUP":
        del a.json["order"]["status"]
    return a


@defect("An enum value in lower case")
def lower_case_enum(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getCampaigns" and a.status == 200:
        for store in x.items(a):
            store["placementType"] = store["placementType"].lower()
    return a


@defect("A status that the document has not")
def unknown_enum(x: Passing) -> Answer:
    a = x.forward()
    for item in x.items(a) if x.operation == "getOrders" else ():
        if item.get("status") == "DELIVERY":
            item["status"] = "TELEPORTED"
    return a


@defect("Money as a string", properties=("getOrder",))
def money_as_string(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrder" and a.status == 200:
        a.json["order"]["itemsTotal"] = str(a.json["order"]["itemsTotal"])
    return a


@defect("Ids as strings")
def id_as_string(x: Passing) -> Answer:
    a = x.forward()
    for item in x.items(a) if x.operation == "getBusinessOrders" else ():
        item["orderId"] = str(item["orderId"])
    return a


@defect("Dates of getOrder in ISO 8601")
def iso_dates(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrder" and a.status == 200:
        day, _, time = a.json["order"]["creationDate"].partition(" ")
        a.json["order"]["creationDate"] = "-".join(reversed(day.split("-"))) + "T" + time
    return a


@defect("Days that no calendar has")
def impossible_day(x: Passing) -> Answer:
    a = x.forward()
    for item in x.items(a) if x.operation == "getOrdersStats" else ():
        item["creationDate"] = item["creationDate"][:8] + "31"
    return a


@defect("Null for a field that has none")
def null_field(x: Passing) -> Answer:
    a = x.forward()
    for item in x.items(a) if x.operation == "getOrders" else ():
        item["buyer"] = None
    return a


@defect("An undocumented status, 418, for a foreign store", properties=("getOrders",))
def teapot(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 403:
        a.status = 418
    return a


@defect("500 for long ids", properties=("getOrder",))
def crash_on_long_ids(x: Passing) -> Answer:
    tail = x.path.rpartition("/")[2].lstrip("-")
    if x.operation == "getOrder" and tail.isdecimal() and len(tail) > 16:
        return x.refuse(500, "INTERNAL")
    return x.forward()


@defect("Remaining is no number in refusals", properties=("getOrders",))
def wordy_remaining(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400:
        a.headers["x-ratelimit-resource-remaining"] = "some"
    return a


@defect("Unknown addresses are a 400")
def unknown_address_is_400(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 404 and x.operation is None:
        a.status = 400
    return a


@defect("An order that does not exist is a 400")
def unknown_order_is_400(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 404 and x.operation in ("getOrder", "getOrderBuyerInfo"):
        a.status = 400
    return a


@defect("A list where an object belongs is taken for an empty object")
def list_as_object(x: Passing) -> Answer:
    if x.content.strip() == b"[]":
        return x.forward(content=b'{"operationType":"ORDER_RECIPIENT_UPDATE","operationIds":["0"]}'
                         if x.operation == "getOperations" else b"{}")  # fmt: skip
    return x.forward()


@defect("The first finding of a request alone is told")
def first_finding_alone(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400 and a.json:
        del a.json["errors"][1:]
    return a


@defect("404 for a wrong method", properties=("getOrder",))
def wrong_method_is_404(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 405:
        a.status = 404
    return a


@defect("405 without Allow", properties=("getOperations",))
def no_allow(x: Passing) -> Answer:
    a = x.forward()
    a.headers.pop("allow", None)
    return a


@defect("Allow names a method that is refused", properties=("getOperations",))
def wrong_allow(x: Passing) -> Answer:
    a = x.forward()
    if "allow" in a.headers:
        a.headers["allow"] += ", DELETE, PUT, PATCH"
    return a


@defect("PUT works like POST", properties=("getOperations",))
def put_works(x: Passing) -> Answer:
    return x.forward(method="POST") if x.method in ("PUT", "PATCH") else x.forward()


# -- access ----------------------------------------------------------------------------------------


def _with_key(x: Passing) -> Answer:
    return x.forward(headers={**x.headers, "api-key": x.mock.api_key})


@defect("No key is needed for buyers")
def no_key_for_buyers(x: Passing) -> Answer:
    return _with_key(x) if x.operation == "getOrderBuyerInfo" else x.forward()


@defect("The key is checked only for presence", properties=("getCampaigns",))
def key_present(x: Passing) -> Answer:
    return _with_key(x) if "api-key" in x.headers else x.forward()


@defect("No key is needed at all", properties=("getOrder",))
def no_key_at_all(x: Passing) -> Answer:
    return x.forward() if "api-key" in x.headers else _with_key(x)


@defect("The beginning of the key suffices")
def key_by_prefix(x: Passing) -> Answer:
    key = x.headers.get("api-key", "")
    return _with_key(x) if key[:12] == x.mock.api_key[:12] else x.forward()


@defect("A key in the address is accepted")
def key_in_address(x: Passing) -> Answer:
    return _with_key(x) if x.param("token", "api_key", "Api-Key") else x.forward()


@defect("Any bearer token is accepted")
def any_bearer(x: Passing) -> Answer:
    if "api-key" not in x.headers and "authorization" in x.headers:
        return x.forward(headers={**x.headers, "authorization": f"Bearer {x.mock.oauth_token}"})
    return x.forward()


@defect("404 for a foreign store")
def foreign_store_is_404(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 403 and "/campaigns/" in x.path:
        a.status = 404
    return a


@defect("The business in the path is not checked")
def any_business(x: Passing) -> Answer:
    steps = x.path.split("/")
    if len(steps) > 3 and steps[2] == "businesses" and steps[3].isdecimal():
        steps[3] = str(x.mock.business_id)
    return x.forward(path="/".join(steps))


@defect("Foreign stores among campaignIds are left out without a word")
def foreign_filter_dropped(x: Passing) -> Answer:
    body = x.body
    if x.operation == "getBusinessOrders" and isinstance(body, dict) and body.get("campaignIds"):
        own = [one for one in body["campaignIds"] if one in x.mock.campaign_ids]
        body = {**body, "campaignIds": own or x.mock.campaign_ids[:1]}
        return x.forward(body=body)
    return x.forward()


@defect("An order is found in every store")
def order_in_every_store(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 404 and x.operation in ("getOrder", "getOrderBuyerInfo"):
        for campaign in x.mock.campaign_ids:
            steps = x.path.split("/")
            steps[3] = str(campaign)
            b = x.forward(path="/".join(steps))
            if b.status == 200:
                return b
    return a


@defect("A store of another model gets an empty answer")
def any_model(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400 and x.operation == "getOrdersStats" and "Campaign type" in str(a.json):
        return Answer(200, a.headers, {"status": "OK", "result": {"orders": [], "paging": {}}})
    return a


@defect("Scopes of a key are not checked")
def any_scope(x: Passing) -> Answer:
    return _with_key(x) if x.headers.get("api-key") in x.memory.setdefault("keys", []) or (
        x.headers.get("api-key", "").startswith("ACMA:") and x.forward().status == 403
        and "scopes" in str(x.forward().json)
    ) else x.forward()  # fmt: skip


@defect("A read-only scope is refused where it suffices")
def scope_too_strict(x: Passing) -> Answer:
    a = x.forward()
    narrow = x.headers.get("api-key") not in (None, x.mock.api_key)
    if narrow and a.status == 200:
        a.status, a.json = 403, {"status": "ERROR", "errors": [{"code": "FORBIDDEN"}]}
    return a


@defect("The body is checked before the key")
def body_before_key(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 401 and (x.content == b"{" or x.param("limit") == "x"):
        a.status = 400
    return a


# -- paging ----------------------------------------------------------------------------------------


@defect("The last item of page two is dropped")
def dropped_on_page_two(x: Passing) -> Answer:
    a = x.forward()
    if x.operation in LISTS and a.status == 200 and x.page_number(a) == 2:
        del x.items(a)[-1:]
    return a


@defect("The last item of a page comes again as the first of the next")
def doubled_at_the_seam(x: Passing) -> Answer:
    a = x.forward()
    if x.operation in LISTS and a.status == 200 and (items := x.items(a)):
        token = x.param("page_token", "pageToken")
        last = x.memory.get(("last", token))
        follows = x.paging(a).get("nextPageToken")
        x.memory["last", follows] = dict(items[-1])
        if token and last:
            items[0] = last
    return a


@defect("A page has one item more than the limit")
def one_too_many(x: Passing) -> Answer:
    limit = x.param("limit")
    if x.operation in ORDERS and limit and limit.isdecimal() and 0 < int(limit) < 50:
        return x.forward(query={"limit": int(limit) + 1})
    return x.forward()


@defect("The default page has twenty items")
def default_of_twenty(x: Passing) -> Answer:
    return (
        x.forward(query={"limit": 20})
        if x.operation in ORDERS and not x.param("limit", "page", "pageSize")
        else x.forward()
    )


@defect("Too big a limit is cut where it should be refused")
def cut_for_refused(x: Passing) -> Answer:
    limit = x.param("limit")
    most = 100 if x.operation == "getCampaigns" else 200
    if (
        x.operation in ("getCampaigns", "getOrdersStats")
        and limit
        and limit.isdecimal()
        and int(limit) > most
    ):
        return x.forward(query={"limit": most})
    return x.forward()


@defect("Too big a limit is refused where it should be cut")
def refused_for_cut(x: Passing) -> Answer:
    limit = x.param("limit")
    if (
        x.operation in ("getOrders", "getBusinessOrders")
        and limit
        and limit.isdecimal()
        and int(limit) > 50
    ):
        return x.refuse(400)
    return x.forward()


@defect("A limit of nought is read as none", properties=("getCampaigns",))
def nought_is_none(x: Passing) -> Answer:
    limit = x.param("limit")
    if limit is not None and (limit in ("0", "") or limit.startswith("-")):
        return x.forward(query={"limit": None})
    return x.forward()


@defect("The token of a page repeats for ever")
def token_for_ever(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrdersStats" and a.status == 200:
        token = x.param("page_token") or x.paging(a).get("nextPageToken")
        if token:
            x.paging(a)["nextPageToken"] = token
    return a


@defect("The last page leads back to the first")
def ring(x: Passing) -> Answer:
    turn = x.param("page_token") or ""
    a = x.forward(query={"page_token": None}) if turn.startswith("ring") else x.forward()
    if x.operation in ORDERS and a.status == 200 and not x.paging(a).get("nextPageToken"):
        x.memory["turn"] = x.memory.get("turn", 0) + 1
        x.paging(a)["nextPageToken"] = f"ring{x.memory['turn']}"
    return a


@defect("A full last page has a token, which leads to an empty one")
def empty_last_page(x: Passing) -> Answer:
    if (x.param("page_token") or "") == "theend":
        a = x.forward(query={"page_token": None})
        x.items(a).clear()
        x.paging(a).pop("nextPageToken", None)
        return a
    a = x.forward()
    limit = x.param("limit")
    full = limit is not None and limit.isdecimal() and len(x.items(a)) == int(limit)
    if x.operation in ORDERS and a.status == 200 and full and not x.paging(a).get("nextPageToken"):
        x.paging(a)["nextPageToken"] = "theend"
    return a


@defect("A token is good once")
def token_once(x: Passing) -> Answer:
    token = x.param("page_token")
    used = x.memory.setdefault("used", set())
    if token in used:
        return x.refuse(400)
    used |= {token} if token else set()
    return x.forward()


@defect("pageToken is ignored")
def other_name_ignored(x: Passing) -> Answer:
    return x.forward(query={"pageToken": None})


@defect("A bad token gives the first page", properties=("getOrders",))
def bad_token_from_start(x: Passing) -> Answer:
    a = x.forward()
    if (
        a.status == 400
        and x.param("page_token", "pageToken") is not None
        and "token" in str(a.json)
    ):
        return x.forward(query={"page_token": None, "pageToken": None})
    return a


@defect("A token of other filters gives the first page")
def token_of_other_filters(x: Passing) -> Answer:
    a = x.forward()
    token = x.param("page_token")
    known = x.memory.setdefault("given", {})
    if follows := x.paging(a).get("nextPageToken"):
        known[follows] = x.path
    if a.status == 400 and known.get(token) == x.path:
        return x.forward(query={"page_token": None})
    return a


@defect("A token of another store or listing gives the first page")
def token_of_other_place(x: Passing) -> Answer:
    a = x.forward()
    token = x.param("page_token")
    known = x.memory.setdefault("given", {})
    if follows := x.paging(a).get("nextPageToken"):
        known[follows] = x.path
    if a.status == 400 and token in known and known[token] != x.path:
        return x.forward(query={"page_token": None})
    return a


@defect("The counters of pages by number count the page alone")
def wrong_counters(x: Passing) -> Answer:
    a = x.forward()
    if isinstance(a.json, dict) and "pager" in a.json:
        a.json["pager"]["total"] = len(x.items(a))
    return a


@defect("Pages by number begin at nought")
def pages_from_nought(x: Passing) -> Answer:
    page = x.param("page")
    if page and page.isdecimal() and not x.param("page_token"):
        return x.forward(query={"page": int(page) + 1})
    return x.forward()


@defect("The page number wins over the token")
def number_wins(x: Passing) -> Answer:
    if x.param("page") and x.param("page_token"):
        return x.forward(query={"page_token": None, "page": None})
    return x.forward()


@defect("Lists come in another order each time")
def shuffled(x: Passing) -> Answer:
    a = x.forward()
    x.memory["times"] = x.memory.get("times", 0) + 1
    if x.operation in LISTS and x.memory["times"] % 2:
        x.items(a).reverse()
    return a


# -- filters ---------------------------------------------------------------------------------------


def _without(x: Passing, *names: str) -> Answer:
    """The request without these filters, of the query or the body, inside `dates` as well."""
    query = dict.fromkeys(names)
    body = x.body
    if not isinstance(body, dict) or not x.content:
        return x.forward(query=query)
    kept = {name: value for name, value in body.items() if name not in names}
    if isinstance(kept.get("dates"), dict):
        kept["dates"] = {n: v for n, v in kept["dates"].items() if n not in names}
    return x.forward(query=query, body=kept)


def _ignored(operation: str, *names: str) -> None:
    """A defect for a filter that is ignored."""

    def spoil(x: Passing) -> Answer:
        return _without(x, *names) if x.operation == operation else x.forward()

    name = f"ignored-{names[0]}-of-{operation}"
    DEFECTS[name] = Defect(f"{operation} ignores {names[0]}", spoil)


for _operation, _names in (
    ("getBusinessOrders", ("orderIds", "externalOrderIds", "programTypes", "campaignIds", "statuses",
                           "substatuses", "sourcePlatforms", "waitingForCancellationApprove")),
    ("getOrders", ("status", "substatus", "dispatchType", "buyerType", "hasCis", "orderIds",
                   "onlyEstimatedDelivery")),
    ("getOrdersStats", ("statuses", "orders", "hasCis")),
):  # fmt: skip
    for _name in _names:
        _ignored(_operation, _name)


@defect("Only the first of several values counts")
def first_value_alone(x: Passing) -> Answer:
    body = x.body
    if x.operation in ("getBusinessOrders", "getOrdersStats") and isinstance(body, dict) and body:
        lists = {
            n: v[:1] if isinstance(v, list) and n != "campaignIds" else v for n, v in body.items()
        }
        return x.forward(body=lists)
    return x.forward()


@defect("Of several filters the last is ignored")
def second_filter_ignored(x: Passing) -> Answer:
    body = x.body
    if isinstance(body, dict):
        if "statuses" in body and ("programTypes" in body or "campaignIds" in body):
            return _without(x, "statuses")
        if "statuses" in body and "hasCis" in body:
            return _without(x, "hasCis")
    return x.forward()


def _moved(x: Passing, name: str, days: int) -> Answer:
    body = json.loads(json.dumps(x.body))
    place = body.get("dates", body) if isinstance(body, dict) else {}
    try:
        place[name] = (date.fromisoformat(place[name]) + timedelta(days=days)).isoformat()
    except (KeyError, TypeError, ValueError):
        return x.forward()
    a = x.forward(body=body)
    return a if a.status == 200 else x.forward()


@defect("The last day of the statistics does not count")
def inclusive_made_exclusive(x: Passing) -> Answer:
    return _moved(x, "dateTo", -1) if x.operation == "getOrdersStats" else x.forward()


@defect("The last day of change does not count")
def update_end_exclusive(x: Passing) -> Answer:
    return _moved(x, "updateTo", -1) if x.operation == "getOrdersStats" else x.forward()


@defect("The end of the days of placing counts")
def exclusive_made_inclusive(x: Passing) -> Answer:
    return _moved(x, "creationDateTo", 1) if x.operation == "getBusinessOrders" else x.forward()


@defect("The end of the days of shipment counts")
def shipment_end_inclusive(x: Passing) -> Answer:
    return _moved(x, "shipmentDateTo", 1) if x.operation == "getBusinessOrders" else x.forward()


@defect("The first day of placing does not count")
def first_day_left_out(x: Passing) -> Answer:
    return _moved(x, "creationDateFrom", 1) if x.operation == "getBusinessOrders" else x.forward()


@defect("The end of the moments of change is ignored")
def update_end_ignored(x: Passing) -> Answer:
    return _without(x, "updatedAtTo") if x.operation == "getOrders" else x.forward()


@defect("Spans over 30 days are cut without a word")
def long_span_cut(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getBusinessOrders" and a.status == 400 and "more than" in str(a.json):
        return _without(x, "creationDateFrom", "shipmentDateFrom", "updateDateFrom")
    return a


@defect("Spans of 30 days are too long already")
def month_too_long(x: Passing) -> Answer:
    dates = (x.body.get("dates") if isinstance(x.body, dict) else None) or {}
    first, last = (str(dates.get(f"creationDate{end}")) for end in ("From", "To"))
    try:
        if (date.fromisoformat(last) - date.fromisoformat(first)).days == 30:
            return x.refuse(400)
    except (TypeError, ValueError):
        pass
    return x.forward()


@defect("A span upside down is an empty list", properties=("getOrdersStats",))
def upside_down_empty(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrdersStats" and a.status == 400 and "greater or equal" in str(a.json):
        return Answer(200, a.headers, {"status": "OK", "result": {"orders": [], "paging": {}}})
    return a


@defect("Two pairs of dates are taken together", properties=("getOrdersStats",))
def both_pairs(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400 and "simultaneously" in str(a.json):
        return _without(x, "updateFrom", "updateTo")
    return a


@defect("Test orders come among real ones")
def fakes_among_real(x: Passing) -> Answer:
    if x.operation == "getOrders" and x.param("fake") != "true":
        a, b = x.forward(), x.forward(query={"fake": "true", "page_token": None, "pageToken": None})
        if a.status == 200 == b.status and not x.param("page_token", "pageToken", "limit", "page"):
            x.items(a)[:0] = x.items(b)
        elif a.status == 200 == b.status and (x.param("limit") or "") == "50":
            x.items(a)[-3:] = x.items(b)[:3]
        return a
    return x.forward()


@defect("Test orders never come")
def no_fakes(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrders" and x.param("fake") == "true":
        x.items(a).clear()
    return a


@defect("An unknown id gives all orders")
def unknown_id_gives_all(x: Passing) -> Answer:
    a = x.forward()
    asked = isinstance(x.body, dict) and (x.body.get("orderIds") or x.body.get("orders"))
    if asked and a.status == 200 and not x.items(a):
        return _without(x, "orderIds", "orders")
    return a


@defect("An empty list is no filter", properties=("getBusinessOrders",))
def empty_list_is_none(x: Passing) -> Answer:
    body = x.body
    if isinstance(body, dict) and any(value == [] for value in body.values()):
        return x.forward(body={name: value for name, value in body.items() if value != []})
    return x.forward()


@defect("Values beyond the fiftieth are left out without a word")
def values_cut(x: Passing) -> Answer:
    body = x.body
    if (
        x.operation == "getBusinessOrders"
        and isinstance(body, dict)
        and len(body.get("orderIds") or ()) > 50
    ):
        return x.forward(body={**body, "orderIds": body["orderIds"][:50]})
    return x.forward()


@defect("Without dates the list begins 45 days ago")
def longer_default(x: Passing) -> Answer:
    body = x.body
    if (
        x.operation == "getBusinessOrders"
        and isinstance(body, dict)
        and body.keys() <= {"campaignIds"}
    ):
        today = x.mock.clock.now().date()
        dates = {
            "creationDateFrom": str(today - timedelta(45)),
            "creationDateTo": str(today - timedelta(15)),
        }
        return x.forward(body={**body, "dates": dates})
    return x.forward()


# -- coherence -------------------------------------------------------------------------------------


def _orders(x: Passing, a: Answer, operation: str) -> list[Json]:
    if x.operation != operation or a.status != 200:
        return []
    if operation == "getOrder":
        return [a.json["order"]]
    return x.items(a)


@defect("Times of getOrder are in UTC")
def utc_times(x: Passing) -> Answer:
    from datetime import datetime

    a = x.forward()
    for order in _orders(x, a, "getOrder"):
        at = datetime.strptime(order["creationDate"], "%d-%m-%Y %H:%M:%S") - timedelta(hours=3)
        order["creationDate"] = at.strftime("%d-%m-%Y %H:%M:%S")
    return a


@defect("A line's count is one more in getBusinessOrders")
def count_differs(x: Passing) -> Answer:
    a = x.forward()
    for order in _orders(x, a, "getBusinessOrders"):
        order["items"][0]["count"] += 1
    return a


@defect("getOrders and getOrder tell different sums")
def list_sum_differs(x: Passing) -> Answer:
    a = x.forward()
    for order in _orders(x, a, "getOrders"):
        order["deliveryTotal"] = order["deliveryTotal"] + 1
    return a


@defect("The statistics count one unit less")
def stats_count_differs(x: Passing) -> Answer:
    a = x.forward()
    for order in _orders(x, a, "getOrdersStats"):
        for item in [*order["items"], *(order.get("initialItems") or ())]:
            item["initialCount"] = item.get("initialCount", 1) + 1
    return a


@defect("The statistics call delivered orders cancelled")
def stats_status_differs(x: Passing) -> Answer:
    a = x.forward()
    for order in _orders(x, a, "getOrdersStats"):
        if order["status"] in ("DELIVERED", "PROCESSING"):
            order["status"] = "CANCELLED_IN_DELIVERY"
    return a


@defect("The buyer is another one")
def other_buyer(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrderBuyerInfo" and a.status == 200:
        a.json["result"]["id"] += "1"
    return a


@defect("The buyer is told for ever")
def buyer_for_ever(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrderBuyerInfo" and a.status == 400 and "actual" in str(a.json):
        return Answer(
            200,
            a.headers,
            {"status": "OK", "result": {"id": "1", "type": "PERSON", "phone": "+70000000000"}},
        )
    return a


@defect("The sum of the goods leaves counts out")
def sum_without_counts(x: Passing) -> Answer:
    a = x.forward()
    for order in _orders(x, a, "getOrder"):
        order["itemsTotal"] = order["itemsTotal"] + order["items"][0]["price"]
    return a


@defect("Orders name a store that is not listed")
def unlisted_store(x: Passing) -> Answer:
    a = x.forward()
    for order in _orders(x, a, "getBusinessOrders"):
        order["campaignId"] += 500
    return a


@defect("Orders change before they are placed")
def changed_before_placed(x: Passing) -> Answer:
    a = x.forward()
    for order in _orders(x, a, "getBusinessOrders"):
        order["updateDate"] = "2020-01-01T00:00:00+03:00"
    return a


@defect("Operations that nobody started are IN_PROGRESS")
def invented_operations(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOperations" and a.status == 200:
        known = {one["id"] for one in a.json["result"]["operations"]}
        a.json["result"]["operations"] += [
            {"id": one, "type": x.body["operationType"], "status": "IN_PROGRESS"}
            for one in x.body["operationIds"] if one not in known
        ]  # fmt: skip
    return a


_OFFER = {
    "deliveryDateInterval": {"fromDate": "2030-01-01", "toDate": "2030-01-01"},
    "deliveryTimeInterval": {"fromTime": "10:00", "toTime": "14:00"},
}


@defect("Every order is offered an interval")
def offers_for_all(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrderUpdateOptions" and a.status == 200:
        intervals = a.json["result"]["deliveryIntervals"]
        intervals["availableDeliveryIntervals"] = intervals["availableDeliveryIntervals"] or [
            _OFFER
        ]
    return a


@defect("Offered hours run backwards")
def backward_hours(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrderUpdateOptions" and a.status == 200:
        for one in a.json["result"]["deliveryIntervals"]["availableDeliveryIntervals"]:
            hours = one["deliveryTimeInterval"]
            hours["fromTime"], hours["toTime"] = hours["toTime"], hours["fromTime"]
    return a


# -- change ----------------------------------------------------------------------------------------


def _states(x: Passing, a: Answer) -> list[Json]:
    return (
        a.json["result"]["operations"] if x.operation == "getOperations" and a.status == 200 else []
    )


@defect("An operation is DONE before the change shows")
def done_too_early(x: Passing) -> Answer:
    a = x.forward()
    for one in _states(x, a):
        one["status"] = "DONE"
    return a


@defect("A change shows while its operation is IN_PROGRESS")
def shows_too_early(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "updateOrder" and a.status == 200:
        for one in a.json["result"]["operations"]:
            x.mock.finish_operation(one["id"])
    for one in _states(x, a):
        polls = x.memory[one["id"]] = x.memory.get(one["id"], 0) + 1
        if polls < 3:
            one["status"] = "IN_PROGRESS"
    return a


@defect("Of two changes one alone is started")
def one_of_two(x: Passing) -> Answer:
    if (
        x.operation == "updateOrder"
        and isinstance(x.body, dict)
        and isinstance(x.body.get("order"), dict)
    ):
        order = x.body["order"]
        if {"customer", "deliveryInterval"} <= order.keys():
            return x.forward(body={"order": {n: v for n, v in order.items() if n != "customer"}})
    return x.forward()


@defect("Operations are known under every type")
def any_type(x: Passing) -> Answer:
    a = x.forward()
    types = x.memory.setdefault("types", {})
    if x.operation == "updateOrder" and a.status == 200:
        types |= {one["id"]: one["type"] for one in a.json["result"]["operations"]}
    if x.operation == "getOperations" and a.status == 200:
        found = {one["id"] for one in _states(x, a)}
        a.json["result"]["operations"] += [
            {"id": one, "type": x.body["operationType"], "status": "IN_PROGRESS"}
            for one in x.body["operationIds"] if one in types and one not in found
        ]  # fmt: skip
    return a


@defect("Lists of orders never show a change")
def lists_stay_old(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrder" and a.status == 200:
        order = a.json["order"]
        x.memory.setdefault(("dates", order["id"]), dict(order["delivery"]["dates"]))
    for order in _orders(x, a, "getBusinessOrders"):
        if first := x.memory.get(("dates", order["orderId"])):
            for name in ("fromDate", "toDate"):
                if name in first:
                    order["delivery"]["dates"][name] = "-".join(reversed(first[name].split("-")))
    return a


@defect("A change takes the order's status with it")
def status_changes_too(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "updateOrder" and a.status == 200:
        x.memory["changed", x.body["order"]["id"]] = True
    for order in _orders(x, a, "getOrder"):
        if ("changed", order["id"]) in x.memory:
            order["paymentType"] = "POSTPAID" if order["paymentType"] == "PREPAID" else "PREPAID"
    return a


@defect("An operation that is DONE goes back to IN_PROGRESS")
def back_again(x: Passing) -> Answer:
    a = x.forward()
    for one in _states(x, a):
        if one["status"] == "DONE":
            times = x.memory[one["id"]] = x.memory.get(one["id"], 0) + 1
            one["status"] = "IN_PROGRESS" if times == 2 else "DONE"
    return a


@defect("A failed operation changes the order all the same", fails_wrong=True)
def failed_and_changed(x: Passing) -> Answer:
    a = x.forward()
    failed = x.mock.__dict__.get("failed_wrongly", set())
    for one in _states(x, a):
        if one["id"] in failed:
            one["status"] = "FAILED"
    return a


def _pretended(a: Answer) -> Answer:
    operation = {"id": "pretended", "type": "ORDER_RECIPIENT_UPDATE"}
    return Answer(200, a.headers, {"status": "OK", "result": {"operations": [operation]}})


@defect("An order that has ended takes a change")
def ended_takes_change(x: Passing) -> Answer:
    a = x.forward()
    return _pretended(a) if a.status == 400 and "terminal" in str(a.json) else a


@defect("An interval that was not offered is accepted")
def any_interval(x: Passing) -> Answer:
    a = x.forward()
    return _pretended(a) if a.status == 400 and "not valid for order" in str(a.json) else a


@defect("An update without a change is accepted", properties=("updateOrder",))
def empty_update(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "updateOrder" and a.status == 400 and "must not be empty" in str(a.json):
        return Answer(200, a.headers, {"status": "OK", "result": {"operations": []}})
    return a


@defect("An update of an order that does not exist is accepted")
def update_of_nothing(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "updateOrder" and a.status in (400, 404) and "not found" in str(a.json):
        return _pretended(a)
    return a


@defect("An update without a key is refused, and made")
def refused_and_made(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "updateOrder" and a.status == 401:
        made = _with_key(x)
        for one in made.json.get("result", {}).get("operations", []):
            x.mock.finish_operation(one["id"])
    return a


# -- robustness ------------------------------------------------------------------------------------


@defect("Unknown query parameters are refused")
def strict_parameters(x: Passing) -> Answer:
    return x.refuse(400) if x.param("utm_source", "_") else x.forward()


@defect("Unknown query parameters change the answer")
def parameter_changes(x: Passing) -> Answer:
    a = x.forward()
    if x.param("utm_source") and a.status == 200 and isinstance(a.json, dict):
        a.json["source"] = "utm"
    return a


@defect("A long header is a 500")
def long_header(x: Passing) -> Answer:
    return x.refuse(500) if any(len(value) > 2000 for value in x.headers.values()) else x.forward()


@defect("X-HTTP-Method-Override is obeyed")
def method_override(x: Passing) -> Answer:
    return x.forward(method=x.headers.get("x-http-method-override", x.method))


@defect("Content-Type with a charset is a 415")
def charset_refused(x: Passing) -> Answer:
    a = x.forward()
    if "charset" in x.headers.get("content-type", ""):
        a.status, a.json = 415, {"status": "ERROR", "errors": [{"code": "TYPE"}]}
    return a


@defect("Any Content-Type is taken for JSON")
def any_content_type(x: Passing) -> Answer:
    return x.forward(
        headers={**x.headers, "content-type": "application/json"} if x.content else x.headers
    )


@defect("OPTIONS is a 500")
def options_500(x: Passing) -> Answer:
    return x.refuse(500) if x.method == "OPTIONS" else x.forward()


@defect("HEAD is a 501")
def head_501(x: Passing) -> Answer:
    return x.refuse(501) if x.method == "HEAD" else x.forward()


@defect("TRACE echoes the request with its key")
def trace_echoes(x: Passing) -> Answer:
    if x.method != "TRACE":
        return x.forward()
    return Answer(200, {"content-type": "message/http"}, None, str(x.headers).encode())


@defect("Bodies may be of any size")
def any_size(x: Passing) -> Answer:
    return x.forward(content=x.content.strip()) if len(x.content) > 500_000 else x.forward()


@defect("Bodies over 100 KB are refused")
def small_bodies(x: Passing) -> Answer:
    return x.refuse(400) if len(x.content) > 100_000 else x.forward()


@defect("Malformed JSON is a 500")
def bad_json_500(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400 and "JSON" in str(a.json):
        a.status = 500
    return a


@defect("Malformed JSON is taken for an empty object")
def bad_json_empty(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400 and "JSON" in str(a.json) and x.operation == "getBusinessOrders":
        return x.forward(content=b"{}")
    return a


@defect("A missing body is taken for an empty object")
def missing_body_empty(x: Passing) -> Answer:
    if x.operation == "getBusinessOrders" and not x.content:
        return x.forward(content=b"{}", headers={**x.headers, "content-type": "application/json"})
    return x.forward()


@defect("Underscores in numbers are read over")
def underscored_numbers(x: Passing) -> Answer:
    return x.forward(path=x.path.replace("_", ""))


@defect("Spaces around numbers are cut off")
def trimmed_numbers(x: Passing) -> Answer:
    return x.forward(path=x.path.replace("%20", ""))


@defect("Digits of every script are numbers")
def every_digit(x: Passing) -> Answer:
    from urllib.parse import unquote

    path = x.path
    if "%D9" in path:
        path = "".join(str(int(c)) if c.isdecimal() else c for c in unquote(path))
    return x.forward(path=path)


@defect("A broken percent sign is a 500")
def percent_500(x: Passing) -> Answer:
    return x.refuse(500) if "%00" in x.path else x.forward()


@defect("A parameter given twice is a 500")
def twice_500(x: Passing) -> Answer:
    return x.refuse(500) if [n for n, _ in x.query].count("limit") > 1 else x.forward()


@defect("Enum values in lower case are accepted", properties=("getOrdersStats",))
def lower_case_accepted(x: Passing) -> Answer:
    body = x.body
    if (
        x.operation == "getOrdersStats"
        and isinstance(body, dict)
        and isinstance(body.get("statuses"), list)
    ):
        upper = [v.upper() if isinstance(v, str) else v for v in body["statuses"]]
        return x.forward(body={**body, "statuses": upper})
    return x.forward()


@defect("Days that no calendar has are read kindly")
def kind_days(x: Passing) -> Answer:
    text = x.content.replace(b"2026-02-30", b"2026-03-02")
    return x.forward(content=text) if text != x.content else x.forward()


@defect("A body with a GET is a 500")
def get_with_body_500(x: Passing) -> Answer:
    return x.refuse(500) if x.method == "GET" and x.content else x.forward()


@defect("Negative ids are read as positive ones", properties=("getOrders",))
def negative_ids(x: Passing) -> Answer:
    return x.forward(path=x.path.replace("/-", "/"))


# -- limits ----------------------------------------------------------------------------------------

_LEFT, _UNTIL = "x-ratelimit-resource-remaining", "x-ratelimit-resource-until"


@defect("Refusals of a key come without quota headers", properties=("getOrder",))
def no_headers_on_401(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 401:
        a.headers = {n: v for n, v in a.headers.items() if not n.startswith("x-ratelimit")}
    return a


@defect("What is left does not fall")
def not_falling(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrder" and _LEFT in a.headers:
        a.headers[_LEFT] = "777"
    return a


@defect("Until is a number of seconds")
def until_in_seconds(x: Passing) -> Answer:
    a = x.forward()
    if _UNTIL in a.headers:
        a.headers[_UNTIL] = "3600"
    return a


@defect("Until lies in the past")
def until_in_the_past(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 420:
        a.headers[_UNTIL] = "Tue, 09 Jan 2024 14:05:00 GMT"
    return a


@defect("More is left than the limit")
def more_than_limit(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrders" and _LEFT in a.headers:
        a.headers[_LEFT] = str(int(a.headers["x-ratelimit-resource-limit"]) + 1)
    return a


@defect("Refused requests cost nothing")
def refusals_free(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 400 and _LEFT in a.headers:
        a.headers[_LEFT] = str(x.memory.setdefault("left", 5000))
        a.headers["x-ratelimit-resource-limit"] = "10000"
    return a


@defect("Orders are not counted, requests are")
def orders_not_counted(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrdersStats" and _LEFT in a.headers:
        x.memory["n"] = x.memory.get("n", 0) + 1
        a.headers[_LEFT] = str(900_000 - x.memory["n"])
    return a


@defect("All stores share one quota")
def shared_quota(x: Passing) -> Answer:
    a = x.forward()
    if x.operation == "getOrder" and _LEFT in a.headers:
        x.memory["n"] = x.memory.get("n", 0) + 1
        a.headers[_LEFT] = str(90_000 - x.memory["n"])
    return a


@defect("A spent quota is never refused")
def never_420(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 420:
        return Answer(200, a.headers, {"campaigns": [], "paging": {}})
    return a


@defect("A spent quota is a 429")
def spent_is_429(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 420:
        a.status = 429
    return a


@defect("A spent quota of one store shuts them all")
def spent_everywhere(x: Passing) -> Answer:
    a = x.forward()
    if a.status == 420:
        x.memory["shut"] = x.memory.get("shut", 0) + 1
    if x.operation == "getOrders" and x.memory.get("shut"):
        return Answer(
            420, {**a.headers, _LEFT: "0"}, {"status": "ERROR", "errors": [{"code": "LIMIT"}]}
        )
    return a


# -- switches of the mock itself -------------------------------------------------------------------

switch("quotas-off", "Nothing is counted: quotas are off", market={"quotas": "off"})
switch(
    "broken-to-begin-with",
    "getCampaigns, which all begins with, is a 500",
    prepare=lambda mock: mock.faults.add(operation="getCampaigns", status=500, times=None),
)
switch(
    "now-and-then",
    "One in the run is a 503",
    prepare=lambda mock: mock.faults.add(operation="getOrder", status=503, times=1),
)
switch(
    "sunset-early",
    "A deprecated method is forbidden now and then already",
    prepare=lambda mock: mock.faults.add(operation="getOrders", status=403, times=3),
)
switch(
    "empty-200",
    "An answer without a body",
    prepare=lambda mock: mock.faults.add(
        operation="getOrderUpdateOptions", body=b"", status=200, times=None
    ),
)
switch(
    "new-status",
    "A status that is newer than the document",
    prepare=lambda mock: mock.faults.add(
        operation="getBusinessOrders", change={"/orders/*/status": "BRAND_NEW"}, times=None
    ),
)
switch(
    "lost-field",
    "A required field is taken out",
    prepare=lambda mock: mock.faults.add(
        operation="getOrderBuyerInfo", remove=["/result/type", "/status"]
    ),
)
