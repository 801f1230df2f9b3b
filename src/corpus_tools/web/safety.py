"""What keeps one visitor from harming another: headers, and a limit of requests per address."""

from __future__ import annotations

import time
from collections import deque
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
}
KNOWN_ADDRESSES = 10_000


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


class RateLimit:
    """Refuses the requests of an address that asks too often; static files do not count."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._allowed = site.limits.requests_per_minute
        self._times: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 429."""
        if scope["type"] != "http" or scope["path"].startswith("/static/") or self._may_ask(scope):
            await self._app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"60")]
        await send({"type": "http.response.start", "status": 429, "headers": headers})
        await send({"type": "http.response.body", "body": b"Too many requests. Wait a minute."})

    def _may_ask(self, scope: Scope) -> bool:
        now = time.monotonic()
        address = str((scope.get("client") or ("unknown",))[0])
        if address not in self._times and len(self._times) >= KNOWN_ADDRESSES:
            self._times.clear()
        times = self._times.setdefault(address, deque())
        while times and times[0] < now - 60:
            times.popleft()
        times.append(now)
        return len(times) <= self._allowed
