"""Runs of whole tokens whose values, joined, spell a text, wherever the borders of the tokens fall."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from corpus_tools.index import Index, Lexicon
from corpus_tools.index.column import Column
from corpus_tools.model import IntArray
from corpus_tools.query.folding import fold, sorted_folded
from corpus_tools.query.limits import Limits

LONGEST_PIECE = 40
"""A token longer than this is not looked for inside a text."""


def spelled(
    index: Index,
    attribute: str,
    text: str,
    flags: frozenset[str] = frozenset(),
    *,
    limits: Limits | None = None,
) -> tuple[IntArray, IntArray]:
    """Return starts and ends of the runs of tokens that spell a text, in order of start.

    Args:
        attribute: Positional attribute whose values are joined.
        flags: What is taken for one; see ``fold``.
        limits: What it may cost (None: anything).

    Raises:
        QueryError: It costs more than that.
    """
    column = index.positional[attribute]
    text = fold(text, flags)
    # per place in the text that runs have got to: where they began, and their next token
    waiting: dict[int, list[tuple[IntArray, IntArray]]] = {}
    for end, codes in _pieces(column.lexicon, flags, text, 0).items():
        starts = np.sort(np.concatenate([column.positions(code) for code in codes.tolist()]))
        waiting.setdefault(end, []).append((starts, starts + 1))
    while waiting and (place := min(waiting)) < len(text):
        if limits is not None:
            limits.check()
        starts, following = _joined(waiting.pop(place))
        inside = following < index.n_tokens
        starts, following = starts[inside], following[inside]
        if len(starts):
            _extend(waiting, starts, following, _pieces(column.lexicon, flags, text, place), column.codes)
    return _in_order(waiting.get(len(text), []))


def _extend(
    waiting: dict[int, list[tuple[IntArray, IntArray]]],
    starts: IntArray,
    following: IntArray,
    pieces: Mapping[int, IntArray],
    column: Column,
) -> None:
    """Take the runs that have got to a place one token further."""
    codes = np.asarray(column[following])
    for end, wanted in pieces.items():
        fits = np.isin(codes, wanted)
        if fits.any():
            waiting.setdefault(end, []).append((starts[fits], following[fits] + 1))


def codes_of(lexicon: Lexicon, value: str, flags: frozenset[str] = frozenset()) -> IntArray:
    """Return the codes of the values that are a value once both are folded."""
    values, codes = sorted_folded(lexicon, flags)
    first, last = values.equal_range(fold(value, flags))
    return np.sort(codes[first:last])


def _pieces(column: Lexicon, flags: frozenset[str], text: str, start: int) -> dict[int, IntArray]:
    """Return the values that stand in a folded text at a place: by where they end, their codes."""
    values, codes = sorted_folded(column, flags)
    found: dict[int, IntArray] = {}
    for end in range(start + 1, min(len(text), start + LONGEST_PIECE) + 1):
        first, last = values.prefix_range(text[start:end])
        if first == last:
            break
        equal = codes[first : values.equal_range(text[start:end])[1]]
        if len(equal):
            found[end] = np.sort(equal)
    return found


def _joined(runs: list[tuple[IntArray, IntArray]]) -> tuple[IntArray, IntArray]:
    return np.concatenate([starts for starts, _ in runs]), np.concatenate([ends for _, ends in runs])


def _in_order(runs: list[tuple[IntArray, IntArray]]) -> tuple[IntArray, IntArray]:
    if not runs:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    starts, ends = _joined(runs)
    order = np.lexsort((ends, starts))
    return starts[order].astype(np.int32), ends[order].astype(np.int32)
