"""Finds expressions of time in Japanese text and gives each its TIMEX3 value, its EDTF and its days.

The stages, each in its module: fold and squeeze the text (``date_text_ja``), find the expressions
(``date_scanner_ja``), look around them (``date_context_ja``), follow the narrative (``date_resolution``), write
the values (``date_values``, ``date_attributes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus_tools.annotate.dates_ja.attributes import attributes_of, label_of
from corpus_tools.annotate.dates_ja.bounds import iso_day, last_day
from corpus_tools.annotate.dates_ja.context import Surroundings
from corpus_tools.annotate.dates_ja.parts import Expression
from corpus_tools.annotate.dates_ja.resolution import resolve
from corpus_tools.annotate.dates_ja.resolved import Resolved
from corpus_tools.annotate.dates_ja.scanner import scan
from corpus_tools.annotate.dates_ja.text import Layout, Squeezed, squeeze
from corpus_tools.annotate.dates_ja.titles import in_title
from corpus_tools.annotate.dates_ja.writing import parse_dct
from corpus_tools.model import Attributes, Block, Document, Span, automatic_id

NAME = "dates"


class DateAnnotator:
    """Annotates dates, times, durations and recurring times.

    Args:
        dct: When the texts were written (``2023-01``, ``2023-01-15``); a document's ``written`` comes first.
    """

    name = NAME
    needs: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"date"})

    def __init__(self, *, dct: str | None = None) -> None:
        parse_dct(dct)
        self.dct = dct

    def __call__(self, document: Document) -> Iterable[Span]:
        """Yield the date spans of a document, in text order."""
        written = document.metadata.get("written") or self.dct
        return _annotate(document.text, dct=str(written) if written else None, blocks=document.blocks)


def find_dates(text: str, *, dct: str | None = None) -> list[Span]:
    """Find the expressions of time in a text.

    Args:
        text: Running text; spaces and line breaks inside an expression do no harm.
        dct: When it was written, as EDTF or ISO 8601: ``2023``, ``2023-01`` or ``2023-01-15``. A day makes bare
            months and days count from it, as in a news item.

    Returns:
        Spans of the layer ``date`` in text order, labelled ``DATE``, ``TIME``, ``DURATION`` or ``SET``.

    Raises:
        AnnotationError: ``dct`` is not a date.
    """
    return _annotate(text, dct=dct)


def _annotate(text: str, *, dct: str | None, blocks: Iterable[Block] = ()) -> list[Span]:
    squeezed = squeeze(text, blocks=blocks)
    layout = Layout(squeezed.text)
    expressions = list(_outside_titles(squeezed.text, layout))
    surroundings = Surroundings(squeezed.text, layout)
    contexts = [surroundings.of(expression) for expression in expressions]
    resolved = resolve(expressions, contexts, dct=parse_dct(dct), headings=layout.headings())
    return _link(_spans(squeezed, resolved), resolved, [context.sentence for context in contexts])


def _outside_titles(text: str, layout: Layout) -> Iterator[Expression]:
    for expression in scan(text):
        if not in_title(text, expression.start, expression.end, layout.place(expression.start)):
            yield expression


def _spans(squeezed: Squeezed, resolved: list[Resolved]) -> list[Span]:
    spans = []
    for item in resolved:
        start, end = squeezed.original(item.expression.start, item.expression.end)
        label = label_of(item)
        span_id = automatic_id("date", start, end, label)
        spans.append(Span(span_id, "date", start, end, label, f"auto:{NAME}", attributes_of(item)))
    for span, item in zip(spans, resolved, strict=True):
        span.attributes["anchor"] = spans[item.anchor].id if isinstance(item.anchor, int) else item.anchor
    return spans


def _link(spans: list[Span], resolved: list[Resolved], sentences: list[int]) -> list[Span]:
    """Give the two ends of XからYまで one range id."""
    for number in range(len(spans) - 1):
        begin, end = spans[number].attributes, spans[number + 1].attributes
        if (begin["role"], end["role"]) == ("BEGIN", "END") and sentences[number] == sentences[number + 1]:
            begin["range"] = end["range"] = f"range-{spans[number].start}-{spans[number + 1].end}"
            _turn_winter(begin, resolved[number], resolved[number + 1])
    return spans


def _turn_winter(attributes: Attributes, begin: Resolved, end: Resolved) -> None:
    """Put the winter of 2021年冬から春にかけて at the start of the year, since its spring is that year's."""
    first, last = begin.point, end.point
    if (
        first is None
        or last is None
        or (first.season, last.season) != ("WI", "SP")
        or first.year != last.year
    ):
        return
    if first.year is not None:
        attributes["earliest"] = iso_day(first.year - 1, 12, 1)
        attributes["latest"] = iso_day(first.year, 2, last_day(first.year, 2))
