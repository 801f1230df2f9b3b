"""The layout of a file, measured: is it broken into lines, how long is a full one, what marks a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus_tools.reconstruct.characters import CLOSING, INDENT, NO_LINE_START, OPENING
from corpus_tools.reconstruct.headings_ja import looks_like_heading, looks_like_item
from corpus_tools.reconstruct.lines import Line
from corpus_tools.reconstruct.metrics import METRICS, Metric

NARROW = 16.0
"""A column this narrow (em) must also show sentences that end inside lines: verse and lists do not."""

# What looks like a note marker, whether or not it turns out to be one.
_MARKER = re.compile(
    r" ?[（(\[［〔]?[※注註]? ?[0-9]{1,3}[)）\]］〕](?=[。、」』）])"
    r"| ?※ ?[0-9]{1,3}|[⁰¹²³⁴-⁹]{1,3}|(?<=[^\x00-\x7f]) ?[0-9]{1,3}(?=[。、」』）])"
)
_UNIT = re.compile(r"[A-Za-z0-9À-ɏ.,'’&/%+-]+")
# No line of verse, list or title ends, or begins, like this; broken prose often does.
_GOES_ON = re.compile(r"(?:[、，「『（(・をのがはもにでとへやてっッ]|[a-z,])$")
_CARRIES_ON = re.compile(r"[をがんっゃゅょーるれろ、。）」]|[a-z]")
_ENTRY = re.compile(r"[0-9０-９]{1,4}[年月日.．)）:：\u3000]")


@dataclass(frozen=True)
class Layout:
    """How a file was set.

    Attributes:
        wrapped: Its lines are broken at a width; otherwise each line is a block as it stands.
        width: A full line, in em.
        noise: Room that may be left on a full line, in em.
        first_room: Room on a full line from which on it is a paragraph's first, that has lost its indent;
            None when first lines are no shorter than others.
        indented: Paragraphs begin with white space that is still there.
        blank_separates: An empty line ends a paragraph.
        measured: Read off the page, not off the characters.
    """

    wrapped: bool
    metric: Metric = METRICS[0]
    width: float = 0.0
    noise: float = 0.0
    first_room: float | None = None
    indented: bool = False
    blank_separates: bool = False
    measured: bool = False

    def room(self, line: Line, following: Line) -> float:
        """Return what would be left of a line, had it also taken the next line's first unit."""
        return self.width - line.width - self.metric.width(first_unit(following.text))


def first_unit(text: str) -> str:
    """Return the shortest beginning that could stand alone at a line's end."""
    match = _UNIT.match(text)
    end = match.end() if match else 1
    while end < len(text) and (text[end - 1] in OPENING or text[end] in NO_LINE_START):
        end += 1
    return text[:end]


def measure_layout(lines: list[Line]) -> Layout:
    """Measure a file's layout and set its lines' widths.

    Rule: a file is wrapped when, among neighbouring lines, at least three in ten break off inside a
    sentence at nearly the same width, hardly any line is longer than that, and some of the breaks fall
    where only running text breaks (after a particle, inside a word or a bracket).
    """
    pairs = list(pairwise(lines))
    breaking = [(a, b) for a, b in pairs if _may_break(a, b)]
    if not breaking:
        return Layout(wrapped=False)
    measure, width = _best_measure([a for a, _ in breaking])
    for line in lines:
        line.width = measure.width(line)
    if not _is_wrapped(lines, breaking, width):
        return Layout(wrapped=False)
    full = [(a, b) for a, b in breaking if a.width >= width - 3]
    return _measure_paragraphs(pairs, full, measure.metric, width)


def _may_break(a: Line, b: Line) -> bool:
    return not a.ended and not looks_like_heading(a.text) and not looks_like_item(b.text)


@dataclass(frozen=True)
class _Measure:
    """A metric, with or without the note markers that may have been set between the lines."""

    metric: Metric
    markers: bool

    def width(self, line: Line) -> float:
        text = line.text if self.markers else _MARKER.sub("", line.text)
        return self.metric.width(text) + line.margin.count(INDENT)


