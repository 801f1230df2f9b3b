"""``corpus-tools add``: a new text for the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.errors import SourceError
from corpus_tools.sources.new_document import add_document


def add_command(
    files: Annotated[
        list[Path],
        typer.Argument(help="Text, PDF, Word, HTML, EPUB, TEI or CoNLL-U files.", show_default=False),
    ],
    id: Annotated[
        str | None, typer.Option(help="Id of the document (one file only).", show_default="the file's name")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title.", show_default="what the file says")] = None,
    author: Annotated[str | None, typer.Option(help="Author.", show_default="what the file says")] = None,
    written: Annotated[
        str | None, typer.Option(help="When it was written, as EDTF: 2023, 2023-01.", show_default="unknown")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language.", show_default="ja")] = None,
    rights: Annotated[
        str | None, typer.Option(help="Who may do what with it.", show_default="unknown")
    ] = None,
    provenance: Annotated[str | None, typer.Option(help="Where it comes from.")] = None,
    redistribute: Annotated[
        bool, typer.Option("--redistribute", help="Releases may contain the text.")
    ] = False,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text files.", show_default="found out; UTF-8 first")
    ] = None,
    corpus: Annotated[Path, typer.Option(help="Folder of the texts.")] = Path("corpus"),
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a document of the same id; re-anchor its gold.")
    ] = False,
) -> None:
    """Put texts into corpus/: the characters, what is known about them, the original and its layout.

    `corpus-tools build` then takes them up, if the recipe names no documents or names them.

    Example: corpus-tools add chapter.pdf --id chapter-3 --title "第3章" --written 2024-05
    """
    if id is not None and len(files) > 1:
        raise SourceError("--id is for one file. Add the files one by one, or leave --id away.")
    given: dict[str, str | bool | None] = {"title": title, "author": author, "written": written}
    given |= {"language": language, "rights": rights, "provenance": provenance}
    given["redistribute"] = redistribute or None
    for file in files:
        name = id if id is not None else _id_of(file)
        folder = add_document(file, corpus, id=name, metadata=given, encoding=encoding, replace=replace)
        print(
            f"{folder}: {_size(folder):,} characters. Look at {folder / 'meta.toml'}, then: corpus-tools build"
        )


def _id_of(file: Path) -> str:
    return file.stem.lower().replace(" ", "-")


def _size(folder: Path) -> int:
    return len((folder / "source.txt").read_text(encoding="utf-8"))
