"""What stands inside the blocks of a TEI body, chosen so that it nests."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.formats.tei.dates import date_attributes
from corpus_tools.formats.tei.names import name_id
from corpus_tools.formats.tei.xml import element, xml_id
from corpus_tools.formats.white_space import escape
from corpus_tools.model import Document, Span, Tokens

MSD = {
    "UniDic": "pos",
    "Reading": "reading",
    "Pron": "pron",
    "CType": "ctype",
    "CForm": "cform",
    "Goshu": "goshu",
    "LemmaUniDic": "lemma_unidic",
}
"""Keys of ``msd`` and the token attributes they hold."""

_WRITTEN = ("s", "entity", "date")
_RANK = {"page": 0, "s": 1, "entity": 2, "date": 3, "token": 4, "part": 5, "note": 6, "gap": 7}


@dataclass(frozen=True, slots=True)
class Inline:
    """An element and the characters it holds; none for an anchor.

    Attributes:
        after: Whether an anchor stands behind what ends at its place, not before what begins there.
    """

    start: int
    end: int
    rank: int
    element: Any
    after: bool = False


def inline_elements(
    document: Document, blocks: Sequence[tuple[int, int]], prefix: str, counts: Counter[str]
) -> Iterator[list[Inline]]:
    """Yield for each block its elements, outer ones first, all of them nested."""
    found = [*_anchors(document, prefix)]
    spans, parts = _nesting(document, blocks, counts)
    found += [Inline(span.start, span.end, _RANK[span.layer], _element(span, prefix)) for span in spans]
    found += [Inline(span.start, span.end, _RANK["part"], _segment(span, prefix)) for span in parts]
    if document.tokens is not None:
        found += _tokens(document.tokens)
    starts = [start for start, _ in blocks]
    by_block: list[list[Inline]] = [[] for _ in blocks]
    for one in found:
        number = bisect.bisect_right(starts, one.start) - 1
        if number >= 0 and one.end <= blocks[number][1]:
            by_block[number].append(one)
        elif one.rank == _RANK["page"] and number + 1 < len(blocks):
            # a page that begins between two blocks begins with the next
            start = blocks[number + 1][0]
            by_block[number + 1].append(Inline(start, start, one.rank, one.element))
    for elements in by_block:
        yield sorted(elements, key=_order)


def _order(one: Inline) -> tuple[int, int, int, int]:
    """Anchors of what ends here stand first, then page breaks, then what begins here, outer elements first."""
    kind = 0 if one.after else 1 if one.end == one.start else 2
    return (one.start, kind, -one.end, one.rank)


def _anchors(document: Document, prefix: str) -> Iterator[Inline]:
    for span in document.spans("page"):
        made = element("pb", n=_number(span), xml_id=xml_id(prefix, span.id))
        yield Inline(span.start, span.start, _RANK["page"], made)
    for span in document.spans("note"):
        made = element("note", n=_number(span), xml_id=xml_id(prefix, span.id), place="end")
        yield Inline(span.start, span.start, _RANK["note"], made, after=True)
    for span in document.spans("gap"):
        made = element("gap", reason=span.label or None, xml_id=xml_id(prefix, span.id))
        yield Inline(span.start, span.start, _RANK["gap"], made, after=True)


def _number(span: Span) -> str | None:
    number = span.attributes.get("n")
    return None if number is None else str(number)


def _nesting(
    document: Document, blocks: Sequence[tuple[int, int]], counts: Counter[str]
) -> tuple[list[Span], list[Span]]:
    """Choose the spans that nest on whole tokens, and those that nest inside of one; count the others."""
    whole, parts = _Nest(), _Nest()
    starts, ends = _token_borders(document.tokens)
    candidates = [span for layer in _WRITTEN for span in document.spans(layer) if span.start < span.end]
    candidates.sort(key=lambda span: (span.start, -span.end, _RANK[span.layer]))
    for layer in _WRITTEN:  # a sentence is never given up for a name that crosses it
        for span in (one for one in candidates if one.layer == layer):
            if not _in_one_block(span, blocks):
                fits = False
            elif not starts or (span.start in starts and span.end in ends):
                fits = whole.take(span)
            else:
                fits = layer != "s" and _in_one_token(span, document.tokens) and parts.take(span)
            counts[f"not_inline.{layer}"] += not fits
    return whole.spans, parts.spans


class _Nest:
    """Spans none of which crosses another."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._starts: list[tuple[int, int]] = []
        self._longest = 0

    def take(self, span: Span) -> bool:
        """Take a span unless it crosses one that was taken."""
        first = bisect.bisect_left(self._starts, (span.start - self._longest, 0))
        last = bisect.bisect_left(self._starts, (span.end, 0))
        for start, end in self._starts[first:last]:
            if start < span.start < end < span.end or span.start < start < span.end < end:
                return False
        bisect.insort(self._starts, (span.start, span.end))
        self._longest = max(self._longest, span.end - span.start)
        self.spans.append(span)
        return True


def _token_borders(tokens: Tokens | None) -> tuple[set[int], set[int]]:
    if tokens is None:
        return set(), set()
    return set(tokens.starts.tolist()), set(tokens.ends.tolist())


def _in_one_block(span: Span, blocks: Sequence[tuple[int, int]]) -> bool:
    number = bisect.bisect_right(blocks, (span.start, float("inf"))) - 1
    return number >= 0 and span.end <= blocks[number][1]


def _in_one_token(span: Span, tokens: Tokens | None) -> bool:
    if tokens is None:
        return False
    number = int(tokens.starts.searchsorted(span.start, side="right")) - 1
    return number >= 0 and span.end <= int(tokens.ends[number])


def _element(span: Span, prefix: str) -> Any:
    identifier = xml_id(prefix, span.id)
    if span.layer == "s":
        return element("s", xml_id=identifier)
    if span.layer == "date":
        return element("time" if span.label == "TIME" else "date", xml_id=identifier, **date_attributes(span))
    return element("name", xml_id=identifier, type=span.label or None, ref=_reference(span, prefix))


def _segment(span: Span, prefix: str) -> Any:
    """Return the element of a name or date that is only a part of a token."""
    label = span.label or None
    reference = _reference(span, prefix)
    return element("seg", xml_id=xml_id(prefix, span.id), type=span.layer, subtype=label, corresp=reference)


def _reference(span: Span, prefix: str) -> str | None:
    name = span.attributes.get("name_id")
    return f"#{name_id(prefix, name)}" if name else None


def _tokens(tokens: Tokens) -> Iterator[Inline]:
    for row in tokens.rows():
        msd = "|".join(f"{key}={escape(row[name])}" for key, name in MSD.items() if row[name])
        made = element(
            "pc" if row["upos"] == "PUNCT" else "w",
            lemma=row["lemma"] or None,
            pos=row["upos"] or None,
            msd=msd or None,
            norm=row["norm"] if row["norm"] != row["word"] else None,
        )
        yield Inline(row["start"], row["end"], _RANK["token"], made)
