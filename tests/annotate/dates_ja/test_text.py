"""Folding, squeezing and the layout of a text."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja.text import Layout, squeeze
from corpus_tools.model import Block


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("2022年 2月 24日", "2022年2月24日"),
        ("２０２２年　２月", "2022年2月"),
        ("第 1 部 NATO enlargement 1999", "第1部NATO enlargement 1999"),
        ("述べた 1 2022年", "述べた1 2022年"),
        ("2005－ 2010年", "2005-2010年"),
        ("決まった。\n翌年", "決まった。\n翌年"),
        ("2016年7\n\n月", "2016年7月"),
    ],
)
def test_extraction_spaces_go_and_paragraphs_stay(text: str, squeezed: str) -> None:
    assert squeeze(text).text == squeezed


def test_every_character_finds_its_way_back() -> None:
    text = "　 2022年 2 月\n24日、NATO と EU は"
    squeezed = squeeze(text)
    for place, character in enumerate(squeezed.text):
        start, end = squeezed.original(place, place + 1)
        assert (end - start, text[start:end]) == (1, character)


def test_a_block_border_inside_an_expression_does_not_part_it() -> None:
    text = "2016年7\n月の会議"
    blocks = [Block("paragraph", 0, 0, 6), Block("paragraph", 0, 7, len(text))]
    assert squeeze(text, blocks=blocks).text == "2016年7月の会議"


def test_a_heading_stands_alone_whatever_its_length() -> None:
    text = "長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い長い見出し\n本文は2022年に"
    blocks = [
        Block("heading", 1, 0, text.index("\n")),
        Block("paragraph", 0, text.index("\n") + 1, len(text)),
    ]
    assert "\n" in squeeze(text, blocks=blocks).text


def test_brackets_and_sentences_are_known_at_each_place() -> None:
    text = "彼（一八八〇年生）は「来る。二〇日だ」と言った。翌日、『春』を読んだ。"
    text = squeeze(text).text
    layout = Layout(text)
    assert layout.place(text.index("八八")).in_parentheses
    assert layout.place(text.index("二〇")).quote == (text.index("「"), text.index("」"))
    assert layout.place(text.index("二〇")).sentence == 0
    assert layout.place(text.index("翌日")).sentence == 1
    assert layout.place(text.index("春")).in_title