def _best_measure(lines: list[Line]) -> tuple[_Measure, float]:
    """Choose the measure by which most lines have one width, and that width; the first wins a tie."""
    marked = any(_MARKER.search(line.text) for line in lines)
    scored = []
    for measure in (
        _Measure(metric, markers) for markers in (True, False)[: 1 + marked] for metric in METRICS
    ):
        count, width = _mode(sorted(measure.width(line) for line in lines), within=0.6)
        scored.append((count, measure, width))
    most = max(count for count, _, _ in scored)
    return next((measure, width) for count, measure, width in scored if count >= most * 0.98)


def _mode(widths: list[float], *, within: float) -> tuple[int, float]:
    """Return the fullest window of ``2 * within`` em, by count and median; the wider line wins a tie."""
    best = (0, 0)
    low = 0
    for high, width in enumerate(widths):
        while widths[low] < width - 2 * within:
            low += 1
        best = max(best, (high + 1 - low, low))
    count, low = best
    return count, median(widths[low : low + count])


def _is_wrapped(lines: list[Line], breaking: list[tuple[Line, Line]], width: float) -> bool:
    full = [(a, b) for a, b in breaking if abs(a.width - width) <= 3]
    certain = sum(_certainly_breaks(a, b) for a, b in full)
    longer = sum(line.width > width + 3 for line in lines)
    inside = sum(line.goes_past_sentence for line in lines)
    entries = sum(bool(_ENTRY.match(line.text)) for line in lines)
    return (
        len(full) >= 0.3 * (len(lines) - 1)
        and certain >= max(1, 0.15 * len(full))
        and longer <= 0.05 * len(lines)
        and entries <= 0.6 * len(lines)
        and (width >= NARROW or inside >= 0.1 * len(lines))
    )


def _certainly_breaks(a: Line, b: Line) -> bool:
    return bool(a.goes_past_sentence or _GOES_ON.search(a.text) or _CARRIES_ON.match(b.text))


def _measure_paragraphs(
    pairs: list[tuple[Line, Line]], full: list[tuple[Line, Line]], metric: Metric, width: float
) -> Layout:
    layout = Layout(wrapped=True, metric=metric, width=width)
    rooms = sorted(layout.room(a, b) for a, b in full)
    # Leave out the worst twentieth: short lines that are no breaks at all.
    noise = min(3.0, max(0.4, rooms[int(len(rooms) * 0.95) - (len(rooms) > 1)]))
    blank = sum(b.blank_before for _, b in full if not b.page_before)
    return Layout(
        wrapped=True,
        metric=metric,
        width=width,
        noise=noise,
        first_room=_first_room(pairs, layout, noise),
        indented=_is_indented(pairs, full),
        blank_separates=blank <= 0.1 * len(full),
    )


def _is_indented(pairs: list[tuple[Line, Line]], full: list[tuple[Line, Line]]) -> bool:
    """Hold when white space begins lines after a sentence's end, and hardly ever in mid-sentence."""
    after_end = sum(b.indented for a, b in pairs if a.ended)
    inside = sum(b.indented for a, b in full if a.text[-1] not in CLOSING)
    return after_end > 0 and inside <= 0.1 * len(full)


def _first_room(pairs: list[tuple[Line, Line]], layout: Layout, noise: float) -> float | None:
    """Compare full lines after a line that was surely a paragraph's last with full lines inside one."""
    firsts, others = [], []
    for (a, b), (_, c) in pairwise(pairs):
        room = layout.room(b, c)
        if b.ended or room > 3:
            continue
        if not a.ended and not looks_like_heading(a.text):
            others.append(room)
        elif layout.room(a, b) > max(2.0, noise):
            firsts.append(room)
    if len(others) < 2 or len(firsts) < (1 if _is_exact(others) else 3):
        return None
    first, other = median(firsts), median(others)
    # Nearer to the first lines than to the others: a paragraph is not cut on weak evidence.
    return other + 0.6 * (first - other) if 0.5 <= first - other <= 2.5 else None


def _is_exact(rooms: list[float]) -> bool:
    """Hold when full lines differ so little that a single shorter one means something."""
    middle = sorted(rooms)[len(rooms) // 4 : len(rooms) - len(rooms) // 4]
    return middle[-1] - middle[0] <= 0.6
