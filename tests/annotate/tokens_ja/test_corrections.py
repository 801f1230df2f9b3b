"""Corrections by neighbours: each row's own example, and sentences it must leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.annotate.tokens_ja.patterns import read_table

ROWS = read_table("corrections.tsv")
WITH, WITHOUT = Tokenizer(), Tokenizer(corrections=False)


def _changes(cell: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in cell.split(";") if part)


def _bracketed(example: str) -> tuple[str, int, int]:
    """Return the sentence without its brackets, and where the bracketed token begins and ends."""
    start, end = example.index("["), example.index("]") - 1
    return example.replace("[", "").replace("]", ""), start, end


def _tokens(tokenizer: Tokenizer, text: str) -> dict[int, dict[str, Any]]:
    return {row["start"]: row for row in tokenizer.tokenize(text).rows()}


@pytest.mark.parametrize("row", ROWS, ids=[row["example"] for row in ROWS])
def test_a_rule_does_what_its_row_says_on_its_example(row: dict[str, str]) -> None:
    text, start, end = _bracketed(row["example"])
    changes = _changes(row["changes"])
    cut = changes.pop("cut", None)
    token = _tokens(WITH, text)[start]
    assert token["end"] == (start + len(cut) if cut else end)
    assert {key: token[key] or "" for key in changes} == changes


@pytest.mark.parametrize("row", ROWS, ids=[row["example"] for row in ROWS])
def test_no_rule_is_idle_on_its_example(row: dict[str, str]) -> None:
    text, _, _ = _bracketed(row["example"])
    assert _tokens(WITH, text) != _tokens(WITHOUT, text)


@pytest.mark.parametrize(
    "text",
    [
        "東京でなくなった人は多い",  # died in Tokyo: a place, and one verb
        "財布がなくなった",
        "彼は駅で本を読む",
        "もっと大きな声で話す",
        "大きなものの一つ",
        "昨年より多い",
        "その後ろに立つ",
        "それでもよい",
        "それでもかまわない",
        "春、夏、秋、冬の順に並べた",
        "彼は東京（Tokyo）に住む",
        "他の追随を許さない",
        "その他の国々",
        "利益を得る",
    ],
)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert _tokens(WITH, text) == _tokens(WITHOUT, text)
