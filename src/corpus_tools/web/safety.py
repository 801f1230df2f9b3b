"""What keeps one visitor from harming another: headers, reading only, and how much one address may ask."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus_tools.web.messages import in_language
from corpus_tools.web.places import BusyError, Visitor
from corpus_tools.web.turns import TURN, Turn

if TYPE_CHECKING:
    from corpus_tools.web.site import Site

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
KNOWN_ADDRESSES = 10_000
PENDING = 22
"""How many requests of one address may be unanswered; static files do not count."""
_FREE = ("/static/", "/healthz")


class SecurityHeaders:
    """Adds the headers to every answer; no inline script or style is ever allowed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its answer."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(key.encode(), value.encode()) for key, value in HEADERS.items()]
            await send(message)

        await self._app(scope, receive, complete if scope["type"] == "http" else send)


class ReadOnly:
    """Lets only GET and HEAD in; HEAD is answered as GET is, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 405; what is no HTTP request is not answered at all."""
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            await refuse(scope, send, 405, "This site is only read: GET or HEAD.", {"allow": "GET, HEAD"})
        elif scope["type"] == "http" and scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _without_body(send))
        elif scope["type"] != "websocket":
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1003})


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only


class RateLimit:
    """Refuses the requests of an address that asks too often; all others wait for their turn (``web.turns``)."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._turns = site.turns
        self._allowed = site.limits.requests_per_minute
        self._visitors: OrderedDict[str, Visitor] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when it is its turn, or answer 429 or 503."""
        if scope["type"] != "http" or scope["path"].startswith(_FREE):
            await self._app(scope, receive, send)
            return
        visitor = self._visitor(str((scope.get("client") or ("unknown",))[0]))
        if not self._may_ask(visitor):
            message = "Too many requests. Wait a minute."
            await refuse(scope, send, 429, message, {"retry-after": "60"})
            return
        visitor.pending += 1
        try:
            await self._in_turn(Turn(self._turns, visitor), scope, receive, send)
        finally:
            visitor.pending -= 1

    async def _in_turn(self, turn: Turn, scope: Scope, receive: Receive, send: Send) -> None:
        connection = _Connection(turn, receive)
        watching = asyncio.create_task(connection.watch())
        token = TURN.set(turn)

        async def leave_and_send(message: Message) -> None:
            # All is made when the first byte is sent; what is sent piece by piece takes places of its own.
            turn.leave()
            await send(message)

        try:
            await turn.begin()
            if not turn.gone:
                await self._app(scope, connection.receive, leave_and_send)
        except BusyError as error:
            await refuse(scope, send, 503, str(error), {"retry-after": "5"})
        finally:
            TURN.reset(token)
            turn.leave()
            watching.cancel()

    def _visitor(self, address: str) -> Visitor:
        visitor = self._visitors.setdefault(address, Visitor())
        self._visitors.move_to_end(address)
        if len(self._visitors) > KNOWN_ADDRESSES:
            idle = next((key for key, one in self._visitors.items() if not one.pending), address)
            del self._visitors[idle]
        return visitor

    def _may_ask(self, visitor: Visitor) -> bool:
        now = time.monotonic()
        while visitor.times and visitor.times[0] < now - 60:
            visitor.times.popleft()
        if len(visitor.times) >= self._allowed or visitor.pending >= PENDING:
            return False
        visitor.times.append(now)
        return True


class _Connection:
    """The visitor's side of a request: what it sends is thrown away, for nothing here reads it."""

    def __init__(self, turn: Turn, receive: Receive) -> None:
        self._turn = turn
        self._receive = receive
        self._begun = False
        self._closed = asyncio.Event()

    async def watch(self) -> None:
        """Notice when nobody waits for the answer any more."""
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._turn.gone = True
        self._closed.set()

    async def receive(self) -> Message:
        """Say that there is no body, then wait for the end."""
        if not self._begun:
            self._begun = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._closed.wait()
        return {"type": "http.disconnect"}


async def refuse(scope: Scope, send: Send, status: int, message: str, headers: dict[str, str]) -> None:
    """Answer without the application: JSON for programs, plain text in both languages for people."""
    for_programs = scope["path"].startswith("/api/")
    both = "\n".join(dict.fromkeys((in_language(message, "ja").text, message)))
    body = (json.dumps({"error": message}) if for_programs else both).encode()
    kind = "application/json" if for_programs else "text/plain; charset=utf-8"
    lines = {"content-type": kind, "content-length": str(len(body)), **headers}
    raw = [(key.encode(), value.encode()) for key, value in lines.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
