"""The tokens of an index on disk: tuples, their column, postings and bits, and the attributes' values of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.index.bits import n_words, packed
from corpus_tools.index.columns import TokenSpill, sorted_positions
from corpus_tools.index.files import (
    FileWriter,
    lengths_to_offsets,
    open_array,
    smallest_unsigned,
    write_array,
)
from corpus_tools.index.lexicon import write_lexicon
from corpus_tools.model import IntArray

MAX_DIRECT = 256
"""An attribute with this many values or fewer has a column of bytes of its own."""
FREQUENT_SHARE = 128
"""A value of such an attribute, or a tuple, that one token in so many has, gets a bit per token."""

Files = dict[str, dict[str, Any]]


def write_tokens(
    folder: Path, spill: TokenSpill, n_tokens: int, files: Files
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write all that is known of single tokens; return what the manifest says of tuples and attributes."""
    rows = spill.rows()
    codes, lexicons = _coded(rows, len(spill.names))
    order = np.lexsort(codes[::-1]) if len(codes) else np.empty(0, dtype=np.int64)
    codes = [column[order] for column in codes]
    numbers = np.empty(len(order), dtype=smallest_unsigned(len(order)))
    numbers[order] = np.arange(len(order), dtype=numbers.dtype)
    counts = np.zeros(len(order), dtype=np.int64)
    with FileWriter(folder, "tuples.column", files) as writer:
        for chunk in spill.chunks():
            tuples = numbers[chunk]
            counts += np.bincount(tuples, minlength=len(order))
            writer.write(tuples)
    column = open_array(folder, "tuples.column", numbers.dtype, files, check=False)
    offsets = lengths_to_offsets(counts)
    write_array(folder, "tuples.postings-offsets", offsets, files)
    write_array(folder, "tuples.postings", sorted_positions(column, offsets), files)
    frequent = np.flatnonzero(counts * FREQUENT_SHARE >= max(n_tokens, 1)).tolist()
    _write_bits(folder, "tuples.bits", column, frequent, files)
    facts = {"count": len(order), "codes": numbers.dtype.str, "bits": frequent}
    attributes = {
        name: _write_attribute(folder, name, lexicons[place], codes[place], counts, column, files)
        for place, name in enumerate(spill.names)
    }
    return facts, attributes


def _coded(
    rows: Sequence[Sequence[str]], n_columns: int
) -> tuple[list[npt.NDArray[np.int32]], list[list[str]]]:
    """Return for each column the codes of its values, in their sort order, and the values."""
    codes, lexicons = [], []
    for place in range(n_columns):
        column = [row[place] for row in rows]
        values = sorted(set(column))
        places = {value: code for code, value in enumerate(values)}
        codes.append(np.fromiter(map(places.__getitem__, column), dtype=np.int32, count=len(column)))
        lexicons.append(values)
    return codes, lexicons


def _write_attribute(
    folder: Path,
    name: str,
    values: list[str],
    of_tuples: npt.NDArray[np.int32],
    counts: IntArray,
    column: npt.NDArray[Any],
    files: Files,
) -> dict[str, Any]:
    write_lexicon(folder, name, values, files)
    dtype = smallest_unsigned(len(values))
    table = of_tuples.astype(dtype)
    write_array(folder, f"{name}.of-tuples", table, files)
    write_array(folder, f"{name}.by-value", np.argsort(table, kind="stable").astype("<i4"), files)
    per_value = np.bincount(table, minlength=len(values))
    write_array(folder, f"{name}.by-value-offsets", lengths_to_offsets(per_value), files)
    frequencies = np.zeros(len(values), dtype=np.int64)
    np.add.at(frequencies, table, counts)
    write_array(folder, f"{name}.frequencies", frequencies, files)
    direct = len(values) <= MAX_DIRECT
    frequent = (
        np.flatnonzero(frequencies * FREQUENT_SHARE >= max(int(counts.sum()), 1)).tolist() if direct else []
    )
    if direct:
        _write_direct(folder, name, table, column, files)
        bytes_ = open_array(folder, f"{name}.codes", np.uint8, files, check=False)
        _write_bits(folder, f"{name}.bits", bytes_, frequent, files)
    return {"values": len(values), "codes": dtype.str, "direct": direct, "bits": frequent}


def _write_direct(
    folder: Path, name: str, table: npt.NDArray[Any], column: npt.NDArray[Any], files: Files
) -> None:
    with FileWriter(folder, f"{name}.codes", files) as writer:
        for start in range(0, len(column), 1 << 22):
            writer.write(np.take(table, column[start : start + (1 << 22)]))


def _write_bits(
    folder: Path, file: str, column: npt.NDArray[Any], codes: Sequence[int], files: Files
) -> None:
    """Write for each code a row of bits that says which tokens have it."""
    size = n_words(len(column)) * 64
    with FileWriter(folder, file, files) as writer:
        for code in codes:
            for start in range(0, size, 1 << 22):
                flags = column[start : start + (1 << 22)] == code
                writer.write(packed(flags, min(1 << 22, size - start)))
