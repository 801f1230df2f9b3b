"""``corpus-tools names accept``: proposals a person accepts, into the name authority."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.output import CORPUS_VARIABLE, DEFAULT_CORPUS
from corpus_tools.errors import AuthorityError
from corpus_tools.names.accept import accept
from corpus_tools.names.schema import read_entries

DEFAULT_NAMES = Path("annotations/names")
PROPOSALS = "proposals.toml"


def accept_command(
    proposals: Annotated[
        Path | None, typer.Argument(help="The proposals.", show_default=f"those of the corpus: …/{PROPOSALS}")
    ] = None,
    ids: Annotated[
        list[str] | None, typer.Option("--id", help="Accept this one; may be given several times.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Accept all.")] = False,
    names: Annotated[Path, typer.Option(help="Folder of the name authority.")] = DEFAULT_NAMES,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")
    ] = False,
) -> None:
    """Move proposals into the name authority: show the change, and make it.

    `build` proposes the glosses that the authority lacks. Accepted ones get the next free id and are appended to the
    file of their type; what stands there stays as it is. On a terminal, without --id and --all, each is asked for. A
    name that clashes with one of the authority is refused, and then nothing is changed.

    Example: corpus-tools names accept --id NEW-vladimir-putin --dry-run
    """
    path = proposals if proposals is not None else _default_proposals()
    wanted = None if everything else (ids if ids else _ask(path))
    if wanted is not None and not wanted:
        print("Nothing accepted.")
        return
    accepted = accept(path, names, wanted=wanted)
    print(accepted.diff(), end="")
    if not accepted.names:
        print(f"{path}: nothing proposed.")
    elif dry_run:
        print(f"{len(accepted.names)} name(s) would be accepted; nothing was changed.")
    else:
        accepted.carry_out()
        print(f"{len(accepted.names)} name(s) accepted: {', '.join(name.id for name in accepted.names)}.")


def _default_proposals() -> Path:
    return Path(os.environ.get(CORPUS_VARIABLE, DEFAULT_CORPUS)) / PROPOSALS


def _ask(path: Path) -> list[str]:
    """Ask for each proposal on a terminal; elsewhere nobody answers."""
    proposed = read_entries([path])
    if not sys.stdin.isatty():
        ids = ", ".join(name.id for name, _ in proposed) or "none"
        raise AuthorityError(f"Which proposals? Give --id for each, or --all. {path} proposes: {ids}.")
    return [
        name.id
        for name, _ in proposed
        if typer.confirm(
            f"{name.type} {' / '.join(name.ja)} = {name.en}  ({name.quote}). Accept?", default=False
        )
    ]
