"""Width, kana, old and new characters, romaji: what the flags of a string take for one."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_tools.errors import QueryError
from corpus_tools.index import Index, IndexWriter
from corpus_tools.query import evaluate
from corpus_tools.query.folding import fold, fold_pattern, kanji_variants
from corpus_tools.query.patterns import matches_text
from corpus_tools.query.romaji_ja import katakana_of
from corpus_tools.query.syntax import Text

FOLDED = [
    ("ＮＡＴＯ", "w", "NATO"),
    ("ﾛｼｱｶﾞﾊﾟ", "w", "ロシアガパ"),
    ("（１）　～", "w", "(1) ~"),
    ("ﾞ", "w", "\u3099"),
    ("うくらいなゔゝ", "k", "ウクライナヴヽ"),
    ("國際聯盟", "o", "国際聯盟"),
    ("澤", "o", "沢"),
    ("髙﨑渡邉", "o", "高崎渡辺"),
    ("辨護士 花瓣 辯論", "o", "弁護士 花弁 弁論"),
    ("福\ufa1b葛\U000e0100𠮷", "o", "福福葛吉"),
    ("NATO", "c", "nato"),
    ("國ＡかＢ", "wkoc", "国aカb"),
    ("國ＡかＢ", "", "國ＡかＢ"),
]


@pytest.mark.parametrize(("text", "flags", "expected"), FOLDED)
def test_fold(text: str, flags: str, expected: str) -> None:
    assert fold(text, set(flags)) == expected
    assert fold(expected, set(flags)) == expected


PATTERNS = [
    ("（.*）", "w", r"\(.*\)"),
    (r"\p{Hiragana}+", "k", r"\p{Katakana}+"),
    ("[ぁ-ん]", "k", "[ァ-ン]"),
    ("國.*", "o", "国.*"),
]


@pytest.mark.parametrize(("pattern", "flags", "expected"), PATTERNS)
def test_fold_pattern(pattern: str, flags: str, expected: str) -> None:
    assert fold_pattern(pattern, set(flags)) == expected


def test_the_table_of_characters_is_sound() -> None:
    """One form per variant, no form is a variant of another, no variant that Unicode folds by itself."""
    table = kanji_variants()
    variants = [variant for _, several in table for variant in several]
    assert len(variants) == len(set(variants)) > 400
    assert not {form for form, _ in table} & set(variants)
    assert all(unicodedata.normalize("NFC", variant) == variant for variant in variants)
    assert all(len(form) == 1 for form, _ in table)


ROMAJI = [
    ("kamei", "カメイ"),
    ("tōkyō", "トウキョウ"),
    ("Toukyou", "トウキョウ"),
    ("shinbun", "シンブン"),
    ("sinbun", "シンブン"),
    ("shimbun", "シンブン"),
    ("zyouyaku", "ジョウヤク"),
    ("jouyaku", "ジョウヤク"),
    ("gakkou", "ガッコウ"),
    ("matcha", "マッチャ"),
    ("kin'en", "キンエン"),
    ("kinen", "キネン"),
    ("kin’yuu", "キンユウ"),
    ("ryokan", "リョカン"),
    ("tyuugoku", "チュウゴク"),
    ("chūgoku", "チュウゴク"),
    ("huzi", "フジ"),
    ("fuji", "フジ"),
    ("ra-men", "ラーメン"),
    ("konnichiha", "コンニチハ"),
    ("hon'n", "ホンン"),
    ("Founding", None),
    ("summit", None),
    ("x", None),
    ("加盟", None),
    ("", None),
]


@pytest.mark.parametrize(("romaji", "expected"), ROMAJI)
def test_romaji(romaji: str, expected: str | None) -> None:
    assert katakana_of(romaji) == expected


WORDS = ["國", "国", "ＮＡＴＯ", "NATO", "nato", "ﾛｼｱ", "ロシア", "ろしあ", "（", "a\nｂ", "𠮷野", "が", "か"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index")
    with IndexWriter(folder, positional=["word"], structural={}) as writer:
        writer.add_tokens({"word": WORDS})
    return Index(folder)


QUERIES = [
    ('"国" %o', ["國", "国"]),
    ('"國" %ol', ["國", "国"]),
    ('"吉.*" %o', ["𠮷野"]),
    ('"NATO" %w', ["ＮＡＴＯ", "NATO"]),
    ('"ｎａｔｏ" %wc', ["ＮＡＴＯ", "NATO", "nato"]),
    ('"ろしあ" %k', ["ロシア", "ろしあ"]),
    ('"ﾛｼｱ" %wk', ["ﾛｼｱ", "ロシア", "ろしあ"]),
    ('"ロ.ア" %w', ["ﾛｼｱ", "ロシア"]),
    ('[word!="ロシア" %wk & word="..." %w]', ["a\nｂ"]),
    ('"roshia" %r', ["ロシア"]),
    ('"ro.+|ga" %rk', ["ロシア", "ろしあ", "が"]),
    (r'"（" %wl', ["（"]),
    ('"a.b" %w', ["a\nｂ"]),
    ('"か" %dk', ["が", "か"]),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_words_found(index: Index, query: str, expected: list[str]) -> None:
    assert [WORDS[start] for start, _ in evaluate(index, query)] == expected


LETTERS = "國国ガｶﾞがカＡAa（("


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=st.lists(st.text(LETTERS, max_size=3), min_size=1, max_size=8),
    wanted=st.text(LETTERS, min_size=1, max_size=3),
    flags=st.sets(st.sampled_from("wko"), min_size=1),
)
def test_literal_strings_find_what_folds_to_the_same(words: list[str], wanted: str, flags: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with IndexWriter(Path(folder), positional=["word"], structural={}) as writer:
            writer.add_tokens({"word": words})
        found = evaluate(Index(Path(folder)), f'"{wanted}" %l{"".join(sorted(flags))}')
        same = [place for place, word in enumerate(words) if fold(word, flags) == fold(wanted, flags)]
        assert found.starts.tolist() == same


def test_one_value() -> None:
    assert matches_text("國", Text("国", frozenset("o")))
    assert matches_text("カメイ", Text("kame.", frozenset("r")))
    assert not matches_text("國", Text("国"))


def test_what_is_no_romaji_is_said(index: Index) -> None:
    with pytest.raises(QueryError, match="'founding' is no romaji") as caught:
        evaluate(index, '[word="founding" %r]')
    assert caught.value.column == 7


def test_an_unknown_flag(index: Index) -> None:
    with pytest.raises(QueryError, match=r"%w \(width\)"):
        evaluate(index, '"a" %x')
