"""What a PDF's text layer breaks in Latin words is mended in the value, never in the text."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.glosses_ja import find_glosses
from corpus_tools.annotate.glosses_ja.parts import fold_english

BROKEN = [
    ("offi cial", "official"),
    ("confi dence-building", "confidence-building"),
    ("Pacifi c and fi nal", "Pacific and final"),
    ("ﬁnance oﬃce", "finance office"),
    ("diff erent staff of a tariff rate", "different staff of a tariff rate"),
    ("Wi-fi access, sci-fi film, Sufi order", "Wi-fi access, sci-fi film, Sufi order"),
    ("arms con-\ntrol", "arms control"),
    ("Euro-\nAtlantic non-\nproliferation", "Euro-Atlantic non-proliferation"),
]


@pytest.mark.parametrize(("raw", "expected"), BROKEN)
def test_english_is_mended(raw: str, expected: str) -> None:
    assert fold_english(raw) == expected


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("世界保健機関（ＷＨＯ）は", "世界保健機関", "WHO"),
        ("ＷＨＯ（世界保健機関）は", "世界保健機関", "WHO"),
        ("Ｇ７外相会合（Ｇ７ Foreign Ministers’ Meeting）", "Ｇ７外相会合", "G7 Foreign Ministers’ Meeting"),
    ],
)
def test_full_width_letters_are_read_and_the_japanese_keeps_them(text: str, ja: str, en: str) -> None:
    (pair,) = find_glosses(text)
    assert (pair.attributes["ja"], pair.attributes["en"]) == (ja, en)
