"""The dates of a timeline with their sentences and the names in them, looked up together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.regions import innermost, overlapping, sentence_numbers
from corpus_tools.analysis.values import listed
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import StructuralAttribute

_FIELDS = ("surface", "edtf", "value", "earliest", "latest")
_NAMED = ("name_id", "en_shown", "surface")


def dates_drawn(corpus: Corpus, regions: IntArray) -> list[dict[str, Any]]:
    """Return dates with the places of their sentences.

    Args:
        regions: Which dates. *Shape:* ``(n_dates,)``.

    Returns:
        One row per date: ``surface edtf value earliest latest document sentence_n``; ``sentence_n`` counts from 1 in
        the document and is none outside of sentences.
    """
    if not len(regions):
        return []
    dates = corpus.index.structural["date"]
    starts = np.asarray(dates.starts)[regions]
    documents = corpus.document_number(starts)
    columns = [_column(dates, name, regions) for name in _FIELDS]
    columns.append([corpus.document_id(number) for number in documents.tolist()])
    numbers = sentence_numbers(corpus, starts)
    names = (*_FIELDS, "document", "sentence_n")
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, numbers, strict=True)]


def dates_listed(corpus: Corpus, regions: IntArray) -> list[dict[str, Any]]:
    """Return dates as ``dates_drawn`` does, with ``sentence``, ``node`` and ``names``.

    ``sentence`` is its text, ``node`` that of the date's tokens, ``names`` the ids and names in the sentence, each once.
    """
    rows = dates_drawn(corpus, regions)
    if not rows:
        return rows
    dates = corpus.index.structural["date"]
    starts, ends = np.asarray(dates.starts)[regions], np.asarray(dates.ends)[regions]
    documents = corpus.document_number(starts).tolist()
    sentences = _sentences(corpus, starts)
    texts = [
        _text(corpus, document, sentence)
        for document, sentence in zip(documents, sentences.tolist(), strict=True)
    ]
    nodes = [corpus.surface(*place) for place in zip(documents, starts.tolist(), ends.tolist(), strict=True)]
    named = _names(corpus, sentences)
    return [
        {**row, "sentence": text, "node": node, "names": names}
        for row, text, node, names in zip(rows, texts, nodes, named, strict=True)
    ]


def _sentences(corpus: Corpus, starts: IntArray) -> IntArray:
    regions = corpus.index.structural.get("s")
    return np.full(len(starts), -1) if regions is None else innermost(regions, starts)


def _text(corpus: Corpus, document: int, sentence: int) -> str | None:
    if sentence < 0:
        return None
    regions = corpus.index.structural["s"]
    return corpus.surface(document, int(regions.starts[sentence]), int(regions.ends[sentence]))


def _names(corpus: Corpus, sentences: IntArray) -> list[list[tuple[str, str]]]:
    """Return the names in each sentence with what they are called in English, or in the text."""
    found: list[dict[str, str]] = [{} for _ in range(len(sentences))]
    entity, regions = corpus.index.structural.get("entity"), corpus.index.structural.get("s")
    inside = np.flatnonzero(np.asarray(sentences) >= 0)
    if entity is not None and regions is not None and set(_NAMED) <= set(entity.attributes):
        chosen = np.asarray(sentences)[inside]
        places, mentions = overlapping(
            entity, np.asarray(regions.starts)[chosen], np.asarray(regions.ends)[chosen]
        )
        columns = [_column(entity, name, mentions) for name in _NAMED]
        for place, name_id, english, surface in zip(inside[places].tolist(), *columns, strict=True):
            if name_id:
                found[place][name_id] = english or surface or ""
    return [list(names.items()) for names in found]


def _column(regions: StructuralAttribute, name: str, numbers: IntArray) -> Sequence[str | None]:
    codes, lexicon = regions.values(name)
    return listed(lexicon, np.asarray(codes)[numbers])
