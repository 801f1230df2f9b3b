"""``corpus-tools evaluate``: automatic against gold, or one annotator against another."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from corpus_tools.analysis.rows import rows
from corpus_tools.cli.build import DEFAULT_RECIPE
from corpus_tools.cli.output import Format, FormatOption, print_rows
from corpus_tools.corpus.manifest import replace_file
from corpus_tools.errors import RecipeError
from corpus_tools.evaluate.corpus import Comparison, compare_passes, compare_with_gold
from corpus_tools.evaluate.layers import ALL, confusion
from corpus_tools.pipeline import load_recipe

SCORE_COLUMNS = (
    "document",
    "layer",
    "label",
    "measure",
    "gold",
    "predicted",
    "correct",
    "precision",
    "recall",
    "f1",
    "f1_low",
    "f1_high",
)
FIGURES = "figures.json"
FIGURE_COLUMNS = ("document", "layer", "measure", "gold", "predicted", "correct", "f1")
ERROR_COLUMNS = ("layer", "kind", "left", "surface", "right", "gold", "predicted")


def evaluate_command(
    recipe: Annotated[
        Path, typer.Argument(help="The recipe: which documents, names and layers.")
    ] = DEFAULT_RECIPE,
    gold: Annotated[
        Path | None, typer.Option(help="Folder of gold annotation.", show_default="what the recipe says")
    ] = None,
    layer: Annotated[str | None, typer.Option(help="Only these layers, with commas.")] = None,
    agreement: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            help="Compare two annotators' files, or patterns such as 'x/*.a.jsonl', instead; adds Cohen's κ."
        ),
    ] = None,
    show_errors: Annotated[bool, typer.Option("--errors", help="List what differs, in context.")] = False,
    show_confusion: Annotated[
        bool, typer.Option("--confusion", help="Print which labels stand for which.")
    ] = False,
    save: Annotated[bool, typer.Option("--save", help="Store the figures beside the gold.")] = False,
    format: FormatOption = Format.table,
) -> None:
    """Score the annotators against gold; they run again without it, and count inside its coverage only.

    exact: same extent and label; extent: same extent; overlap: same label and a shared character; label: same label
    in the same block; then one row for each attribute that must be right too. f1_low and f1_high are a 95 %
    interval (bootstrap over blocks: paragraphs, headings).

    Example: corpus-tools evaluate --layer date --errors
    """
    layers = [name.strip() for name in layer.split(",")] if layer else None
    chosen = load_recipe(recipe)
    if agreement is not None:
        found = list(compare_passes(chosen, *agreement))
    else:
        folder = gold or chosen.gold
        if folder is None:
            raise RecipeError(f"{recipe} names no gold. Give a folder: corpus-tools evaluate --gold DIR.")
        found = list(compare_with_gold(chosen, folder, layers=layers))
        if save:
            save_figures(found, folder)
    _print(found, show_errors, show_confusion, format)
    if agreement is not None:
        _print_kappa(found)


def save_figures(found: Iterable[Comparison], gold: Path) -> None:
    """Store the figures of all layers as ``figures.json`` beside the gold, for later runs to be held against."""
    scores = _joined(one.scores() for one in found)
    kept = _rounded(scores[scores["label"] == ALL][list(FIGURE_COLUMNS)])
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in kept)
    replace_file(gold / FIGURES, f"[\n{lines}\n]\n")


def _print(found: Iterable[Comparison], show_errors: bool, show_confusion: bool, format: Format) -> None:
    if show_errors:
        print_rows(rows(_joined(one.errors() for one in found)), ERROR_COLUMNS, format)
    elif show_confusion:
        for one in found:
            table = confusion(one.gold, one.predicted).reset_index()
            print_rows(rows(table), list(table.columns), format)
    else:
        scores = _joined(one.scores() for one in found)
        shown = (
            scores[(scores["label"] == ALL) | scores["measure"].isin(["exact", "overlap"])]
            if format is Format.table
            else scores
        )
        print_rows(_rounded(shown), SCORE_COLUMNS, format)


def _joined(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(list(tables), ignore_index=True)


def _rounded(scores: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}
        for row in rows(scores)
    ]


def _print_kappa(found: Iterable[Comparison]) -> None:
    for one in found:
        print(f"{one.document.id}, {one.layer}: Cohen's κ on tokens {one.kappa():.4f}", file=sys.stderr)
