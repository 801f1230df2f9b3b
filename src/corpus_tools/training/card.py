"""The card of a trained model: what it learnt from, how good it is, what it is not for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from corpus_tools._version import __version__
from corpus_tools.training.scores import overall

_FRONT = """---
language: ja
tags: [spacy, token-classification]
library_name: spacy
---
"""


@dataclass(frozen=True)
class Report:
    """What was measured.

    Attributes:
        data: What the model learnt from: ``documents``, ``sections``, ``tokens``, ``entities``, ``gold``.
        settings: ``seed``, ``max_steps``, ``folds``.
        cross_validation: Scores over held-out sections (``scores``).
        unseen: Scores on unseen sentences, by system: the model, the rules, others.
        curve: The learning curve.
    """

    data: Mapping[str, Any]
    settings: Mapping[str, Any]
    cross_validation: pd.DataFrame
    unseen: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    curve: pd.DataFrame | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "corpus_tools": __version__,
            "data": dict(self.data),
            "settings": dict(self.settings),
            "cross_validation": self.cross_validation.round(4).to_dict("records"),
            "unseen": {name: table.round(4).to_dict("records") for name, table in self.unseen.items()},
            "learning_curve": [] if self.curve is None else self.curve.round(4).to_dict("records"),
        }


def model_card(name: str, report: Report) -> str:
    """Write the card in Markdown."""
    data, settings = report.data, report.settings
    lines = [
        _FRONT,
        f"# {name}",
        "",
        "A spaCy pipeline (`tok2vec`, `ner`) that finds named entities in Japanese, on UniDic short unit words from",
        "corpus-tools' tokenizer. Nested entities were flattened to the longest before training.",
        "",
        "## Trained on",
        "",
        f"{data['documents']} document(s) in {data['sections']} section(s): {data['tokens']:,} tokens, "
        f"{data['entities']:,} entities, of which {data['gold']:,} are gold. Seed {settings['seed']}, "
        f"{settings['max_steps']} steps.",
        "",
        "## How good it is",
        "",
        *_validation(report),
        "",
    ]
    if report.unseen:
        lines += ["Unseen sentences by other hands than the corpus's:", "", *_unseen(report.unseen), ""]
    if report.curve is not None:
        lines += [
            "How it grows with the training data (F1 on the unseen sentences):",
            "",
            *_rows(report.curve),
            "",
        ]
    lines += [
        "## What it is not for",
        "",
        "It has seen one corpus. On texts of other fields and times expect what the unseen sentences show, or less.",
        "Dates, quantities and nested names are not among its labels.",
        "",
        "## Use",
        "",
        "```python",
        "import spacy",
        "",
        f'nlp = spacy.load("{name}")  # or the folder; corpus-tools must be installed for the tokenizer',
        "```",
        "",
    ]
    return "\n".join(lines)


def _validation(report: Report) -> list[str]:
    if report.cross_validation.empty:
        return ["Exact extent and label. It was not cross-validated."]
    n_folds = report.settings["folds"]
    head = f"Exact extent and label. Cross-validation over sections ({n_folds} folds, counts pooled):"
    return [head, "", *_table(report.cross_validation)]


def _table(scores: pd.DataFrame) -> list[str]:
    flat = scores[scores["against"] == "flat"].drop(columns="against")
    nested = f"Against all levels of nesting the F1 is {overall(scores, 'nested'):.3f}."
    return [*_rows(flat), "", nested]


def _unseen(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    rows = [
        {"system": name, "F1 (outermost)": overall(table), "F1 (all levels)": overall(table, "nested")}
        for name, table in tables.items()
    ]
    return _rows(pd.DataFrame(rows))


def _rows(table: pd.DataFrame) -> list[str]:
    head = [str(column) for column in table.columns]
    body = [[_cell(value) for value in row] for row in table.itertuples(index=False)]
    return [_row(head), _row(["---"] * len(head)), *map(_row, body)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
