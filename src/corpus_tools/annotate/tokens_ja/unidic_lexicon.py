"""What MeCab prints for a token, to the token's attributes: worked out once per distinct output line."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import fugashi
import numpy as np
import numpy.typing as npt

from corpus_tools.annotate.tokens_ja.patterns import PatternMatcher
from corpus_tools.annotate.tokens_ja.unidic_attributes import attributes, changed_fields
from corpus_tools.annotate.tokens_ja.upos import UposRules
from corpus_tools.annotate.tokens_ja.user_dictionary import USER_MARK, unidic_arguments
from corpus_tools.model import IntArray, TokenTable

Changes: TypeAlias = tuple[tuple[str, str], ...]
"""Attributes and their new values."""

_N_UNIDIC_FIELDS = 26
DIGITS, LETTERS, COUNTER = 1, 2, 3
"""What a token may be to its neighbours, in ``Lexicon.kinds``."""

_NEW_PER_PIECE = 0.25
_LENGTH, _RECORD, _CLASS, _PATTERN_CLASS, _KIND, _USER = range(6)
_READING = TokenTable.attributes.index("reading")
_AFTER_DIGITS = {("日", "カ"): "ニチ", ("日間", "カカン"): "ニチカン", ("月", "ツキ"): "ガツ"}
_DAYS_IN_KA = frozenset((*range(2, 11), 14, 20, 24))
_DIGITS = re.compile("[0-9０-９]+")
_LETTERS = re.compile("[Ａ-Ｚａ-ｚÀ-ÖØ-öø-ɏ]+")
_LATIN_RUN, _DIGIT_RUN = "名詞,普通名詞,一般,*,*,*", "名詞,数詞,*,*,*,*"


def tagger_arguments(*, features: bool = False, user_dictionary: Path | None = None) -> str:
    """Return MeCab's options for a short line per token, with all ``features`` at its end if wanted."""
    more = r"\t%H" if features else ""
    options = [
        unidic_arguments(),
        '-O ""',  # else the formats are ignored: UniDic's dicrc names an output format of its own
        rf'-F "%m\t%phl,%phr,%c{more}\n" -U "%m\t%phl,%phr,%c,U{more}\n" -E ""',
        "-u " + shlex.quote(str(user_dictionary)) if user_dictionary else "",
    ]
    return " ".join(options)


