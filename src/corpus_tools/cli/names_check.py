"""``corpus-tools names check``: what is wrong or doubtful in the name authority."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.analysis.name_uses import corpus_links, forms_used, gold_links
from corpus_tools.cli.names_accept import DEFAULT_NAMES
from corpus_tools.cli.output import (
    CORPUS_VARIABLE,
    DEFAULT_CORPUS,
    CorpusOption,
    Format,
    FormatOption,
    print_rows,
)
from corpus_tools.corpus import Corpus
from corpus_tools.errors import AuthorityError
from corpus_tools.names.check import Finding, check_authority, orphans, unused_variants
from corpus_tools.names.gazetteer import load_gazetteers
from corpus_tools.names.schema import Entry

COLUMNS = ("severity", "kind", "path", "line", "message")


def check_command(
    names: Annotated[Path, typer.Option(help="Folder of the name authority.")] = DEFAULT_NAMES,
    gold: Annotated[
        Path | None,
        typer.Option(help="Folder of adjudicated annotation.", show_default="gold/ beside the names"),
    ] = None,
    corpus: CorpusOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    format: FormatOption = Format.table,
) -> None:
    """Check the name authority: entries, clashes, English, dates, places, links that lead to no name, unused forms.

    Errors (exit status 1): an entry that does not hold to the schema (no English, malformed EDTF), one form or id of
    two names, a malformed place, one official English title of two names, a link to no name. Warnings: English that
    names share, forms between which neither year nor place decides, forms that stand in no text of the corpus.

    Example: corpus-tools names check --names annotations/names --format jsonl
    """
    if gold is not None and not gold.is_dir():
        raise AuthorityError(
            f"No folder of adjudicated annotation at '{gold}'; give one, or leave --gold out."
        )
    entries, found = check_authority(names)
    opened = _corpus(corpus)
    found += _links(entries, gold or names.parent / "gold", opened)
    if opened is not None:
        forms = {variant.text for name, _ in entries for variant in name.variants}
        found += unused_variants(entries, forms_used(opened, forms))
    if format is Format.table:
        _print(names, entries, found, opened)
    else:
        print_rows([_row(finding) for finding in found], COLUMNS, format)
    if any(strict or finding.severity == "error" for finding in found):
        raise typer.Exit(1)


def _corpus(folder: Path | None) -> Corpus | None:
    """Open the corpus that is asked for, or else the usual one where there is one."""
    if folder is not None:
        return Corpus(folder)
    usual = Path(os.environ.get(CORPUS_VARIABLE, DEFAULT_CORPUS))
    return Corpus(usual) if (usual / "manifest.json").exists() else None


def _links(entries: list[Entry], gold: Path, corpus: Corpus | None) -> Iterator[Finding]:
    known = {name.id for name, _ in entries}
    yield from orphans(gold_links(gold), known | {entry.id for entry in load_gazetteers()})
    if corpus is not None:
        yield from orphans(corpus_links(corpus, known), known)


def _print(names: Path, entries: list[Entry], found: list[Finding], corpus: Corpus | None) -> None:
    for finding in found:
        print(finding)
    counts = Counter(finding.severity for finding in found)
    unverified = sum(name.status == "unverified" for name, _ in entries)
    print(
        f"{names}: {len(entries)} names, {unverified} of them unverified; {counts['error']} error(s), "
        f"{counts['warning']} warning(s)."
    )
    if corpus is None:
        print(
            "No corpus was looked at: which forms stand in no text is not known. Build one, or give --corpus."
        )


def _row(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "path": str(finding.path), "line": finding.line or None}
