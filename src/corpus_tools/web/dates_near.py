"""The dates that stand in the same sentences as a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.analysis.mentions import regions_of_names
from corpus_tools.analysis.regions import innermost, overlapping, sentence_numbers
from corpus_tools.analysis.values import listed
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

MENTIONS_READ = 2000
"""How many mentions of a name are looked through for dates."""
MOST = 150
"""Of more dates than so many those in most sentences are kept."""


@dataclass(frozen=True, slots=True)
class NearDate:
    """A day or a stretch of days, and where it stands.

    Attributes:
        places: What the text says, by document and number of the sentence.
    """

    edtf: str
    places: dict[tuple[str, int | None], str] = field(default_factory=dict)


def dates_near(corpus: Corpus, name_id: str) -> tuple[list[NearDate], int]:
    """Return the dates in the sentences that mention a name, in order of time, each day once, with its sentences.

    Returns:
        The dates, and how many were left out.
    """
    dates = corpus.index.structural.get("date")
    if dates is None or not {"edtf", "surface"} <= set(dates.attributes):
        return [], 0
    mentions = regions_of_names(corpus, {name_id}, None)[:MENTIONS_READ]
    entity = corpus.index.structural["entity"]
    starts, ends = np.asarray(entity.starts)[mentions], np.asarray(entity.ends)[mentions]
    owners, numbers = overlapping(dates, *_sentences_around(corpus, starts, ends))
    places = _places(corpus, starts)
    found: dict[str, NearDate] = {}
    columns = [
        listed(dates.lexicon(name), np.asarray(dates.codes(name))[numbers]) for name in ("edtf", "surface")
    ]
    for owner, edtf, surface in zip(owners.tolist(), *columns, strict=True):
        if edtf:
            found.setdefault(edtf, NearDate(edtf)).places[places[owner]] = surface
    kept = sorted(found.values(), key=lambda near: -len(near.places))[:MOST]
    return sorted(kept, key=lambda near: near.edtf), len(found) - len(kept)


def _sentences_around(corpus: Corpus, starts: IntArray, ends: IntArray) -> tuple[IntArray, IntArray]:
    """Return from where to where the sentences of mentions reach."""
    regions = corpus.index.structural.get("s")
    if regions is None or not len(regions):
        return starts, ends
    first, last = innermost(regions, starts), innermost(regions, ends - 1)
    begins, closes = np.asarray(regions.starts)[first], np.asarray(regions.ends)[last]
    return (
        np.where(first >= 0, np.minimum(starts, begins), starts),
        np.where(last >= 0, np.maximum(ends, closes), ends),
    )


def _places(corpus: Corpus, starts: IntArray) -> list[tuple[str, int | None]]:
    """Return document and number of the sentence of each token."""
    documents = corpus.document_number(starts)
    ids = {number: corpus.document_id(number) for number in np.unique(documents).tolist()}
    sentences = sentence_numbers(corpus, starts)
    return [(ids[number], sentence) for number, sentence in zip(documents.tolist(), sentences, strict=True)]
