"""``corpus-tools serve``: the web interface."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.output import CorpusOption, open_corpus
from corpus_tools.errors import MissingExtraError

LOCAL = ("127.0.0.1", "localhost")


def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any free one.")] = 8000,
    corpus: CorpusOption = None,
    sources: Annotated[
        Path, typer.Option(help="Folder of document folders: the site shows places in their sources.")
    ] = Path("corpus"),
    seconds: Annotated[float, typer.Option(min=0.1, help="How long a query may take.")] = 10.0,
    requests: Annotated[
        int, typer.Option("--requests-per-minute", min=1, help="Of one address; more are refused.")
    ] = 600,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer; one per core for many visitors.")
    ] = 1,
    proxy: Annotated[
        str | None,
        typer.Option(
            "--trusted-proxy", help="Address of a proxy that says for whom it asks (X-Forwarded-For)."
        ),
    ] = None,
) -> None:
    """Open a local, read-only site over a built corpus.

    Example: corpus-tools serve --port 8000
    """
    try:
        from corpus_tools.web.server import Served, run
        from corpus_tools.web.site import SiteLimits
    except ImportError as error:
        raise MissingExtraError(
            f"The web interface needs FastAPI: pip install 'corpus-tools[web]' ({error})."
        ) from error
    served = Served(
        open_corpus(corpus).folder.absolute(),
        sources.absolute() if sources.is_dir() else None,
        # A page of another site that gives its own name this address must not read a local corpus.
        LOCAL if host in LOCAL else ("*",),
        SiteLimits(seconds=seconds, requests_per_minute=requests),
    )
    print(f"http://{host}:{port}/ (Ctrl+C ends it)" if port else f"On {host}, any free port", file=sys.stderr)
    run(served, host=host, port=port, workers=workers, proxy=proxy)
