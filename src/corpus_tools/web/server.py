"""Runs the site: in one process, or in several that share an address and the pages of the index in memory."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from corpus_tools.corpus import Corpus
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits

CONNECTIONS = 500
"""More connections at once are refused by a process, so that open ones cannot take all memory."""
_SERVED = "CORPUS_TOOLS_SERVED"
"""The variable by which a process learns what it serves."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a server shows.

    Attributes:
        corpus: A built corpus.
        sources: A folder of document folders, if the sources are at hand.
        hosts: The names by which browsers may ask for it; ``*`` for any.
        limits: What one visitor may cost each process.
    """

    corpus: Path
    sources: Path | None = None
    hosts: tuple[str, ...] = ("*",)
    limits: SiteLimits = field(default_factory=SiteLimits)


def run(served: Served, *, host: str, port: int, workers: int = 1, proxy: str | None = None) -> None:
    """Serve until interrupted.

    Args:
        port: 0 for any free one, which the log then names.
        workers: How many processes answer.
        proxy: The address of a proxy that is believed when it says for whom it asks; no other is.
    """
    folders = {"corpus": str(served.corpus), "sources": str(served.sources) if served.sources else None}
    os.environ[_SERVED] = json.dumps({**asdict(served), **folders})
    uvicorn.run(
        "corpus_tools.web.server:app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning" if port else "info",
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=5,
        # A process that counts for some seconds is not dead.
        timeout_worker_healthcheck=60,
    )


def app() -> FastAPI:
    """Make the site that the environment names, in each process."""
    said = json.loads(os.environ[_SERVED])
    return create_app(
        Corpus(said["corpus"]),
        limits=SiteLimits(**said["limits"]),
        sources=Path(said["sources"]) if said["sources"] else None,
        hosts=said["hosts"],
    )
