"""A page of a longer list, and the addresses of those before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus_tools.web.addresses import address


@dataclass(frozen=True, slots=True)
class Page:
    """A page by number, from 1.

    Attributes:
        total: Rows on all pages.
        query: What else the address says.
    """

    number: int
    size: int
    total: int
    path: str
    query: Mapping[str, Any]

    @property
    def first(self) -> int:
        """Return the number of the first row, from 1."""
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        """Return the number of the last row."""
        return min(self.number * self.size, self.total)

    @property
    def before(self) -> str | None:
        """Return the address of the page before; none on the first."""
        return self._at(self.number - 1) if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """Return the address of the page after; none on the last."""
        return self._at(self.number + 1) if self.last < self.total else None

    def sorted_by(self, column: str) -> str:
        """Return the address of the first page sorted by a column; asked again, the other way round."""
        now = self.query.get("sort", "")
        down_first = column == "mentions"
        other = {column: f"-{column}", f"-{column}": column}.get(now)
        return address(self.path, **{**self.query, "sort": other or (f"-{column}" if down_first else column)})

    def _at(self, number: int) -> str:
        return address(self.path, **self.query, page=number if number > 1 else None)
