"""What a user types: one file per command, in the order of the flow."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Annotated

import typer

from corpus_tools._version import __version__
from corpus_tools.errors import CorpusToolsError

COMMANDS: dict[str, str] = {
    "add": "corpus_tools.cli.add:add_command",
    "build": "corpus_tools.cli.build:build_command",
    "reconstruct": "corpus_tools.cli.reconstruct:reconstruct_command",
    "annotate": "corpus_tools.cli.annotate:annotate_command",
    "query": "corpus_tools.cli.query:query_command",
    "search": "corpus_tools.cli.query:search_command",
    "freq": "corpus_tools.cli.freq:freq_command",
    "collocates": "corpus_tools.cli.collocates:collocates_command",
    "keywords": "corpus_tools.cli.keywords:keywords_command",
    "ngrams": "corpus_tools.cli.ngrams:ngrams_command",
    "dispersion": "corpus_tools.cli.dispersion:dispersion_command",
    "types": "corpus_tools.cli.types:types_command",
    "trend": "corpus_tools.cli.trend:trend_command",
    "tabulate": "corpus_tools.cli.tabulate:tabulate_command",
    "entities": "corpus_tools.cli.entities:entities_command",
    "dates": "corpus_tools.cli.dates:dates_command",
    "names": "corpus_tools.cli.names:names_app",
    "check": "corpus_tools.cli.check:check_command",
    "reanchor": "corpus_tools.cli.reanchor:reanchor_command",
    "compact": "corpus_tools.cli.compact:compact_command",
    "export": "corpus_tools.cli.export:export_command",
    "import": "corpus_tools.cli.import_:import_command",
    "release": "corpus_tools.cli.release:release_command",
    "evaluate": "corpus_tools.cli.evaluate:evaluate_command",
    "train": "corpus_tools.cli.train:train_command",
    "serve": "corpus_tools.cli.serve:serve_command",
    "info": "corpus_tools.cli.info:info_command",
}
"""The commands by name, each ``module:attribute``; a module is imported when its command is asked for."""


def main() -> None:
    """Run the command line; errors a user can mend are one message on stderr and exit status 1."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        _app(arguments)(args=arguments, prog_name="corpus-tools", standalone_mode=True)
    except CorpusToolsError as error:
        if debug:
            raise
        _fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt:
        _fail("Interrupted.", status=130)


def _app(arguments: list[str]) -> typer.Typer:
    """Make the application; only the command that was asked for is imported, all of them for ``--help``."""
    app = typer.Typer(
        name="corpus-tools",
        help="Japanese text as it really arrives, turned into a searchable annotated bilingual corpus.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    for name in [asked] if asked in COMMANDS else COMMANDS:
        _add(app, name)
    return app


def _add(app: typer.Typer, name: str) -> None:
    module, _, attribute = COMMANDS[name].partition(":")
    command = getattr(importlib.import_module(module), attribute)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"corpus-tools {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Japanese text as it really arrives, turned into a searchable annotated bilingual corpus."""


def _fail(message: str, *, status: int = 1) -> None:
    print(message, file=sys.stderr)
    sys.exit(status)
