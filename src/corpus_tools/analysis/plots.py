"""Statistics drawn: where hits stand, how a vocabulary grows, how often what occurs over time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.analysis.pictures import COLOURS, picture_path, save, style, written
from corpus_tools.analysis.regions import structure
from corpus_tools.errors import FormatError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

_BORDERS_DRAWN = 200
_TICKS_DRAWN = 20_000


def plot_dispersion(
    corpus: Corpus, hits: Mapping[str, Hits], path: str | Path, *, parts: str | int = "text"
) -> dict[str, str]:
    """Draw where hits stand in the corpus: a row per query, a stroke per hit.

    Args:
        path: ``.svg``, ``.png`` or ``.pdf``.
        parts: Structure whose regions' borders are drawn, unless they are too many; a number draws so many pieces.

    Returns:
        The key to numbers that stand for queries no installed font can write.

    Raises:
        FormatError: Another kind of file, or no query.
        MissingExtraError: Matplotlib is not installed.
    """
    path = picture_path(path)
    if not hits:
        raise FormatError(f"{path}: nothing to draw. Give one query at least.")
    with style():
        labels, key, fonts = written([f"{name} ({len(found):,})" for name, found in hits.items()], "Query")
        figure, axes = _figure(9.0, 0.9 + 0.5 * len(hits))
        _draw_borders(axes, _borders(corpus, parts))
        for row, found in enumerate(hits.values()):
            places = np.unique(np.asarray(found.starts) * _TICKS_DRAWN // max(len(corpus), 1))
            middles = (places + 0.5) * len(corpus) / _TICKS_DRAWN
            axes.vlines(middles, row - 0.35, row + 0.35, color=COLOURS[row % len(COLOURS)], linewidth=0.8)
        axes.set_yticks(range(len(labels)), labels, family=fonts)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(0, len(corpus))
        axes.set_xlabel(f"Tokens; lines in grey: borders of {parts if isinstance(parts, str) else 'parts'}")
        axes.spines[["left"]].set_visible(False)
        save(figure, path)
    return key


def plot_growth(table: pd.DataFrame, path: str | Path) -> None:
    """Draw the table of ``growth``: types and hapaxes over tokens.

    Raises:
        FormatError: Another kind of file, or a table without rows.
        MissingExtraError: Matplotlib is not installed.
    """
    path = picture_path(path)
    if table.empty:
        raise FormatError(f"{path}: nothing to draw, no token was chosen.")
    with style():
        figure, axes = _figure(6.5, 4.0)
        for name, colour in zip(("types", "hapaxes"), COLOURS, strict=False):
            axes.plot([0, *table["tokens"]], [0, *table[name]], color=colour)
            axes.annotate(
                name, (table["tokens"].iloc[-1], table[name].iloc[-1]), color=colour, xytext=(4, 0),
                textcoords="offset points", va="center",
            )  # fmt: skip
        axes.set_xlabel("Tokens")
        axes.set_ylim(bottom=0)
        axes.set_xlim(left=0)
        save(figure, path)


def plot_trend(table: pd.DataFrame, path: str | Path) -> dict[str, str]:
    """Draw the table of ``trend``: frequency per million tokens, a line for each query.

    Returns:
        The key to numbers that stand for queries no installed font can write.

    Raises:
        FormatError: Another kind of file, or a table without rows.
        MissingExtraError: Matplotlib is not installed.
    """
    path = picture_path(path)
    if table.empty:
        raise FormatError(f"{path}: nothing to draw, no period is known.")
    with style():
        names = list(dict.fromkeys(table["item"]))
        labels, key, fonts = written(names, "Query")
        figure, axes = _figure(8.5, 4.0)
        for number, (name, label) in enumerate(zip(names, labels, strict=True)):
            rows = table[table["item"] == name]
            colour = COLOURS[number % len(COLOURS)]
            axes.plot(
                range(len(rows)), rows["per_million"], marker="o", markersize=3, color=colour, label=label
            )
        _draw_periods(axes, list(table[table["item"] == names[0]]["period"]))
        axes.set_ylabel("Per million tokens")
        axes.set_ylim(bottom=0)
        axes.legend(frameon=False, prop={"family": fonts})
        save(figure, path)
    return key


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _borders(corpus: Corpus, parts: str | int) -> list[int]:
    if isinstance(parts, int):
        return [len(corpus) * number // parts for number in range(1, parts)]
    regions = structure(corpus, parts)
    return [int(start) for start in np.unique(regions.starts) if start > 0]


def _draw_borders(axes: Axes, borders: list[int]) -> None:
    if len(borders) <= _BORDERS_DRAWN:
        for border in borders:
            axes.axvline(border, color="#bdbdbd", linewidth=0.6, zorder=0)


def _draw_periods(axes: Axes, periods: list[str]) -> None:
    step = max(1, len(periods) // 12)
    axes.set_xticks(range(0, len(periods), step), periods[::step])
