"""A name and its neighbours laid out for an SVG picture: the name in the middle, the others around it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from corpus_tools.analysis.neighbours import Neighbourhood

WIDTH, HEIGHT = 760, 420
_ACROSS, _DOWN = 200, 165


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the picture, with the side on which its label stands: ``start middle end``."""

    name_id: str
    ja: str
    en: str
    label: str
    weight: int
    x: float
    y: float
    radius: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two names."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    outer: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws, edges first."""

    center: Node
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw(name_id: str, found: Neighbourhood, names: dict[str, dict[str, Any]]) -> Drawing | None:
    """Lay out a neighbourhood; none where a name stands alone."""
    if not found.neighbours:
        return None
    center = _node(name_id, names, found.units, (WIDTH / 2, HEIGHT / 2), "middle")
    count = len(found.neighbours)
    nodes = tuple(
        _node(one.name_id, names, one.weight, *_place(number, count))
        for number, one in enumerate(found.neighbours)
    )
    return Drawing(center, nodes, tuple(_edges(center, nodes, found)))


def _place(number: int, count: int) -> tuple[tuple[float, float], str]:
    """Go round from the right; labels stand outside, so that they do not cross the lines."""
    angle = 2 * math.pi * (number + 0.5) / count - math.pi / 2
    x, y = WIDTH / 2 + _ACROSS * math.cos(angle), HEIGHT / 2 + _DOWN * math.sin(angle)
    anchor = "start" if math.cos(angle) > 0.05 else "end" if math.cos(angle) < -0.05 else "middle"
    return (round(x, 1), round(y, 1)), anchor


def _node(
    name_id: str, names: dict[str, dict[str, Any]], weight: int, place: tuple[float, float], anchor: str
) -> Node:
    row = names.get(name_id, {})
    forms = row.get("ja") or [name_id]
    english = row.get("acronym") or row.get("en_short") or row.get("en") or ""
    return Node(
        name_id,
        _short(str(forms[0]), 11),
        _short(str(english), 22),
        str(row.get("type") or ""),
        weight,
        *place,
        round(5 + min(9.0, 2 * math.sqrt(weight)), 1),
        anchor,
    )


def _edges(center: Node, nodes: tuple[Node, ...], found: Neighbourhood) -> list[Edge]:
    outer = [_edge(nodes[first], nodes[second], weight, outer=True) for first, second, weight in found.pairs]
    return [*outer, *(_edge(center, node, node.weight, outer=False) for node in nodes)]


def _edge(first: Node, second: Node, weight: int, *, outer: bool) -> Edge:
    width = round(min(5.0, 0.8 + math.sqrt(weight) * (0.5 if outer else 1)), 1)
    return Edge(first.x, first.y, second.x, second.y, width, outer)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
