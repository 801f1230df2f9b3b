"""``corpus-tools reconstruct``: source text to running text."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.model import Document
from corpus_tools.reconstruct import block_records, reconstruct
from corpus_tools.sources import read_source


class ReconstructFormat(StrEnum):
    """How the running text is printed."""

    text = "text"
    jsonl = "jsonl"


def reconstruct_command(
    file: Annotated[Path, typer.Argument(help="The source file.")],
    format: Annotated[ReconstructFormat, typer.Option("--format", "-f")] = ReconstructFormat.text,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the file.", show_default="found out; UTF-8 first")
    ] = None,
) -> None:
    """Join broken lines, take out note numbers, find headings and paragraphs.

    text: one block per line. jsonl: blocks with type, text, source offsets and notes.

    Example: corpus-tools reconstruct corpus/nato-ukraine/source.txt --format jsonl
    """
    print_blocks(reconstruct(read_source(file, encoding=encoding)), format)


def print_blocks(document: Document, format: ReconstructFormat) -> None:
    """Print the blocks of a reconstructed document."""
    for record in block_records(document):
        if format is ReconstructFormat.jsonl:
            print(json.dumps(record, ensure_ascii=False))
        else:
            print(record["text"])
