"""The simple search: what a person types finds, in whatever spelling, what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.index import Index, IndexWriter
from corpus_tools.query.folding import FOLDING_FLAGS
from corpus_tools.query.spelled import spelled

SEARCHES = [
    # typed, least hits, a node among them
    ("加盟", 70, "加盟"),
    ("加盟 問題", 3, "加盟問題"),
    ("加盟　問題", 3, "加盟問題"),
    ("NATO加盟", 30, "NATO加盟"),
    ("nato 加盟", 30, "NATO加盟"),
    ("ＮＡＴＯ加盟", 30, "NATO加盟"),
    ("Founding Act", 7, "NATO・ロシア基本議定書"),
    ("founding act", 7, "Founding Act"),
    ("kamei", 70, "加盟"),
    ("かめい", 70, "加盟"),
    ("ōshū", 5, "欧州"),
    ("oushuu", 5, "欧州"),
    ("ukuraina kiki", 3, "ウクライナ危機"),
    ("國際", 4, "国際"),
    ("ｳｸﾗｲﾅ", 100, "ウクライナ"),
    ("北大西洋条約機構", 100, "NATO"),
    ("きたたいせいようじょうやくきこう", 1, "北大西洋条約機構"),
    ("取組む", 1, "取り組ん"),
    ("盟", 90, "同盟"),
]


@pytest.mark.parametrize(("typed", "least", "node"), SEARCHES)
def test_what_is_found(chapter: Corpus, typed: str, least: int, node: str) -> None:
    found = chapter.search(typed)
    nodes = [chapter.surface(0, start, end) for start, end in found]
    assert len(found) >= least
    assert node in nodes


NOTHING = ["", "  ", "そんな語はない", "zzz", '"', "\\", "[", "(?=a)", "*", "𠮷"]


@pytest.mark.parametrize("typed", NOTHING)
def test_what_is_not_there_is_not_found(chapter: Corpus, typed: str) -> None:
    assert list(chapter.search(typed)) == []


def test_the_message_says_how_hits_were_found(chapter: Corpus) -> None:
    assert chapter.search("kamei").message == f"{len(chapter.search('加盟')):,} by reading"
    assert "inside longer words" in chapter.search("盟").message

    assert "by the dictionary's lemma" in chapter.search("取りくむ").message


def test_words_apart_are_found_in_one_sentence(chapter: Corpus) -> None:
    found = chapter.search("侵攻 ロシア")
    assert "in a sentence with the other words" in found.message and len(found) > 3
    sentences = chapter.index.structural["s"]
    for start, end in found:
        (number,) = chapter.regions("s", start, end)
        words = chapter.index.positional["word"].values(
            np.arange(sentences.starts[number], sentences.ends[number])
        )
        assert "侵攻" in words and any(name in "".join(words) for name in ("ロシア", "露", "米ロ"))


def test_a_name_is_found_by_the_beginning_of_its_words(chapter: Corpus) -> None:
    found = chapter.search("Zelensky")
    assert "in a longer name" in found.message
    assert set(found) > set(chapter.search("ゼレンシキー"))
    for typed in ("elenskyy", "zel"):
        assert "in a longer name" not in chapter.search(typed).message


def test_an_exact_search_takes_characters_as_they_are(chapter: Corpus) -> None:
    assert len(chapter.search("kamei", exact=True)) == len(chapter.search("國際", exact=True)) == 0
    assert len(chapter.search("加盟", exact=True)) == len(chapter.query('"加盟"'))


def test_hits_are_distinct_and_in_order(chapter: Corpus) -> None:
    pairs = list(chapter.search("NATO"))
    assert pairs == sorted(set(pairs))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index")
    with IndexWriter(folder, positional=["word"], structural={}) as writer:
        writer.add_tokens({"word": ["a", "ab", "b", "aa", "b", "國", "ab", "🙂", "𠮷", "a"]})
    return Index(folder)


SPELLED = [
    ("ab", "", [(1, 2), (6, 7)]),
    ("abb", "", [(1, 3)]),
    ("aab", "", [(0, 2), (3, 5)]),
    ("aabb", "", [(0, 3)]),
    ("国ab🙂", "o", [(5, 8)]),
    ("国", "", []),
    ("𠮷a", "", [(8, 10)]),
    ("吉a", "o", [(8, 10)]),
    ("ba", "", []),
    ("ax", "", []),
    ("", "", []),
]


@pytest.mark.parametrize(("text", "flags", "expected"), SPELLED)
def test_runs_of_tokens_spell_a_text(
    index: Index, text: str, flags: str, expected: list[tuple[int, int]]
) -> None:
    starts, ends = spelled(index, "word", text, FOLDING_FLAGS & frozenset(flags))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected


def test_a_text_of_a_thousand_characters_is_looked_for_quickly(index: Index) -> None:
    assert len(spelled(index, "word", "ab" * 500)[0]) == 0
