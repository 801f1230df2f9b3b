"""``corpus-tools build``: corpus/ + annotations/ → build/."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.build import BuildReport, build
from corpus_tools.cli.output import Format, FormatOption, colors, terminal_width
from corpus_tools.pipeline import load_recipe, with_output

DEFAULT_RECIPE = Path("corpus/recipe.toml")


class Annotation(StrEnum):
    """Which annotation a build takes."""

    best = "best"
    automatic = "automatic"
    gold = "gold"


def build_command(
    recipe: Annotated[Path, typer.Argument(help="The recipe.")] = DEFAULT_RECIPE,
    output: Annotated[
        Path | None, typer.Option(help="Write the corpus here.", show_default="what the recipe says")
    ] = None,
    annotation: Annotated[
        Annotation | None,
        typer.Option(
            help="Gold where there is gold, the program's alone, or gold alone.",
            show_default="the recipe's; best",
        ),
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="Annotate in so many processes.")] = 1,
    append: Annotated[
        bool, typer.Option("--append", help="Add only the documents that the corpus does not have yet.")
    ] = False,
    format: FormatOption = Format.table,
) -> None:
    """Build the corpus: reconstruct, annotate, link, write tables and index; print a report.

    An interrupted build leaves the previous corpus as it was. With --append a corpus grows by a part for the new
    documents; those that it has stay as they were built (`corpus-tools compact` merges the parts).

    Example: corpus-tools build corpus/recipe.toml
    """
    chosen = with_output(load_recipe(recipe), output)
    if annotation is not None:
        chosen = replace(chosen, annotation=annotation.value)
    report = build(chosen, processes=processes, append=append, progress=sys.stderr.isatty())
    if format is Format.table:
        print_report(report)
    else:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=1 if format is Format.json else None))


def print_report(report: BuildReport) -> None:
    """Print what a build made, layer by layer."""
    from rich.console import Console
    from rich.table import Table

    console = Console(width=terminal_width(), no_color=not colors(), highlight=False, markup=False)
    counts = report.counts
    console.print(
        f"{report.folder}: {counts['documents']} document(s), {counts['characters']:,} characters, "
        f"{counts['tokens']:,} tokens, {counts['types']:,} types"
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("layer", "spans", "labels", "gold", "widened"):
        table.add_column(
            name, overflow="fold", justify="right" if name in ("spans", "gold", "widened") else "left"
        )
    for layer in counts["spans"]:
        table.add_row(*_layer_row(layer, counts))
    console.print(table)
    links = ", ".join(f"{how} {number}" for how, number in counts["links"].items())
    console.print(f"links of entities: {links}")
    console.print(
        "seconds: " + ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in report.seconds.items())
    )
    for warning in report.warnings:
        console.print(f"warning: {warning}")


def _layer_row(layer: str, counts: dict[str, Any]) -> list[str]:
    labels = {label: number for label, number in counts["spans"][layer].items() if label}
    return [
        layer,
        str(sum(counts["spans"][layer].values())),
        " ".join(f"{label} {number}" for label, number in labels.items()),
        str(counts["origins"][layer].get("gold", 0)),
        str(counts["widened"].get(layer, 0)),
    ]
