"""Entities and dates of a corpus as rows: every mention of a name, everything the text dates to a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from corpus_tools.analysis.chronology import Chronology
from corpus_tools.analysis.kwic import dates_on, entities_on, place_of
from corpus_tools.analysis.periods import Period
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

ENTITY_COLUMNS = (
    "name_id",
    "label",
    "ja",
    "en",
    "document",
    "char_start",
    "char_end",
    "left",
    "node",
    "right",
    "section",
    "sentence_n",
    "origin",
)
_ENTITY_FIELDS = ("name_id", "label", "surface", "char_start", "char_end", "origin")
BESIDE = ("dates", "entities")
"""What can be listed with a mention: the dates and the other entities of its sentence."""

DATE_COLUMNS = (
    "id",
    "document",
    "start",
    "end",
    "surface",
    "type",
    "value",
    "edtf",
    "mod",
    "earliest",
    "latest",
    "anaphoric",
    "anchor",
    "left",
    "node",
    "right",
    "section",
    "sentence",
    "sentence_n",
    "origin",
)


def entity_mentions(
    corpus: Corpus,
    *,
    names: set[str] | None = None,
    surfaces: set[str] | None = None,
    context: int = 10,
    beside: Collection[str] = (),
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """List the mentions of names, in corpus order.

    Args:
        names: Ids of names; mentions linked to one of them are listed.
        surfaces: Mentions that read so are listed too. Without ``names`` and ``surfaces``, all are.
        context: Tokens on each side.
        beside: Of ``BESIDE``: what else stands in the sentence, as columns of lists of objects.
        limit: So many mentions, from ``offset`` on; ``attrs["total"]`` says how many there are.

    Returns:
        One row per mention. Columns: ``ENTITY_COLUMNS`` and ``beside``; ``ja`` is the mention as it stands, without
        line breaks. A date has ``id surface type value edtf origin``, an entity ``id surface label name_id origin en``.
    """
    regions = regions_of_names(corpus, names, surfaces)
    rows = []
    for region in regions[offset : None if limit is None else offset + limit].tolist():
        row = _region(corpus, "entity", region, _ENTITY_FIELDS)
        rows.append({**_entity_row(corpus, region, row, context), **_beside(corpus, region, beside)})
    table = pd.DataFrame(rows, columns=[*ENTITY_COLUMNS, *beside])
    table.attrs["total"] = len(regions)
    return table


def date_mentions(
    corpus: Corpus,
    *,
    period: Period | None = None,
    match: Literal["within", "overlap"] = "within",
    types: set[str] | None = None,
    context: int = 10,
    limit: int | None = None,
    offset: int = 0,
    chronology: Chronology | None = None,
) -> pd.DataFrame:
    """List what the texts date, in order of time, then of the text.

    Args:
        period: Only dates in this period; those without bounds (sets, unanchored durations) are in none.
        match: ``within``: earliest and latest day lie in the period; ``overlap``: they touch it.
        types: Of ``DATE TIME DURATION SET``.
        context: Tokens on each side.
        limit: So many dates, from ``offset`` on; ``attrs["total"]`` says how many there are.
        chronology: That of the corpus, where one is kept.

    Returns:
        One row per date. Columns: ``DATE_COLUMNS``; ``sentence`` is the text of the sentence.
    """
    regions = (chronology or Chronology(corpus)).regions(period=period, match=match, types=types)
    fields = tuple(corpus.index.structural["date"].attributes) if len(regions) else ()
    rows = [
        _date_row(corpus, region, _region(corpus, "date", region, fields), context)
        for region in regions[offset : None if limit is None else offset + limit].tolist()
    ]
    table = pd.DataFrame(rows, columns=list(DATE_COLUMNS))
    table.attrs["total"] = len(regions)
    return table


def regions_of_names(corpus: Corpus, names: set[str] | None, surfaces: set[str] | None) -> IntArray:
    """Return the entity regions that are linked to one of the names or read like one of the surfaces."""
    found = np.arange(_n_regions(corpus, "entity"))
    if (names is None and surfaces is None) or not len(found):
        return found
    chosen = np.zeros(len(found), dtype=np.bool_)
    entity = corpus.index.structural["entity"]
    for attribute, wanted in (("name_id", names), ("surface", surfaces)):
        codes, values = entity.values(attribute)
        chosen |= np.isin(codes, [code for code in map(values.find, wanted or ()) if code >= 0])
    return found[chosen]


def _n_regions(corpus: Corpus, layer: str) -> int:
    attribute = corpus.index.structural.get(layer)
    return len(attribute.starts) if attribute is not None else 0


def _region(corpus: Corpus, layer: str, region: int, fields: tuple[str, ...]) -> dict[str, Any]:
    attribute = corpus.index.structural[layer]
    return {name: attribute.value(name, region) for name in fields}


def _line(corpus: Corpus, layer: str, region: int, row: dict[str, Any], context: int) -> dict[str, Any]:
    """Cut the line around a span by its exact characters, which may be fewer than its tokens'."""
    attribute = corpus.index.structural[layer]
    first, last = int(attribute.starts[region]), int(attribute.ends[region])
    document = corpus.document_of(first)
    begin = max(int(corpus.texts.starts[document]), first - context)
    close = min(int(corpus.texts.ends[document]), last + context)
    text = corpus.text(document) or ""
    left = corpus.index.numbers("char_start")[begin]
    right = corpus.index.numbers("char_end")[close - 1]
    start, end = int(row["char_start"]), int(row["char_end"])
    return {
        "document": corpus.document_id(document),
        "left": one_line(text[int(left) : start]),
        "node": one_line(text[start:end]),
        "right": one_line(text[end : int(right)]),
        **place_of(corpus, document, first),
    }


def _entity_row(corpus: Corpus, region: int, row: dict[str, Any], context: int) -> dict[str, Any]:
    line = _line(corpus, "entity", region, row, context)
    return {
        **line,
        **row,
        "ja": line["node"],
        "en": corpus.shown_english(region),
        "char_start": int(row["char_start"]),
        "char_end": int(row["char_end"]),
    }


def _beside(corpus: Corpus, region: int, wanted: Collection[str]) -> dict[str, Any]:
    """Return what stands in the sentence of a mention, itself left out."""
    if not wanted:
        return {}
    entity = corpus.index.structural["entity"]
    start, end = int(entity.starts[region]), int(entity.ends[region])
    for sentence in corpus.regions("s", start, end):
        region_of_s = corpus.index.structural["s"]
        start = min(start, int(region_of_s.starts[sentence]))
        end = max(end, int(region_of_s.ends[sentence]))
    own = entity.value("id", region)
    found = {"dates": dates_on, "entities": entities_on}
    return {name: [one for one in found[name](corpus, start, end) if one["id"] != own] for name in wanted}


def _date_row(corpus: Corpus, region: int, row: dict[str, Any], context: int) -> dict[str, Any]:
    line = _line(corpus, "date", region, row, context)
    return {
        **line,
        **row,
        "type": row["label"],
        "start": int(row["char_start"]),
        "end": int(row["char_end"]),
        "anaphoric": row["anaphoric"] == "true",
    }


def one_line(text: str) -> str:
    """Return a stretch of text without its line breaks."""
    return " ".join(text.splitlines())
