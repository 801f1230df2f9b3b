"""What is counted on a result, as tables whose rows lead back to their lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.collocates import collocates
from corpus_tools.analysis.dispersion import dispersion, parts_of
from corpus_tools.analysis.frequency import freq
from corpus_tools.analysis.keywords import keywords
from corpus_tools.analysis.ngrams import ngrams
from corpus_tools.analysis.regions import innermost
from corpus_tools.analysis.rows import rows as rows_of
from corpus_tools.errors import Message, QueryError
from corpus_tools.query import Hits
from corpus_tools.web.narrowing import part_kind
from corpus_tools.web.view import View

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

ROWS = 100
"""Rows of a table on a page."""
MEASURES = ("log-likelihood", "log-ratio", "logdice", "mi", "t")
PARTS = ("20", "50", "100")


@dataclass(frozen=True, slots=True)
class Settings:
    """What of a result is counted.

    Attributes:
        attribute: Of tokens, or for frequencies of a structure such as ``section_title``.
        position: ``node``, ``L1`` …
        window: Tokens on each side.
        n: Tokens in a sequence.
        parts: A number of stretches of equal length.
        min_frequency: What is rarer is left out.
    """

    attribute: str = "lemma"
    position: str = "node"
    window: int = 5
    measure: str = "log-likelihood"
    n: int = 3
    parts: str = "50"
    min_frequency: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, its numbers, and the way back to its lines.

    Attributes:
        share: The length of its bar, from 0 to 1.
    """

    item: str
    address: str
    cells: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their heads.

    Attributes:
        heads: Keys of the interface's words, one for each cell.
        left_out: Rows that are not shown.
        facts: Further figures by name.
    """

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int = 0
    facts: tuple[tuple[str, str], ...] = ()


Counted = Callable[["Corpus", Hits, View, Settings], Table]


def frequency(corpus: Corpus, hits: Hits, view: View, asked: Settings) -> Table:
    """Count the hits by a value at a place."""
    key = asked.attribute if asked.position == "node" else f"{asked.position}.{asked.attribute}"
    found = freq(corpus, hits, by=key, min_frequency=asked.min_frequency)
    rows = [
        (value, view.within(f"at:{key}:{value}").address(), row)
        for row in rows_of(found.head(ROWS))
        for value in [str(next(iter(row.values())) or "")]
    ]
    cells = [
        (_whole(row["frequency"]), _decimal(row["percent"]), _decimal(row["per_million"])) for *_, row in rows
    ]
    lengths = [row["frequency"] for *_, row in rows]
    return _table(("frequency", "percent", "per_million"), rows, cells, lengths, len(found))


def collocate(corpus: Corpus, hits: Hits, view: View, asked: Settings) -> Table:
    """Score what stands near the hits."""
    found = collocates(
        corpus, hits, attribute=asked.attribute, window=asked.window, measure=asked.measure,
        min_frequency=asked.min_frequency,
    )  # fmt: skip
    rows = [
        (row["item"], view.within(f"near:{asked.attribute}.{asked.window}:{row['item']}").address(), row)
        for row in rows_of(found.head(ROWS))
    ]
    cells = [
        (_whole(row["O11"]), _decimal(row["E11"]), _whole(row["C1"]), _decimal(row["score"]))
        for *_, row in rows
    ]
    return _table(
        ("observed", "expected", "anywhere", "score"),
        rows,
        cells,
        [row["score"] for *_, row in rows],
        len(found),
    )


def sequences(corpus: Corpus, hits: Hits, view: View, asked: Settings) -> Table:
    """Count the sequences that hold a hit."""
    found = ngrams(
        corpus, hits, n=asked.n, attribute=asked.attribute, min_frequency=max(asked.min_frequency, 2)
    )
    rows = [
        (row["item"], View(q=_cql(asked.attribute, row["item"])).address(), row)
        for row in rows_of(found.head(ROWS))
    ]
    cells = [(_whole(row["frequency"]), _decimal(row["per_million"])) for *_, row in rows]
    return _table(
        ("frequency", "per_million"), rows, cells, [row["frequency"] for *_, row in rows], len(found)
    )


def keyword(corpus: Corpus, hits: Hits, view: View, asked: Settings) -> Table:
    """Score what the sentences of the hits have more often than all others."""
    unit = "s" if "s" in corpus.index.structural else "text"
    regions = corpus.index.structural[unit]
    chosen = np.unique(innermost(regions, hits.starts))
    chosen = chosen[chosen >= 0]
    around = Hits(np.asarray(regions.starts)[chosen], np.asarray(regions.ends)[chosen], corpus=corpus)
    found = keywords(
        corpus, around, attribute=asked.attribute, measure=asked.measure,
        min_frequency=max(asked.min_frequency, 2),
    )  # fmt: skip
    rows = [
        (row["item"], view.within(f"in:{asked.attribute}.{unit}:{row['item']}").address(), row)
        for row in rows_of(found.head(ROWS))
    ]
    cells = [
        (
            _whole(row["O11"]),
            _decimal(row["per_million"]),
            _decimal(row["reference_per_million"]),
            _decimal(row["score"]),
        )
        for *_, row in rows
    ]
    heads = ("here", "here_per_million", "elsewhere_per_million", "score")
    return _table(heads, rows, cells, [row["score"] for *_, row in rows], len(found))


def section(corpus: Corpus, hits: Hits, view: View, asked: Settings) -> Table:
    """Count the hits in each section, or in each text where there are none; in their order."""
    name = "section" if len(corpus.index.structural.get("section", ())) else "text"
    regions = corpus.index.structural[name]
    title = "title" if "title" in regions.attributes else "id"
    numbers, sizes = parts_of(corpus, hits.starts, name)
    counts = np.bincount(np.asarray(numbers)[np.asarray(numbers) >= 0], minlength=len(sizes))
    order = (
        np.flatnonzero(sizes > 0)
        if len(sizes) <= ROWS
        else np.sort(np.argsort(-counts, kind="stable")[:ROWS])
    )
    rates = counts / np.maximum(sizes, 1) * 1e6
    rows = [
        (
            regions.value(title, number) or str(number + 1),
            view.within(f"part:{name}:{number}").address(),
            None,
        )
        for number in order.tolist()
    ]
    cells = [(_whole(counts[one]), _whole(sizes[one]), _decimal(rates[one])) for one in order]
    outside = int((np.asarray(numbers) < 0).sum())
    facts = (("outside", _whole(outside)),) if outside else ()
    heads = ("frequency", "tokens", "per_million")
    return _table(heads, rows, cells, rates[order].tolist(), int((sizes > 0).sum()), facts)


def spread(corpus: Corpus, hits: Hits, view: View, asked: Settings) -> Table:
    """Count the hits in stretches of equal length, and say how evenly they are spread."""
    parts = min(int(asked.parts), len(corpus))
    numbers, _ = parts_of(corpus, hits.starts, parts)
    counts = np.bincount(numbers, minlength=parts)
    rows = [
        (str(number + 1), view.within(f"part:{parts}:{number}").address(), None) for number in range(parts)
    ]
    cells = [(_whole(count),) for count in counts]
    measured = dispersion(corpus, hits, parts=parts).iloc[0]
    names = ("range", "dp", "dp_norm", "juilland_d", "carroll_d2", "kl_divergence")
    facts = tuple((name, f"{measured[name]:.3g}") for name in names)
    return _table(("frequency",), rows, cells, counts.tolist(), parts, facts)


KINDS: dict[str, Counted] = {
    "frequency": frequency,
    "collocates": collocate,
    "dispersion": spread,
    "ngrams": sequences,
    "keywords": keyword,
    "sections": section,
}
"""What can be counted on a result, by the name in the address."""


def counted(corpus: Corpus, hits: Hits, kind: str, view: View, asked: Settings) -> Table:
    """Count something on a result.

    Raises:
        QueryError: Nothing of that name, or no such attribute or measure.
    """
    if kind not in KINDS:
        raise QueryError(
            Message("No statistics {name!r}. Available: {available}.", name=kind, available=", ".join(KINDS))
        )
    if not isinstance(part_kind(asked.parts), int) or not 2 <= int(asked.parts) <= 200:
        raise QueryError(
            Message("{given!r} parts are none. Right would be a number from 2 to 200.", given=asked.parts)
        )
    return KINDS[kind](corpus, hits, view, asked) if len(hits) else Table((), ())


def _table(
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, str, Any]],
    cells: Sequence[tuple[str, ...]],
    lengths: Sequence[float],
    n_all: int,
    facts: tuple[tuple[str, str], ...] = (),
) -> Table:
    longest = max([length for length in lengths if np.isfinite(length)], default=0) or 1
    shares = [min(max(length / longest, 0), 1) if np.isfinite(length) else 0.0 for length in lengths]
    made = tuple(
        Row(item, address, some, float(share))
        for (item, address, _), some, share in zip(rows, cells, shares, strict=True)
    )
    return Table(heads, made, max(0, n_all - len(made)), facts)


def _cql(attribute: str, items: str) -> str:
    quoted = [item.replace('"', '""') for item in items.split(" ")]
    return " ".join(f'[{attribute}="{item}" %l]' for item in quoted)


def _whole(value: Any) -> str:
    return f"{int(value):,}"


def _decimal(value: Any) -> str:
    return "–" if value != value else f"{float(value):,.2f}"
