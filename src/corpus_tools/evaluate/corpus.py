"""Documents evaluated: the annotators run again without gold, inside the coverage only; two passes compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from corpus_tools.annotate.gold import gold_files, gold_spans, read_gold, running_coverage
from corpus_tools.errors import AnnotationError
from corpus_tools.evaluate.agreement import cohens_kappa, token_labels
from corpus_tools.evaluate.layers import errors, score_layer
from corpus_tools.model import Document, Span
from corpus_tools.pipeline import Recipe, pipeline_of

Ranges: TypeAlias = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A layer of a document annotated twice: by gold and by the program, or by two annotators.

    Attributes:
        ranges: Of the running text: where both have annotated.
    """

    document: Document
    layer: str
    gold: list[Span]
    predicted: list[Span]
    ranges: Ranges

    def scores(self) -> pd.DataFrame:
        """Score the second side against the first; see ``score_layer``."""
        table = score_layer(self.document, self.layer, self.gold, self.predicted)
        table.insert(0, "document", self.document.id)
        return table

    def errors(self) -> pd.DataFrame:
        """List what differs; see ``errors``."""
        table = errors(self.document, self.layer, self.gold, self.predicted)
        table.insert(0, "document", self.document.id)
        return table

    def kappa(self) -> float:
        """Return Cohen's κ on the outermost labels of the tokens where both have annotated."""
        tokens = self.document.tokens
        assert tokens is not None
        covered = [any(start <= at < end for start, end in self.ranges) for at in tokens.starts.tolist()]
        sides = [
            list(compress(token_labels(tokens, spans), covered)) for spans in (self.gold, self.predicted)
        ]
        return cohens_kappa(*sides)


def compare_with_gold(
    recipe: Recipe, gold: Path, *, layers: Sequence[str] | None = None
) -> Iterator[Comparison]:
    """Annotate the recipe's documents without gold and set each gold layer beside the automatic one.

    Raises:
        AnnotationError: No gold for any document, or gold that does not fit its source.
    """
    documents = list(_annotated(recipe))
    files = [(document, path) for document in documents for path in gold_files(gold, document.id)]
    if not files:
        raise AnnotationError(f"No gold in {gold} for {', '.join(document.id for document in documents)}.")
    for document, path in files:
        one = read_gold(path)
        if layers is None or one.layer in layers:
            ranges = running_coverage(document, one)
            found = _inside(ranges, _automatic(document, one.layer))
            yield Comparison(document, one.layer, gold_spans(document, one), found, ranges)


def compare_passes(recipe: Recipe, first: Path, second: Path) -> Iterator[Comparison]:
    """Set two annotators' files of the same layer side by side, where both cover the text.

    Args:
        first: A file, or a pattern such as ``passes/x/*.a.jsonl``; so is ``second``.

    Raises:
        AnnotationError: The two have no layer of one document in common.
    """
    documents = {document.id: document for document in _annotated(recipe)}
    ones, others = (
        {(g.document, g.layer): g for g in map(read_gold, _files(path))} for path in (first, second)
    )
    common = [key for key in ones if key in others and key[0] in documents]
    if not common:
        raise AnnotationError(f"{first} and {second} have no layer of a document of the recipe in common.")
    for key in common:
        document = documents[key[0]]
        both = _common_ranges(*(running_coverage(document, side[key]) for side in (ones, others)))
        gold, found = (_inside(both, _all_required(gold_spans(document, s[key]))) for s in (ones, others))
        yield Comparison(document, key[1], gold, found, both)


def _all_required(spans: Sequence[Span]) -> list[Span]:
    """Let optional spans count: two annotators are to agree on them too."""
    return [replace(span, attributes={**span.attributes, "optional": None}) for span in spans]


def _annotated(recipe: Recipe) -> Iterator[Document]:
    pipeline = pipeline_of(replace(recipe, annotation="automatic"))
    return pipeline.pipe(map(pipeline.read_folder, recipe.documents))


def _common_ranges(one: Ranges, other: Ranges) -> list[tuple[int, int]]:
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return [(start, end) for start, end in pairs if start < end]


def _inside(ranges: Ranges, spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if any(start <= span.start and span.end <= end for start, end in ranges)]


def _automatic(document: Document, layer: str) -> list[Span]:
    return token_spans(document) if layer == "token" else document.spans(layer)


def token_spans(document: Document) -> list[Span]:
    """Return the tokens of a document as spans with their attributes."""
    assert document.tokens is not None
    return [
        Span(f"token-{row['start']}", "token", row["start"], row["end"], "", "auto:tokens", row)
        for row in document.tokens.rows()
    ]


def _files(path: Path) -> list[Path]:
    return sorted(path.parent.glob(path.name)) if "*" in path.name else [path]
