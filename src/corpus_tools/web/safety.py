"""What keeps one visitor from harming another: headers, reading only, and how much one address may ask."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
AT_ONCE = 2
"""How many requests of one address are answered at once; static files do not count."""
WAITING = 20
"""How many further ones of the address may wait."""
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


@dataclass(slots=True)
class _Visitor:
    """What an address asked within the last minute, and what of it is not answered yet."""

    times: deque[float] = field(default_factory=deque)
    pending: int = 0
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


class RateLimit:
    """Refuses the requests of an address that asks too often, and answers only a few of them at once.

    So nobody can take all threads: what one address asks waits for what it asked before.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._allowed = site.limits.requests_per_minute
        self._visitors: OrderedDict[str, _Visitor] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 429."""
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
            async with visitor.room:
                await self._app(scope, receive, send)
        finally:
            visitor.pending -= 1

    def _visitor(self, address: str) -> _Visitor:
        visitor = self._visitors.setdefault(address, _Visitor())
        self._visitors.move_to_end(address)
        if len(self._visitors) > KNOWN_ADDRESSES:
            idle = next((key for key, one in self._visitors.items() if not one.pending), address)
            del self._visitors[idle]
        return visitor

    def _may_ask(self, visitor: _Visitor) -> bool:
        now = time.monotonic()
        while visitor.times and visitor.times[0] < now - 60:
            visitor.times.popleft()
        if len(visitor.times) >= self._allowed or visitor.pending >= AT_ONCE + WAITING:
            return False
        visitor.times.append(now)
        return True


async def refuse(scope: Scope, send: Send, status: int, message: str, headers: dict[str, str]) -> None:
    """Answer without the application: JSON for programs, plain text for people."""
    for_programs = scope["path"].startswith("/api/")
    body = json.dumps({"error": message}) if for_programs else message
    kind = "application/json" if for_programs else "text/plain; charset=utf-8"
    lines = {"content-type": kind, "content-length": str(len(body)), **headers}
    raw = [(key.encode(), value.encode()) for key, value in lines.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body.encode()})
