"""Where a place name begins that ends in a head such as 州, 海, 半島, 湿原."""

from __future__ import annotations

import re

from corpus_tools.annotate.entities_ja.candidates import PLACES
from corpus_tools.annotate.entities_ja.runs import NounRuns, Word
from corpus_tools.annotate.entities_ja.shadow import DOT, FAMILY, GIVEN, LOAN, PLACE, PROPER, UNKNOWN, Shadow
from corpus_tools.annotate.entities_ja.words import GENERIC

_COMPASS = frozenset("東西南北")
_KATAKANA = re.compile(r"[ァ-ヴー][ァ-ヴー・]*$")
_LONGEST = 20


def first_of_place(shadow: Shadow, runs: NounRuns, words: list[Word], start: int, head: str) -> int | None:
    """Return where the place name begins whose head begins at ``start``: one proper word, or katakana."""
    anchor = runs.anchor_ending(start)
    if anchor is not None and anchor.label in PLACES:
        return None if head in {"国", "連邦"} or anchor.length == 1 else _compass(shadow, anchor.start, head)
    katakana = _KATAKANA.search(shadow.text, max(0, start - _LONGEST), start)
    if katakana is not None:
        first = _first_katakana(shadow, runs, katakana.start(), start)
    else:
        first = _first_word(words, head)
    return None if first is None else _compass(shadow, first, head)


def _first_katakana(shadow: Shadow, runs: NounRuns, first: int, start: int) -> int | None:
    """カルナタカ州: the katakana before the head, less a known place and its dot (インド・カルナタカ州)."""
    text = shadow.text
    for anchor in runs.anchors_in(first, start):
        if anchor.start == first and text[anchor.end : anchor.end + 1] == "・":
            first = anchor.end + 1
    surface = text[first:start]
    everyday = set(shadow.classes[first:start]) <= {LOAN, DOT}
    return None if len(surface) < 2 or everyday or surface in GENERIC else first


def _first_word(words: list[Word], head: str) -> int | None:
    name: list[Word] = []
    for word in words:
        proper = word.kind in (UNKNOWN, PLACE) or (not name and word.kind in (PROPER, FAMILY, GIVEN))
        family = bool(name) and name[-1].kind == GIVEN and word.kind == FAMILY
        if (not proper and not family) or (name and word.kind == PLACE == name[-1].kind):
            break
        name.append(word)
        if word.kind not in (UNKNOWN, GIVEN):
            break
    if not name or "".join(w.text for w in reversed(name)) in GENERIC or name[-1].text[0].isascii():
        return None
    named = any(w.kind != UNKNOWN or len(w.text) > 1 for w in name)
    return name[-1].start if named else None


def _compass(shadow: Shadow, first: int, head: str) -> int:
    """北キブ州, 東アゼルバイジャン州: a province may begin with a point of the compass."""
    before = shadow.text[first - 1 : first]
    within = head in {"州", "省", "県"} and before in _COMPASS and bool(shadow.borders[first - 1])
    return first - 1 if within and before else first
