"""Two lanes for queries, so that those that take long never stand in the way of the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from corpus_tools.errors import QueryError

Result = TypeVar("Result")
QUICK = 0.5
"""Seconds that a query has in the first lane, before it begins anew in the other."""


class Lanes:
    """Lets a few queries run at once; what is not done soon is moved to a lane with fewer places.

    Args:
        places: Of the first lane; the other has half as many.
        seconds: How long a query may take, and wait for its place, in the second lane.
    """

    def __init__(self, places: int, seconds: float) -> None:
        self._quick = threading.BoundedSemaphore(max(1, places))
        self._slow = threading.BoundedSemaphore(max(1, places // 2))
        self._seconds = seconds

    def run(self, find: Callable[[float], Result]) -> Result:
        """Call ``find`` with the seconds it has.

        Raises:
            QueryError: What ``find`` raises; or too many are being answered.
        """
        allowed = min(QUICK, self._seconds)
        begun = time.monotonic()
        try:
            return self._in(self._quick, lambda: find(allowed))
        except QueryError:
            # Only a query that had its time is worth a second try; any other mistake is one in every lane.
            if time.monotonic() - begun < allowed or allowed == self._seconds:
                raise
        return self._in(self._slow, lambda: find(self._seconds))

    def _in(self, lane: threading.BoundedSemaphore, call: Callable[[], Result]) -> Result:
        if not lane.acquire(timeout=self._seconds):
            raise QueryError("Many queries are being answered just now. Try again in a moment.")
        try:
            return call()
        finally:
            lane.release()
