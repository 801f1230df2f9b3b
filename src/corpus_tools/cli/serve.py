"""``corpus-tools serve``: the web interface."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.output import CorpusOption, open_corpus
from corpus_tools.errors import MissingExtraError

LOCAL = ("127.0.0.1", "localhost")
CONNECTIONS = 500
"""More connections at once are refused, so that open ones cannot take all memory."""


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
) -> None:
    """Open a local, read-only site over a built corpus.

    Example: corpus-tools serve --port 8000
    """
    try:
        import uvicorn

        from corpus_tools.web.app import create_app
        from corpus_tools.web.site import SiteLimits
    except ImportError as error:
        raise MissingExtraError(
            f"The web interface needs FastAPI: pip install 'corpus-tools[web]' ({error})."
        ) from error
    app = create_app(
        open_corpus(corpus),
        limits=SiteLimits(seconds=seconds, requests_per_minute=requests),
        sources=sources if sources.is_dir() else None,
        # A page of another site that gives its own name this address must not read a local corpus.
        hosts=LOCAL if host in LOCAL else ("*",),
    )
    print(f"http://{host}:{port}/ (Ctrl+C ends it)" if port else f"On {host}, any free port", file=sys.stderr)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning" if port else "info",
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=5,
    )
