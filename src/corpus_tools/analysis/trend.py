"""How often hits occur over time: the time texts were written, or the time their sentences speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from corpus_tools.analysis.columns import region_codes
from corpus_tools.analysis.keys import is_structural
from corpus_tools.analysis.regions import innermost, sizes, spread, structure
from corpus_tools.analysis.values import listed
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import StructuralAttribute
    from corpus_tools.query import Hits

TimeUnit = Literal["month", "year", "decade", "century"]
TREND_COLUMNS = ("item", "period", "frequency", "tokens", "per_million")
_TIME = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-\d{2})?)?(?![\d-])")
_YEARS = {"year": 1, "decade": 10, "century": 100}
_LONGEST = 2400
_NONE = np.iinfo(np.int64).min


def trend(
    corpus: Corpus,
    hits: Hits | Mapping[str, Hits],
    *,
    by: str = "date",
    unit: TimeUnit = "year",
    within: str = "s",
) -> pd.DataFrame:
    """Count hits by periods of time.

    Args:
        hits: Of one query, or of several by name.
        by: A layer of dates, such as ``date``: what the text around a hit speaks of; or an attribute of a structure
            that begins with a year, such as ``text_written`` or ``text_year``: when it was written.
        unit: The length of a period.
        within: With a layer of dates: a hit belongs to every period that a date of the same region lies in.

    Returns:
        One row per query and period, in order of time, periods without hits among them. Columns:
        ``TREND_COLUMNS``; ``tokens`` are those of the texts of the period, or of the regions that speak of it.
        ``attrs["undated"]`` says by query how many hits have no date, or none that lies in one period.

    Raises:
        QueryError: No such layer or attribute, or no such unit.
    """
    if unit != "month" and unit not in _YEARS:
        raise QueryError(
            Message(
                "No unit {name!r}. Available: {available}.",
                name=unit,
                available=", ".join(["month", *_YEARS]),
            )
        )
    named = hits if isinstance(hits, Mapping) else {hits.query or "hits": hits}
    if by in corpus.index.structural and {"earliest", "latest"} <= set(
        corpus.index.structural[by].attributes
    ):
        regions, periods = _dated_regions(corpus, by, unit, within)
        sized = corpus.index.structural[within]
    elif _is_attribute(corpus, by):
        sized, regions, periods = _written(corpus, by, unit)
    else:
        layers = [name for name, one in corpus.index.structural.items() if "earliest" in one.attributes]
        known = ", ".join([*layers, *corpus.index.structural_values()])
        raise QueryError(
            Message(
                "No time in {name!r}. A layer of dates or an attribute with years would be right: {available}.",
                name=by,
                available=known,
            )
        )
    known_periods = _filled(np.unique(periods))
    tokens = np.bincount(
        np.searchsorted(known_periods, periods), weights=sizes(sized)[regions], minlength=len(known_periods)
    )
    frames, undated = [], {}
    for name, found in named.items():
        counts, undated[name] = _counted(
            innermost(sized, np.asarray(found.starts)), regions, periods, known_periods
        )
        frames.append(_frame(name, known_periods, counts, tokens.astype(np.int64), unit))
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(TREND_COLUMNS))
    table.attrs.update(undated=undated, unit=unit)
    return table


def period_of(value: str | None, unit: str) -> int:
    """Return the number of the period that a time (``1997``, ``1997-07`` …) begins in, or a number for none."""
    found = _TIME.match(value or "")
    if found is None or (unit == "month" and not found[2]):
        return _NONE
    return int(found[1]) * 12 + int(found[2]) - 1 if unit == "month" else int(found[1]) // _YEARS[unit]


def period_name(number: int, unit: str) -> str:
    """Return a period as it is written: ``1997-07``, ``1997``, ``1990s`` or ``1900s`` for a century."""
    if unit == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return f"{number * _YEARS[unit]:04}" + ("" if unit == "year" else "s")


def _is_attribute(corpus: Corpus, name: str) -> bool:
    return name in corpus.index.structural_values() and is_structural(corpus, name)


def _written(corpus: Corpus, by: str, unit: str) -> tuple[StructuralAttribute, IntArray, IntArray]:
    regions, name = corpus.index.structural_values()[by]
    periods = _periods(region_codes(corpus, by), regions.lexicon(name), lambda value: period_of(value, unit))
    dated = np.flatnonzero(periods != _NONE)
    return regions, dated, periods[dated]


def _dated_regions(corpus: Corpus, layer: str, unit: str, within: str) -> tuple[IntArray, IntArray]:
    """Return pairs of a region and a period that a date in it lies in, each once."""
    dates, around = corpus.index.structural[layer], structure(corpus, within)
    ends = [
        _periods(dates.codes(side), dates.lexicon(side), lambda value: period_of(value, unit))
        for side in ("earliest", "latest")
    ]
    single = np.flatnonzero((ends[0] == ends[1]) & (ends[0] != _NONE))
    regions = innermost(around, np.asarray(dates.starts)[single])
    pairs = np.unique(np.stack((regions, ends[0][single]))[:, regions >= 0], axis=1)
    return pairs[0], pairs[1]


def _periods(codes: IntArray, lexicon: Sequence[str], period: Callable[[str], int]) -> IntArray:
    known = [period(value) for value in listed(lexicon, np.arange(len(lexicon)))]  # type: ignore[arg-type]
    return np.array([*known, _NONE], dtype=np.int64)[np.asarray(codes, dtype=np.int64)]


def _counted(found: IntArray, regions: IntArray, periods: IntArray, known: IntArray) -> tuple[IntArray, int]:
    """Count hits by period, given the region of each hit and the periods of regions."""
    first = np.searchsorted(regions, found, side="left")
    last = np.where(found < 0, first, np.searchsorted(regions, found, side="right"))
    counts = np.bincount(np.searchsorted(known, periods[spread(first, last)]), minlength=len(known))
    return counts, int((first == last).sum())


def _filled(periods: IntArray) -> IntArray:
    if not len(periods) or periods[-1] - periods[0] > _LONGEST:
        return periods
    return np.arange(periods[0], periods[-1] + 1)


def _frame(name: str, periods: IntArray, counts: IntArray, tokens: IntArray, unit: str) -> pd.DataFrame:
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(tokens > 0, counts / tokens * 1e6, np.nan)
    names = [period_name(number, unit) for number in periods.tolist()]
    columns = (name, names, counts, tokens, rates)
    return pd.DataFrame(dict(zip(TREND_COLUMNS, columns, strict=True)), index=range(len(names)))
