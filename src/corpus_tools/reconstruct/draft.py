"""A source text under repair: what becomes of each of its characters."""

from __future__ import annotations

from corpus_tools.model import OffsetMap, Piece, PieceKind


class Draft:
    """Every source character, its place in the running text, and the reason where it changed.

    A character stays, is dropped, or is replaced by a string. The first decision about a character holds
    unless ``force`` says otherwise, so that stages may run over stretches that earlier ones settled.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.shown: list[str] = list(source)
        self.reasons: list[str] = [""] * len(source)

    def drop(self, start: int, end: int, reason: str, *, force: bool = False) -> None:
        """Take ``source[start:end]`` out of the running text."""
        for place in range(start, end):
            if force or not self.reasons[place]:
                self.shown[place] = ""
                self.reasons[place] = reason

    def replace(self, start: int, end: int, text: str, reason: str) -> None:
        """Put ``text`` where ``source[start:end]`` stood."""
        self.drop(start, end, reason, force=True)
        self.shown[start] = text

    def restore(self, place: int) -> None:
        """Keep a character after all."""
        self.shown[place] = self.source[place]
        self.reasons[place] = ""

    def text(self, start: int, end: int) -> str:
        """Return what ``source[start:end]`` reads like now."""
        return "".join(self.shown[start:end])

    def finish(self) -> tuple[str, OffsetMap, list[int]]:
        """Return the running text, the map to it, and each source place's place in it.

        The list has one entry more than the source: the length of the text.
        """
        pieces: list[Piece] = []
        places: list[int] = []
        at = 0
        for start, end in self._runs():
            kind = self._kind(start)
            first = at
            for place in range(start, end):
                places.append(at)
                at += len(self.shown[place])
            pieces.append(Piece(kind, start, end, first, at, self.reasons[start]))
        places.append(at)
        return "".join(self.shown), OffsetMap(pieces), places

    def _kind(self, place: int) -> PieceKind:
        if not self.reasons[place]:
            return "kept"
        return "replaced" if self.shown[place] else "dropped"

    def _runs(self) -> list[tuple[int, int]]:
        """Cut the source where the decision changes; a replacement takes the drops that belong to it."""
        runs: list[tuple[int, int]] = []
        start = 0
        for place in range(1, len(self.source) + 1):
            if place == len(self.source) or not self._continues(place):
                runs.append((start, place))
                start = place
        return runs if self.source else []

    def _continues(self, place: int) -> bool:
        if self.reasons[place] != self.reasons[place - 1]:
            return False
        return not self.reasons[place] or not self.shown[place]
