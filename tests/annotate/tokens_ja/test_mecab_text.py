from __future__ import annotations

import pytest

from corpus_tools.annotate.tokens_ja.mecab_text import fold, mecab_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("NATO (2022)", "ＮＡＴＯ （2022）"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("は\u309aん", "ぱん"),
        ("e\u0301té", "éｔé"),
        ("⽇本", "日本"),
        ("髙﨑", "高崎"),
        ("葛\U000e0100城", "葛城"),
        ("①㍻…", "①㍻…"),
        ("a\x00b\u3000c", "ａ ｂ ｃ"),
        ("一\r\n二", "一\n\n二"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_folded_character_keeps_its_place() -> None:
    read = mecab_text("ｶﾞが 𠮷")
    assert read.starts.tolist() == [0, 2, 4]
    assert read.ends.tolist() == [2, 3, 5]
    assert read.changed.tolist() == [True, False, True]
