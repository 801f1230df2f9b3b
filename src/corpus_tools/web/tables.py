"""What is counted on a result, as tables whose rows lead back to their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corpus_tools.analysis.dispersion import dispersion
from corpus_tools.analysis.rows import rows as rows_of
from corpus_tools.query import Hits
from corpus_tools.web.counts import COUNTS, Settings, compared_in, count, parted_by
from corpus_tools.web.view import View

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

ROWS = 100
"""Rows of a table on a page."""
MEASURES = ("log-likelihood", "log-ratio", "logdice", "mi", "t")
PARTS = ("20", "50", "100")
KINDS = tuple(COUNTS)


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


def counted(corpus: Corpus, hits: Hits, kind: str, view: View, asked: Settings) -> Table:
    """Count something on a result, and show the beginning of it.

    Raises:
        QueryError: Nothing of that name, or no such attribute or measure.
    """
    found = count(corpus, hits, kind, asked)
    return _SHOWN[kind](corpus, hits, view, asked, found) if len(found) else Table((), ())


def _frequency(corpus: Corpus, hits: Hits, view: View, asked: Settings, found: pd.DataFrame) -> Table:
    beginning = rows_of(found.head(ROWS))
    items = [str(next(iter(row.values())) or "") for row in beginning]
    ways = [view.within(f"at:{asked.key}:{item}").address() for item in items]
    cells = [
        (_whole(row["frequency"]), _decimal(row["percent"]), _decimal(row["per_million"]))
        for row in beginning
    ]
    heads = ("frequency", "percent", "per_million")
    return _table(heads, items, ways, cells, found["frequency"], len(found))


def _collocates(corpus: Corpus, hits: Hits, view: View, asked: Settings, found: pd.DataFrame) -> Table:
    beginning = rows_of(found.head(ROWS))
    items = [row["item"] for row in beginning]
    ways = [view.within(f"near:{asked.attribute}.{asked.window}:{item}").address() for item in items]
    cells = [
        (_whole(row["O11"]), _decimal(row["E11"]), _whole(row["C1"]), _decimal(row["score"]))
        for row in beginning
    ]
    heads = ("observed", "expected", "anywhere", "score")
    return _table(heads, items, ways, cells, found["score"], len(found))


def _sequences(corpus: Corpus, hits: Hits, view: View, asked: Settings, found: pd.DataFrame) -> Table:
    beginning = rows_of(found.head(ROWS))
    items = [row["item"] for row in beginning]
    ways = [View(q=_cql(asked.attribute, item)).address() for item in items]
    cells = [(_whole(row["frequency"]), _decimal(row["per_million"])) for row in beginning]
    return _table(("frequency", "per_million"), items, ways, cells, found["frequency"], len(found))


def _keywords(corpus: Corpus, hits: Hits, view: View, asked: Settings, found: pd.DataFrame) -> Table:
    beginning = rows_of(found.head(ROWS))
    items = [row["item"] for row in beginning]
    unit = compared_in(corpus)
    ways = [view.within(f"in:{asked.attribute}.{unit}:{item}").address() for item in items]
    rates = ("per_million", "reference_per_million", "score")
    cells = [(_whole(row["O11"]), *(_decimal(row[name]) for name in rates)) for row in beginning]
    heads = ("here", "here_per_million", "elsewhere_per_million", "score")
    return _table(heads, items, ways, cells, found["score"], len(found))


def _sections(corpus: Corpus, hits: Hits, view: View, asked: Settings, found: pd.DataFrame) -> Table:
    """Show sections in their order; of very many those with most hits."""
    most = found["frequency"].to_numpy().argsort(kind="stable")[::-1][:ROWS]
    shown = found.iloc[np.sort(most)]
    ways = [view.within(f"part:{parted_by(corpus)}:{part}").address() for part in shown["part"]]
    columns = (shown["frequency"], shown["tokens"], shown["per_million"])
    cells = [(_whole(hit), _whole(size), _decimal(rate)) for hit, size, rate in zip(*columns, strict=True)]
    outside = found.attrs["outside"]
    facts = (("outside", _whole(outside)),) if outside else ()
    heads = ("frequency", "tokens", "per_million")
    return _table(heads, list(shown["item"]), ways, cells, shown["per_million"], len(found), facts)


def _spread(corpus: Corpus, hits: Hits, view: View, asked: Settings, found: pd.DataFrame) -> Table:
    """Show all stretches, and say how evenly the hits are spread over them."""
    parts = len(found)
    ways = [view.within(f"part:{parts}:{number}").address() for number in range(parts)]
    cells = [(_whole(hits_in),) for hits_in in found["frequency"]]
    measured = dispersion(corpus, hits, parts=parts).iloc[0]
    names = ("range", "dp", "dp_norm", "juilland_d", "carroll_d2", "kl_divergence")
    highest = ("highest", _whole(found["frequency"].max()))
    facts = (highest, *((name, f"{measured[name]:.3g}") for name in names))
    return _table(
        ("frequency",), list(map(str, found["item"])), ways, cells, found["frequency"], parts, facts
    )


_SHOWN: dict[str, Callable[[Corpus, Hits, View, Settings, pd.DataFrame], Table]] = {
    "frequency": _frequency,
    "collocates": _collocates,
    "dispersion": _spread,
    "ngrams": _sequences,
    "keywords": _keywords,
    "sections": _sections,
}


def _table(
    heads: tuple[str, ...],
    items: Sequence[str],
    addresses: Sequence[str],
    cells: Sequence[tuple[str, ...]],
    lengths: Iterable[float],
    n_all: int,
    facts: tuple[tuple[str, str], ...] = (),
) -> Table:
    bars = np.nan_to_num(np.asarray(list(lengths)[: len(items)], dtype=float), nan=0, posinf=0, neginf=0)
    longest = max(bars.max(initial=0), 0) or 1
    shares = np.clip(bars / longest, 0, 1).tolist()
    columns = zip(items, addresses, cells, shares, strict=True)
    return Table(heads, tuple(Row(*row) for row in columns), max(0, n_all - len(items)), facts)


def _cql(attribute: str, items: str) -> str:
    quoted = [item.replace('"', '""') for item in items.split(" ")]
    return " ".join(f'[{attribute}="{item}" %l]' for item in quoted)


def _whole(value: Any) -> str:
    return f"{int(value):,}"


def _decimal(value: Any) -> str:
    return "–" if value != value else f"{float(value):,.2f}"
