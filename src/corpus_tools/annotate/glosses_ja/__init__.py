"""Glosses in parentheses: a Japanese name and the Latin one beside it, with exact extents and kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from corpus_tools.annotate.glosses_ja.agreement import agreement
from corpus_tools.annotate.glosses_ja.bounds import name_bounds
from corpus_tools.annotate.glosses_ja.brackets import Parenthesis, parentheses
from corpus_tools.annotate.glosses_ja.context import Context, left_context
from corpus_tools.annotate.glosses_ja.evidence import English
from corpus_tools.annotate.glosses_ja.extent import name_start
from corpus_tools.annotate.glosses_ja.parts import TENURE, Part, fold_english, read_parts
from corpus_tools.annotate.glosses_ja.persons import names_a_role, person_extent
from corpus_tools.annotate.glosses_ja.quotes import is_quoted, quoted_around, quoted_before
from corpus_tools.annotate.glosses_ja.reversed import reversed_gloss
from corpus_tools.annotate.glosses_ja.works import is_work
from corpus_tools.model import Document, Span, automatic_id, in_text_order

_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_NARROW = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_NARROW |= {0xFF06: "&", 0xFF0B: "+"}
"""Full-width letters and digits, which newspapers write: ＮＡＴＯ."""
_JAPANESE = re.compile("[ァ-ヺ一-鿿]")
_EQUAL = re.compile("[一-鿿々〇ァ-ヺーA-Za-z0-9]+")
_JOINT = re.compile("[・/／、とや]|及び|および|並びに")


class GlossAnnotator:
    """Finds the glosses of a document from its text alone."""

    name = "glosses"
    needs: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"gloss"})

    def __call__(self, document: Document) -> Iterable[Span]:
        """Yield the gloss spans of ``document`` in text order."""
        return find_glosses(document.text, bounds=name_bounds(document))


def find_glosses(text: str, *, bounds: Iterable[int] = ()) -> list[Span]:
    """Find every gloss of a text.

    Args:
        text: Running text; line breaks and stray spaces inside names are tolerated.
        bounds: Places that no name reaches across, such as the starts of blocks.

    Returns:
        One span per pair, in text order. ``start`` and ``end`` run from the first to the last character of
        both sides; ``ja`` and ``en`` are the surfaces with white space folded, and in ``en`` letters narrow,
        words divided at line ends joined and ligatures mended.
    """
    starts, narrow = sorted(bounds), text.translate(_NARROW)
    found: dict[str, Span] = {}  # by id: what an inner and an outer parenthesis both show is one gloss
    for pair in parentheses(narrow):
        for span in _read_pair(narrow, pair, _bound(starts, pair.start)):
            found.setdefault(f"{span.id}-{span.attributes['ja_start']}-{span.attributes['en_start']}", span)
    spans = in_text_order(found.values())
    return spans if narrow == text else [_as_written(text, span) for span in spans]


def _as_written(text: str, span: Span) -> Span:
    """Give the Japanese side its own width again; Latin letters stay narrow, as English is written."""
    values = span.attributes
    ja = fold_japanese(text[values["ja_start"] : values["ja_end"]])
    return replace(span, attributes={**values, "ja": ja})


def _bound(starts: list[int], place: int) -> int:
    number = bisect_right(starts, place)
    return starts[number - 1] if number else 0


@dataclass(frozen=True, slots=True)
class _Side:
    """The Japanese side: its place, and how it was found."""

    start: int
    end: int
    quoted: bool = False
    person: bool = False


def _read_pair(text: str, pair: Parenthesis, bound: int) -> Iterator[Span]:
    if not _LATIN.search(text, max(bound, pair.start - 24), pair.end):
        return
    if backward := reversed_gloss(text, pair, bound):
        yield _span(text, "reversed", _Side(*backward[1]), *backward[0])
        return
    before = text[max(bound, pair.start - 20) : pair.start]
    parts = read_parts(text, pair.start + 1, pair.end, before=before)
    latin = [part for part in parts if part.kind in ("english", "acronym")]
    yield from _pairs_inside(text, parts)
    if latin and parts[0] is latin[0]:  # what follows a Latin name, its seat or former name, is a remark
        yield from _coordinated(text, pair, bound, latin) or _forward(text, pair, bound, parts, latin)


def _forward(
    text: str, pair: Parenthesis, bound: int, parts: list[Part], latin: list[Part]
) -> Iterator[Span]:
    """All Latin parts stand for the one name before the parenthesis."""
    side = _quoted(text, pair, bound, latin) or _open(text, pair, bound, parts, latin)
    if side is None:
        return
    for part in latin:
        yield _span(text, _kind(text, part, side), side, part.start, part.end)
    for part in parts:
        edtf = tenure_edtf(part.text) if side.person and part.kind == "tenure" else None
        if edtf:
            yield _span(text, "tenure", side, part.start, part.end, edtf)


def _kind(text: str, part: Part, side: _Side) -> str:
    if part.kind == "acronym":
        return "acronym"
    if side.person:
        return "person"
    title = side.quoted and is_work(text, side.start, side.end, part.start, part.end)
    return "title" if title else "fullname"


def _quoted(text: str, pair: Parenthesis, bound: int, latin: list[Part]) -> _Side | None:
    place = quoted_before(text, pair.start, bound, acronym=latin[0].kind == "acronym")
    if place is None and not is_quoted(text, pair.start, bound):
        place = quoted_around(text, pair.start, pair.end, bound)
    return _Side(*place, quoted=True) if place else None


def _open(text: str, pair: Parenthesis, bound: int, parts: list[Part], latin: list[Part]) -> _Side | None:
    """The name is at the end of running text."""
    context = left_context(text, pair.start, bound)
    if not context.text:
        return None
    if latin[0].kind == "english":
        tenure = any(part.kind == "tenure" for part in parts)
        extent = person_extent(context.text, latin[0].text, text[pair.end + 1 : pair.end + 30], tenure=tenure)
        if extent:
            return _Side(context.places[extent[0]], context.places[extent[1] - 1] + 1, person=True)
    names = [part.text for part in latin if part.kind == "english"]
    start = name_start(context, English(names, [part.text for part in latin if part.kind == "acronym"]))
    if start is None or not (names or _JAPANESE.search(context.text[start:])):
        return None  # a word in hiragana alone has no acronym
    if names_a_role(context.text[start:], latin[0].text):
        return None
    return _Side(context.places[start], context.places[-1] + 1)


def _pairs_inside(text: str, parts: list[Part]) -> Iterator[Span]:
    """Japanese and Latin both inside one parenthesis: （国際連合難民高等弁務官事務所、UNHCR）."""
    for japanese, latin in pairwise(parts):
        if japanese.kind == "japanese" and latin.kind in ("english", "acronym") and _is_name(japanese.text):
            side = _Side(japanese.start, japanese.end)
            yield _span(text, _kind(text, latin, side), side, latin.start, latin.end)


def _is_name(japanese: str) -> bool:
    return bool(re.fullmatch("[一-鿿々ァ-ヺーA-Za-z・]{4,}", re.sub(r"\s", "", japanese)))


def _coordinated(text: str, pair: Parenthesis, bound: int, latin: list[Part]) -> list[Span]:
    """X・Y（A/B）: as many names as there are Latin pieces between slashes, one for each."""
    pieces = list(re.finditer("[^/／]+", text[latin[0].start : latin[0].end])) if len(latin) == 1 else []
    if len(pieces) < 2 or not all(re.search("[A-Za-z]{2}", piece.group()) for piece in pieces):
        return []
    context = left_context(text, pair.start, bound)
    names = list(_EQUAL.finditer(context.text))[-len(pieces) :]
    gaps = [context.text[one.end() : two.start()] for one, two in pairwise(names)]
    if len(names) < len(pieces) or not all(_JOINT.fullmatch(gap) for gap in gaps):
        return []
    spans, least = [], 0
    for name, piece in zip(names, pieces, strict=True):
        sub = Context(context.text[: name.end()], context.places[: name.end()])
        start = name_start(sub, English([], [piece.group()]))
        if start is None or not _JAPANESE.search(name.group()):
            return []
        side = _Side(context.places[max(start, least)], context.places[name.end() - 1] + 1)
        spans.append(_piece(text, latin[0].start, piece, side))
        least = name.end() + 1
    return spans


def _piece(text: str, start: int, piece: re.Match[str], side: _Side) -> Span:
    words = piece.group()
    first = start + piece.start() + len(words) - len(words.lstrip())
    kind = "fullname" if " " in words.strip() else "acronym"
    return _span(text, kind, side, first, first + len(words.strip()))


def tenure_edtf(text: str) -> str | None:
    """Return a term of office as an EDTF interval: ``1991/1994``, ``2019/..``, ``1991-08/1994-07``.

    ``None`` for a range of more than 40 years, which is somebody's life.
    """
    match = TENURE.fullmatch(text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    if not match:
        return None
    start, end = match["start"], match["end"]
    if end and len(end) == 2:
        end = start[:2] + end
    if end and not 0 <= int(end) - int(start) <= 40:
        return None
    return f"{start}{_month(match['start_month'])}/{end + _month(match['end_month']) if end else '..'}"


def _month(month: str | None) -> str:
    number = re.search(r"[0-9]{1,2}(?=\s*月)", month or "")
    return f"-{int(number.group()):02d}" if number else ""


def fold_japanese(raw: str) -> str:
    """Drop line breaks and stray spaces; between Latin words one space stays."""
    folded = re.sub(r"\s+", " ", raw)
    return re.sub(r"(?<![A-Za-z0-9.,]) | (?![A-Za-z0-9])", "", folded)


def _span(text: str, kind: str, side: _Side, start: int, end: int, edtf: str | None = None) -> Span:
    first, last = min(side.start, start), max(side.end, end)
    attributes: dict[str, Any] = {
        "ja_start": side.start,
        "ja_end": side.end,
        "ja": fold_japanese(text[side.start : side.end]),
        "en_start": start,
        "en_end": end,
        "en": fold_english(text[start:end]),
        "name_id": None,
        "edtf": edtf,
    }
    attributes["agreement"] = agreement(kind, attributes["ja"], attributes["en"])
    return Span(
        automatic_id("gloss", first, last, kind), "gloss", first, last, kind, "auto:glosses", attributes
    )
