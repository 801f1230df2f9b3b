"""Layout read off the page, where a file's marks tell where its lines stood."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median

from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.layout import Layout
from corpus_tools.reconstruct.lines import INSET, LARGER, Line
from corpus_tools.reconstruct.metrics import METRICS
from corpus_tools.reconstruct.pages import RUNNING_HEADER
from corpus_tools.sources.marks import Mark

NOISE = 0.6
"""Room (em) that justified type may leave at a line's end."""
WIDER = 0.4
"""Room (em) between lines, above the usual, that sets a line apart from the one before."""
SMALLER = 0.9
"""Type this much smaller than the text's is a footnote's."""
FOOTNOTE = "footnote"

_FOOTNOTE = re.compile(r"[*†※＊注（(\[［]{0,2}[0-9０-９¹²³⁴-⁹]{1,3}|[*†※＊]")


def drop_headers(draft: Draft, lines: list[Line], marks: Iterable[Mark]) -> list[Line]:
    """Drop the lines that are marked as running headers or page numbers; return the lines that are left."""
    headers = {mark.start for mark in marks if mark.kind == "header"}
    left: list[Line] = []
    page = False
    for line in lines:
        page = page or line.page_before
        if line.start in headers:
            draft.drop(line.start, line.end, RUNNING_HEADER, force=True)
        else:
            line.page_before, page = page and bool(left), False
            left.append(line)
    return left


def read_geometry(lines: list[Line], marks: Iterable[Mark]) -> Layout | None:
    """Give the lines their true widths, insets and sizes, and return the layout; None without line marks."""
    places = {mark.start: mark for mark in marks if mark.kind == "line"}
    placed = [(line, places[at]) for line in lines if (at := line.start - len(line.margin)) in places]
    if not placed:
        return None
    body = _body_size(placed)
    width = _full_width([mark for _, mark in placed], body)
    pages = _by_page(mark for _, mark in placed)
    for line, mark in placed:
        start, end = _extent(mark)
        first = _column_start(mark, pages[_page(mark)], body)
        line.size = float(mark.attributes["size"]) / body
        line.inset, line.width = (start - first) / body, (end - first) / body
    _mark_gaps(placed, body)
    return Layout(
        wrapped=True,
        metric=METRICS[-1],
        width=width / body,
        noise=NOISE,
        indented=_is_indented([line for line, _ in placed]),
        measured=True,
    )


def drop_footnotes(draft: Draft, lines: list[Line]) -> list[Line]:
    """Drop the footnotes: small print in a row that begins with a number or a sign."""
    left: list[Line] = []
    for small, group in groupby(lines, key=lambda line: 0 < line.size <= SMALLER):
        row = list(group)
        if small and _FOOTNOTE.match(row[0].text):
            for line in row:
                draft.drop(line.start, line.end, FOOTNOTE, force=True)
        else:
            left += row
    return left


def _mark_gaps(placed: Sequence[tuple[Line, Mark]], body: float) -> None:
    """Mark the lines with more room before them than lines of the text have."""
    rooms = [
        (line, _across(mark)[0] - _across(before)[1])
        for (_, before), (line, mark) in pairwise(placed)
        if _page(before) == _page(mark) and _across(mark)[0] > _across(before)[0]
    ]
    usual = median([room for _, room in rooms] or [0.0])
    for line, room in rooms:
        line.apart = room > usual + WIDER * body


def _body_size(placed: Sequence[tuple[Line, Mark]]) -> float:
    """Return the size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for line, mark in placed:
        sizes[float(mark.attributes["size"])] += line.end - line.start
    return sizes.most_common(1)[0][0]


def _full_width(marks: Iterable[Mark], body: float) -> float:
    """Return the length that most lines of the text's size have: type is justified."""
    lengths = [
        end - start for mark in marks if mark.attributes["size"] == body for start, end in [_extent(mark)]
    ]
    return _most_common(lengths, body, last=True)


def _column_start(mark: Mark, page: Sequence[Mark], body: float) -> float:
    """Return where most lines begin that stand in one column with ``mark``."""
    start, end = _extent(mark)
    beside = []
    for other in page:
        first, last = _extent(other)
        if min(end, last) - max(start, first) > 0.5 * min(end - start, last - first):
            beside.append(first)
    return _most_common(beside, body, last=False)


def _most_common(values: Sequence[float], body: float, *, last: bool) -> float:
    """Return the median of the fullest class of values half an em wide; of equal ones the first or the last."""
    classes: defaultdict[int, list[float]] = defaultdict(list)
    for value in values:
        classes[round(2 * value / body)].append(value)
    order = sorted(classes.items(), key=lambda item: (len(item[1]), item[0] if last else -item[0]))
    return median(order[-1][1])


def _by_page(marks: Iterable[Mark]) -> dict[tuple[int, bool], list[Mark]]:
    pages: defaultdict[tuple[int, bool], list[Mark]] = defaultdict(list)
    for mark in marks:
        pages[_page(mark)].append(mark)
    return pages


def _page(mark: Mark) -> tuple[int, bool]:
    return (mark.attributes["page"], mark.attributes["vertical"])


def _extent(mark: Mark) -> tuple[float, float]:
    """Return where a line starts and ends along its direction."""
    left, top, right, bottom = mark.attributes["box"]
    return (top, bottom) if mark.attributes["vertical"] else (left, right)


def _across(mark: Mark) -> tuple[float, float]:
    """Return where a line lies across its direction: its near and its far edge, in reading order."""
    left, top, right, bottom = mark.attributes["box"]
    return (-right, -left) if mark.attributes["vertical"] else (top, bottom)


def _is_indented(lines: Sequence[Line]) -> bool:
    """Hold when lines after a sentence's end are set in, and hardly any in mid-sentence are."""
    pairs = list(pairwise(lines))
    after_end = sum(b.inset >= INSET for a, b in pairs if a.ended)
    inside = sum(b.inset - a.inset >= INSET for a, b in pairs if not a.ended and b.size < LARGER)
    return after_end > 0 and inside <= max(1, 0.1 * len(pairs))
