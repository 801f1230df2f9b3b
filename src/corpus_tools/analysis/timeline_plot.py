"""A timeline drawn: how many dates per year above, each date as a bar on the axis of time below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_tools.analysis.pictures import LATIN, japanese_font, picture_path, save, style
from corpus_tools.analysis.rows import rows
from corpus_tools.analysis.timeline_marks import (
    PRECISIONS,
    Grouping,
    Mark,
    counts,
    lanes,
    marks,
    unit_of,
)
from corpus_tools.errors import FormatError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = dict(zip(PRECISIONS, ("#08306b", "#2171b5", "#6baed6", "#c6dbef", "#d95f0e"), strict=True))
_EACH_LABELLED = 30


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a picture shows and what it does not.

    Attributes:
        dates: How many are drawn.
        undated: How many rows have no days and are not drawn.
        key: Row numbers and the titles they stand for, where no font on this machine can write the titles.
    """

    dates: int
    undated: int
    key: dict[str, str]


def plot_timeline(table: pd.DataFrame, path: str | Path, *, by: Grouping = "section") -> Drawn:
    """Draw the table of ``timeline`` into a file.

    Up to 30 dates have a line each, with EDTF and the English names in the sentence; more are packed into lanes.
    Titles of sections stand beside the rows if an installed font has their characters; otherwise the rows are
    numbered and the numbers returned. The same table and the same fonts give the same bytes.

    Args:
        path: ``.svg`` (text stays text), ``.png`` or ``.pdf``.
        by: What makes a row: the ``section``, or the ``type`` of date.

    Raises:
        FormatError: Another kind of file, or no date that has days.
        MissingExtraError: Matplotlib is not installed.
    """
    path = picture_path(path)
    drawn = marks(rows(table), by=by)
    if not drawn:
        raise FormatError(
            f"{path}: nothing to draw, none of the {len(table)} dates has days. Ask for a longer period."
        )
    with style():
        picture = _Picture.of(drawn)
        save(picture.figure(), path)
    return Drawn(len(drawn), len(table) - len(drawn), picture.key)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A timeline with its rows in order, their labels, and the ends of the axis in years."""

    groups: dict[str, list[Mark]]
    key: dict[str, str]
    fonts: list[str]
    first: float
    last: float

    @classmethod
    def of(cls, drawn: Sequence[Mark]) -> _Picture:
        groups: dict[tuple[str, str], list[Mark]] = {}
        for mark in sorted(drawn, key=lambda mark: mark.order):
            groups.setdefault(mark.group, []).append(mark)
        several = len({document for document, _ in groups}) > 1
        titles = [_title(group, several) for group in groups]
        labels, key, fonts = _written(titles)
        first, last = min(mark.start for mark in drawn), max(mark.end for mark in drawn)
        margin = max((last - first) * 0.02, 0.02)
        by_label = {
            label: sorted(row, key=lambda mark: mark.start)
            for label, row in zip(labels, groups.values(), strict=True)
        }
        return cls(by_label, key, fonts, first - margin, last + margin)

    @property
    def all(self) -> list[Mark]:
        return [mark for row in self.groups.values() for mark in row]

    @property
    def minimum(self) -> float:
        """Return the width of the smallest bar in years: what can still be seen on paper."""
        return (self.last - self.first) / 160

    def lanes(self) -> list[list[int]]:
        if len(self.all) <= _EACH_LABELLED:
            return [list(range(len(row))) for row in self.groups.values()]
        return [lanes(row, width=self.minimum * 1.25) for row in self.groups.values()]

    def figure(self) -> Figure:
        from matplotlib.figure import Figure

        placed = self.lanes()
        each = 0.2 if len(self.all) <= _EACH_LABELLED else 0.11
        height = sum(max(max(row) + 1, 2) * each + 0.14 for row in placed)
        figure = Figure(figsize=(11.7, height + 2.6), layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.2, max(height, 0.6)])
        self._draw_counts(above)
        self._draw_rows(below, placed, each)
        self._draw_axis(below)
        _legend(figure, {mark.precision for mark in self.all})
        return figure

    def _draw_counts(self, axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        unit, length = unit_of(self.last - self.first)
        found = counts(self.all, length=length)
        axes.bar(list(found), list(found.values()), width=length * 0.92, align="edge", color="#737373")
        inside = sum(found.values())
        axes.set_title(
            f"Dates per {unit} ({inside} of {len(self.all)}; longer and open ones only below)",
            loc="left",
            fontsize=9,
        )
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelbottom=False)

    def _draw_rows(self, axes: Axes, placed: list[list[int]], each: float) -> None:
        top, ticks = 0.0, []
        for number, (row, row_lanes) in enumerate(zip(self.groups.values(), placed, strict=True)):
            depth = max(max(row_lanes) + 1, 2) * each
            axes.axhspan(
                top,
                top + depth + 0.14,
                color="#f5f5f5" if number % 2 == 0 else "white",
                zorder=0,
                linewidth=0,
            )
            for mark, lane in zip(row, row_lanes, strict=True):
                self._draw_mark(axes, mark, top + 0.07 + (lane + 0.5) * each, each)
            ticks.append(top + (depth + 0.14) / 2)
            top += depth + 0.14
        axes.set_ylim(top, 0)
        axes.set_yticks(ticks, list(self.groups), family=self.fonts)
        axes.tick_params(axis="y", length=0)
        axes.spines[["top", "right", "left"]].set_visible(False)

    def _draw_mark(self, axes: Axes, mark: Mark, at: float, each: float) -> None:
        colour = _COLOURS[mark.precision]
        width = max(mark.end - mark.start, self.minimum)
        axes.barh(
            at,
            width,
            left=mark.start,
            height=each * 0.72,
            color=colour,
            edgecolor="white",
            linewidth=0.3,
            zorder=3,
        )
        if mark.open:
            place = mark.start + width if mark.open == "after" else mark.start
            axes.plot(
                [place],
                [at],
                marker=">" if mark.open == "after" else "<",
                color=colour,
                markersize=4.5,
                zorder=4,
            )
        if len(self.all) <= _EACH_LABELLED:
            self._label(axes, mark, at, width)

    def _label(self, axes: Axes, mark: Mark, at: float, width: float) -> None:
        left = mark.start > (self.first + self.last) / 2
        place = mark.start - self.minimum if left else mark.start + width + self.minimum
        axes.text(
            place, at, _cut(mark.label, 80), ha="right" if left else "left", va="center", fontsize=7, zorder=5
        )

    def _draw_axis(self, axes: Axes) -> None:
        axes.set_xlim(self.first, self.last)
        places, labels = _ticks(self.first, self.last)
        axes.set_xticks(places, labels)
        axes.grid(axis="x", color="#d9d9d9", linewidth=0.6, zorder=1)


def _title(group: tuple[str, str], several: bool) -> str:
    document, title = group
    return " · ".join(part for part in (document if several else "", title) if part) or document


def _written(titles: Sequence[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """Return labels for the rows, the key to numbers that stand for titles, and the fonts to write them in."""
    if all(title.isascii() for title in titles):
        return ([_cut(title, 40) for title in titles], {}, [LATIN])
    font = japanese_font("".join(titles) + "…")
    if font is not None:
        return (list(_unlike(_cut(title, 26) for title in titles)), {}, [font])
    numbers = [f"Section {number}" for number in range(1, len(titles) + 1)]
    return (numbers, dict(zip(numbers, titles, strict=True)), [LATIN])


def _unlike(labels: Iterable[str]) -> Iterator[str]:
    """Number labels that were cut to the same text."""
    seen: dict[str, int] = {}
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        yield label if seen[label] == 1 else f"{label} ({seen[label]})"


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1] + "…"


def _legend(figure: Figure, shown: set[str]) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(color=_COLOURS[name], label=name) for name in PRECISIONS if name in shown]
    figure.legend(
        handles=handles, title="Known to the", loc="outside lower center", ncols=len(handles), frameon=False
    )


def _ticks(first: float, last: float) -> tuple[list[float], list[str]]:
    """Return places and labels: years where there are many, months where there are few."""
    from matplotlib.ticker import MaxNLocator

    if last - first > 4:
        whole = [float(year) for year in MaxNLocator(nbins=14, integer=True).tick_values(first, last)]
        inside = [year for year in whole if first <= year <= last]
        return (inside, [f"{year:.0f}" for year in inside])
    step = max(1, round((last - first) * 12 / 12))
    months = [month for month in range(round(first * 12), round(last * 12) + 1) if month % step == 0]
    places = [month / 12 for month in months]
    kept = [(place, month) for place, month in zip(places, months, strict=True) if first <= place <= last]
    return ([place for place, _ in kept], [f"{month // 12}-{month % 12 + 1:02}" for _, month in kept])
