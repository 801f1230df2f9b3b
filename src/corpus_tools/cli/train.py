"""``corpus-tools train``: a recogniser from the corpus's own annotation."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.output import CorpusOption, Format, open_corpus, print_rows
from corpus_tools.training.card import Report
from corpus_tools.training.scores import overall


def train_command(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the model.")] = Path(
        "build/model"
    ),
    unseen: Annotated[
        Path | None, typer.Option(help="Sentences with entities (JSON Lines) that are no part of the corpus.")
    ] = None,
    compare: Annotated[
        str | None, typer.Option(help="Installed spaCy pipelines to score beside it, with commas (ja_ginza).")
    ] = None,
    folds: Annotated[int, typer.Option(min=0, help="Of the cross-validation over sections; 0: none.")] = 5,
    steps: Annotated[int, typer.Option(min=1, help="Batches of about 800 words.")] = 400,
    seed: Annotated[int, typer.Option(help="Of everything random.")] = 0,
    curve: Annotated[bool, typer.Option(help="Measure how it grows with the data (needs --unseen).")] = True,
    package: Annotated[
        Path | None, typer.Option(help="Also make an installable package in this folder.")
    ] = None,
    corpus: CorpusOption = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How the figures are printed.")
    ] = Format.table,
) -> None:
    """Train a spaCy recogniser of entities on the corpus, score it, write it with a model card.

    Minutes on one core. The scores: cross-validation over sections, and unseen sentences beside the rules.

    Example: corpus-tools train --output build/model --unseen tests/data/entities/test.jsonl
    """
    from corpus_tools.training.model import package_model, train_model

    documents = list(open_corpus(corpus).documents())
    report = train_model(
        documents,
        output,
        unseen=unseen,
        compare=[name.strip() for name in compare.split(",")] if compare else (),
        n_folds=folds,
        seed=seed,
        max_steps=steps,
        curve=curve,
        progress=lambda text: print(text, file=sys.stderr),
    )
    if format in (Format.json, Format.jsonl):
        print(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        print_rows(_rows(report), ("measured on", "system", "f1", "f1_nested"), format)
    if package is not None:
        print(package_model(output, package), file=sys.stderr)


def _rows(report: Report) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    if len(report.cross_validation):
        rows.append(_row("held-out sections", "this model", report.cross_validation))
    rows += [_row("unseen sentences", name, table) for name, table in report.unseen.items()]
    return rows


def _row(place: str, system: str, table: object) -> dict[str, object]:
    import pandas as pd

    assert isinstance(table, pd.DataFrame)
    figures = (round(overall(table), 4), round(overall(table, "nested"), 4))
    return {"measured on": place, "system": system, "f1": figures[0], "f1_nested": figures[1]}
