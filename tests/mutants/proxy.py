"""A server in front of the mock that spoils what passes: one deliberate defect at a time."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
from yandex_market.contract import facts
from yandex_market.mock import MockMarket
from yandex_market.mock.exchange import Request

Json = Any


class Answer:
    """An answer on its way back. `json` is read when it is asked for, and may be changed in place;
    `raw` goes out instead where it is set.
    """

    def __init__(
        self, status: int, headers: dict[str, str], json: Json = None, raw: bytes | None = None,
        sent: bytes = b"",
    ) -> None:  # fmt: skip
        self.status = status
        self.headers = headers
        self.raw = raw
        self._sent = sent
        self._read = json is not None
        self._json = json

    @property
    def json(self) -> Json:
        """The body as JSON, None where it is none."""
        if not self._read:
            self._read = True
            try:
                self._json = json.loads(self._sent) if self._sent else None
            except ValueError:
                self._json = None
        return self._json

    @json.setter
    def json(self, value: Json) -> None:
        self._read, self._json = True, value

    @property
    def body(self) -> bytes:
        """What goes out."""
        if self.raw is not None:
            return self.raw
        if not self._read or self._json is None:
            return self._sent
        return json.dumps(self._json, ensure_ascii=False).encode()


@dataclass
class Passing:
    """A request on its way in, and the way to let it pass. `memory` lives as long as the server."""

    mock: MockMarket
    memory: dict[Any, Any]
    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    content: bytes
    send: Callable[[Passing], Answer] = field(repr=False)

    @property
    def operation(self) -> str | None:
        """The operation that is meant."""
        spec = facts.find(self.method, self.path)
        return spec.id if spec else None

    @property
    def body(self) -> Json:
        """The body as JSON, {} without one."""
        try:
            return json.loads(self.content) if self.content else {}
        except (ValueError, RecursionError):
            return {}

    def param(self, *names: str) -> str | None:
        """The first value of a query parameter."""
        return next((value for name, value in self.query if name in names), None)

    def forward(self, **changes: Any) -> Answer:
        """The mock's answer to this request, with changes: `method`, `path`, `content`, `headers`;
        `query` adds or, with None, takes away; `body` is JSON.
        """
        query = dict(changes.pop("query", {}))
        pairs = [(n, v) for n, v in self.query if n not in query]
        pairs += [(name, str(value)) for name, value in query.items() if value is not None]
        if "body" in changes:
            changes["content"] = json.dumps(changes.pop("body")).encode()
        return self.send(replace(self, query=pairs, **changes))

    def refuse(self, status: int, code: str = "BAD_REQUEST") -> Answer:
        """A refusal in the envelope, with the quota headers of a real answer."""
        answer = self.forward()
        return Answer(status, answer.headers, {"status": "ERROR", "errors": [{"code": code}]})

    def items(self, answer: Answer) -> list[Json]:
        """The items of a listing's answer, [] for anything else."""
        found = (answer.json or {}) if isinstance(answer.json, dict) else {}
        found = found.get("result", found)
        listed = found.get("orders", found.get("campaigns", [])) if isinstance(found, dict) else []
        return listed if isinstance(listed, list) else []

    def paging(self, answer: Answer) -> Json:
        """The `paging` of a listing's answer, {} for anything else."""
        found = answer.json if isinstance(answer.json, dict) else {}
        paging = found.get("result", found).get("paging", {})
        return paging if isinstance(paging, dict) else {}

    def page_number(self, answer: Answer) -> int:
        """Which page of its walk this is, by the token that led here."""
        pages = self.memory.setdefault("pages", {})
        number = int(pages.get(self.param("page_token", "pageToken"), 0)) + 1
        if token := self.paging(answer).get("nextPageToken"):
            pages[token] = number
        return number


Spoil = Callable[[Passing], Answer]


class Proxy:
    """The mock's ASGI application behind a defect."""

    def __init__(self, mock: MockMarket, spoil: Spoil | None) -> None:
        self._mock = mock
        self._spoil = spoil
        self._memory: dict[Any, Any] = {}
        self._lock = threading.RLock()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        content, more = b"", True
        while more:
            message = await receive()
            content += message.get("body", b"")
            more = message.get("more_body", False)
        headers = {n.decode("latin-1").lower(): v.decode("latin-1") for n, v in scope["headers"]}
        text = scope["query_string"].decode("latin-1")
        path = scope["raw_path"].partition(b"?")[0].decode("latin-1")
        # What cannot be taken apart and put together again passes as it is.
        pairs = (
            parse_qsl(text, keep_blank_values=True) if "%F" not in text and "%z" not in text else []
        )
        passing = Passing(
            self._mock, self._memory, scope["method"], path, pairs, headers, content,
            lambda p: self._pass(p, text if p.query == pairs else None),
        )  # fmt: skip
        with self._lock:
            answer = self._spoil(passing) if self._spoil else passing.forward()
        body = b"" if scope["method"] == "HEAD" else answer.body
        sent = {n.lower(): v for n, v in answer.headers.items() if n.lower() != "content-length"}
        sent["content-length"] = str(len(body))
        pairs_out = [(name.encode(), value.encode("latin-1")) for name, value in sent.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": pairs_out})
        await send({"type": "http.response.body", "body": body})

    def _pass(self, passing: Passing, text: str | None) -> Answer:
        query = text if text is not None else urlencode(passing.query)
        response = self._mock.handle(
            Request(
                passing.method, passing.path, query, passing.headers, passing.content,
                len(passing.content),
            )
        )  # fmt: skip
        headers = {name.lower(): value for name, value in response.headers}
        return Answer(response.status, headers, sent=response.body)


class InProcess(httpx.BaseTransport):
    """httpx's way to the proxy in this process. It waits for nothing, so it needs no event loop."""

    def __init__(self, app: Proxy) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application for one request."""
        content = request.read()
        path, _, query = request.url.raw_path.partition(b"?")
        scope = {
            "type": "http", "method": request.method, "raw_path": path, "query_string": query,
            "path": path.decode("latin-1"), "headers": request.headers.raw,
        }  # fmt: skip
        parts: list[Mapping[str, Any]] = []

        async def receive() -> Mapping[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Mapping[str, Any]) -> None:
            parts.append(message)

        with contextlib.suppress(StopIteration):
            self._app(scope, receive, send).send(None)
        start, end = parts
        return httpx.Response(
            start["status"], headers=list(start["headers"]), content=end["body"], request=request
        )
