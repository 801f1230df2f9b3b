"""What MeCab prints for a token, to the token's attributes: worked out once per distinct output line."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import fugashi
import numpy as np
import numpy.typing as npt

from corpus_tools.annotate.unidic_attributes_ja import attributes
from corpus_tools.annotate.upos_ja import UposRules
from corpus_tools.annotate.user_dictionary import USER_MARK, unidic_arguments
from corpus_tools.errors import AnnotationError
from corpus_tools.model import IntArray, TokenTable

_N_UNIDIC_FIELDS = 26
_WORDS_AT_ONCE = 64
DIGITS, LETTERS, DAY_COUNTER = 1, 2, 3
"""What a token may be to its neighbours, in ``Lexicon.kinds``."""

_LENGTH, _RECORD, _CLASS, _KIND, _USER = range(5)
_READING = TokenTable.attributes.index("reading")
_DAYS_READ_KA = {("日", "カ"): "ニチ", ("日間", "カカン"): "ニチカン"}
_DIGITS = re.compile("[0-9０-９]+")
_LETTERS = re.compile("[Ａ-Ｚａ-ｚÀ-ÖØ-öø-ɏ]+")
_LATIN_RUN, _DIGIT_RUN = "名詞,普通名詞,一般,*,*,*", "名詞,数詞,*,*,*,*"


def tagger_arguments(*, whole_lattice: bool = False, user_dictionary: Path | None = None) -> str:
    """Return MeCab's options: short lines of the best path, or the whole lattice with its features."""
    features = r"\t%H" if whole_lattice else ""
    options = [
        unidic_arguments(),
        "-a" if whole_lattice else "",
        '-O ""',  # else the formats are ignored: UniDic's dicrc names an output format of its own
        rf'-F "%m\t%phl,%phr,%c{features}\n" -U "%m\t%phl,%phr,%c,U{features}\n" -E ""',
        "-u " + shlex.quote(str(user_dictionary)) if user_dictionary else "",
    ]
    return " ".join(option for option in options if option)


