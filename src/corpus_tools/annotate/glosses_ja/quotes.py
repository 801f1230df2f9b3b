"""Quoted names: what stands in quotation marks before a parenthesis, or around name and parenthesis."""

from __future__ import annotations

import re

from corpus_tools.annotate.glosses_ja.words import ends_in_predicate

QUOTES = {"」": "「", "』": "『", "”": "“", "》": "《", "〉": "〈"}
_LONGEST = 120
_LONGEST_AROUND = 40
_CLOSING = re.compile(r"\s*([」』”》〉])")
_SENTENCE = re.compile(r"[。、？！（(]")
_PARTICLE_INSIDE = re.compile("(?<=[一-鿿々ァ-ヺーA-Za-z])(?:は|を)(?=[一-鿿ァ-ヺーA-Z])|が(?=.{12})")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")


def quoted_before(text: str, place: int, bound: int, *, acronym: bool) -> tuple[int, int] | None:
    """Return the inside of the quotation marks that close right before the parenthesis at ``place``.

    Args:
        text: The whole text.
        place: Place of the opening parenthesis.
        bound: Place that the quotation does not reach across.
        acronym: The parenthesis holds an acronym, which a quoted sentence is not glossed by: a source.
    """
    close = _back(text, place) - 1
    if close < bound or text[close] not in QUOTES:
        return None
    start = _opening(text, close, bound)
    if start is None:
        return None
    content = text[start:close]
    if acronym and ("。" in content or ends_in_predicate(content)):
        return None
    return _strip(text, start, close)


def is_quoted(text: str, place: int, bound: int) -> bool:
    """Say whether a closing quotation mark stands right before ``place``."""
    close = _back(text, place) - 1
    return close >= bound and text[close] in QUOTES


def quoted_around(text: str, place: int, end: int, bound: int) -> tuple[int, int] | None:
    """Return what stands between an opening quotation mark and the parenthesis that the mark closes after.

    A sentence in quotation marks that happens to end in a gloss is no quoted name; in 『』 everything is.
    """
    closing = _CLOSING.match(text, end + 1)
    last = _back(text, place)
    start = _opening(text, closing.start(1), bound, before=last) if closing else None
    if closing is None or start is None:
        return None
    content = text[start:last]
    if closing[1] != "』" and (_SENTENCE.search(content) or _PARTICLE_INSIDE.search(content)):
        return None
    return _strip(text, start, last) if len(content) <= _LONGEST_AROUND else None


def _back(text: str, place: int) -> int:
    while place and text[place - 1].isspace():
        place -= 1
    return place


def _opening(text: str, close: int, bound: int, *, before: int | None = None) -> int | None:
    """Return the place after the mark that the one at ``close`` closes, looking back from ``before``."""
    closing, depth = text[close], 0
    last = close if before is None else before
    for place in range(last - 1, max(bound, last - _LONGEST) - 1, -1):
        if text[place] == closing:
            depth += 1
        elif text[place] == QUOTES[closing]:
            if not depth:
                return place + 1
            depth -= 1
    return None


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    raw = text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())
    return (start, end) if start < end and _JAPANESE.search(raw) else None
