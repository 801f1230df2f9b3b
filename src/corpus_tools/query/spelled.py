"""Runs of whole tokens whose values, joined, spell a text, wherever the borders of the tokens fall."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from corpus_tools.index import Index, Lexicon
from corpus_tools.index.lexicon import SEPARATOR
from corpus_tools.model import IntArray
from corpus_tools.query.folding import fold, folded_lexicon

LONGEST_PIECE = 40
"""A token longer than this is not looked for inside a text."""


def spelled(
    index: Index, attribute: str, text: str, flags: frozenset[str] = frozenset()
) -> tuple[IntArray, IntArray]:
    """Return starts and ends of the runs of tokens that spell a text, in order of start.

    Args:
        attribute: Positional attribute whose values are joined.
        flags: What is taken for one; see ``fold``.
    """
    nothing = np.empty(0, dtype=np.int32)
    column = index.positional[attribute]
    pieces = _pieces(folded_lexicon(column.lexicon, flags), fold(text, flags))
    if 0 not in pieces:
        return nothing, nothing
    # per place in the text: where runs began, and their next token
    waiting: dict[int, list[tuple[IntArray, IntArray]]] = {}
    for end, codes in pieces[0].items():
        starts = np.sort(np.concatenate([column.positions(code) for code in codes.tolist()]))
        waiting.setdefault(end, []).append((starts, starts + 1))
    length = max(max(ends) for ends in pieces.values())
    while waiting and (place := min(waiting)) < length:
        _extend(waiting, place, pieces.get(place, {}), column.codes, index.n_tokens)
    return _in_order(waiting.get(len(fold(text, flags)), []))


def _extend(
    waiting: dict[int, list[tuple[IntArray, IntArray]]],
    place: int,
    pieces: Mapping[int, IntArray],
    column: object,
    n_tokens: int,
) -> None:
    """Take each run that has got to a place one token further."""
    starts, following = _joined(waiting.pop(place))
    inside = following < n_tokens
    starts, following = starts[inside], following[inside]
    codes = np.asarray(column[following]) if len(following) else following  # type: ignore[index]
    for end, wanted in pieces.items():
        fits = np.isin(codes, wanted)
        if fits.any():
            waiting.setdefault(end, []).append((starts[fits], following[fits] + 1))


def codes_of(lexicon: Lexicon, value: str) -> IntArray:
    """Return the codes of a value in a lexicon that need not be sorted."""
    wanted = value.encode("utf-8") + SEPARATOR
    text, offsets = lexicon.text, lexicon.offsets
    found = []
    place = text.find(wanted)
    while place >= 0:
        code = int(np.searchsorted(offsets, place, side="right")) - 1
        if offsets[code] == place and offsets[code + 1] == place + len(wanted):
            found.append(code)
        place = text.find(wanted, place + 1)
    return np.asarray(found, dtype=np.int64)


def _pieces(lexicon: Lexicon, text: str) -> dict[int, dict[int, IntArray]]:
    """Return the values that stand in a text: by where they begin and end, their codes."""
    pieces: dict[int, dict[int, IntArray]] = {}
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + LONGEST_PIECE) + 1):
            codes = codes_of(lexicon, text[start:end])
            if len(codes):
                pieces.setdefault(start, {})[end] = codes
    return pieces


def _joined(runs: list[tuple[IntArray, IntArray]]) -> tuple[IntArray, IntArray]:
    return np.concatenate([starts for starts, _ in runs]), np.concatenate([ends for _, ends in runs])


def _in_order(runs: list[tuple[IntArray, IntArray]]) -> tuple[IntArray, IntArray]:
    if not runs:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    starts, ends = _joined(runs)
    order = np.lexsort((ends, starts))
    return starts[order].astype(np.int32), ends[order].astype(np.int32)
