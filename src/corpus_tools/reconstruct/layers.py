"""The layers that reconstruction itself provides: paragraphs, sections, pages, note anchors, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus_tools.model import Document, Span, automatic_id
from corpus_tools.reconstruct.glyphs import GETA

ORIGIN = "auto:reconstruct"


def add_layers(document: Document, *, notes: Iterable[tuple[int, int]], pages: Iterable[int]) -> None:
    """Give a document its ``p``, ``section``, ``page``, ``note`` and ``gap`` layers.

    Args:
        notes: Place in the text and number of each note.
        pages: Where pages begin in the text; the first page begins at 0 and is not among them.
    """
    document.layers.update(
        p=[
            _span("p", block.start, block.end, "", type=block.type, level=block.level)
            for block in document.blocks
        ],
        section=list(section_spans(document)),
        page=list(
            _page_spans(document, sorted({place for place in pages if 0 < place < len(document.text)}))
        ),
        note=[_note_span(place, n) for place, n in sorted(notes)],
        gap=list(_gap_spans(document)),
    )


def section_spans(document: Document) -> Iterator[Span]:
    """Yield each heading's section: up to the next heading of the same or a higher level."""
    headings = [block for block in document.blocks if block.type == "heading"]
    text_end = document.blocks[-1].end if document.blocks else 0
    for n, heading in enumerate(headings):
        # A block and the next are one line break apart.
        after = (other.start - 1 for other in headings[n + 1 :] if other.level <= heading.level)
        end = next(after, text_end)
        title = document.text[heading.start : heading.end]
        yield _span("section", heading.start, end, "", title=title, level=heading.level)


def _page_spans(document: Document, starts: list[int]) -> Iterator[Span]:
    borders = [0, *starts, len(document.text)]
    for n, (start, end) in enumerate(pairwise(borders), start=1):
        yield _span("page", start, end, "", n=n)


def _note_span(place: int, n: int) -> Span:
    # Two markers in one place have one slice; the number tells them apart.
    return Span(f"note-{place}-{n}", "note", place, place, "", ORIGIN, {"n": n})


def _gap_spans(document: Document) -> Iterator[Span]:
    place = document.text.find(GETA)
    while place >= 0:
        yield _span("gap", place, place + 1, "lost-glyph", suggestion=None)
        place = document.text.find(GETA, place + 1)


def _span(layer: str, start: int, end: int, label: str, **attributes: object) -> Span:
    return Span(automatic_id(layer, start, end, label), layer, start, end, label, ORIGIN, attributes)
