"""One measurement in a fresh process, inside the environment of one client: standard library alone.

`python worker.py TASK CLIENT JSON` prints its result as JSON. A client is an environment's name, with
`+decimals` for exact money where floats are usual, and `-msgspec` for ours without msgspec.
"""

from __future__ import annotations

import gc
import importlib
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

Decode = Callable[[bytes], Any]
KEY = "ACMA:ThisKeyIsMadeUpForBenchmarksOnly00000000:abcdef12"
STORE = 21


# --- the clients -----------------------------------------------------------------------------


class Client:
    """How one client is used, by its own documentation."""

    def __init__(self, name: str) -> None:
        self.kind, _, self.variant = name.partition("+")
        if self.kind == "sdk-msgspec":
            sys.modules["msgspec"] = None  # type: ignore[assignment] # that is how to hide a module
            self.kind = "sdk"
        folder = str(Path(sys.prefix))
        package = "market_decimals" if self.variant else "market_floats"
        if self.kind == "openapi_generator":
            folder = str(Path(folder) / package)
        sys.path.insert(0, folder)
        self.package = {"sdk": "yandex_market", "stock": "market_stock"}.get(self.kind, package)

    def model(self, name: str) -> Any:
        """The class for a schema of the document."""
        in_models = self.kind in ("sdk", "stock", "openapi_generator")
        module = importlib.import_module(self.package + (".models" if in_models else ""))
        return getattr(module, name)

    def decoder(self, name: str) -> Decode:
        """From bytes to an object of this schema's class."""
        exact: Any = {"parse_float": Decimal} if self.variant else {}
        if self.kind == "json":
            return lambda content: json.loads(content, **exact)
        model = self.model(name)
        if self.kind == "sdk":
            wire = importlib.import_module("yandex_market_api._wire")
            return lambda content: wire.decode(content, model)
        if self.kind in ("stock", "openapi_generator"):
            return lambda content: model.from_dict(json.loads(content, **exact))
        if self.kind == "pydantic":
            return model.model_validate_json  # type: ignore[no-any-return] # of no package here
        decoder = importlib.import_module("msgspec.json").Decoder(model)
        return decoder.decode  # type: ignore[no-any-return] # as above

    def toucher(self, name: str) -> Callable[[Any], None]:
        """Reads every field of an object of this schema: a straight line of code per class."""
        if self.kind == "json":
            return lambda _: None
        document = json.loads((Path(sys.prefix).parent / "openapi.json").read_bytes())
        lines: dict[str, list[str]] = {}
        self._touch(document["components"]["schemas"], name, lines)
        scope: dict[str, Any] = {}
        for schema, body in lines.items():
            exec(f"def touch_{schema}(o):\n  " + "\n  ".join(body or ["pass"]), scope)  # noqa: S102 - made above
        return scope[f"touch_{name}"]  # type: ignore[no-any-return] # made by exec

    def _touch(self, schemas: dict[str, Any], name: str, lines: dict[str, list[str]]) -> None:
        body = lines[name] = []
        fields = _fields_of(self.model(name))
        for wire, node in _properties(schemas, name):
            snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).lower()
            names = (snake, f"{snake}_", f"var_{snake}", wire, f"{wire}_")
            field = next((name for name in names if name in fields), None)
            if field is None:
                raise LookupError(f"{name}.{wire} is none of {sorted(fields)}")
            below = node.get("items", node).get("$ref", "").rpartition("/")[2]
            if below and {"properties", "allOf"} & set(schemas[below]):
                body.append(f"v = o.{field}")
                each = f"for i in v: touch_{below}(i)" if "items" in node else f"touch_{below}(v)"
                body.append("if v:")
                body.append(f"  {each}")
                if below not in lines:
                    self._touch(schemas, below, lines)
            else:
                body.append(f"o.{field}")

    def pages(self, url: str) -> Iterator[Any]:
        """All pages of the store's statistics, each as an answer read; one after the other."""
        return getattr(self, f"_pages_by_{self.kind}")(url)  # type: ignore[no-any-return] # by name

    def _pages_by_sdk(self, url: str) -> Iterator[Any]:
        market = self.market(url)
        yield from (page.items for page in market.orders.stats(STORE, page_size=200).pages())
        market.close()

    def market(self, url: str) -> Any:
        """Our client."""
        made = importlib.import_module("yandex_market").YandexMarket
        return made(KEY, base_url=url)

    def _pages_by_stock(self, url: str) -> Iterator[Any]:
        made = importlib.import_module("market_stock").AuthenticatedClient
        api = importlib.import_module("market_stock.api.orders_stats.get_orders_stats")
        body = self.model("GetOrdersStatsRequest")()
        more: dict[str, Any] = {}
        with made(url, token=KEY, prefix="", auth_header_name="Api-Key") as client:
            while more is not None:
                answer = api.sync_detailed(STORE, client=client, body=body, limit=200, **more)
                token = answer.parsed.result.paging.next_page_token
                yield answer.parsed.result.orders
                more = {"page_token": token} if token else None  # type: ignore[assignment] # the end

    def _pages_by_openapi_generator(self, url: str) -> Iterator[Any]:
        package = importlib.import_module(self.package)
        configuration = package.Configuration(host=url, api_key={"ApiKey": KEY})
        api = package.OrdersStatsApi(package.ApiClient(configuration))
        token: str | None = None
        body = package.GetOrdersStatsRequest()
        while True:
            answer = api.get_orders_stats(
                STORE, page_token=token, limit=200, get_orders_stats_request=body
            )
            yield answer.result.orders
            token = answer.result.paging.next_page_token
            if not token:
                return

    def _pages_by_hand(self, url: str, token_of: Callable[[Any], str | None]) -> Iterator[Any]:
        """A loop around httpx, as one writes it without a client."""
        httpx = importlib.import_module("httpx")
        decode = self.decoder("GetOrdersStatsResponse")
        path, params = f"{url}/v2/campaigns/{STORE}/stats/orders", {"limit": "200"}
        with httpx.Client(headers={"Api-Key": KEY}, timeout=30) as client:
            while True:
                page = decode(client.post(path, params=params, json={}).content)
                yield page
                token = token_of(page)
                if not token:
                    return
                params["page_token"] = token

    def _pages_by_json(self, url: str) -> Iterator[Any]:
        pages = self._pages_by_hand(url, lambda page: page["result"]["paging"].get("nextPageToken"))
        return (page["result"]["orders"] for page in pages)

    def _pages_by_pydantic(self, url: str) -> Iterator[Any]:
        pages = self._pages_by_hand(url, lambda page: page.result.paging.nextPageToken)
        return (page.result.orders for page in pages)

    _pages_by_msgspec = _pages_by_pydantic


