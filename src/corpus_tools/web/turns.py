"""Whose turn it is: requests wait for a place, and those of whoever has used the site least come first.

A request begins in one of a few quick places. What takes longer goes on in a slow one, so that it never stands in the
way of the others: a query is stopped and begun anew there, anything else is counted there from then on. All of this
happens in the event loop; threads reach it through ``to_slow_place``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import ContextVar
from typing import TypeVar

from anyio import from_thread, to_thread

from corpus_tools.errors import QueryError
from corpus_tools.web.places import Places, Visitor, Wish

Result = TypeVar("Result")
QUICK = 0.5
"""Seconds that a query has in a quick place."""
OVERDUE = 1.0
"""Seconds after which any request is counted among the slow ones."""
PIECE = 1 << 15
"""Bytes of a file that are sent together."""
SLOW_WAITING = 16
"""How many requests may wait for a slow place, each in a thread; of more, the heaviest visitor's is refused."""
TURN: ContextVar[Turn | None] = ContextVar("turn", default=None)
"""The turn of the request that is being answered; none outside of a server."""


class Turns:
    """The places of a site.

    Args:
        places: How many requests are answered at once; half as many slow ones beside them.
        seconds: How long one may wait for a place.
    """

    def __init__(self, places: int, seconds: float) -> None:
        self.quick = Places(max(2, places), heavy=max(1, places - 1), full=lambda: self.slow.overdrawn)
        self.slow = Places(max(1, places // 2), heavy=max(1, places // 2), waiting=SLOW_WAITING)
        self.seconds = seconds


class Turn:
    """One request's way through the places.

    Attributes:
        gone: Nobody waits for the answer any more.
    """

    def __init__(self, turns: Turns, visitor: Visitor) -> None:
        self._turns = turns
        self._visitor = visitor
        self._place: tuple[Places, Wish, float] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.gone = False

    async def begin(self) -> None:
        """Wait for a quick place.

        Raises:
            BusyError: There was none for too long.
        """
        await self._enter(self._turns.quick, self._turns.seconds)
        self._timer = asyncio.get_running_loop().call_later(OVERDUE, self._overdue)

    async def slow_down(self, *, patient: bool = False) -> None:
        """Give the place back and wait for a slow one.

        Args:
            patient: Wait as long as it takes.

        Raises:
            BusyError: There was none for too long, or too many wait.
        """
        self.leave()
        await self._enter(self._turns.slow, None if patient else self._turns.seconds)

    def leave(self) -> None:
        """Give the place back, if it has one."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._place is not None:
            places, wish, since = self._place
            self._place = None
            self._visitor.charge(time.monotonic() - since)
            self._visitor.slow -= places is self._turns.slow
            places.give_back(wish)
            self._turns.quick.hand_out()

    async def _enter(self, places: Places, seconds: float | None) -> None:
        self._has(places, await places.take(self._visitor, seconds))

    def _overdue(self) -> None:
        self.leave()
        self._has(self._turns.slow, self._turns.slow.occupy(self._visitor))

    def _has(self, places: Places, wish: Wish) -> None:
        self._visitor.slow += places is self._turns.slow
        self._place = (places, wish, time.monotonic())


def to_slow_place() -> None:
    """Wait for a slow place, from the thread that answers a request; nothing outside of a server.

    Raises:
        BusyError: There was none for too long, or too many wait.
    """
    turn = TURN.get()
    if turn is not None:
        from_thread.run(turn.slow_down)


def patiently(find: Callable[[float], Result], seconds: float) -> Result:
    """Call ``find`` with the seconds it has: a few, and if they do not suffice all of them, in a slow place.

    Raises:
        QueryError: What ``find`` raises.
        BusyError: Too many slow ones wait.
    """
    allowed = min(QUICK, seconds)
    begun = time.monotonic()
    try:
        return find(allowed)
    except QueryError:
        # Only a query that had its time is worth a second try; any other mistake is one in every place.
        if time.monotonic() - begun < allowed or allowed == seconds:
            raise
    to_slow_place()
    return find(seconds)


def is_gone() -> bool:
    """Return whether nobody waits any more for what this thread works on."""
    turn = TURN.get()
    return turn is not None and turn.gone


async def in_turns(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Yield the pieces of a file, each made in a slow place that is free again while the piece is sent.

    Small pieces are sent together. A writer yields empty ones where it is long before it has something to send.
    """
    turn = TURN.get()
    while True:
        if turn is not None:
            await turn.slow_down(patient=True)
        piece = await to_thread.run_sync(_gathered, pieces)
        if turn is not None:
            turn.leave()
        if piece is None:
            return
        if piece:
            yield piece


def _gathered(pieces: Iterator[bytes]) -> bytes | None:
    """Return pieces up to the size of one, or those before an empty one; none at the end."""
    found: list[bytes] = []
    size = 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if not piece or size >= PIECE:
            break
    return b"".join(found) if found else None
