"""Values and how often they occur: of a corpus, of a part of one, or out of a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.values import decoded
from corpus_tools.errors import FormatError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.index.lexicon import Lexicon

ITEM_COLUMNS = ("item", "word", "lemma")
COUNT_COLUMNS = ("frequency", "freq", "count", "f", "頻度")
_SEPARATORS = {".csv": ",", ".tsv": "\t", ".txt": "\t"}


@dataclass(frozen=True)
class FrequencyList:
    """How often values occur.

    Attributes:
        values: Distinct strings, as an Arrow array or, of one corpus, made from its lexicon when asked for.
        counts: *Shape:* ``(n_values,)``.
        size: Tokens in all, at least the sum of the counts.
        lexicon: Where the values are those of a lexicon, in its order.
    """

    counts: IntArray
    size: int
    listed: Any = None
    lexicon: Lexicon | None = None

    @classmethod
    def of_codes(cls, lexicon: Lexicon, counts: IntArray) -> FrequencyList:
        """Make a list of one count for each code."""
        return cls(counts, int(counts.sum()), lexicon=lexicon)

    @property
    def values(self) -> Any:
        """The values as an Arrow array of strings."""
        if self.lexicon is None:
            return self.listed
        return decoded(self.lexicon, np.arange(len(self.lexicon)))

    def without(self, part: FrequencyList) -> FrequencyList:
        """Return what is left when a part of the same corpus is taken away."""
        counts = self.counts - part.counts
        return FrequencyList(counts, self.size - part.size, lexicon=self.lexicon)

    def beside(self, other: FrequencyList) -> tuple[Any, IntArray, IntArray]:
        """Return all values of both, with the counts of each."""
        if self.lexicon is not None and self.lexicon is other.lexicon:
            occurring = np.flatnonzero((self.counts > 0) | (other.counts > 0))
            return decoded(self.lexicon, occurring), self.counts[occurring], other.counts[occurring]
        import pyarrow as pa
        import pyarrow.compute as pc

        mine, theirs = self._occurring(), other._occurring()
        values = pc.unique(pa.chunked_array([mine[0], theirs[0]]))
        return values, _counts_of(values, *mine), _counts_of(values, *theirs)

    def _occurring(self) -> tuple[Any, IntArray]:
        places = np.flatnonzero(self.counts > 0)
        return self.values.take(places), self.counts[places]


def read_frequency_list(path: str | Path, *, attribute: str = "lemma") -> FrequencyList:
    """Read a frequency list: CSV (``.csv``) or tab-separated, with a header.

    The values stand in the column ``item``, or the one named like the attribute, ``word`` or ``lemma``; the counts
    in ``frequency``, ``freq``, ``count``, ``f`` or ``頻度``. A value on several lines (lemmas told apart by part of
    speech, say) is counted together. What ``freq --format csv`` prints can be read.

    Raises:
        FormatError: No such file or columns, or a count that is no whole number; the message names the line.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return _read(
                path, csv.reader(stream, delimiter=_SEPARATORS.get(path.suffix.lower(), "\t")), attribute
            )
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(
            f"{path} cannot be read ({error}). Name a UTF-8 file with a frequency list."
        ) from error


def _read(path: Path, reader: Any, attribute: str) -> FrequencyList:
    import pyarrow as pa

    header = [name.strip() for name in next(reader, [])]
    item = _column(path, header, (ITEM_COLUMNS[0], attribute, *ITEM_COLUMNS[1:]), "values")
    count = _column(path, header, COUNT_COLUMNS, "counts")
    totals: dict[str, int] = {}
    for row in reader:
        if row:
            value, number = _entry(path, reader.line_num, row, item, count)
            totals[value] = totals.get(value, 0) + number
    counts = np.fromiter(totals.values(), dtype=np.int64, count=len(totals))
    return FrequencyList(counts, int(counts.sum()), pa.array(list(totals), type=pa.large_string()))


def _entry(path: Path, line: int, row: list[str], item: int, count: int) -> tuple[str, int]:
    try:
        number = int(row[count].replace(",", ""))
        if number < 0:
            raise ValueError
        return row[item], number
    except (IndexError, ValueError) as error:
        raise FormatError(
            f"{path}, line {line}: {row} has no whole number where the count should stand. Right would be: 加盟, 120."
        ) from error


def _column(path: Path, header: list[str], names: tuple[str, ...], what: str) -> int:
    for name in names:
        if name in header:
            return header.index(name)
    raise FormatError(
        f"{path}, line 1: no column of {what}. Right would be one of {', '.join(dict.fromkeys(names))}; "
        f"there are {', '.join(header) or 'none'}."
    )


def _counts_of(values: Any, known: Any, counts: IntArray) -> IntArray:
    import pyarrow.compute as pc

    places = pc.index_in(values, value_set=known).fill_null(-1).to_numpy(zero_copy_only=False)
    return np.where(places < 0, 0, counts[places]) if len(counts) else np.zeros(len(values), dtype=np.int64)
