"""Codes to values, many at once, as Arrow arrays: no string is made before someone looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.regions import spread
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    import pyarrow as pa

    from corpus_tools.index.lexicon import Lexicon

SEPARATOR_LENGTH = 1
BETWEEN = " "


def decoded(lexicon: Lexicon, codes: IntArray) -> pa.LargeStringArray:
    """Return the values of codes, in their order; null for -1, which is no value.

    Args:
        codes: *Shape:* ``(n,)``.
    """
    import pyarrow as pa

    codes = np.asarray(codes, dtype=np.int64)
    known = codes >= 0
    nulls = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))
    if not len(lexicon):
        return pa.nulls(len(codes), pa.large_string())
    starts = np.asarray(lexicon.offsets)[codes]
    lengths = np.where(known, np.asarray(lexicon.offsets)[codes + 1] - starts - SEPARATOR_LENGTH, 0)
    text = np.frombuffer(lexicon.text, dtype=np.uint8)[spread(starts, starts + lengths)]
    offsets = np.zeros(len(codes) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return pa.LargeStringArray.from_buffers(
        len(codes), pa.py_buffer(offsets), pa.py_buffer(text), nulls, int(len(codes) - known.sum())
    )


def listed(lexicon: Lexicon, codes: IntArray) -> list[str]:
    """Return the values of codes as strings."""
    return list(decoded(lexicon, codes).to_pylist())


def joined(columns: list[Any]) -> Any:
    """Join the values of each row with spaces, leaving out nulls."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(columns) == 1:
        return columns[0]
    between = pa.scalar(BETWEEN, type=pa.large_string())
    return pc.binary_join_element_wise(*columns, between, null_handling="skip")
