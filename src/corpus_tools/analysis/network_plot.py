"""The network of names drawn: a dot per name, a line per pair, the stronger the thicker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.analysis.network import name_graph, require_pairs
from corpus_tools.analysis.pictures import LATIN, picture_path, save, style, written

if TYPE_CHECKING:
    import networkx
    import pandas as pd
    from matplotlib.axes import Axes

SHORT = 34
"""Characters of a name in the picture; longer ones are cut."""

COLOURS = {
    "DOCUMENT": "#08519c", "EVENT": "#d95f0e", "FORCE": "#238b45", "GPE": "#6a51a3", "LOC": "#a50f15",
    "ORG": "#525252", "PERSON": "#d973b3", "PROGRAM": "#8c510a", "WEAPON": "#e6ab02",
}  # fmt: skip
"""The same type has the same colour in every picture."""

_SIZE = 11.0
_JAPANESE = re.compile(r"[\u2e80-\uffef]")


@dataclass(frozen=True, slots=True)
class DrawnNetwork:
    """What a picture shows and what it does not.

    Attributes:
        names, pairs: How many are drawn.
        left_out: How many names are not, because they have fewer pairs.
        key: Numbers and the names they stand for, where no font on this machine can write the names.
    """

    names: int
    pairs: int
    left_out: int
    key: dict[str, str]


def plot_network(pairs: pd.DataFrame, path: str | Path, *, top: int = 40, seed: int = 1) -> DrawnNetwork:
    """Draw the table of ``name_pairs`` into a file; the same table gives the same bytes.

    Names are in English where they have it. The ``top`` names are those whose pairs share most units.

    Args:
        path: ``.svg``, ``.png`` or ``.pdf``.
        seed: Of the layout (Fruchterman and Reingold 1991).

    Raises:
        FormatError: Another kind of file, or no pair.
        MissingExtraError: Matplotlib or NetworkX is not installed.
    """
    path = picture_path(path)
    require_pairs(pairs, path)
    whole = name_graph(pairs)
    strength = dict(whole.degree(weight="weight"))
    shown = sorted(whole, key=lambda name: (-strength[name], name))[:top]
    graph = whole.subgraph(shown).copy()
    names = [_label(graph.nodes[name], name) for name in graph]
    labels, key, fonts = _writable(names)
    with style():
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(figsize=(_SIZE, _SIZE * 0.75), layout="constrained")
        _draw(graph, axes, dict(zip(graph, labels, strict=True)), fonts, seed)
        save(figure, path)
        plt.close(figure)
    return DrawnNetwork(len(graph), graph.number_of_edges(), len(whole) - len(graph), key)


def _writable(names: list[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """Number only the names that no installed font can write: most names have English."""
    japanese = [name for name in names if _JAPANESE.search(name)]
    numbered, key, fonts = written(japanese, "Name")
    shown = dict(zip(japanese, numbered, strict=True))
    return [shown.get(name, name) for name in names], key, list(dict.fromkeys((LATIN, *fonts)))


def _label(node: dict[str, Any], name: str) -> str:
    text = str(node.get("en") or node.get("ja") or name)
    return text if len(text) <= SHORT else f"{text[: SHORT - 3].rstrip()}..."


def _draw(
    graph: networkx.Graph[str], axes: Axes, labels: dict[str, str], fonts: list[str], seed: int
) -> None:
    import networkx

    for _, _, pair in graph.edges(data=True):
        pair["pull"] = pair["weight"] ** 0.25  # else the heaviest pairs fall on one another
    places = networkx.spring_layout(graph, weight="pull", k=4 / len(graph) ** 0.5, iterations=300, seed=seed)
    heaviest = max((weight for _, _, weight in graph.edges(data="weight")), default=1)
    for source, target, weight in sorted(graph.edges(data="weight"), key=lambda edge: edge[2]):
        (x0, y0), (x1, y1) = places[source], places[target]
        share = weight / heaviest
        axes.plot(
            [x0, x1], [y0, y1], color="#7f7f7f", alpha=0.15 + 0.6 * share, linewidth=0.4 + 4 * share, zorder=1
        )
    types = sorted({graph.nodes[name]["label"] for name in graph})
    for label in types:
        own = [name for name in graph if graph.nodes[name]["label"] == label]
        sizes = [_area(graph, name) for name in own]
        across, up = [places[name][0] for name in own], [places[name][1] for name in own]
        colour = COLOURS.get(label, "#000000")
        axes.scatter(across, up, s=sizes, color=colour, edgecolor="white", label=label, zorder=2)
    legend = axes.legend(loc="lower right", frameon=False, fontsize=8)
    for handle in legend.legend_handles:
        handle.set_sizes([36])  # type: ignore[union-attr]
    axes.margins(0.12)
    axes.set_axis_off()
    _write_labels(graph, axes, places, labels, fonts)


def _area(graph: networkx.Graph[str], name: str) -> float:
    units: float = graph.nodes[name]["units"]
    return 14 + 14 * float(units**0.8)


def _write_labels(
    graph: networkx.Graph[str], axes: Axes, places: Any, labels: dict[str, str], fonts: list[str]
) -> None:
    """Write each name beside its dot where it hides least, the most mentioned first; a light edge keeps lines away."""
    from matplotlib.patheffects import withStroke

    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    taken = [_dot_box(graph, axes, places, name) for name in graph]
    for name in sorted(graph, key=lambda name: (-graph.nodes[name]["units"], name)):
        text = axes.annotate(
            labels[name],
            places[name],
            xytext=(0, 0),
            textcoords="offset points",
            fontsize=7.5,
            fontfamily=fonts,
            path_effects=[withStroke(linewidth=2.2, foreground="white")],
            zorder=3,
        )
        tried: list[tuple[float, int, _Side]] = []
        for side in _sides(_area(graph, name) ** 0.5 / 2 + 3):
            _put(text, side)
            box = text.get_window_extent()
            tried.append((sum(_common(box, other) for other in taken), len(tried), side))
        _put(text, min(tried)[2])
        taken.append(text.get_window_extent())


_Side = tuple[float, float, str, str]


def _sides(distance: float) -> list[_Side]:
    """Return the places of a label around its dot, the better ones first: above, below, right, left, corners."""
    near = distance * 0.7
    return [
        (0, distance, "center", "bottom"),
        (0, -distance, "center", "top"),
        (distance, 0, "left", "center"),
        (-distance, 0, "right", "center"),
        (near, near, "left", "bottom"),
        (near, -near, "left", "top"),
        (-near, near, "right", "bottom"),
        (-near, -near, "right", "top"),
    ]


def _put(text: Any, side: _Side) -> None:
    text.set(position=side[:2], horizontalalignment=side[2], verticalalignment=side[3])


def _dot_box(graph: networkx.Graph[str], axes: Axes, places: Any, name: str) -> Any:
    from matplotlib.transforms import Bbox

    figure = axes.get_figure(root=True)
    radius = _area(graph, name) ** 0.5 / 2 * (figure.dpi if figure is not None else 100) / 72
    x, y = axes.transData.transform(places[name])
    return Bbox.from_extents(x - radius, y - radius, x + radius, y + radius)


def _common(one: Any, other: Any) -> float:
    """Return the area that two boxes share."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return float(max(width, 0) * max(height, 0))