class Lexicon(dict[str, int]):
    """Numbers the distinct lines that MeCab prints, and knows each one's attributes.

    A line is the word, its context ids and its cost. Entries that agree in all of these are the same to MeCab's
    search, so one of them always wins: the line is an exact key, though much shorter than the features. Looking
    up a new line gives it a number at once; ``settle`` finds the features of all new ones, by asking MeCab for
    every entry of those words instead of analysing their sentences again.
    """

    def __init__(self, table: TokenTable, rules: UposRules, *, user_dictionary: Path | None = None) -> None:
        super().__init__()
        self.table = table
        self.words: list[str] = []
        self._rules = rules
        self._lattice = fugashi.GenericTagger(
            tagger_arguments(whole_lattice=True, user_dictionary=user_dictionary)
        )
        self._features: list[str] = []
        self._unknown: dict[str, str] = {}
        self._pending: list[str] = []
        self._variants: dict[tuple[int, str], int] = {}
        self._columns: npt.NDArray[np.int32] = np.zeros((5, 1024), dtype=np.int32)

    def __missing__(self, line: str) -> int:
        number = self[line] = len(self.words)
        self.words.append(line[: line.index("\t")])
        self._features.append("")
        self._pending.append(line)
        return number

    def settle(self) -> None:
        """Find the features of the lines that are new since the last call."""
        pending, self._pending = self._pending, []
        for first in range(0, len(pending), _WORDS_AT_ONCE):
            batch = pending[first : first + _WORDS_AT_ONCE]
            found = dict(self._entries(batch))
            for line in batch:
                self._fill(self[line], self.words[self[line]], self._features_of(line, found))

    def lengths(self, numbers: IntArray) -> IntArray:
        """Return the analysed words' lengths in characters."""
        return self._values(_LENGTH, numbers)

    def records(self, numbers: IntArray) -> IntArray:
        """Return the rows of the token table."""
        return self._values(_RECORD, numbers)

    def classes(self, numbers: IntArray) -> IntArray:
        """Return what the UPOS rules need to know of each token."""
        return self._values(_CLASS, numbers)

    def kinds(self, numbers: IntArray) -> IntArray:
        """Return ``DIGITS`` or ``LETTERS`` for words of these alone, ``DAY_COUNTER`` for 日 read カ, else 0."""
        return self._values(_KIND, numbers)

    def n_user(self, numbers: IntArray) -> int:
        """Count the tokens that a user dictionary decided."""
        return int(self._values(_USER, numbers).sum())

    def _values(self, column: int, numbers: IntArray) -> IntArray:
        values: IntArray = self._columns[column].take(numbers)
        return values

    def variant(self, number: int, surface: str) -> int:
        """Return the number for the same entry where the text writes it otherwise than the analysed form."""
        key = (number, surface)
        known = self._variants.get(key)
        if known is None:
            known = self._variants[key] = self._new(self.words[number], self._features[number], surface)
        return known

    def run(self, word: str, surface: str) -> int:
        """Return the number of a run of digits or letters that MeCab cut into pieces."""
        key = (-1, surface)
        known = self._variants.get(key)
        if known is None:
            features = _DIGIT_RUN if word.isdigit() else _LATIN_RUN
            known = self._variants[key] = self._new(word, features, surface)
        return known

    def nichi(self, number: int) -> int:
        """Return the number of a day counter read ニチ instead of カ."""
        word = self.words[number]
        key = (number, word)
        known = self._variants.get(key)
        if known is None:
            reading = _DAYS_READ_KA[word, self.table.rows[int(self._columns[_RECORD, number])][_READING]]
            features = (
                f"名詞,普通名詞,助数詞可能,*,*,*,{reading},{word},{word},{reading},{word},{reading},漢,"
                f"*,*,*,*,{','.join([reading] * 4)},*,*,*,*,*"
            )
            known = self._variants[key] = self._new(word, features, word)
        return known

    def _new(self, word: str, features: str, surface: str) -> int:
        self.words.append(word)
        self._features.append(features)
        self._fill(len(self.words) - 1, surface, features)
        return len(self.words) - 1

    def _fill(self, number: int, surface: str, features: str) -> None:
        self._features[number] = features
        fields = _split(features)
        row = attributes(surface, fields)
        self._make_room(number)
        self._columns[:, number] = (
            len(self.words[number]),
            self.table.add(row),
            self._rules.classify(row, unknown=len(fields) < _N_UNIDIC_FIELDS),
            _kind(self.words[number], row),
            len(fields) > _N_UNIDIC_FIELDS and fields[-1] == USER_MARK,
        )

    def _make_room(self, number: int) -> None:
        if number >= self._columns.shape[1]:
            self._columns = np.concatenate((self._columns, np.zeros_like(self._columns)), axis=1)

    def _entries(self, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield line and features of every entry that could stand anywhere in the lines' words."""
        words = {line[: line.index("\t")] for line in lines}
        for printed in self._lattice.parse(" ".join(words)).split("\n"):
            line, _, features = printed.rpartition("\t")
            if line.endswith(",U"):
                self._unknown[line[line.index("\t") :]] = features
            yield line, features

    def _features_of(self, line: str, found: dict[str, str]) -> str:
        features = found.get(line) or self._unknown.get(line[line.index("\t") :])
        if features is None:
            raise AnnotationError(
                f"MeCab printed {line!r} but lists no such dictionary entry. The dictionary may have been changed "
                "while it was in use; make a new Tokenizer."
            )
        return features


def _kind(word: str, row: Sequence[str]) -> int:
    if _DIGITS.fullmatch(word):
        return DIGITS
    if _LETTERS.fullmatch(word):
        return LETTERS
    return DAY_COUNTER if (word, row[_READING]) in _DAYS_READ_KA else 0


def _split(features: str) -> list[str]:
    return next(csv.reader([features])) if '"' in features else features.split(",")
