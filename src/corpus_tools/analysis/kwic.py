"""Hits to concordance lines: left context, node, right context, and what is annotated on the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corpus_tools.analysis.furigana import Marks, annotated
from corpus_tools.analysis.sampling import sampled
from corpus_tools.analysis.sorting import sort_order

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

KWIC_COLUMNS = (
    "hit",
    "document",
    "start",
    "end",
    "char_start",
    "char_end",
    "left",
    "node",
    "right",
    "section",
    "sentence",
    "sentence_n",
    "entities",
    "dates",
)


def kwic(
    corpus: Corpus,
    hits: Hits,
    *,
    context: int = 10,
    sort: str | None = None,
    attribute: str = "word",
    sample: int | None = None,
    seed: int = 0,
    limit: int | None = None,
    offset: int = 0,
    furigana: Marks | None = None,
) -> pd.DataFrame:
    """Show hits in their context.

    Args:
        context: Tokens on each side; it stops at the document's edge.
        sort: Keys such as ``R1``, ``L2..L1.lemma``, ``node.reading:desc`` or ``text_year``, several with commas
            (see ``keys`` and ``sorting``); corpus order when not given.
        attribute: Positional attribute of sort keys that name a position alone.
        sample: So many hits at random, in corpus order unless sorted.
        seed: Of the sample.
        limit: So many lines, from ``offset`` on, after sampling and sorting.
        furigana: Give the readings of kanji, between these marks (``furigana.IN_TEXT``: 加盟《かめい》).

    Returns:
        One row per hit. Columns: ``hit`` (number of the hit in corpus order), ``document`` (id), ``start`` and
        ``end`` (corpus positions), ``char_start`` and ``char_end`` (in the document's text), ``left``, ``node``,
        ``right``, ``section`` (title of the innermost one), ``sentence`` (its text), ``sentence_n`` (its number
        in the document), ``entities`` and ``dates`` (those that overlap the line, as lists of dicts).

    Raises:
        QueryError: No such sort key or attribute.
    """
    numbers = np.arange(len(hits)) if sample is None else sampled(len(hits), sample, seed=seed)
    if sort:
        numbers = numbers[sort_order(corpus, hits, numbers, sort, attribute=attribute)]
    numbers = numbers[offset : None if limit is None else offset + limit]
    lines = list(_lines(corpus, hits, numbers.tolist(), context, furigana))
    return pd.DataFrame(lines, columns=list(KWIC_COLUMNS))


def _lines(
    corpus: Corpus, hits: Hits, numbers: Sequence[int], context: int, furigana: Marks | None
) -> Iterator[dict[str, Any]]:
    documents = corpus.texts
    for number in numbers:
        start, end = int(hits.starts[number]), int(hits.ends[number])
        document = corpus.document_of(start)
        first = max(int(documents.starts[document]), start - context)
        last = min(max(end, int(documents.ends[document])), end + context)
        characters = corpus.character_range(start, end)
        yield {
            "hit": number,
            "document": corpus.document_id(document),
            "start": start,
            "end": end,
            "char_start": characters[0] if characters else None,
            "char_end": characters[1] if characters else None,
            **_cut(corpus, document, (first, start, end, last), furigana),
            **place_of(corpus, document, start),
            "entities": entities_on(corpus, first, last),
            "dates": dates_on(corpus, first, last),
        }


def _cut(
    corpus: Corpus, document: int, borders: tuple[int, int, int, int], furigana: Marks | None
) -> dict[str, str]:
    surface = corpus.surface if furigana is None else partial(annotated, corpus, marks=furigana)
    first, start, end, last = borders
    return {
        "left": surface(document, first, start, trailing=True),
        "node": surface(document, start, end),
        "right": surface(document, end, last, leading=True),
    }


def place_of(corpus: Corpus, document: int, cpos: int) -> dict[str, Any]:
    """Return section title, sentence text and sentence number (from 1 in its document) of a token."""
    section = sentence = number = None
    sections = corpus.regions("section", cpos, cpos + 1)
    if sections:
        section = corpus.index.structural["section"].value("title", sections[-1])
    sentences = corpus.regions("s", cpos, cpos + 1)
    if sentences:
        region = corpus.index.structural["s"]
        before = int(np.searchsorted(region.starts, corpus.texts.starts[document]))
        number = sentences[-1] - before + 1
        sentence = corpus.surface(
            document, int(region.starts[sentences[-1]]), int(region.ends[sentences[-1]])
        )
    return {"section": section, "sentence": sentence, "sentence_n": number}


def entities_on(corpus: Corpus, start: int, end: int) -> list[dict[str, Any]]:
    """Return the entities that overlap a range of tokens."""
    return _spans_on(corpus, "entity", start, end, ("id", "surface", "label", "name_id", "origin"), ("en",))


def dates_on(corpus: Corpus, start: int, end: int) -> list[dict[str, Any]]:
    """Return the dates that overlap a range of tokens."""
    found = _spans_on(corpus, "date", start, end, ("id", "surface", "label", "value", "edtf", "origin"), ())
    return [{"type" if key == "label" else key: value for key, value in date.items()} for date in found]


def _spans_on(
    corpus: Corpus, layer: str, start: int, end: int, fields: Sequence[str], shown: Sequence[str]
) -> list[dict[str, Any]]:
    rows = []
    for region in corpus.regions(layer, start, end):
        attribute = corpus.index.structural[layer]
        row: dict[str, Any] = {name: attribute.value(name, region) for name in fields}
        rows.append({**row, **{name: corpus.shown_english(region) for name in shown}})
    return rows
