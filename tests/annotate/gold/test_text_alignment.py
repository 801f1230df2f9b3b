from __future__ import annotations

import random

import pytest

from corpus_tools.annotate.gold.text_alignment import NOWHERE, align_texts

TEXT = "会議は京都で開かれた。\n参加国は協定に署名した。\n翌年、批准書が寄託された。\n"


def _shown(old: str, new: str) -> str:
    """Return the new text's characters under the old ones, _ where there is none."""
    return "".join("_" if place == NOWHERE else new[place] for place in align_texts(old, new).tolist())


@pytest.mark.parametrize(
    ("new", "shown"),
    [
        (TEXT, TEXT),
        ("", "_" * len(TEXT)),
        ("前書き。\n" + TEXT, TEXT),
        (TEXT.replace("京都", "大阪"), TEXT.replace("京都", "__")),
        (
            TEXT.replace("参加国は協定に署名した。\n", ""),
            TEXT.replace("参加国は協定に署名した。\n", "_" * 13),
        ),
        (TEXT.replace("。", "．"), TEXT.replace("。", "_")),
        (TEXT.replace("\n", ""), TEXT.replace("\n", "_")),
    ],
)
def test_characters_find_their_place(new: str, shown: str) -> None:
    assert _shown(TEXT, new) == shown


def test_what_is_equal_by_chance_is_not_aligned() -> None:
    assert "米" not in _shown("彼は米を買って帰った。", "先週、米国が声明を出したという。")


def test_places_rise_whatever_was_edited() -> None:
    rng = random.Random(3)
    letters = "米英仏独、。年月\n"
    for _ in range(100):
        old = "".join(rng.choices(letters, k=rng.randrange(60)))
        new = "".join(one for one in old if rng.random() > 0.2) + "".join(rng.choices(letters, k=5))
        places = align_texts(old, new)
        known = [place for place in places.tolist() if place != NOWHERE]
        assert known == sorted(set(known))
        assert all(old[at] == new[place] for at, place in enumerate(places.tolist()) if place != NOWHERE)
