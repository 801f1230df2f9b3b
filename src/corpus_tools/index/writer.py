"""Writes an index from columns of tokens and regions, in bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusError
from corpus_tools.index.bits import WORD, Words, n_words, packed
from corpus_tools.index.columns import Coder, Column, TokenSpill
from corpus_tools.index.files import (
    FileWriter,
    lengths_to_offsets,
    smallest_signed,
    write_array,
    write_manifest,
)
from corpus_tools.index.lexicon import write_lexicon
from corpus_tools.index.tokens import write_tokens
from corpus_tools.model import IntArray

MAX_TOKENS = 2**31 - 1
START_SHARE = 128
"""Layers with a region in so many tokens or more get a bit per token where one begins."""
RegionValue = str | Sequence[str] | None


class IndexWriter:
    """Makes the index of a corpus in ``folder``.

    The files are complete, and an ``Index`` can open them, after ``close``. Used as a context manager it
    closes at the end, and removes what it wrote when the block raises.

    Args:
        positional: Names of the attributes that every token has.
        structural: Attributes of the regions of each layer.
        set_valued: Those of them, as ``layer_attribute``, whose value is a list of strings.
    """

    def __init__(
        self,
        folder: Path,
        *,
        positional: Sequence[str],
        structural: Mapping[str, Sequence[str]],
        set_valued: Collection[str] = (),
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._tokens = TokenSpill(folder, positional)
        self._layers = {
            layer: _Layer(layer, attributes, set_valued) for layer, attributes in structural.items()
        }
        self._numbers: dict[str, tuple[FileWriter, list[int]]] = {}
        self._files: dict[str, dict[str, Any]] = {}
        self._n_tokens = 0

    @property
    def n_tokens(self) -> int:
        """How many tokens there are so far."""
        return self._n_tokens

    def add_tokens(self, columns: Mapping[str, Column]) -> int:
        """Append tokens and return the corpus position of the first.

        Args:
            columns: For each positional attribute, its value on every token, or codes and the list of values
                that they point into.
        """
        if set(columns) != set(self._tokens.names):
            raise CorpusError(
                f"The tokens have the attributes {', '.join(sorted(columns))}; "
                f"the index was opened for {', '.join(sorted(self._tokens.names))}. Give every attribute."
            )
        first = self._n_tokens
        self._n_tokens += self._tokens.append(columns)
        if self._n_tokens > MAX_TOKENS:
            raise CorpusError(f"An index holds {MAX_TOKENS:,} tokens at most. Make several corpora.")
        return first

    def add_regions(
        self,
        layer: str,
        starts: IntArray | Sequence[int],
        ends: IntArray | Sequence[int],
        values: Mapping[str, Sequence[RegionValue]] | None = None,
    ) -> None:
        """Add regions ``[start, end)`` in corpus positions, in any order, nested or overlapping as they are.

        Args:
            values: For each attribute of the layer one value per region: a string, ``None`` when unknown, or
                a list of strings for a set-valued attribute.
        """
        self._layers[layer].add(np.asarray(starts), np.asarray(ends), values or {})

    def declare(self, layer: str, attributes: Collection[str]) -> None:
        """Announce a layer, or further attributes of one; regions added before have no value for these."""
        if layer not in self._layers:
            self._layers[layer] = _Layer(layer, (), ())
        self._layers[layer].declare(attributes)

    def add_numbers(self, name: str, values: IntArray | Sequence[int]) -> None:
        """Append an integer per token (an offset in the text, say) to a column stored beside the attributes."""
        if name not in self._numbers:
            self._numbers[name] = (FileWriter(self._folder, f"{name}.numbers", self._files), [0])
        writer, count = self._numbers[name]
        writer.write(np.ascontiguousarray(values, dtype="<i4"))
        count[0] += len(values)

    def close(self) -> None:
        """Write everything; the index is complete now."""
        for name, (writer, (count,)) in self._numbers.items():
            writer.__exit__(None, None, None)
            if count != self._n_tokens:
                raise CorpusError(f"The column {name} has {count} numbers for {self._n_tokens} tokens.")
        tuples, positional = write_tokens(self._folder, self._tokens, self._n_tokens, self._files)
        self._tokens.discard()
        structural = {
            name: layer.finish(self._folder, self._n_tokens, self._files)
            for name, layer in self._layers.items()
        }
        write_manifest(
            self._folder,
            {
                "n_tokens": self._n_tokens,
                "tuples": tuples,
                "positional": positional,
                "structural": structural,
                "numbers": list(self._numbers),
                "files": self._files,
            },
        )

    def discard(self) -> None:
        """Remove what was spilled; the index stays incomplete."""
        self._tokens.discard()

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()


class _Layer:
    """The regions of one structural attribute until the index is closed."""

    def __init__(self, name: str, attributes: Sequence[str], set_valued: Collection[str]) -> None:
        self.name = name
        self._sets = {attribute for attribute in attributes if f"{name}_{attribute}" in set_valued}
        self._coders: dict[str, Coder[str]] = {attribute: Coder() for attribute in attributes}
        self._starts: list[npt.NDArray[np.int32]] = []
        self._ends: list[npt.NDArray[np.int32]] = []
        self._codes: dict[str, list[npt.NDArray[np.int32]]] = {attribute: [] for attribute in attributes}
        self._lengths: dict[str, list[npt.NDArray[np.int64]]] = {attribute: [] for attribute in self._sets}

    def declare(self, attributes: Collection[str]) -> None:
        n_regions = sum(map(len, self._starts))
        for attribute in attributes:
            if attribute not in self._coders:
                self._coders[attribute] = Coder()
                self._codes[attribute] = [np.full(n_regions, -1, dtype=np.int32)]

    def add(self, starts: IntArray, ends: IntArray, values: Mapping[str, Sequence[RegionValue]]) -> None:
        unknown = set(values) - set(self._coders)
        if unknown or len(starts) != len(ends):
            raise CorpusError(
                f"Regions of {self.name}: {len(starts)} starts, {len(ends)} ends, "
                f"attributes that were not announced: {', '.join(sorted(unknown)) or 'none'}."
            )
        if len(starts) and bool(np.any((starts < 0) | (ends <= starts))):
            raise CorpusError(f"A region of {self.name} is empty or begins before the corpus.")
        self._starts.append(starts.astype(np.int32))
        self._ends.append(ends.astype(np.int32))
        for attribute, coder in self._coders.items():
            column = values.get(attribute)
            self._add_column(
                attribute, coder, [None] * len(starts) if column is None else column, len(starts)
            )

    def _add_column(
        self, attribute: str, coder: Coder[str], column: Sequence[RegionValue], n_regions: int
    ) -> None:
        if len(column) != n_regions:
            raise CorpusError(f"{self.name}_{attribute}: {len(column)} values for {n_regions} regions.")
        if attribute in self._sets:
            lists: list[Sequence[str]] = [_as_set(value) for value in column]
            self._lengths[attribute].append(np.asarray([len(value) for value in lists], dtype=np.int64))
            self._codes[attribute].append(coder.codes([value for values in lists for value in values]))
        else:
            codes = [-1 if value is None else coder[str(value)] for value in column]
            self._codes[attribute].append(np.asarray(codes, dtype=np.int32))

    def finish(self, folder: Path, n_tokens: int, files: dict[str, dict[str, Any]]) -> dict[str, Any]:
        starts, ends = _joined(self._starts), _joined(self._ends)
        if len(ends) and int(ends.max()) > n_tokens:
            raise CorpusError(f"A region of {self.name} ends at {ends.max()}; there are {n_tokens} tokens.")
        order = np.lexsort((-ends.astype(np.int64), starts))
        starts, ends = starts[order], ends[order]
        write_array(folder, f"{self.name}.starts", starts, files)
        write_array(folder, f"{self.name}.ends", ends, files)
        attributes = {name: self._finish_attribute(name, order, folder, files) for name in self._coders}
        overlapping = bool(np.any(starts[1:] < np.maximum.accumulate(ends)[:-1])) if len(starts) else False
        with_bits = len(starts) * START_SHARE >= max(n_tokens, 1)
        if with_bits:
            write_array(folder, f"{self.name}.start-bits", _start_bits(starts, n_tokens), files)
        return {
            "regions": len(starts),
            "overlapping": overlapping,
            "longest": int((ends - starts).max(initial=0)),
            "gapless": _gapless(starts, ends, n_tokens),
            "bits": with_bits,
            "attributes": attributes,
        }

    def _finish_attribute(
        self, attribute: str, order: IntArray, folder: Path, files: dict[str, dict[str, Any]]
    ) -> dict[str, Any]:
        name = f"{self.name}_{attribute}"
        values, ranks = self._coders[attribute].ranks()
        write_lexicon(folder, name, values, files)
        codes: IntArray = np.append(ranks, np.int32(-1))[_joined(self._codes[attribute])]
        if attribute in self._sets:
            lengths = _joined(self._lengths[attribute])
            codes, offsets = _reordered_sets(codes, lengths_to_offsets(lengths), order)
            write_array(folder, f"{name}.sets", offsets, files)
        else:
            codes = codes[order]
        dtype = smallest_signed(len(values))
        write_array(folder, f"{name}.values", codes.astype(dtype), files)
        return {"values": len(values), "codes": dtype.str, "set": attribute in self._sets}


def _start_bits(starts: IntArray, n_tokens: int) -> Words:
    flags = np.zeros(n_words(n_tokens) * WORD, dtype=np.bool_)
    flags[starts] = True
    return packed(flags)


def _gapless(starts: IntArray, ends: IntArray, n_tokens: int) -> bool:
    """Return whether regions follow each other and leave no token out."""
    if not len(starts) or starts[0] != 0 or ends[-1] != n_tokens:
        return False
    return bool(np.array_equal(starts[1:], ends[:-1]))


def _as_set(value: RegionValue) -> Sequence[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))


def _joined(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=np.int32)


def _reordered_sets(codes: IntArray, offsets: IntArray, order: IntArray) -> tuple[IntArray, IntArray]:
    """Put lists of codes into another order of their regions."""
    lengths = np.diff(offsets)[order]
    new_offsets = lengths_to_offsets(lengths)
    within = np.arange(int(new_offsets[-1])) - np.repeat(new_offsets[:-1], lengths)
    return codes[np.repeat(offsets[:-1][order], lengths) + within], new_offsets
