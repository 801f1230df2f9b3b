"""What a query found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Hits:
    """Distinct ranges of corpus positions, half-open, sorted by start and then by end.

    Attributes:
        starts: First corpus positions. *Shape:* ``(n_hits,)``, int32.
        ends: Positions just after the hits. *Shape:* ``(n_hits,)``, int32.
        labels: Corpus positions of the query's labels (and of ``target`` and ``keyword``) by name, -1 where
            one is not set. Where a hit can be had in several ways, those of one of them.
        query: The query as typed.
        message: What a person should know of the evaluation, such as that a query matches nothing but the
            empty string; empty when there is nothing to say.
        corpus: The corpus that was searched, when it is at hand.
    """

    starts: IntArray
    ends: IntArray
    labels: dict[str, IntArray] = field(default_factory=dict)
    query: str = ""
    message: str = ""
    corpus: Any = field(default=None, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts.tolist(), self.ends.tolist(), strict=True)

    @property
    def targets(self) -> IntArray | None:
        """The positions marked ``@``, -1 where not set; None when the query marks none."""
        return self.labels.get("target")

    def take(self, chosen: IntArray | slice | npt.NDArray[np.bool_]) -> Hits:
        """Return some of the hits, in the order asked for."""
        labels = {name: column[chosen] for name, column in self.labels.items()}
        return Hits(self.starts[chosen], self.ends[chosen], labels, self.query, self.message, self.corpus)

    def kwic(self, **options: Any) -> pd.DataFrame:
        """Return a concordance; see ``corpus_tools.analysis.kwic.kwic`` for the options."""
        from corpus_tools.analysis.kwic import kwic

        return kwic(self.corpus, self, **options)

    def freq(self, **options: Any) -> pd.DataFrame:
        """Count the hits by attributes at any positions; see ``corpus_tools.analysis.frequency.freq`` for the options."""
        from corpus_tools.analysis.frequency import freq

        return freq(self.corpus, self, **options)

    def tabulate(self, **options: Any) -> pd.DataFrame:
        """Return values of each hit; see ``corpus_tools.analysis.frequency.tabulate`` for the options."""
        from corpus_tools.analysis.frequency import tabulate

        return tabulate(self.corpus, self, **options)

    def collocates(self, **options: Any) -> pd.DataFrame:
        """Score the words that occur near the hits; see ``corpus_tools.analysis.collocates.collocates`` for the options."""
        from corpus_tools.analysis.collocates import collocates

        return collocates(self.corpus, self, **options)

    def keywords(self, **options: Any) -> pd.DataFrame:
        """Score what the tokens of the hits have more often than the rest of the corpus, or a reference; see ``corpus_tools.analysis.keywords.keywords`` for the options."""
        from corpus_tools.analysis.keywords import keywords

        return keywords(self.corpus, self, **options)

    def ngrams(self, **options: Any) -> pd.DataFrame:
        """Count the sequences that hold a hit; see ``corpus_tools.analysis.ngrams.ngrams`` for the options."""
        from corpus_tools.analysis.ngrams import ngrams

        return ngrams(self.corpus, self, **options)

    def dispersion(self, **options: Any) -> pd.DataFrame:
        """Say how evenly the hits are spread; see ``corpus_tools.analysis.dispersion.dispersion`` for the options."""
        from corpus_tools.analysis.dispersion import dispersion

        return dispersion(self.corpus, self, **options)

    def types(self, **options: Any) -> pd.DataFrame:
        """Measure how rich the vocabulary of the hits is; see ``corpus_tools.analysis.vocabulary.types`` for the options."""
        from corpus_tools.analysis.vocabulary import types

        return types(self.corpus, self, **options)

    def trend(self, **options: Any) -> pd.DataFrame:
        """Count the hits by periods of time; see ``corpus_tools.analysis.trend.trend`` for the options."""
        from corpus_tools.analysis.trend import trend

        return trend(self.corpus, self, **options)

    def _repr_html_(self) -> str:
        from corpus_tools.render import hits_html

        return hits_html(self)

    def __repr__(self) -> str:
        return f"<Hits {len(self):,} for {self.query!r}>"
