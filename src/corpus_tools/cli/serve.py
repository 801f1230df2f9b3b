"""``corpus-tools serve``: the web interface."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.cli.output import CorpusOption, open_corpus
from corpus_tools.errors import MissingExtraError


def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any free one.")] = 8000,
    corpus: CorpusOption = None,
) -> None:
    """Open a local, read-only site over a built corpus.

    Example: corpus-tools serve --port 8000
    """
    try:
        import uvicorn

        from corpus_tools.web.app import create_app
    except ImportError as error:
        raise MissingExtraError(
            f"The web interface needs FastAPI: pip install 'corpus-tools[web]' ({error})."
        ) from error
    uvicorn.run(
        create_app(open_corpus(corpus)), host=host, port=port, log_level="warning", server_header=False
    )
