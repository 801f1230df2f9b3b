"""Places for requests, given first to visitors who have used the site least."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus_tools.errors import CorpusToolsError

HALF_LIFE = 10.0
"""Seconds after which half of what a visitor used is forgotten."""
HEAVY = 2.0
"""A visitor who used more than so many seconds lately shares one place with all others who did."""
ALIKE = 0.5
"""Seconds: visitors who differ by less are served in the order in which they came."""


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
class Wish:
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
        self._wishes: list[Wish] = []

    async def take(self, visitor: Visitor, seconds: float | None) -> Wish:
        """Wait for a place, for any time without ``seconds``; it is given back with what this returns.

        Raises:
            BusyError: None became free in ``seconds``, or too many wait.
        """
        wish = Wish(visitor, asyncio.get_running_loop().create_future(), patient=seconds is None)
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

    def occupy(self, visitor: Visitor) -> Wish:
        """Take a place without waiting, whether or not one is free."""
        wish = Wish(visitor, asyncio.get_running_loop().create_future())
        self._grant(wish)
        return wish

    def give_back(self, wish: Wish) -> None:
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

    def _grant(self, wish: Wish) -> None:
        wish.heavy = wish.visitor.is_heavy
        wish.visitor.running += 1
        self._free -= 1
        self._free_heavy -= wish.heavy
        wish.given.set_result(None)
