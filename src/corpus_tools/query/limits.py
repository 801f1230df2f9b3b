"""Bounds on what a query may cost, so that none is left to hang or to fill the memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from corpus_tools.errors import Message, QueryError

SECONDS = 60.0
MAX_PARTIAL_MATCHES = 50_000_000
MEMORY = 4 << 30
"""Bytes."""
_REMEDY = "Begin with something rarer, take fewer tokens with {m,n}, or say 'within s'."


class Limits:
    """What one query may cost.

    Args:
        seconds: How long it may take (None: any time).
        partial_matches: How many partial matches it may follow at once.
        memory: How many bytes its partial matches may take (None: any number).
        cancelled: Asked now and then whether to stop.
    """

    def __init__(
        self,
        seconds: float | None = SECONDS,
        *,
        partial_matches: int = MAX_PARTIAL_MATCHES,
        memory: int | None = MEMORY,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._seconds = seconds
        self._end = None if seconds is None else time.monotonic() + seconds
        self._partial_matches = partial_matches
        self._memory = memory
        self._cancelled = cancelled

    def check(self, partial_matches: int = 0, *, n_bytes: int = 0) -> None:
        """Raise ``QueryError`` if the query has gone too far, or is to be cancelled."""
        if partial_matches > self._partial_matches:
            raise QueryError(
                Message(
                    "The query would follow more than {n:,} partial matches at once. {remedy}",
                    n=self._partial_matches,
                    remedy=Message(_REMEDY),
                )
            )
        if self._memory is not None and n_bytes > self._memory:
            raise QueryError(
                Message(
                    "The query would take more than {n:,} MiB for partial matches. {remedy}",
                    n=self._memory >> 20,
                    remedy=Message(_REMEDY),
                )
            )
        if self._end is not None and time.monotonic() > self._end:
            raise QueryError(
                Message(
                    "The query was stopped after {seconds:g} seconds. {remedy}",
                    seconds=self._seconds,
                    remedy=Message(_REMEDY),
                )
            )
        if self._cancelled is not None and self._cancelled():
            raise QueryError("The query was cancelled.")
