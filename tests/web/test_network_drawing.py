"""The picture of a name and its neighbours: inside its frame, and no label on another."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from lxml import html

from corpus_tools.analysis.neighbours import Neighbour, Neighbourhood
from corpus_tools.web.addresses import ADDRESSES
from corpus_tools.web.network_drawing import HEIGHT, WIDTH, Drawing, draw
from corpus_tools.web.words import WORDS, Words

names_of = st.dictionaries(
    st.integers(0, 12).map(str),
    st.fixed_dictionaries(
        {
            "ja": st.lists(st.text("国民的W ー", min_size=1, max_size=30), max_size=1),
            "en": st.text("Wide m", max_size=60),
        }
    ),
)
Box = tuple[float, float, float, float]


def around(count: int, weight: int = 3) -> Neighbourhood:
    pairs = tuple((one, other, weight) for one, other in combinations(range(count), 2))
    return Neighbourhood(9, tuple(Neighbour(str(one + 1), weight, 5, 1.0) for one in range(count)), pairs)


def boxes(drawing: Drawing) -> list[Box]:
    """The labels as they are written, each a box; an ideograph is as wide as it is high, a letter half of that."""
    environment = Environment(
        loader=FileSystemLoader(str(files("corpus_tools.web").joinpath("templates"))), autoescape=True
    )
    environment.globals.update(ADDRESSES)
    picture = environment.get_template("_network.html").module.picture(drawing, Words(WORDS["en"]))
    return [
        _box(text) for text in html.fromstring(str(picture)).cssselect("text") if text.text_content().strip()
    ]


def _box(text: Any) -> Box:
    size = 11 if text.get("class") == "en" else 15 if text.get("class") == "center" else 13
    width = sum(size if one > "\u2e7f" else size * 0.62 for one in text.text_content())
    x, y = float(text.get("x")), float(text.get("y"))
    left = {"start": x, "end": x - width, "middle": x - width / 2}[text.get("text-anchor")]
    return left, y - size * 0.85, left + width, y + size * 0.15


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 12), names_of, st.integers(1, 10_000))
def test_labels_stand_inside_and_apart(count: int, names: dict[str, dict[str, Any]], weight: int) -> None:
    drawing = draw("0", around(count, weight), names)
    assert drawing is not None
    found = boxes(drawing)
    for left, top, right, bottom in found:
        assert left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT
    for one, other in combinations(found, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
        assert apart, (one, other)


@pytest.mark.parametrize("count", range(1, 13))
def test_circles_stand_inside_and_apart(count: int) -> None:
    drawing = draw("0", around(count, 10_000), {})
    assert drawing is not None and len(drawing.nodes) == count
    for one, other in combinations((drawing.center, *drawing.nodes), 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (one.radius + other.radius) ** 2
    assert len(drawing.edges) == count + count * (count - 1) // 2


def test_a_name_that_stands_alone_has_no_picture() -> None:
    assert draw("0", Neighbourhood(3, (), ()), {}) is None
