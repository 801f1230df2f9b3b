"""Glyphs on a page, and the lines they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import median


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page.

    Attributes:
        left: Points from the page's left edge; ``top`` and ``bottom`` are counted from its upper edge.
        size: Of the font, in points.
        wide: Whether it is a character of Japanese, set without spaces.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    wide: bool

    def turned(self) -> Glyph:
        """Return the glyph as it lies when a vertical page is turned so that its columns are rows."""
        return replace(self, left=self.top, right=self.bottom, top=-self.right, bottom=-self.left)


@dataclass
class PageLine:
    """A line of a page.

    Attributes:
        glyphs: In reading order, the raised ones among them.
        raised: Places in ``glyphs`` of those that are small and raised.
        ruby: First and last place in ``glyphs`` of each base, and its reading.
        vertical: Whether it runs from top to bottom.
    """

    glyphs: list[Glyph]
    vertical: bool
    raised: set[int] = field(default_factory=set)
    ruby: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def size(self) -> float:
        """The font size of most of it."""
        return median(glyph.size for glyph in self.glyphs)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        left, top = min(g.left for g in self.glyphs), min(g.top for g in self.glyphs)
        return (left, top, max(g.right for g in self.glyphs), max(g.bottom for g in self.glyphs))
