"""What happened when: the dated sentences of a corpus, in order of time, with the names in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from corpus_tools.analysis.mentions import date_mentions
from corpus_tools.analysis.periods import Period
from corpus_tools.analysis.rows import rows

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

TIMELINE_COLUMNS = (
    "id",
    "document",
    "earliest",
    "latest",
    "edtf",
    "type",
    "surface",
    "sentence",
    "sentence_n",
    "section",
    "entities",
    "origin",
)
_DAY = re.compile(r"(-?\d+)-(\d\d)-(\d\d)")
_NO_TIME = (float("inf"), float("inf"))


def timeline(
    corpus: Corpus,
    *,
    period: Period | None = None,
    match: Literal["within", "overlap"] = "within",
    types: set[str] | None = None,
) -> pd.DataFrame:
    """List what happened when: each date with its sentence.

    Args:
        period: Only dates in this period.
        match: ``within``: earliest and latest day lie in the period; ``overlap``: they touch it.
        types: Of ``DATE TIME DURATION SET``.

    Returns:
        One row per date, in order of time, then of the text; a sentence with two dates has two rows. Columns:
        ``TIMELINE_COLUMNS``. ``entities`` are those of the sentence, as dicts of ``surface``, ``label``,
        ``name_id`` and ``en``, each name once. Open dates stand at the end they have; dates without days (sets,
        unanchored durations) stand last, or are left out when a period is given.
    """
    found = rows(date_mentions(corpus, period=period, match=match, types=types, context=0))
    names = _SentenceNames(corpus)
    for row in found:
        row["entities"] = names.of(row["document"], row["sentence_n"])
    found.sort(key=_time_of)
    return pd.DataFrame(found, columns=list(TIMELINE_COLUMNS))


def years(day: str) -> float:
    """Return the place of a day (``1997-07-08``, ``-0430-01-01``) on a line of years; its first moment."""
    match = _DAY.fullmatch(day)
    if match is None:
        raise ValueError(f"{day!r} is no day. Right would be: 1997-07-08.")
    return int(match[1]) + (int(match[2]) - 1 + (int(match[3]) - 1) / 31) / 12


def _time_of(row: dict[str, Any]) -> tuple[float, float]:
    first, last = row["earliest"], row["latest"]
    if first is None and last is None:
        return _NO_TIME
    return (years(first or last), years(last) if last else float("inf"))


class _SentenceNames:
    """The names in each sentence, looked up once per sentence."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._first = {
            corpus.document_id(number): int(corpus.texts.starts[number])
            for number in range(corpus.n_documents)
        }
        self._known: dict[tuple[str, int], list[dict[str, Any]]] = {}

    def of(self, document: str, sentence: int | None) -> list[dict[str, Any]]:
        if sentence is None:
            return []
        key = (document, sentence)
        if key not in self._known:
            self._known[key] = self._look_up(document, sentence)
        return [dict(name) for name in self._known[key]]

    def _look_up(self, document: str, sentence: int) -> list[dict[str, Any]]:
        region = self.corpus.index.structural["s"]
        number = int(region.starts.searchsorted(self._first[document])) + sentence - 1
        start, end = int(region.starts[number]), int(region.ends[number])
        names = [self._name(entity) for entity in self.corpus.regions("entity", start, end)]
        return list({tuple(name.values()): name for name in names}.values())

    def _name(self, entity: int) -> dict[str, Any]:
        attribute = self.corpus.index.structural["entity"]
        row: dict[str, Any] = {key: attribute.value(key, entity) for key in ("surface", "label", "name_id")}
        return {**row, "en": self.corpus.shown_english(entity)}
