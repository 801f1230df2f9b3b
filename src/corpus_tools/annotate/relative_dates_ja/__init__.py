"""Finds times that only an event or the telling gives: 開戦後, 会談の翌日, 現在, 今後. A tier beside the dates.

The tier is a layer of its own, ``relative_date``, so that the layer ``date`` holds nothing but what can be laid on a
calendar. It is found only where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus_tools.annotate.dates_ja import find_dates
from corpus_tools.annotate.relative_dates_ja.events import Mention, event_dates, mentions
from corpus_tools.annotate.relative_dates_ja.resolution import attributes_of
from corpus_tools.model import Document, Span, automatic_id

NAME = "relative_dates"
LAYER = "relative_date"


class RelativeDateAnnotator:
    """Annotates event-relative and vague times, in the light of the dates already found."""

    name = NAME
    needs: frozenset[str] = frozenset({"date"})
    provides: frozenset[str] = frozenset({LAYER})

    def __call__(self, document: Document) -> Iterable[Span]:
        """Yield the spans of the tier, in text order."""
        return _annotate(document.text, document.spans("date"))


def find_relative_dates(text: str, *, dct: str | None = None) -> list[Span]:
    """Find event-relative and vague times in a text.

    Args:
        text: Running text.
        dct: When it was written, as ``find_dates`` takes it.

    Returns:
        Spans of the layer ``relative_date`` in text order, labelled ``EVENT`` or ``VAGUE``. Their ``value`` is
        ``PAST_REF``, ``PRESENT_REF`` or ``FUTURE_REF``; where the text dates the event, ``edtf``, ``earliest``
        and ``latest`` are filled in, and ``anchor`` is the id of that date.

    Raises:
        AnnotationError: ``dct`` is not a date.
    """
    return list(_annotate(text, find_dates(text, dct=dct)))


def _annotate(text: str, dates: list[Span]) -> Iterator[Span]:
    known = event_dates(text, dates)
    for mention in mentions(text, dates):
        yield _span(mention, known)


def _span(mention: Mention, known: dict[str, Span]) -> Span:
    span_id = automatic_id(LAYER, mention.start, mention.end, mention.label)
    return Span(
        span_id,
        LAYER,
        mention.start,
        mention.end,
        mention.label,
        f"auto:{NAME}",
        attributes_of(mention, known),
    )
