"""What becomes of the white space inside a block: line breaks, extraction spaces, spaces that belong."""

from __future__ import annotations

import re
from collections.abc import Container

from corpus_tools.reconstruct.characters import (
    CLOSING,
    INDENT,
    LINE_BREAKS,
    OPENING,
    is_hangul,
    is_japanese,
    is_space,
)
from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.gaps_ja import noun_is_missing
from corpus_tools.reconstruct.glyphs import GETA, LOST_GLYPH

LINE_BREAK = "line break"
PAGE_BREAK = "page break"
MARGIN = "margin"
EXTRACTION_SPACE = "extraction space"
HYPHENATION = "hyphenation"

_HYPHENS = "-‐\u00ad"
# Prefixes that keep their hyphen; others lose the hyphen that a line break put there.
_HYPHENATED = re.compile(
    r"(?:^|[^A-Za-z])(?:self|non|post|pre|anti|ex|well|all|cross|inter-state|half|semi|vice)$", re.I
)
_URL = re.compile(r"(?:https?://|www\.)\S*$")


def settle_spaces(
    draft: Draft, start: int, end: int, *, pages: Container[int] = (), kept: Container[int] = ()
) -> None:
    """Settle each run of white space inside ``source[start:end]``.

    Rules: a line break between Japanese characters vanishes, one between Latin words becomes a space,
    and a word divided by a hyphen is joined. A half-width space beside a Japanese character was put in
    by the extraction; one between Latin characters belongs there. Full-width spaces inside a line stay.

    Args:
        pages: First characters of pages.
        kept: Places of spaces that stay.
    """
    place = start
    while place < end:
        if not is_space(draft.source[place]):
            place += 1
            continue
        close = place
        while close < end and (is_space(draft.source[close]) or not draft.shown[close]):
            close += 1
        if any(character in LINE_BREAKS for character in draft.source[place:close]):
            reason = PAGE_BREAK if close in pages else LINE_BREAK
            _settle_break(draft, place, close, (start, end), reason)
        elif place not in kept:
            _settle_space(draft, place, close, (start, end))
        place = close


def _settle_space(draft: Draft, first: int, close: int, block: tuple[int, int]) -> None:
    start, end = block
    before, after = _shown_before(draft, first, start), _shown_after(draft, close, end)
    if draft.source[first:close] == " " and noun_is_missing(draft, start, first, close, end):
        draft.replace(first, close, GETA, LOST_GLYPH)
    elif not _is_latin(before) or not _is_latin(after):
        for place in range(first, close):
            if draft.source[place] != INDENT:
                draft.drop(place, place + 1, EXTRACTION_SPACE)


def _settle_break(draft: Draft, first: int, close: int, block: tuple[int, int], reason: str) -> None:
    start, end = block
    before, after = _shown_before(draft, first, start), _shown_after(draft, close, end)
    text = _between_lines(draft, first, start, before, after)
    if text == "-":
        hyphen = _place_before(draft, first, start)
        draft.drop(hyphen, hyphen + 1, HYPHENATION, force=True)
    space = _place_of_space(draft, first, close) if text == " " else close
    draft.drop(first, space, reason)
    if space < close and draft.source[space] != " ":
        draft.replace(space, space + 1, " ", reason)
    draft.drop(space + 1, close, reason)


def _place_of_space(draft: Draft, first: int, close: int) -> int:
    """Return the place of a space that can stay, or of the line break that becomes one."""
    free = [place for place in range(first, close) if not draft.reasons[place]]
    return next((place for place in free if draft.source[place] == " "), free[0] if free else close)


def _between_lines(draft: Draft, first: int, start: int, before: str, after: str) -> str:
    """Return what a line break becomes: nothing, a space, or ``-`` for nothing and no hyphen either."""
    if not _is_latin(before) or not _is_latin(after):
        return ""
    line = draft.text(max(start, first - 80), first).rstrip()
    if before in _HYPHENS:
        stem = line.rstrip(_HYPHENS)
        divided = after.islower() and stem[-1:].isalpha() and not _HYPHENATED.search(stem)
        return "-" if divided or before == "\u00ad" else ""
    if before in OPENING + "/–—~" or after in CLOSING + "/–—~,.;:!?%" or _URL.search(line):
        return ""
    return "" if before.isdigit() and after.isdigit() else " "


def _is_latin(character: str) -> bool:
    return bool(character) and (not is_japanese(character) or is_hangul(character))


def _place_before(draft: Draft, place: int, start: int) -> int:
    place -= 1
    while place >= start and (not draft.shown[place] or is_space(draft.source[place])):
        place -= 1
    return place


def _shown_before(draft: Draft, first: int, start: int) -> str:
    place = _place_before(draft, first, start)
    return draft.shown[place][-1] if place >= start else ""


def _shown_after(draft: Draft, close: int, end: int) -> str:
    while close < end and not draft.shown[close]:
        close += 1
    return draft.shown[close][0] if close < end else ""
