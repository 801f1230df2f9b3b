"""``corpus-tools annotate``: the pipeline on any text, standard input included."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from corpus_tools.errors import CorpusToolsError, FormatError
from corpus_tools.formats import conllu, jsonl
from corpus_tools.model import Document
from corpus_tools.pipeline import DEFAULT_LAYERS, Pipeline, load_pipeline
from corpus_tools.reconstruct import as_running_text, reconstruct
from corpus_tools.sources import SourceText, read_source
from corpus_tools.sources.text_file import decode_source


class AnnotateInput(StrEnum):
    """What comes in."""

    text = "text"
    jsonl = "jsonl"


class AnnotateOutput(StrEnum):
    """What goes out."""

    jsonl = "jsonl"
    conllu = "conllu"


def annotate_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files; - or none is standard input.", show_default=False)
    ] = None,
    input: Annotated[
        AnnotateInput, typer.Option(help="text: a document per file; jsonl: one per line, {id, text, dct?}.")
    ] = AnnotateInput.text,
    output: Annotated[AnnotateOutput, typer.Option(help="What is printed.")] = AnnotateOutput.jsonl,
    dct: Annotated[str | None, typer.Option(help="Date of writing, as EDTF: 2023-01, 2023-01-15.")] = None,
    layers: Annotated[str, typer.Option(help="Annotators, with commas.")] = ",".join(DEFAULT_LAYERS),
    names: Annotated[Path | None, typer.Option(help="Folder of a name authority.")] = None,
    sources: Annotated[
        str,
        typer.Option(
            help="What entities are found by, with commas.",
            show_default="authority,gazetteer,composition,gloss",
        ),
    ] = "",
    statistical: Annotated[
        str | None,
        typer.Option(
            help="A spaCy pipeline, by name or folder, heard where no other source finds an entity."
        ),
    ] = None,
    reconstruct: Annotated[
        bool | None,
        typer.Option(
            "--reconstruct/--no-reconstruct",
            help="Reconstruct the running text first and add source offsets; the default for text, not for jsonl.",
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the files.", show_default="found out")
    ] = None,
) -> None:
    """Annotate any Japanese text: tokens, sentences, dates, entities, glosses.

    A line of jsonl that cannot be annotated gives {"id", "error"} in its place, and exit status 1 at the end.

    Example: echo '{"id": "1", "text": "2022年2月に首相が訪米した。"}' | corpus-tools annotate --input jsonl
    """
    pipeline = load_pipeline(
        names=names,
        layers=[layer for layer in layers.split(",") if layer],
        dct=dct,
        entities=_entity_options(sources, statistical),
    )
    repair = input is AnnotateInput.text if reconstruct is None else reconstruct
    paths = files or [Path("-")]
    if input is AnnotateInput.jsonl:
        items = _jsonl_documents(paths, repair)
    else:
        items = _text_documents(paths, repair, encoding)
    if not annotate(pipeline, items, sys.stdout, output=output, source=repair):
        raise typer.Exit(1)


def _entity_options(sources: str, statistical: str | None) -> dict[str, Any]:
    options: dict[str, Any] = {"statistical": statistical} if statistical else {}
    return {**options, "sources": sources.split(",")} if sources else options


def annotate(
    pipeline: Pipeline,
    items: Iterator[tuple[str | None, Callable[[], Document]]],
    stream: TextIO,
    *,
    output: AnnotateOutput = AnnotateOutput.jsonl,
    source: bool = False,
) -> bool:
    """Annotate documents as they come and print each; a bad one is reported in its place.

    Args:
        items: An id, as far as it is known, and what makes the document.

    Returns:
        Whether all went well.
    """
    well = True
    for identifier, make in items:
        try:
            document = pipeline(make())
            if output is AnnotateOutput.conllu:
                conllu.write([document], stream)
            else:
                stream.write(jsonl.dumps(jsonl.document_record(document, source=source)) + "\n")
        except CorpusToolsError as error:
            well = False
            _report(stream, output, identifier, str(error))
        stream.flush()
    return well


def _report(stream: TextIO, output: AnnotateOutput, identifier: str | None, message: str) -> None:
    if output is AnnotateOutput.jsonl:
        stream.write(jsonl.dumps({"id": identifier, "error": message}) + "\n")
    else:
        print(f"{identifier}: {message}", file=sys.stderr)


def _text_documents(
    paths: list[Path], repair: bool, encoding: str | None
) -> Iterator[tuple[str | None, Callable[[], Document]]]:
    for path in paths:
        yield (
            path.stem if path.name != "-" else "stdin",
            partial(_from_file, path, encoding, repair),
        )


def _from_file(path: Path, encoding: str | None, repair: bool) -> Document:
    return _running(_read(path, encoding), repair)


def _read(path: Path, encoding: str | None) -> SourceText:
    if path.name == "-":
        return decode_source(sys.stdin.buffer.read(), id="stdin", name="standard input", encoding=encoding)
    return read_source(path, encoding=encoding)


def _running(source: SourceText, repair: bool) -> Document:
    return reconstruct(source) if repair else as_running_text(source.id, source.text, source.metadata)


def _jsonl_documents(paths: list[Path], repair: bool) -> Iterator[tuple[str | None, Callable[[], Document]]]:
    for path in paths:
        if path.name == "-":
            yield from _lines(sys.stdin.buffer, "standard input", repair)
        else:
            try:
                with path.open("rb") as stream:
                    yield from _lines(stream, str(path), repair)
            except OSError as error:
                raise FormatError(f"{path} cannot be read: {error.strerror}.") from error


def _lines(stream: Any, name: str, repair: bool) -> Iterator[tuple[str | None, Callable[[], Document]]]:
    for number, line in enumerate(stream, start=1):
        if line.strip():
            record, error = _parse(line, f"{name}, line {number}")
            identifier = record.get("id") if record is not None else None
            yield identifier, partial(_from_record, record, error, repair)


def _parse(line: bytes, place: str) -> tuple[dict[str, Any] | None, str | None]:
    """Return the record of a line, or nothing, and what is wrong with it."""
    try:
        record = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return None, f"{place}: not JSON in UTF-8 ({error})."
    if not isinstance(record, dict):
        return None, f"{place}: expected an object with id and text, got {type(record).__name__}."
    if not isinstance(record.get("text"), str):
        return record, f"{place}: expected a string under text, got {type(record.get('text')).__name__}."
    if record.get("id") is None:
        return record, f"{place}: no id."
    return record, None


def _from_record(record: dict[str, Any] | None, error: str | None, repair: bool) -> Document:
    if record is None or error is not None:
        raise FormatError(error or "")
    metadata = {"written": record["dct"]} if record.get("dct") else {}
    return _running(SourceText(id=record["id"], text=record["text"], metadata=metadata, path=None), repair)
