"""Marks on a text as a tree: nothing of the text is lost, and marks that cross are cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.web.marked_text import KINDS, Mark, Node, nested

TEXT = "NATOは𠮷野で会った👩‍👩‍👧‍👦。"
places = st.integers(0, len(TEXT))
marks = st.lists(
    st.builds(
        lambda kind, one, other: Mark(kind, min(one, other), max(one, other)), st.sampled_from(KINDS), places, places
    ),
    max_size=12,
)  # fmt: skip


def written(nodes: tuple[Node | str, ...]) -> str:
    return "".join(one if isinstance(one, str) else written(one.children) for one in nodes)


def all_nodes(nodes: tuple[Node | str, ...], around: tuple[Mark, ...] = ()) -> Iterator[tuple[Node, tuple[Mark, ...]]]:  # fmt: skip
    for one in nodes:
        if isinstance(one, Node):
            yield one, around
            yield from all_nodes(one.children, (*around, one.mark))


@given(marks, places, places)
def test_the_text_is_whole_and_marks_are_nested(found: list[Mark], one: int, other: int) -> None:
    start, end = sorted((one, other))
    inside = [mark for mark in found if mark.start < end and mark.end > start]
    nodes = nested(TEXT, inside, start, end)
    assert written(nodes) == TEXT[start:end]
    for node, around in all_nodes(nodes):
        assert start <= node.mark.start <= node.mark.end <= end
        assert written(node.children) == TEXT[node.mark.start : node.mark.end]
        assert all(mark.start <= node.mark.start and node.mark.end <= mark.end for mark in around)
        assert node.inside == (node.mark.kind in {mark.kind for mark in around})


@given(marks)
def test_each_mark_begins_once_and_covers_what_it_covered(found: list[Mark]) -> None:
    made = [node.mark for node, _ in all_nodes(nested(TEXT, found, 0, len(TEXT)))]
    begun = [mark for mark in made if not mark.continued]
    assert sorted((mark.kind, mark.start) for mark in begun) == sorted(
        (mark.kind, mark.start) for mark in found
    )
    assert sum(mark.end - mark.start for mark in made) == sum(mark.end - mark.start for mark in found)


@pytest.mark.parametrize(
    ("given_marks", "tree"),
    [
        ([], ("0123456789",)),
        ([("entity", 2, 4)], ("01", ("entity", "23"), "456789")),
        ([("entity", 2, 6), ("date", 4, 8)], ("01", ("entity", "23", ("date", "45")), ("date", "67"), "89")),
        ([("date", 2, 4), ("sentence", 2, 4)], ("01", ("sentence", ("date", "23")), "456789")),
        ([("note", 4, 4), ("entity", 4, 6)], ("0123", ("note",), ("entity", "45"), "6789")),
    ],
)
def test_trees(given_marks: list[tuple[str, int, int]], tree: tuple[object, ...]) -> None:
    def plain(nodes: tuple[Node | str, ...]) -> tuple[object, ...]:
        return tuple(one if isinstance(one, str) else (one.mark.kind, *plain(one.children)) for one in nodes)

    assert plain(nested("0123456789", [Mark(*one) for one in given_marks], 0, 10)) == tree
