"""Whose turn it is: requests wait for a place, and those of whoever has used the site least come first.

A request begins in one of a few quick places. What takes longer goes on in a slow one, so that it never stands in the
way of the others: a query is stopped and begun anew there, anything else is counted there from then on. All of this
happens in the event loop; threads reach it through ``to_slow_place``.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

from anyio import from_thread, to_thread

from corpus_tools.errors import CorpusToolsError, QueryError

Result = TypeVar("Result")
QUICK = 0.5
"""Seconds that a query has in a quick place."""
OVERDUE = 1.0
"""Seconds after which any request is counted among the slow ones."""
HALF_LIFE = 10.0
"""Seconds after which half of what a visitor used is forgotten."""
HEAVY = 2.0
"""A visitor who used more than so many seconds lately shares one place with all others who did."""
PIECE = 1 << 15
"""Bytes of a file that are sent together."""
ALIKE = 0.5
"""Seconds: visitors who differ by less are served in the order in which they came."""
SLOW_WAITING = 16
"""How many requests may wait for a slow place, each in a thread; of more, the heaviest visitor's is refused."""
TURN: ContextVar[Turn | None] = ContextVar("turn", default=None)
"""The turn of the request that is being answered; none outside of a server."""


class BusyError(CorpusToolsError):
    """Too many requests are being answered; the same one may be tried again in a moment."""

    def __init__(self) -> None:
        super().__init__("Many requests are being answered just now. Try again in a moment.")


@dataclass(slots=True, eq=False)
class Visitor:
    """What one address has asked and used lately.

    Attributes:
        times: When it asked, within the last minute.
        pending: How many of its requests are not answered yet.
        running: How many of these have a place.
        slow: How many of these a slow one.
    """

    times: deque[float] = field(default_factory=deque)
    pending: int = 0
    running: int = 0
    slow: int = 0
    _used: float = 0.0
    _at: float = field(default_factory=time.monotonic)

    @property
    def used(self) -> float:
        """Return the seconds it has had places for, those long ago counting less."""
        return self._used * math.exp2((self._at - time.monotonic()) / HALF_LIFE)

    @property
    def is_heavy(self) -> bool:
        """Whether it used much lately, or something of it takes long just now."""
        return self.slow > 0 or self.used >= HEAVY

    def charge(self, seconds: float) -> None:
        """Add what it used just now."""
        self._used, self._at = self.used + seconds, time.monotonic()


@dataclass(slots=True, eq=False)
class _Wish:
    """Somebody's wish for a place; ``given`` is done when it is granted or refused.

    Attributes:
        patient: It waits as long as it takes, and holds no thread meanwhile.
    """

    visitor: Visitor
    given: asyncio.Future[None]
    patient: bool = False
    heavy: bool = False


class Places:
    """Places that are given first to visitors with none yet, among them to those who have used least, then in order.

    Args:
        count: How many there are.
        heavy: How many of them visitors may have who used much lately or have a slow place.
        full: Asked whether visitors who have a slow place get none now.
        waiting: How many may wait that are not patient; of more, the heaviest visitor's is refused.
    """

    def __init__(
        self,
        count: int,
        *,
        heavy: int,
        full: Callable[[], bool] = lambda: False,
        waiting: int | None = None,
    ) -> None:
        self._free = count
        self._free_heavy = heavy
        self._full = full
        self._most = waiting
        self._wishes: list[_Wish] = []

    async def take(self, visitor: Visitor, seconds: float | None) -> _Wish:
        """Wait for a place, for any time without ``seconds``; it is given back with what this returns.

        Raises:
            BusyError: None became free in ``seconds``, or too many wait.
        """
        wish = _Wish(visitor, asyncio.get_running_loop().create_future(), patient=seconds is None)
        self._wishes.append(wish)
        self.hand_out()
        try:
            async with asyncio.timeout(seconds):
                await wish.given
        except BaseException as error:
            if wish in self._wishes:
                self._wishes.remove(wish)
            elif wish.given.done() and not wish.given.cancelled() and wish.given.exception() is None:
                self.give_back(wish)  # It was granted in the very moment in which it was withdrawn.
            if isinstance(error, TimeoutError):
                raise BusyError from error
            raise
        return wish

    def occupy(self, visitor: Visitor) -> _Wish:
        """Take a place without waiting, whether or not one is free."""
        wish = _Wish(visitor, asyncio.get_running_loop().create_future())
        self._grant(wish)
        return wish

    def give_back(self, wish: _Wish) -> None:
        """Give a place back, to be handed to the next."""
        wish.visitor.running -= 1
        self._free += 1
        self._free_heavy += wish.heavy
        self.hand_out()

    @property
    def overdrawn(self) -> bool:
        """Whether more places were occupied than there are."""
        return self._free < 0

    def hand_out(self) -> None:
        """Give free places to those who wait for them."""
        self._wishes = [one for one in self._wishes if not one.given.done()]  # those not withdrawn
        while self._free > 0:
            full = self._full()
            allowed = [
                one
                for one in self._wishes
                if (self._free_heavy > 0 or not one.visitor.is_heavy) and not (full and one.visitor.slow)
            ]
            if not allowed:
                break
            wish = min(allowed, key=lambda one: (one.visitor.running, one.visitor.used // ALIKE))
            self._wishes.remove(wish)
            self._grant(wish)
        waiting = [one for one in self._wishes if not one.patient]
        if self._most is not None and len(waiting) > self._most:
            wish = max(waiting, key=lambda one: one.visitor.used)
            self._wishes.remove(wish)
            wish.given.set_exception(BusyError())

    def _grant(self, wish: _Wish) -> None:
        wish.heavy = wish.visitor.is_heavy
        wish.visitor.running += 1
        self._free -= 1
        self._free_heavy -= wish.heavy
        wish.given.set_result(None)


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
        self._place: tuple[Places, _Wish, float] | None = None
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

    def _has(self, places: Places, wish: _Wish) -> None:
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
