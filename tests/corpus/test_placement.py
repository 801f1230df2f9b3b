from __future__ import annotations

import pytest

from corpus_tools.corpus.placement import place, place_by_start
from corpus_tools.model import Span, Tokens

# 日米 の 条約 。 next
TOKENS = Tokens.from_columns([0, 2, 3, 6], [2, 3, 5, 7], {"word": ["日米", "の", "条約", "。"]})


def _span(start: int, end: int) -> Span:
    return Span("x", "entity", start, end, "GPE", "auto:test")


@pytest.mark.parametrize(
    ("start", "end", "tokens", "widened"),
    [
        (0, 2, (0, 1), False),
        (1, 2, (0, 1), True),
        (0, 5, (0, 3), False),
        (3, 6, (2, 3), False),  # ends in the white space before 。
        (4, 7, (2, 4), True),
        (2, 2, (0, 1), False),  # an anchor stands on the token before it
        (0, 0, (0, 1), False),  # and on the first one where there is none
        (7, 7, (3, 4), False),
    ],
)
def test_characters_become_corpus_positions(
    start: int, end: int, tokens: tuple[int, int], widened: bool
) -> None:
    placement = place([_span(start, end)], TOKENS)
    assert (placement.first[0], placement.last[0]) == tokens
    assert placement.widened[0] == widened
    assert placement.placed[0]


def test_a_span_of_white_space_stands_on_no_token() -> None:
    assert not place([_span(5, 6)], TOKENS).placed[0]


def test_a_document_without_tokens_places_nothing() -> None:
    empty = Tokens.from_columns([], [], {})
    assert place([_span(0, 0), _span(0, 1)], empty).placed.tolist() == [False, False]


def test_a_token_is_on_the_page_of_its_first_character() -> None:
    pages = place_by_start([_span(0, 1), _span(1, 7)], TOKENS)
    assert list(zip(pages.first.tolist(), pages.last.tolist(), strict=True)) == [(0, 1), (1, 4)]
