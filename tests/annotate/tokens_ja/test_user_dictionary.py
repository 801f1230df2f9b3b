from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.annotate.tokens_ja.user_dictionary import (
    UserEntry,
    package_entries,
    user_dictionary,
    words_unidic_lacks,
)
from corpus_tools.errors import AnnotationError

PLACE = "名詞-固有名詞-地名-一般"


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache of the test's own, on a path with a blank in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a b"))


def test_an_entry_keeps_its_word_in_one_piece() -> None:
    tokenizer = Tokenizer(user_entries=[UserEntry("ヌメロポリス", "ヌメロポリス", pos=PLACE)])
    row = list(tokenizer.tokenize("彼はヌメロポリスへ").rows())[2]
    assert (row["word"], row["lemma"], row["reading"]) == ("ヌメロポリス",) * 3
    assert (row["pos"], row["upos"], row["goshu"]) == (PLACE, "PROPN", "固")


def test_entries_in_latin_letters_keep_their_case() -> None:
    tokenizer = Tokenizer(user_entries=[UserEntry("G7", "ジーセブン")])
    row = next(tokenizer.tokenize("G7が").rows())
    assert (row["word"], row["lemma"], row["norm"]) == ("G7", "G7", "g7")


def test_words_that_unidic_has_are_left_to_it() -> None:
    assert words_unidic_lacks([UserEntry("ウクライナ"), UserEntry("キーウ")]) == (UserEntry("キーウ"),)


def test_one_dictionary_per_content() -> None:
    one, same, other = (user_dictionary([UserEntry(word)]) for word in ("キーウ", "キーウ", "ドンバス"))
    assert one == same != other
    assert one is not None
    assert one.exists()
    assert [path.suffix for path in one.parent.iterdir()] == [".dic", ".dic"]


def test_no_entries_need_no_dictionary() -> None:
    assert user_dictionary([]) is None


@pytest.mark.parametrize("surface", ["", "Founding Act", "東\n京"])
def test_an_entry_is_one_word(surface: str) -> None:
    with pytest.raises(AnnotationError, match="one word"):
        user_dictionary([UserEntry(surface)])


def test_an_unknown_kind_of_word_is_refused_with_those_there_are() -> None:
    with pytest.raises(AnnotationError, match="名詞-固有名詞-一般"):
        user_dictionary([UserEntry("ほげ", pos="名詞-謎")])


def test_every_word_of_the_package_stays_whole() -> None:
    tokenizer = Tokenizer()
    cut = [
        entry.surface
        for entry in package_entries()
        if entry.surface not in tokenizer.tokenize(f"昨日、{entry.surface}の問題が").column("word")
    ]
    assert cut == []


def test_a_cache_that_cannot_be_written_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    path = user_dictionary([UserEntry("キーウ")])
    assert path is not None
    assert path.exists()
