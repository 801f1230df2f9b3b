"""Japanese tokens: UniDic short unit words with every attribute, found by MeCab, on exact characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from corpus_tools.annotate.tokens_ja.corrections import Corrected, Corrections
from corpus_tools.annotate.tokens_ja.mecab_text import MecabText, mecab_text
from corpus_tools.annotate.tokens_ja.unidic_lexicon import COUNTER, DIGITS, LETTERS, Lexicon
from corpus_tools.annotate.tokens_ja.upos import UposRules
from corpus_tools.annotate.tokens_ja.user_dictionary import (
    UserEntry,
    package_entries,
    user_dictionary,
    words_unidic_lacks,
)
from corpus_tools.errors import AnnotationError
from corpus_tools.model import Document, IntArray, Tokens, TokenTable

_BATCH = 50_000
_LONGEST = 2_000
_CUT_AFTER = "、 "


class Tokenizer:
    """Cuts Japanese text into UniDic short unit words.

    Args:
        user_entries: Words besides the package's own list; those that UniDic has are left to it.
        use_user_dictionary: Whether to use any user dictionary at all.
        corrections: Whether to apply ``corrections.tsv``, where neighbours tell MeCab's analysis wrong.
        table: Where the token records go; shared tables save memory.

    Attributes:
        user_dictionary_size: Number of entries in the user dictionary.
        n_user_tokens: Tokens so far that came from it.
        n_corrections: Corrections so far.
        upos_values: The UPOS tags, in the order of their codes.
    """

    name = "tokens"
    needs: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"token"})

    def __init__(
        self,
        *,
        user_entries: Iterable[UserEntry] = (),
        use_user_dictionary: bool = True,
        corrections: bool = True,
        table: TokenTable | None = None,
    ) -> None:
        self._user_entries = tuple(user_entries)
        self._use_user_dictionary = use_user_dictionary
        entries = words_unidic_lacks((*package_entries(), *self._user_entries)) if use_user_dictionary else ()
        path = user_dictionary(entries)
        self.table = TokenTable() if table is None else table
        self.user_dictionary_size = len(entries)
        self.n_user_tokens = 0
        self.n_corrections = 0
        self._rules = UposRules()
        self.upos_values = self._rules.values
        self._corrections = Corrections() if corrections else None
        patterns = self._corrections.patterns if self._corrections else None
        self._lexicon = Lexicon(self.table, self._rules, patterns=patterns, user_dictionary=path)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self._user_entries, self._use_user_dictionary, self._corrections is not None)

    def __call__(self, document: Document) -> Tokens:
        """Return the tokens of ``document``, which is not changed."""
        return self.tokenize(document.text)

    def tokenize(self, text: str) -> Tokens:
        """Return the tokens of ``text``. A line break ends a word; white space is never a token."""
        read = mecab_text(text)
        numbers = self._analyse(read.text)
        lengths = self._lexicon.lengths(numbers)
        ends: IntArray = np.cumsum(lengths, dtype=np.int32)
        starts: IntArray = ends - lengths
        numbers, starts, ends = self._join_runs(text, read, numbers, starts, ends)
        numbers = self._count_days(read, numbers, starts, ends)
        corrected = Corrected(numbers, starts, ends)
        if self._corrections is not None:
            corrected = self._corrections(self._lexicon, corrected, read.lines)
            numbers, starts, ends = corrected.numbers, corrected.starts, corrected.ends
        numbers = self._as_written(text, read, numbers, starts, ends)
        self.n_user_tokens += self._lexicon.n_user(numbers)
        self.n_corrections += corrected.count
        upos = self._rules.assign(self._lexicon.classes(numbers), read.lines[starts])
        for places, tag in corrected.tags:
            upos[places] = tag
        return Tokens(
            read.starts[starts],
            read.ends[ends - 1],
            self._lexicon.records(numbers),
            upos,
            self.table,
            self.upos_values,
        )

    def _analyse(self, text: str) -> IntArray:
        """Return the lexicon's number of every token."""
        lexicon = self._lexicon
        batches: list[IntArray] = [np.empty(0, dtype=np.int32)]
        for batch in _batches(_pieces(text)):
            numbers = lexicon.read(batch)
            _check(batch, map(lexicon.words.__getitem__, numbers))
            batches.append(np.array(numbers, dtype=np.int32))
        return np.concatenate(batches)

    def _join_runs(
        self, text: str, read: MecabText, numbers: IntArray, starts: IntArray, ends: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Join neighbours that are parts of one run of digits or of letters."""
        kinds = self._lexicon.kinds(numbers)
        joined = (kinds[1:] == kinds[:-1]) & ((kinds[1:] == DIGITS) | (kinds[1:] == LETTERS))
        joined[joined] = read.starts[starts[1:][joined]] == read.ends[ends[:-1][joined] - 1]
        if not joined.any():
            return numbers, starts, ends
        heads = np.flatnonzero(np.concatenate(([True], ~joined)))
        tails = np.concatenate((heads[1:], [len(numbers)])) - 1
        new = numbers[heads]
        for place in np.flatnonzero(tails > heads).tolist():
            pieces = numbers[heads[place] : tails[place] + 1].tolist()
            surface = text[read.starts[starts[heads[place]]] : read.ends[ends[tails[place]] - 1]]
            new[place] = self._lexicon.run("".join(self._lexicon.words[piece] for piece in pieces), surface)
        return new, starts[heads], ends[tails]

    def _count_days(self, read: MecabText, numbers: IntArray, starts: IntArray, ends: IntArray) -> IntArray:
        """Read 日 and 月 after digits as the number wants; MeCab has no entries for numbers in digits."""
        kinds = self._lexicon.kinds(numbers)
        places = np.flatnonzero((kinds[1:] == COUNTER) & (kinds[:-1] == DIGITS)) + 1
        places = places[read.starts[starts[places]] == read.ends[ends[places - 1] - 1]]
        if len(places):
            numbers = numbers.copy()
            digits = map(self._lexicon.words.__getitem__, numbers[places - 1].tolist())
            numbers[places] = list(map(self._lexicon.after_digits, numbers[places].tolist(), digits))
        return numbers

    def _as_written(
        self, text: str, read: MecabText, numbers: IntArray, starts: IntArray, ends: IntArray
    ) -> IntArray:
        """Give the tokens whose characters were folded for MeCab the surface that the text has."""
        before = np.concatenate(([0], np.cumsum(read.changed, dtype=np.int32)))
        places = np.flatnonzero(before[ends] > before[starts])
        first, last = read.starts[starts[places]].tolist(), read.ends[ends[places] - 1].tolist()
        written = [
            self._lexicon.variant(number, text[start:end])
            for number, start, end in zip(numbers[places].tolist(), first, last, strict=True)
        ]
        numbers = numbers.copy()
        numbers[places] = written
        return numbers


def _rebuild(user_entries: tuple[UserEntry, ...], use_user_dictionary: bool, corrections: bool) -> Tokenizer:
    return Tokenizer(
        user_entries=user_entries, use_user_dictionary=use_user_dictionary, corrections=corrections
    )


def _pieces(text: str) -> Iterator[str]:
    """Yield the lines, cut after full stops: the shorter a piece, the less is read again for a new word."""
    for piece in text.replace("。", "。\n").split("\n"):
        while len(piece) > _LONGEST:
            cut = max(piece.rfind(mark, 0, _LONGEST) for mark in _CUT_AFTER) + 1 or _LONGEST
            yield piece[:cut]
            piece = piece[cut:]
        if piece:
            yield piece


def _batches(pieces: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _check(pieces: list[str], words: Iterable[str]) -> None:
    """Raise unless the words, one after the other, are the pieces without their blanks."""
    if "".join(words) != "".join(pieces).replace(" ", ""):
        raise AnnotationError(
            f"MeCab's words do not add up to the text near {pieces[0][:30]!r}. "
            "Report this text; its tokens cannot be placed."
        )
