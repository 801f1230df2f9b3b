"""``corpus-tools check``: annotation against its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.annotate.gold.checks import STATUSES, check_gold_file, check_ids_of_document
from corpus_tools.annotate.gold.decision_checks import check_decisions
from corpus_tools.annotate.gold.schema import LABELS
from corpus_tools.annotate.gold.sheet import Problem, Sheet
from corpus_tools.cli.build import DEFAULT_RECIPE
from corpus_tools.cli.output import Format, FormatOption, print_rows
from corpus_tools.errors import CorpusToolsError
from corpus_tools.model import Document
from corpus_tools.names.gazetteer import load_gazetteers
from corpus_tools.names.schema import survey_folder
from corpus_tools.pipeline import Recipe, load_recipe
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import read_document_folder

COLUMNS = ("path", "line", "given", "right", "remedy")
REJECTED = "rejected"
DECISIONS = "decisions"
_PLACE = re.compile(r"(?P<path>.+?), line (?P<line>[0-9]+): (?P<given>.*)", re.DOTALL)


@dataclass(slots=True)
class Report:
    """What a check looked at and what it found."""

    files: int = 0
    rows: int = 0
    names: int = 0
    problems: list[Problem] = field(default_factory=list)


def check_command(
    recipe: Annotated[Path, typer.Argument(help="The recipe.")] = DEFAULT_RECIPE,
    format: FormatOption = Format.table,
) -> None:
    """Verify every annotation file of a recipe: header, places, covered text, labels, values, nesting, links.

    All problems are listed, each with file and line, what was given, what would be right, and what to do; the
    exit status is then 1.

    Example: corpus-tools check corpus/recipe.toml --format jsonl
    """
    report = check(load_recipe(recipe))
    if format is Format.table:
        print_report(report)
    else:
        print_rows([_record(problem) for problem in report.problems], COLUMNS, format)
    if report.problems:
        raise typer.Exit(1)


def print_report(report: Report) -> None:
    """Print a line for each problem, and what was looked at."""
    for problem in report.problems:
        print(problem)
    print(
        f"{report.files} annotation file(s), {report.rows} rows, {report.names} names: "
        f"{len(report.problems) or 'no'} problem{'' if len(report.problems) == 1 else 's'}."
    )


def check(recipe: Recipe) -> Report:
    """Check the name authority, the gold, and the passes beside the gold."""
    report = Report()
    recipe = replace(recipe, gold=_from_here(recipe.gold), names=_from_here(recipe.names))
    names = _check_names(recipe, report)
    documents = dict(_documents(recipe, report))
    if recipe.gold is not None:
        _check_folder(recipe.gold, documents, names, report)
        _check_folder(recipe.gold.parent / "passes", documents, names, report, passes=True)
    return report


def _from_here(folder: Path | None) -> Path | None:
    """Return a folder as one types it: relative where it is below the working folder."""
    here = Path.cwd()
    return folder.relative_to(here) if folder is not None and folder.is_relative_to(here) else folder


def _record(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem), "path": str(problem.path), "line": problem.line or None}


def _check_names(recipe: Recipe, report: Report) -> frozenset[str] | None:
    """Check the authority; return the ids of its names and of the gazetteers, or nothing when it is broken."""
    known = {entry.id for entry in load_gazetteers()}
    if recipe.names is None:
        return frozenset(known)
    names, messages = survey_folder(recipe.names)
    report.names = len(names)
    report.problems += [_name_problem(recipe.names, message) for message in messages]
    if messages:
        return None
    return frozenset(known | {name.id for name in names})


def _name_problem(folder: Path, message: str) -> Problem:
    match = _PLACE.fullmatch(message)
    path, line, given = (
        (Path(match["path"]), int(match["line"]), match["given"]) if match else (folder, 0, message)
    )
    return Problem(path, line, given.rstrip("."), "names that hold to the schema", "correct the entry")


def _documents(recipe: Recipe, report: Report) -> Iterator[tuple[str, Document]]:
    for folder in recipe.documents:
        try:
            document = reconstruct(read_document_folder(folder))
        except CorpusToolsError as error:
            report.problems.append(
                Problem(folder, 0, str(error), "a document that can be read", "correct it")
            )
            continue
        yield document.id, document


def _check_folder(
    folder: Path,
    documents: dict[str, Document],
    names: frozenset[str] | None,
    report: Report,
    *,
    passes: bool = False,
) -> None:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and path.name in documents:
            _check_document(path, documents[path.name], names, report, passes)
        elif path.is_dir():
            known = ", ".join(documents) or "none"
            given = "annotation of no document of the recipe"
            report.problems.append(
                Problem(path, 0, given, f"a folder named as a document ({known})", "rename or move it")
            )


def _check_document(
    folder: Path, document: Document, names: frozenset[str] | None, report: Report, passes: bool
) -> None:
    sheets: dict[str, list[Sheet]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        layer, _, annotator = path.stem.partition(".")
        report.files += 1
        if layer not in LABELS or annotator == REJECTED or bool(annotator) is not passes:
            report.problems.append(_misnamed(path, passes))
        elif annotator == DECISIONS:
            number, problems = check_decisions(path, document, layer=layer)
            report.rows += number
            report.problems += problems
        else:
            statuses = () if passes else STATUSES
            sheet, problems = check_gold_file(path, document, layer=layer, names=names, statuses=statuses)
            report.rows += len(sheet.rows)
            report.problems += problems
            sheets.setdefault(annotator, []).append(sheet)
    for files in sheets.values():
        report.problems += check_ids_of_document(files)


def _misnamed(path: Path, passes: bool) -> Problem:
    if path.stem.endswith(f".{REJECTED}"):
        given, right = "rows that reanchor could not move", "each decided on: annotated anew, or given up"
        return Problem(path, 0, given, right, "add them to the layer's file, and delete this one")
    right = f"{'<layer>.<pass>' if passes else '<layer>'}.jsonl, the layer one of {', '.join(LABELS)}"
    return Problem(path, 0, f"file named '{path.name}'", right, "rename it")
