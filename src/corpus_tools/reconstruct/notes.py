"""Note markers: digits that count up through the text and belong to no word of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus_tools.reconstruct.characters import is_hiragana
from corpus_tools.reconstruct.draft import Draft
from corpus_tools.sources.marks import Mark

NOTE_MARKER = "note marker"
MISSING_MARKERS = 2
"""How many numbers of the count may be missing between two markers."""
RESTART_COST = 4.0
"""What a new count from one must outweigh: three well placed markers."""

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")
_AFTER = r"(?=\s*(?:[。、，．」』）)！？]|$))"
# A line may end inside a marker.
_GAP = r"\s{0,3}"
_LATIN = r"A-Za-z0-9０-９"

_NUMBER = r"([0-9０-９]{1,3})(?![0-9０-９])"
# A marker stands right after its word, after a space, or at the beginning of the line that goes on.
_BEFORE = r"(?:(?<=\S) ?|(?<=[^\s。．.])\s{1,3})"

STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "superscript",
        re.compile(
            rf"(?<![{_LATIN}{_SUPERSCRIPTS} ]){_BEFORE}([{_SUPERSCRIPTS}]{{1,3}})(?![{_LATIN}{_SUPERSCRIPTS}])"
        ),
    ),
    ("sign", re.compile(rf"{_BEFORE}[※＊*†]{_GAP}{_NUMBER}")),
    ("note", re.compile(rf"{_BEFORE}[（(［\[〔<〈]?[注註]{_GAP}{_NUMBER}(?:{_GAP}[)）\]］〕>〉])?")),
    ("square", re.compile(rf"(?<![\[［〔、，]){_BEFORE}[\[［〔]{_GAP}{_NUMBER}{_GAP}[\]］〕]")),
    ("parenthesis", re.compile(rf"(?<![、，。]){_BEFORE}[（(]{_GAP}{_NUMBER}{_GAP}[)）]{_AFTER}")),
    ("half parenthesis", re.compile(rf"(?<![、，（(注註※0-9０-９]){_BEFORE}{_NUMBER}{_GAP}[)）]{_AFTER}")),
    (
        "digits",
        re.compile(
            rf"(?<=[^\s{_LATIN}.．,，:：%％–—~〜～+＋\-－/／])(?: |(?<![。．.])\s{{1,3}})?{_NUMBER}{_AFTER}"
        ),
    ),
)
"""How note markers are set, each with its number as group 1; the first style that counts up holds."""

_RAISED = re.compile(r"[0-9０-９]{1,3}")
_LATIN_LETTER = re.compile(rf"[{_LATIN}]")
_DASHED = re.compile(r"[–—―－‐~〜～第約計全各約、，]\s*$")
_PREDICATE_END = frozenset("たるいうくすだずん")


@dataclass(frozen=True)
class Note:
    """A note marker in the source, with the space before it."""

    start: int
    end: int
    n: int


@dataclass(frozen=True)
class _Candidate:
    start: int
    end: int
    n: int
    score: float


def drop_notes(draft: Draft, *, damaged: bool) -> list[Note]:
    """Find the note markers, take them out of the running text and return them in order.

    Rules: markers of one style count up from one (again and again, where the count starts afresh with
    each chapter or page), hardly leaving a number out, and the best such chain is taken. It counts as
    notes when most of its markers stand in sentences of their own and most places of that kind belong to
    it; a short one only where its markers follow predicates or closing brackets, as no numeral does.

    Args:
        damaged: The file shows an extraction's traces, so that a marker may stand on the next line.
    """
    notes: list[Note] = []
    for style, pattern in STYLES:
        candidates = list(_candidates(draft, pattern, style, damaged=damaged))
        chains = _split_at_restarts(_best_chain(candidates))
        chains = [chain for chain in chains if _is_convincing(draft.source, chain, style)]
        if sum(map(len, chains)) < 0.5 * sum(found.score > 0.8 for found in candidates):
            continue
        for found in (found for chain in chains for found in chain):
            draft.drop(found.start, found.end, NOTE_MARKER)
            notes.append(Note(found.start, found.end, found.n))
    return sorted(notes, key=lambda note: note.start)


def drop_marked_notes(draft: Draft, marks: Iterable[Mark]) -> list[Note]:
    """Take out the note numbers that the file itself marks, and return them in order.

    A raised number after a Latin letter or a digit is an exponent or a unit's; it stays.
    """
    notes = []
    for mark in marks:
        if mark.end > mark.start and draft.reasons[mark.start]:
            continue  # in a footnote, say, that is no part of the running text
        if mark.kind == "note":
            notes.append(Note(mark.start, mark.end, int(mark.attributes["n"])))
        elif mark.kind == "superscript" and (n := _raised_number(draft.source, mark)):
            start = mark.start - (draft.source[mark.start - 1] == " ")
            notes.append(Note(start, mark.end, n))
    for note in notes:
        draft.drop(note.start, note.end, NOTE_MARKER)
    return notes


def _raised_number(source: str, mark: Mark) -> int | None:
    digits = _RAISED.search(source[mark.start : mark.end])
    before = source[: mark.start].rstrip()[-1:]
    if digits is None or not before or _LATIN_LETTER.match(before):
        return None
    return int(unicodedata.normalize("NFKC", digits[0]))


def _candidates(draft: Draft, pattern: re.Pattern[str], style: str, *, damaged: bool) -> Iterator[_Candidate]:
    source = draft.source
    for match in pattern.finditer(source):
        if draft.reasons[match.start(1)] or (
            "\n" in match[0] and not (damaged and _may_begin(source, match))
        ):
            continue
        n = int(unicodedata.normalize("NFKC", match[1].translate(_TO_DIGITS)))
        if n:
            # A line break before the marker is not the marker's.
            start = match.end() - len(match[0].lstrip()) if "\n" in match[0] else match.start()
            yield _Candidate(start, match.end(), n, _score(source, match, style, damaged=damaged))


def _may_begin(source: str, match: re.Match[str]) -> bool:
    """Hold unless the line that the marker begins is a numbered heading or item."""
    return source[match.end() : match.end() + 1] not in ("．", ".", "、")


def _score(source: str, match: re.Match[str], style: str, *, damaged: bool) -> float:
    """Return between 0 and 1 how much the place looks like a marker's rather than a numeral's."""
    before = source[max(0, match.start() - 6) : match.start()]
    if style not in ("digits", "half parenthesis"):
        return 1.0
    last = before[-1:]
    score = 0.2
    if last in _PREDICATE_END or last in "」』）)":
        score = 0.9
    elif _DASHED.search(before):
        score = 0.05
    elif not is_hiragana(last):
        score = 0.4
    return min(1.0, score + (0.1 if damaged and match[0].startswith(" ") else 0.0))


def _best_chain(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the chain of the greatest weight, by dynamic programming over the numbers."""
    back: list[int] = []
    ends: dict[int, tuple[float, int]] = {}
    best = (0.0, -1)
    for index, found in enumerate(candidates):
        weight, previous = _best_before(ends, found.n, best)
        back.append(previous)
        total = (weight + 2 * found.score, index)
        if weight >= 0 and total > ends.get(found.n, (0.0, -1)):
            ends[found.n] = total
            best = max(best, total)
    chain: list[_Candidate] = []
    index = best[1]
    while index >= 0:
        chain.append(candidates[index])
        index = back[index]
    return chain[::-1]


