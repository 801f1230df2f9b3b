"""Fifty visitors at once before the web interface, some of them hostile: how long the others wait.

Usage: python benchmarks/visitors.py [--corpus DIR] [--seconds 10]. Each visitor has a loopback address of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import statistics
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import uvicorn

from corpus_tools.corpus import Corpus
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits

CALM = [
    "/?q=NATO",
    '/?q=[lemma="加盟"]&sort=R1',
    "/read/{document}?part=2",
    "/names",
    "/timeline",
    "/api/search?text=NATO&limit=20",
    '/api/collocates?cql=[lemma="加盟"]',
    "/documents",
]
HOSTILE = [
    '/api/query?cql=[]*+[]*+[]*+[word="x{number}"]&limit=500',
    '/?q=([word=".*a.*"]|[]){{0,200}}+[word="y{number}"]',
    "/api/ngrams?n=8&min_frequency=1&limit=500&offset={number}",
    '/api/query?cql=[word="(.*a){{50}}{number}"]',
    "/api/query?cql=((((((((((((((((((((((((((((",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("build/corpus"))
    parser.add_argument("--seconds", type=float, default=10.0)
    chosen = parser.parse_args()
    corpus = Corpus(chosen.corpus)
    address = served(corpus)
    print(
        "| visitors | calm answers | median | 95 % | 99 % | longest | refused | failed | hostile answers by status |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for calm, hostile in ((1, 0), (50, 0), (40, 10)):
        asyncio.run(measured(address, corpus.document_id(0), calm, hostile, chosen.seconds))


def served(corpus: Corpus) -> str:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(corpus, limits=SiteLimits(requests_per_minute=6000))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


async def measured(address: str, document: str, calm: int, hostile: int, seconds: float) -> None:
    times: list[float] = []
    calm_statuses: Counter[int] = Counter()
    hostile_statuses: Counter[int] = Counter()
    end = time.monotonic() + seconds
    calm_paths = [path.replace("{document}", document) for path in CALM]
    visits = [
        visit(address, number, calm_paths, end, 0.5 if calm > 1 else 0.0, times, calm_statuses)
        for number in range(calm)
    ]
    # A hostile visitor sends ten requests at a time, and never waits.
    visits += [
        visit(address, 100 + number, HOSTILE, end, 0.0, [], hostile_statuses)
        for number in range(hostile)
        for _ in range(10)
    ]
    await asyncio.gather(*visits)
    cuts = statistics.quantiles(times, n=100)
    refused, failed = calm_statuses[429], sum(n for status, n in calm_statuses.items() if status >= 500)
    figures = [f"{1000 * value:.0f} ms" for value in (cuts[49], cuts[94], cuts[98], max(times))]
    said = ", ".join(f"{status}: {n}" for status, n in sorted(hostile_statuses.items())) or "–"
    print(
        f"| {calm} calm, {hostile} hostile | {len(times)} | {' | '.join(figures)} | {refused} | {failed} | {said} |",
        flush=True,
    )


async def visit(
    address: str,
    number: int,
    paths: list[str],
    end: float,
    pause: float,
    times: list[float],
    statuses: Counter[int],
) -> None:
    transport = httpx.AsyncHTTPTransport(local_address=f"127.0.1.{number + 1}")
    async with httpx.AsyncClient(transport=transport, base_url=address, timeout=60) as client:
        step = number
        while time.monotonic() < end:
            path = (
                paths[step % len(paths)].replace("{number}", str(step)).replace("{{", "{").replace("}}", "}")
            )
            begun = time.monotonic()
            answer = await client.get(path)
            times.append(time.monotonic() - begun)
            statuses[answer.status_code] += 1
            step += 1
            await asyncio.sleep(pause)


if __name__ == "__main__":
    main()
