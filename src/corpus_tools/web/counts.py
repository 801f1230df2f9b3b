"""What is counted on a result, whole: pages show the beginning of it, files all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from corpus_tools.analysis.collocates import collocates
from corpus_tools.analysis.dispersion import parts_of
from corpus_tools.analysis.frequency import freq
from corpus_tools.analysis.keywords import keywords
from corpus_tools.analysis.ngrams import ngrams
from corpus_tools.analysis.regions import innermost
from corpus_tools.errors import Message, QueryError
from corpus_tools.query import Hits
from corpus_tools.web.narrowing import part_kind

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus


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

    @property
    def key(self) -> str:
        """The key that frequencies are counted by."""
        return self.attribute if self.position == "node" else f"{self.position}.{self.attribute}"


def count(corpus: Corpus, hits: Hits, kind: str, asked: Settings) -> pd.DataFrame:
    """Count something on a result.

    Raises:
        QueryError: Nothing of that name, or no such attribute or measure.
    """
    if kind not in COUNTS:
        raise QueryError(
            Message("No statistics {name!r}. Available: {available}.", name=kind, available=", ".join(COUNTS))
        )
    if not isinstance(part_kind(asked.parts), int) or not 2 <= int(asked.parts) <= 200:
        raise QueryError(
            Message("{given!r} parts are none. Right would be a number from 2 to 200.", given=asked.parts)
        )
    return COUNTS[kind](corpus, hits, asked) if len(hits) else pd.DataFrame()


def parted_by(corpus: Corpus) -> str:
    """Return what hits are counted in: sections, or texts where there are none."""
    return "section" if len(corpus.index.structural.get("section", ())) else "text"


def compared_in(corpus: Corpus) -> str:
    """Return what is compared with the rest for keywords: sentences, or texts where there are none."""
    return "s" if "s" in corpus.index.structural else "text"


def _frequency(corpus: Corpus, hits: Hits, asked: Settings) -> pd.DataFrame:
    return freq(corpus, hits, by=asked.key, min_frequency=asked.min_frequency)


def _collocates(corpus: Corpus, hits: Hits, asked: Settings) -> pd.DataFrame:
    return collocates(
        corpus,
        hits,
        attribute=asked.attribute,
        window=asked.window,
        measure=asked.measure,
        min_frequency=asked.min_frequency,
    )


def _sequences(corpus: Corpus, hits: Hits, asked: Settings) -> pd.DataFrame:
    least = max(asked.min_frequency, 2)
    return ngrams(corpus, hits, n=asked.n, attribute=asked.attribute, min_frequency=least)


def _keywords(corpus: Corpus, hits: Hits, asked: Settings) -> pd.DataFrame:
    regions = corpus.index.structural[compared_in(corpus)]
    chosen = np.unique(innermost(regions, hits.starts))
    chosen = chosen[chosen >= 0]
    around = Hits(np.asarray(regions.starts)[chosen], np.asarray(regions.ends)[chosen], corpus=corpus)
    least = max(asked.min_frequency, 2)
    return keywords(corpus, around, attribute=asked.attribute, measure=asked.measure, min_frequency=least)


def _sections(corpus: Corpus, hits: Hits, asked: Settings) -> pd.DataFrame:
    """Count hits by section in their order; ``part`` is the number of a section, those without tokens are left out."""
    name = parted_by(corpus)
    regions = corpus.index.structural[name]
    named = [one for one in ("title", "id") if one in regions.attributes]
    numbers, sizes = parts_of(corpus, hits.starts, name)
    counts = np.bincount(np.asarray(numbers)[np.asarray(numbers) >= 0], minlength=len(sizes))
    kept = np.flatnonzero(sizes > 0)
    titles = [
        next(filter(None, (regions.value(one, number) for one in named)), str(number + 1))
        for number in kept.tolist()
    ]
    columns = {"item": titles, "part": kept, "frequency": counts[kept], "tokens": sizes[kept]}
    table = pd.DataFrame({**columns, "per_million": counts[kept] / sizes[kept] * 1e6})
    table.attrs["outside"] = int((np.asarray(numbers) < 0).sum())
    return table


def _spread(corpus: Corpus, hits: Hits, asked: Settings) -> pd.DataFrame:
    parts = min(int(asked.parts), len(corpus))
    numbers, _ = parts_of(corpus, hits.starts, parts)
    counts = np.bincount(numbers, minlength=parts)
    return pd.DataFrame({"item": np.arange(1, parts + 1), "frequency": counts})


COUNTS: dict[str, Callable[[Corpus, Hits, Settings], pd.DataFrame]] = {
    "frequency": _frequency,
    "collocates": _collocates,
    "dispersion": _spread,
    "ngrams": _sequences,
    "keywords": _keywords,
    "sections": _sections,
}
"""What can be counted on a result, by the name in the address."""
