"""How good a recogniser is: cross-validation over sections, unseen sentences, the learning curve."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from corpus_tools.errors import FormatError
from corpus_tools.evaluate.layers import score_layer
from corpus_tools.formats.pieces import cut, pieces
from corpus_tools.model import Document, Span
from corpus_tools.reconstruct import as_running_text
from corpus_tools.training.recogniser import flat, recognise, train_recogniser

CURVE = (0.25, 0.5, 0.75, 1.0)


def section_pieces(documents: Sequence[Document]) -> list[Document]:
    """Cut documents at their headings; the pieces keep their tokens and entities."""
    return [
        cut(document, start, end, name=f"{document.id}.{number:03}")[0]
        for document in documents
        for number, (start, end) in enumerate(pieces(document, "section"), start=1)
    ]


def folds(sections: Sequence[Document], n: int) -> list[list[Document]]:
    """Deal sections out to folds of about equal size, the largest first.

    Raises:
        FormatError: There are fewer sections than folds.
    """
    if not 2 <= n <= len(sections):
        raise FormatError(
            f"{len(sections)} section(s) cannot make {n} folds. Give --folds between 2 and {len(sections)}."
        )
    dealt: list[list[Document]] = [[] for _ in range(n)]
    for section in sorted(sections, key=lambda section: -len(section.text)):
        min(dealt, key=lambda fold: sum(len(one.text) for one in fold)).append(section)
    return dealt


def cross_validate(sections: Sequence[Document], *, n_folds: int, seed: int, max_steps: int) -> pd.DataFrame:
    """Train on all folds but one and score on that one, in turn; counts are pooled. See ``scores``."""
    dealt = folds(sections, n_folds)
    tables = []
    for held_out in dealt:
        training = [section for fold in dealt if fold is not held_out for section in fold]
        nlp = train_recogniser(training, seed=seed, max_steps=max_steps)
        tables.append(scores(held_out, recognise(nlp, held_out)))
    return pooled(tables)


def learning_curve(
    sections: Sequence[Document], unseen: Sequence[Document], *, seed: int, max_steps: int
) -> pd.DataFrame:
    """Train on growing shares of the sections and score on unseen sentences.

    Returns:
        Columns: ``share``, ``tokens``, ``entities``, ``f1`` (exact, flat).
    """
    rows = []
    for share in CURVE:
        training = list(sections[: max(1, round(share * len(sections)))])
        found = recognise(train_recogniser(training, seed=seed, max_steps=max_steps), unseen)
        rows.append(
            {
                "share": share,
                "tokens": sum(len(one.tokens or ()) for one in training),
                "entities": sum(len(one.spans("entity")) for one in training),
                "f1": overall(scores(unseen, found)),
            }
        )
    return pd.DataFrame(rows)


def read_sentences(path: Path) -> list[Document]:
    """Read sentences with their entities: JSON Lines with ``id``, ``text`` and ``entities`` (``start end label``).

    Raises:
        FormatError: A line has another form, or an entity lies outside its text.
    """
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            document = as_running_text(str(row.get("id", number)), row["text"])
            document.layers["entity"] = list(_spans(row["entities"], len(document.text)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FormatError(
                f"{path}, line {number}: {error}. Expected id, text and entities with start, end and label."
            ) from error
        documents.append(document)
    return documents


def _spans(rows: Sequence[dict[str, object]], length: int) -> Iterator[Span]:
    for row in rows:
        start, end = int(str(row["start"])), int(str(row["end"]))
        if not 0 <= start < end <= length:
            raise ValueError(f"entity {start}:{end} lies outside a text of {length} characters")
        yield Span(
            f"{start}-{end}",
            "entity",
            start,
            end,
            str(row["label"]),
            "gold",
            {"optional": bool(row.get("optional"))},
        )


def scores(documents: Sequence[Document], found: Sequence[Sequence[Span]]) -> pd.DataFrame:
    """Score predicted entities, against all of gold (``nested``) and against its outermost ones (``flat``).

    Returns:
        Columns: ``against``, ``label``, ``gold``, ``predicted``, ``correct``, ``precision``, ``recall``, ``f1``;
        exact extent and label.
    """
    tables = []
    for against, choose in (("flat", flat), ("nested", list)):
        for document, spans in zip(documents, found, strict=True):
            gold = choose(document.spans("entity"))
            table = score_layer(document, "entity", gold, choose(spans))
            tables.append(table[table["measure"] == "exact"].assign(against=against))
    return pooled(tables)


def pooled(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Add up counts, and make the measures from the sums (micro average)."""
    sums = pd.concat(list(tables)).groupby(["against", "label"])[["gold", "predicted", "correct"]].sum()
    table = sums.reset_index()
    table["precision"] = (table["correct"] / table["predicted"]).where(table["predicted"] > 0, 1.0)
    table["recall"] = (table["correct"] / table["gold"]).where(table["gold"] > 0, 1.0)
    total = table["gold"] + table["predicted"]
    table["f1"] = (2 * table["correct"] / total).where(total > 0, 1.0)
    return table


def overall(table: pd.DataFrame, against: str = "flat") -> float:
    """Return the F1 of all labels together."""
    return float(table[(table["against"] == against) & (table["label"] == "all")]["f1"].iloc[0])
