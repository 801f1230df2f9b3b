from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus_tools.annotate.gold import GoldLayer
from corpus_tools.annotate.gold.tokens import apply_gold_tokens
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.errors import AnnotationError
from corpus_tools.reconstruct import as_running_text

TEXT = "京都で会議。\n大阪で会談。"


def _gold(coverage: tuple[int, int], *rows: tuple[int, int, dict[str, str]]) -> GoldLayer:
    full = tuple(
        {
            "id": f"t-{start}",
            "source_start": start,
            "source_end": end,
            "surface": TEXT[start:end],
            "label": "",
            **values,
        }
        for start, end, values in rows
    )
    return GoldLayer(
        Path("token.jsonl"),
        "token",
        "x",
        hashlib.sha256(TEXT.encode()).hexdigest(),
        "1",
        "draft",
        (coverage,),
        full,
    )


def test_gold_tokens_stand_in_the_place_of_the_automatic() -> None:
    document = as_running_text("x", TEXT)
    document.tokens = Tokenizer()(document)
    rows = [
        (0, 1, {"lemma": "京"}),
        (1, 2, {"upos": "NOUN"}),
        (2, 3, {"upos": "ADP"}),
        (3, 5, {}),
        (5, 6, {}),
    ]
    counts = apply_gold_tokens(document, _gold((0, 6), *rows))
    tokens = list(document.tokens.rows())
    assert [token["word"] for token in tokens] == ["京", "都", "で", "会議", "。", "大阪", "で", "会談", "。"]
    assert (tokens[0]["lemma"], tokens[1]["upos"], tokens[3]["reading"]) == ("京", "NOUN", "カイギ")
    assert (counts.gold, counts.automatic_replaced) == (5, 4)


def test_a_coverage_that_cuts_a_token_is_refused() -> None:
    document = as_running_text("x", TEXT)
    document.tokens = Tokenizer()(document)
    with pytest.raises(AnnotationError, match="ends inside the token '京都'"):
        apply_gold_tokens(document, _gold((0, 1), (0, 1, {})))
