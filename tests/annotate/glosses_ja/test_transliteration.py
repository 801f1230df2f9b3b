import pytest

from corpus_tools.annotate.glosses_ja.translations import table
from corpus_tools.annotate.glosses_ja.transliteration import latin_skeleton, romanise, sound_similarity


@pytest.mark.parametrize(
    ("kana", "roman"),
    [
        ("シャープ", "shapu"),
        ("チェコ", "cheko"),
        ("ティモール", "timoru"),
        ("ヴィクトル", "vikutoru"),
        ("ジュネーブ", "junebu"),
        ("ニッポン", "nipon"),
        ("ひろしま", "hiroshima"),
        ("漢字", ""),
    ],
)
def test_romanise(kana: str, roman: str) -> None:
    assert romanise(kana) == roman


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("プーチン", "Putin"),
        ("エリツィン", "Yeltsin"),
        ("サルコジ", "Sarkozy"),
        ("ストルテンベルグ", "Stoltenberg"),
        ("エルドアン", "Erdoğan"),
        ("ワリエワ", "Valieva"),
        ("フォンデアライエン", "von der Leyen"),
        ("パートナーシップ", "Partnership"),
        ("シフィオンテク", "Świątek"),
    ],
)
def test_renderings_sound_alike(kana: str, latin: str) -> None:
    assert sound_similarity(kana, latin) >= 0.5


@pytest.mark.parametrize(
    ("kana", "latin"), [("ロシア", "Vladimir"), ("メルケル", "Angela"), ("イタリア", "Giorgia")]
)
def test_other_names_do_not(kana: str, latin: str) -> None:
    assert sound_similarity(kana, latin) < 0.5


def test_nothing_to_compare_is_not_alike() -> None:
    assert sound_similarity("漢字", "Kanji") == 0.0
    assert latin_skeleton("2010") == ""


def test_word_list_has_one_line_a_word_and_tabs_between() -> None:
    rows = table()
    assert len(rows) > 1500
    assert all(part and " " not in part for readings in rows.values() for words in readings for part in words)
