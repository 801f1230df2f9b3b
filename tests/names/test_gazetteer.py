"""The gazetteers load, have unique ids, and know states, former states, cities and bodies."""

from __future__ import annotations

import pytest

from corpus_tools.names import ENTITY_TYPES
from corpus_tools.names.gazetteer import GazetteerEntry, kanji_states, load_gazetteers, slug


@pytest.fixture(scope="module")
def by_form() -> dict[str, GazetteerEntry]:
    found: dict[str, GazetteerEntry] = {}
    for entry in load_gazetteers():
        for form in entry.ja:
            found.setdefault(form, entry)
    return found


@pytest.mark.parametrize(
    ("form", "name_id", "label", "en"),
    [
        ("ロシア", "cldr:RU", "GPE", "Russia"),
        ("米国", "cldr:US", "GPE", "United States"),
        ("ミャンマー", "cldr:MM", "GPE", "Myanmar"),
        ("香港", "cldr:HK", "GPE", "Hong Kong"),
        ("ソ連", "iso3166-3:SUHH", "GPE", "Soviet Union"),
        ("プロイセン", "gaz:prussia", "GPE", "Prussia"),
        ("黒海", "gaz:black-sea", "LOC", "Black Sea"),
        ("国連", "gaz:united-nations", "ORG", "United Nations"),
        ("大阪", "gaz:osaka-prefecture", "GPE", "Osaka Prefecture"),
        ("エカテリンブルグ", "cldr:Asia/Yekaterinburg", "GPE", "Yekaterinburg"),
        ("明治維新", "gaz:meiji-restoration", "EVENT", "Meiji Restoration"),
    ],
)
def test_a_form_has_its_name(
    by_form: dict[str, GazetteerEntry], form: str, name_id: str, label: str, en: str
) -> None:
    entry = by_form[form]
    assert (entry.id, entry.label, entry.en[0]) == (name_id, label, en)


def test_ids_are_unique_and_every_entry_is_whole() -> None:
    entries = load_gazetteers()
    assert len({entry.id for entry in entries}) == len(entries)
    assert all(entry.label in ENTITY_TYPES and entry.ja and entry.en for entry in entries)


def test_one_character_stands_for_a_state() -> None:
    states = kanji_states()
    assert {c: states[c].en[0] for c in "日米ロソ欧"} == {
        "日": "Japan",
        "米": "United States",
        "ロ": "Russia",
        "ソ": "Soviet Union",
        "欧": "Europe",
    }


@pytest.mark.parametrize(("text", "expected"), [("São Paulo", "sao-paulo"), ("G7", "g7"), ("国", "国")])
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