class Lexicon:
    """Reads text with MeCab and numbers the distinct token lines, whose attributes are worked out once.

    Known words are read as short lines: the word, its context ids and its cost. Entries that agree in all of
    these are the same to MeCab's search, so one of them always wins: the line is an exact key, though much
    shorter than the features. Pieces with new words are read again with the features; while most pieces have
    some, all are read with features at once.
    """

    def __init__(
        self,
        table: TokenTable,
        rules: UposRules,
        *,
        patterns: PatternMatcher | None = None,
        user_dictionary: Path | None = None,
    ) -> None:
        self.table = table
        self.words: list[str] = []
        self._rules = rules
        self._patterns = patterns
        self._short_tagger = fugashi.GenericTagger(tagger_arguments(user_dictionary=user_dictionary))
        self._whole_tagger = fugashi.GenericTagger(
            tagger_arguments(features=True, user_dictionary=user_dictionary)
        )
        self._by_short_line: dict[str, int] = {}
        self._by_whole_line = _WholeLines(self)
        self._many_new = True
        self._variants: dict[tuple[int, str], int] = {}
        self._changed: dict[tuple[int, Changes, str], int] = {}
        self._features: list[str] = []
        self._rows: list[tuple[int, ...]] = []
        self._columns: npt.NDArray[np.int32] = np.zeros((6, 0), dtype=np.int32)

    def read(self, pieces: Sequence[str]) -> list[int]:
        """Analyse the pieces one by one and return the numbers of all their tokens."""
        before = len(self.words)
        numbers = self._read_whole(pieces) if self._many_new else self._read_short(pieces)
        self._many_new = len(self.words) - before > _NEW_PER_PIECE * len(pieces)
        return numbers

    def _read_short(self, pieces: Sequence[str]) -> list[int]:
        printed = list(map(self._short_tagger.parse, pieces))
        known = self._by_short_line.__getitem__
        try:
            return list(map(known, _lines(printed)))
        except KeyError:
            numbers: list[int] = []
            for piece, lines in zip(pieces, printed, strict=True):
                try:
                    numbers += list(map(known, _lines([lines])))
                except KeyError:
                    numbers += self._read_whole([piece])
            return numbers

    def _read_whole(self, pieces: Sequence[str]) -> list[int]:
        return list(map(self._by_whole_line.__getitem__, _lines(map(self._whole_tagger.parse, pieces))))

    def learn(self, line: str) -> int:
        """Return the number of a line with features that was not read before."""
        word, key, features = line.split("\t", 2)
        short = f"{word}\t{key}"
        number = self._by_short_line.get(short)
        if number is None:
            number = self._by_short_line[short] = self._new(word, features, word)
        return number

    def lengths(self, numbers: IntArray) -> IntArray:
        """Return the analysed words' lengths in characters."""
        return self._values(_LENGTH, numbers)

    def records(self, numbers: IntArray) -> IntArray:
        """Return the rows of the token table."""
        return self._values(_RECORD, numbers)

    def classes(self, numbers: IntArray) -> IntArray:
        """Return what the UPOS rules need to know of each token."""
        return self._values(_CLASS, numbers)

    def pattern_classes(self, numbers: IntArray) -> IntArray:
        """Return what the patterns need to know of each token; 0 for all if there are none."""
        return self._values(_PATTERN_CLASS, numbers)

    def kinds(self, numbers: IntArray) -> IntArray:
        """Return ``DIGITS`` or ``LETTERS`` for words of these alone, ``COUNTER`` for 日 read カ and the like, else 0."""
        return self._values(_KIND, numbers)

    def n_user(self, numbers: IntArray) -> int:
        """Count the tokens that a user dictionary decided."""
        return int(self._values(_USER, numbers).sum())

    def _values(self, column: int, numbers: IntArray) -> IntArray:
        if self._columns.shape[1] < len(self._rows):
            self._grow()
        values: IntArray = self._columns[column].take(numbers)
        return values

    def variant(self, number: int, surface: str) -> int:
        """Return the number for the same entry where the text writes it otherwise than the analysed form."""
        key = (number, surface)
        known = self._variants.get(key)
        if known is None:
            known = self._variants[key] = self._new(self.words[number], self._features[number], surface)
        return known

    def changed(self, number: int, changes: Changes, word: str) -> int:
        """Return the number of an entry like another one, as ``word`` and with other attributes."""
        key = (number, changes, word)
        known = self._changed.get(key)
        if known is None:
            fields = changed_fields(self._fields(number), changes)
            known = self._changed[key] = self._new(word, ",".join(fields), word)
        return known

    def reading(self, number: int) -> str:
        """Return an entry's reading."""
        return self.table.rows[self._rows[number][_RECORD]][_READING]

    def run(self, word: str, surface: str) -> int:
        """Return the number of a run of digits or letters that MeCab cut into pieces."""
        key = (-1, surface)
        known = self._variants.get(key)
        if known is None:
            features = _DIGIT_RUN if word.isdigit() else _LATIN_RUN
            known = self._variants[key] = self._new(word, features, surface)
        return known

    def after_digits(self, number: int, digits: str) -> int:
        """Return the number of a counter in the reading it has after ``digits``."""
        word = self.words[number]
        wrong = self.reading(number)
        if word != "月" and len(digits) < 3 and int(digits) in _DAYS_IN_KA:
            return number
        key = (number, word)
        known = self._variants.get(key)
        if known is None:
            reading = _AFTER_DIGITS[word, wrong]
            features = (
                f"名詞,普通名詞,助数詞可能,*,*,*,{reading},{word},{word},{reading},{word},{reading},漢,"
                f"*,*,*,*,{','.join([reading] * 4)},*,*,*,*,*"
            )
            known = self._variants[key] = self._new(word, features, word)
        return known

    def _new(self, word: str, features: str, surface: str) -> int:
        self.words.append(word)
        self._features.append(features)
        fields = self._fields(len(self.words) - 1)
        row = attributes(surface, fields)
        unknown = len(fields) < _N_UNIDIC_FIELDS
        self._rows.append(
            (
                len(word),
                self.table.add(row),
                self._rules.classify(row, unknown=unknown),
                self._patterns.classify(row, unknown=unknown) if self._patterns else 0,
                _kind(word, row),
                len(fields) > _N_UNIDIC_FIELDS and fields[-1] == USER_MARK,
            )
        )
        return len(self.words) - 1

    def _fields(self, number: int) -> list[str]:
        features = self._features[number]
        return next(csv.reader([features])) if '"' in features else features.split(",")

    def _grow(self) -> None:
        new = np.array(self._rows[self._columns.shape[1] :], dtype=np.int32).T
        self._columns = np.concatenate((self._columns, new), axis=1)


class _WholeLines(dict[str, int]):
    """The numbers of lines with features."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._learn = lexicon.learn

    def __missing__(self, line: str) -> int:
        number = self[line] = self._learn(line)
        return number


def _lines(printed: Iterable[str]) -> list[str]:
    """Split what MeCab printed of several pieces; of a piece of blanks it prints nothing."""
    joined = "\n".join(filter(None, printed))
    return joined.split("\n") if joined else []


def _kind(word: str, row: Sequence[str]) -> int:
    if "ぁ" <= word[0] <= "\u9fff":
        return COUNTER if (word, row[_READING]) in _AFTER_DIGITS else 0
    if _DIGITS.fullmatch(word):
        return DIGITS
    return LETTERS if _LETTERS.fullmatch(word) else 0