def _fields_of(model: Any) -> set[str]:
    for way in ("__struct_fields__", "model_fields"):
        if names := getattr(model, way, None):
            return set(names)
    return {field.name for field in model.__attrs_attrs__}


def _properties(schemas: dict[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    for part in (*schemas[name].get("allOf", ()), schemas[name]):
        if "$ref" in part:
            yield from _properties(schemas, part["$ref"].rpartition("/")[2])
        yield from part.get("properties", {}).items()


# --- the measurements ------------------------------------------------------------------------


def decode(client: Client, asked: Any) -> Any:
    """CPU seconds to read a payload and touch its fields, and of json.loads in turns with it."""
    content = Path(asked["path"]).read_bytes()
    read, touch = client.decoder(asked["schema"]), client.toucher(asked["schema"])

    def whole() -> Any:
        answer = read(content)
        touch(answer)
        return answer

    whole()
    works: dict[str, Callable[[], Any]] = {"base": lambda: json.loads(content), "own": whole}
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(asked["rounds"]):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            result = work()
            times[name].append(time.process_time() - start)
            del result
    proof = _proof(read(content)) if asked["schema"] == "GetOrdersStatsResponse" else None
    return {name: statistics.median(values) for name, values in times.items()} | {"proof": proof}


def _proof(answer: Any) -> str | None:
    """A figure that all clients must agree on: none may be quick by leaving something out."""
    if isinstance(answer, dict):
        return None
    prices = [p for order in answer.result.orders for i in order.items for p in i.prices or ()]
    total = sum((Decimal(str(price.total)) for price in prices), Decimal(0))
    return f"{len(answer.result.orders)} orders, {total.normalize():f}"


def importing(_: Client, asked: Any) -> Any:
    """CPU seconds of a statement, and how many modules it loads."""
    before = len(sys.modules)
    start = time.process_time()
    exec(asked["statement"], {})  # noqa: S102 - a constant of this suite
    return {"seconds": time.process_time() - start, "modules": len(sys.modules) - before}


def hold(client: Client, asked: Any) -> Any:
    """Bytes that so many pages take while they are held, beside what the process had before."""
    read = client.decoder("GetOrdersStatsResponse")
    paths = asked["paths"]
    held = [read(Path(paths[0]).read_bytes())]  # whatever is made once is made now
    gc.collect()
    before = _resident()
    for number in range(asked["pages"]):
        held.append(read(Path(paths[number % len(paths)]).read_bytes()))
    gc.collect()
    return {"bytes": _resident() - before}


def walk(client: Client, asked: Any) -> Any:
    """Wall and CPU seconds of a walk over all pages, every field touched, and the peak of memory."""
    touch = client.toucher("OrdersStatsOrder")
    for page in client.pages(f"{asked['url']}/1"):  # what is imported or made once is there then
        touch(page[0])
    gc.collect()
    orders, wall, cpu = 0, time.perf_counter(), time.process_time()
    for page in client.pages(asked["url"]):
        for order in page:
            touch(order)
        orders += len(page)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"orders": orders, "wall": wall, "cpu": cpu, "peak": _peak()}


def fan(client: Client, asked: Any) -> Any:
    """Wall seconds of several stores, or of the windows of a long span, and the peak of memory."""
    market, more = client.market(asked["url"]), {"prefetch": asked["prefetch"]}
    if asked["parts"] == "stores":
        market.orders.stats(STORE).first()  # what is imported or made once is there then
        stores = list(range(STORE, STORE + 8))
        pager = market.orders.stats_of(stores, page_size=asked["page_size"], **more)
    else:  # 240 days are eight windows of thirty
        market.orders.list(STORE).first()
        span = {"creation_date_from": "2026-01-01", "creation_date_to": "2026-08-29"}
        pager = market.orders.list(STORE, **span, **more)
    gc.collect()
    items, wall, cpu = 0, time.perf_counter(), time.process_time()
    for _ in pager:
        items += 1
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"orders": items, "wall": wall, "cpu": cpu, "peak": _peak()}


def _resident() -> int:
    return _status("VmRSS")


def _peak() -> int:
    return _status("VmHWM")


def _status(name: str) -> int:
    """Bytes, as Linux counts them for this process."""
    text = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"{name}:\s+(\d+) kB", text)
    assert found
    return int(found[1]) * 1024


TASKS = {"decode": decode, "importing": importing, "hold": hold, "walk": walk, "fan": fan}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](Client(sys.argv[2]), json.loads(sys.argv[3]))))
