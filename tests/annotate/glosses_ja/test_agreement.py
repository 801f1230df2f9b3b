"""A pair whose sides are not the same shows as one that agrees by nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_tools.annotate.glosses_ja import find_glosses
from corpus_tools.annotate.glosses_ja.agreement import NONE, agreement

TEST = Path(__file__).parents[2] / "data" / "glosses" / "test.jsonl"
PAIRS = [
    ("person", "エリツィン", "Boris Yeltsin", "sound"),
    ("person", "習近平", "Xi Jinping", "sound"),
    ("person", "小泉純一郎", "Junichiro Koizumi", "sound"),
    ("person", "エリツィン", "Joe Biden", "none"),
    ("person", "習近平", "Donald Trump", "none"),
    ("fullname", "世界保健機関", "World Health Organization", "words"),
    ("fullname", "世界保健機関", "International Monetary Fund", "none"),
    ("fullname", "いじめ", "bullying", None),
    ("acronym", "世界保健機関", "WHO", "initials"),
    ("acronym", "国際通貨基金", "WHO", "none"),
    ("reversed", "国際通貨基金", "WHO", "none"),
    ("acronym", "円", "JPY", None),
    ("title", "世界の保健の歴史", "Fathers and Sons", None),
    ("tenure", "エリツィン", "1991-1999年", None),
]


@pytest.mark.parametrize(("kind", "ja", "en", "expected"), PAIRS)
def test_agreement(kind: str, ja: str, en: str, expected: str | None) -> None:
    assert agreement(kind, ja, en) == expected


def test_few_right_pairs_of_the_test_sentences_are_called_wrong() -> None:
    rows = [json.loads(line) for line in TEST.read_text(encoding="utf-8").splitlines()]
    pairs = [(pair["kind"], pair["ja"], pair["en"]) for row in rows for pair in row["glosses"]]
    assert sum(agreement(*pair) == NONE for pair in pairs) <= len(pairs) * 0.05


def test_a_pair_whose_sides_differ_is_found_all_the_same() -> None:
    (pair,) = find_glosses("プーチン（Joe Biden）大統領は述べた。")
    assert (pair.attributes["ja"], pair.attributes["agreement"]) == ("プーチン", "none")
