"""``corpus-tools names export`` and ``names import``: the name list to and from formats of termbases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.names_accept import DEFAULT_NAMES
from corpus_tools.corpus.tables import name_row
from corpus_tools.errors import AuthorityError
from corpus_tools.formats import NAME_FORMATS
from corpus_tools.formats.name_lists import read_names, write_names
from corpus_tools.names import Name, NameAuthority
from corpus_tools.names.toml_files import HEADER, toml_of, write_folder, write_text

FormatArgument = Annotated[str, typer.Argument(help=f"One of: {', '.join(NAME_FORMATS)}.")]


def export_names_command(
    format: FormatArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    names: Annotated[Path, typer.Option(help="Folder of the name authority.")] = DEFAULT_NAMES,
) -> None:
    """Write the name authority for termbases (tbx), thesauri (skos), translation memories (tmx) or spreadsheets (csv).

    No corpus is needed; `export tbx` and the like write the names a corpus was built with.

    Example: corpus-tools names export tbx --output build/names.tbx
    """
    rows = [name_row(name, 0) for name in NameAuthority.load(names)]
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}")
    try:
        number = write_names(format, rows, beside)
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)
    print(f"{output}: {number} names.")


def import_names_command(
    format: FormatArgument,
    file: Annotated[Path, typer.Argument(help="The file to read.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="A new folder of name lists, or a *.toml file that `names accept` takes."
        ),
    ],
) -> None:
    """Read a name list that `names export` or another program wrote; nothing is overwritten.

    Example: corpus-tools names import tbx terms.tbx --output build/terms.toml
    """
    import_names(read_names(format, file), output)


def import_names(names: tuple[Name, ...], output: Path) -> None:
    """Write names into a new folder or file, and say how many.

    Raises:
        AuthorityError: The folder has name lists already, or the file is there.
    """
    if output.suffix != ".toml":
        counts = write_folder(output, names)
        print(f"{output}: {len(names)} names ({', '.join(f'{file} {n}' for file, n in counts.items())}).")
        return
    if output.exists():
        raise AuthorityError(f"{output} is there already and is not overwritten. Name another file.")
    output.parent.mkdir(parents=True, exist_ok=True)
    write_text(output, "\n".join([HEADER, *map(toml_of, names)]))
    print(
        f"{output}: {len(names)} names. Move them into the authority: corpus-tools names accept {output} --all."
    )
