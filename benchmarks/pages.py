"""Server time, CPU time and size of every page and address of the web interface, for any corpus.

    python benchmarks/pages.py                                      # build/corpus
    python benchmarks/pages.py --corpus DIR --queries               # also the queries of queries.py, as concordances
    python benchmarks/pages.py --corpus DIR --queries FILE          # also those of a file, one a line

The application is called in this process as a server would call it, without a network: from the request to the last
byte of the answer. ``first`` is the first call in this process, in the order of the table, and holds what is prepared
once for a corpus; median, 95 % and CPU are those of the calls after it.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import numpy as np

from corpus_tools.corpus import Corpus
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits
from queries import QUERIES

WORDS = ("の", "国", "NATO", "加盟")
COLUMNS = ("first", "median", "95 %", "CPU")


@dataclass(frozen=True)
class Row:
    """An address, how it was answered, milliseconds, and bytes."""

    name: str
    status: int
    milliseconds: tuple[float, ...]
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("build/corpus"))
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument(
        "--queries", nargs="?", const="", help="Of queries.py, or a file with one query a line"
    )
    parser.add_argument("--only", default="", help="Only the pages whose name holds this")
    chosen = parser.parse_args()
    corpus = Corpus(chosen.corpus)
    asked = dict(addresses(corpus))
    if chosen.queries is not None:
        texts = (
            Path(chosen.queries).read_text(encoding="utf-8").split("\n")
            if chosen.queries
            else QUERIES.values()
        )
        asked |= {f"`{cql}`": f"/?q={quote(cql)}" for cql in texts if cql.strip()}
    asked = {name: path for name, path in asked.items() if chosen.only in name}
    print(f"{len(corpus):,} tokens, {corpus.n_documents:,} documents\n")
    print(f"| page | {' | '.join(f'{one}, ms' for one in COLUMNS)} | kB |\n| --- |{' ---: |' * 5}")
    asyncio.run(measured(corpus, asked, chosen.rounds))
    print(f"\nPeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB")


def addresses(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield the pages that a corpus has, by name."""
    word = corpus.index.positional["word"].lexicon
    words = [one for one in WORDS if word.find(one) >= 0]
    document = quote(corpus.document_id(corpus.n_documents // 2), safe="")
    yield "start", "/"
    for one in words:
        yield f"concordance {one}", f"/?q={quote(one)}"
        yield f"concordance {one}, sorted", f"/?q={quote(one)}&sort=R1"
    for kind in ("frequency", "collocates", "dispersion", "ngrams", "keywords", "sections"):
        yield f"{kind} of {words[-1]}", f"/statistics/{kind}?q={quote(words[-1])}"
        yield f"{kind} of {words[0]}", f"/statistics/{kind}?q={quote(words[0])}"
    yield "a line, opened", "/line/1000-1001"
    yield "a token", "/token/1000"
    yield "suggestions", f"/suggest?q={quote(words[-1][0])}"
    yield "builder", "/build"
    yield "reading view", f"/read/{document}"
    yield "reading view, with readings", f"/read/{document}?show=furigana&show=entities&show=dates"
    yield "source", f"/source/{document}?s=2"
    yield "names", "/names"
    yield "names, asked in English", "/names?q=council"
    yield "names, of the texts", "/names?q=tenon"
    for name in most_mentioned(corpus):
        yield f"name {name}", f"/name/{quote(name, safe='')}"
    yield "timeline", "/timeline"
    yield "timeline, 1990s", "/timeline?from=1990&to=1999"
    yield "timeline, one year, overlapping", "/timeline?from=1997&to=1997&match=overlap"
    yield "documents", "/documents"
    yield "documents, last page", f"/documents?page={-(-corpus.n_documents // 50)}"
    yield "document", f"/document/{document}"
    yield "API query", f"/api/query?cql=%5Bword%3D%22{quote(words[0])}%22%5D"
    yield "API search", f"/api/search?text={quote(words[-1])}"
    yield "API frequency", f"/api/frequency?cql=%5Bword%3D%22{quote(words[0])}%22%5D&by=R1.lemma"
    yield "API frequency, every token", "/api/frequency?by=lemma"
    yield "API collocates", f"/api/collocates?cql=%5Bword%3D%22{quote(words[-1])}%22%5D"
    yield "API n-grams", f"/api/ngrams?cql=%5Bword%3D%22{quote(words[0])}%22%5D"
    yield "API n-grams, every token", "/api/ngrams?n=2"
    yield "API names", "/api/names"
    yield "API entities", "/api/entities"
    yield "API entities, by name", "/api/entities?name=NATO"
    yield "API entities, far on", "/api/entities?offset=10000"
    yield "API dates", "/api/dates?from=1990&to=1999"
    yield "API dates, far on", "/api/dates?offset=10000"
    yield "API documents", "/api/documents"


def most_mentioned(corpus: Corpus) -> list[str]:
    """Return the ids of the most frequent name and of a middling one."""
    entity = corpus.index.structural.get("entity")
    if entity is None or "name_id" not in entity.attributes:
        return []
    codes = np.asarray(entity.codes("name_id"))
    order = np.argsort(-np.bincount(codes[codes >= 0]), kind="stable")
    return [entity.lexicon("name_id")[int(order[place])] for place in (0, len(order) // 2)]


async def measured(corpus: Corpus, asked: dict[str, str], rounds: int) -> None:
    """Print a row for each address."""
    app = create_app(corpus, limits=SiteLimits(requests_per_minute=10_000_000))
    for name, path in asked.items():
        row = await timed(app, name, path, rounds)
        figures = " | ".join(f"{one:.1f}" for one in row.milliseconds)
        failed = "" if row.status == 200 else f" ({row.status})"
        print(f"| {row.name}{failed} | {figures} | {row.size / 1000:.0f} |", flush=True)


async def timed(app: Any, name: str, path: str, rounds: int) -> Row:
    first, _, status, size = await called(app, path)
    walls, cpus = [], []
    begun = time.monotonic()
    while len(walls) < rounds and (len(walls) < 3 or time.monotonic() - begun < 5):
        wall, cpu, status, size = await called(app, path)
        walls.append(wall)
        cpus.append(cpu)
    figures = (first, float(np.median(walls)), float(np.percentile(walls, 95)), min(cpus))
    return Row(name, status, tuple(1000 * one for one in figures), size)


async def called(app: Any, path: str) -> tuple[float, float, int, int]:
    """Return seconds, CPU seconds, status and bytes of an answer."""
    parts = urlsplit(path)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(parts.path), "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "headers": [(b"host", b"localhost"), (b"accept-language", b"en")], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80), "root_path": "",
    }  # fmt: skip
    answers: list[dict[str, Any]] = []
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in asked:
            return message
        return await asyncio.get_running_loop().create_future()  # nobody goes away

    async def send(message: Any) -> None:
        answers.append(message)

    wall, cpu = time.perf_counter(), time.process_time()
    with suppress(Exception):  # a page that fails is answered with status 500, and shown so
        await app(scope, receive, send)
    passed = time.perf_counter() - wall, time.process_time() - cpu
    size = sum(len(message.get("body", b"")) for message in answers)
    return *passed, int(answers[0]["status"]), size


if __name__ == "__main__":
    main()