def _best_before(ends: dict[int, tuple[float, int]], n: int, best: tuple[float, int]) -> tuple[float, int]:
    """Return the weight and index of the best chain that ``n`` can follow; weight -1 when none can."""
    if n == 1:
        return max((0.0, -1), (best[0] - RESTART_COST, best[1]))
    ways = [(-1.0, -1)]
    for missing in range(MISSING_MARKERS + 1):
        weight, index = ends.get(n - 1 - missing, (-1.0, -1))
        ways += [(weight - 1.5 * missing, index)] if index >= 0 else []
    return max(ways)


def _split_at_restarts(chain: list[_Candidate]) -> list[list[_Candidate]]:
    starts = [place for place, found in enumerate(chain) if found.n == 1]
    return [chain[start:end] for start, end in pairwise([*starts, len(chain)])]


def _is_convincing(source: str, chain: list[_Candidate], style: str) -> bool:
    if not chain:
        return False
    apart = sum(_sentence_between(source, a, b) for a, b in pairwise(chain))
    if len(chain) > 1 and apart < 0.5 * (len(chain) - 1):
        return False
    placed = sum(found.score for found in chain) / len(chain)
    if style in ("superscript", "sign", "note"):
        return True
    if style in ("square", "parenthesis", "half parenthesis"):
        return len(chain) >= 2
    return placed >= (0.85 if len(chain) < 4 else 0.5)


def _sentence_between(source: str, a: _Candidate, b: _Candidate) -> bool:
    return bool(re.search(r"[。．！？\n]", source[a.end : min(b.start, a.end + 2000)]))
