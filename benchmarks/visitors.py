"""Fifty visitors at once before the web interface, some of them hostile: how long the others wait.

Usage: python benchmarks/visitors.py [--corpus DIR] [--seconds 10] [--workers 1]. The server, the calm visitors and the
hostile ones are processes of their own; each visitor has a loopback address of its own. The first figures are of one
visitor who is alone.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import multiprocessing
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from corpus_tools.corpus import Corpus

CALM = [
    "/?q={word}",
    '/?q=[word="{word}"]&sort=R1&page={number}',
    "/read/{document}?part={part}",
    "/names?q={word}",
    "/timeline",
    "/api/search?text={word}&limit=20",
    '/api/collocates?cql=[word="{word}"]',
    "/documents",
]
HOSTILE = [
    '/api/query?cql=[]*%2B[]*%2B[]*%2B[word="x{number}"]&limit=500',
    '/?q=([word=".*[あ-ん].*"]|[]){0,200}%2B[word="y{number}"]',
    "/api/ngrams?n=8&min_frequency=1&limit=500&offset={number}",
    '/statistics/keywords?q=[word!="{number}"]',
    '/?q=[word!="z{number}"]&sort=R1&by=lemma',
    '/download/xlsx?q=[word!="z{number}"]',
    '/api/query?cql=[word="(.*の){50}{number}"]',
    "/api/query?cql=((((((((((((((((((((((((((((",
]
PAUSE = 0.5
"""Seconds for which a calm visitor looks at a page."""
AT_ONCE = 10
"""So many requests a hostile visitor keeps open."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("build/corpus"))
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args()
    calm = calm_paths(Corpus(chosen.corpus))
    print("| visitors | calm answers | median | 95 % | 99 % | longest | refused | failed | hostile answers |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for n_calm, n_hostile in ((1, 0), (50, 0), (40, 10)):
        with served(chosen.corpus, chosen.workers) as address:
            print(row(address, calm, n_calm, n_hostile, chosen.seconds), flush=True)


def calm_paths(corpus: Corpus) -> list[str]:
    """Return addresses with the more frequent words of a corpus, each once or a few times."""
    words = corpus.index.positional["word"]
    ranked = sorted(range(len(words.lexicon)), key=lambda code: -int(words.frequencies[code]))[20:420]
    known = [words.lexicon[code] for code in ranked if words.lexicon[code].isalnum()]
    document = corpus.document_id(0)
    return [
        path.format(word=word, document=document, part=1 + number % 3, number=1 + number % 2)
        for number, (word, path) in enumerate(zip(known, itertools.cycle(CALM), strict=False))
    ]


@contextmanager
def served(folder: Path, workers: int) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "corpus_tools", "serve", "--corpus", str(folder), "--port", str(port)]
    limits = ["--requests-per-minute", "6000", "--workers", str(workers)]
    server = subprocess.Popen([*command, *limits], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while not _answers(address):
            time.sleep(0.1)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").is_success
    except httpx.TransportError:
        return False


def row(address: str, paths: Sequence[str], n_calm: int, n_hostile: int, seconds: float) -> str:
    # Every process of the server has seen each kind of page before anything is measured.
    asyncio.run(visits(address, [(200, paths[: 2 * len(CALM)], 0.0)] * 4, 2.0, {}))
    statuses = multiprocessing.Manager().dict()
    attack = multiprocessing.Process(target=attacked, args=(address, n_hostile, seconds, statuses))
    attack.start()
    shares = [(number, paths[number:] + paths[:number], PAUSE) for number in range(n_calm)]
    times, calm = asyncio.run(visits(address, shares, seconds, {}))
    attack.join()
    cuts = statistics.quantiles(times, n=100)
    figures = [f"{1000 * value:.0f} ms" for value in (cuts[49], cuts[94], cuts[98], max(times))]
    refused = calm[429] + calm[503]
    failed = sum(n for status, n in calm.items() if status >= 500 and status != 503)
    said = ", ".join(f"{status}: {n}" for status, n in sorted(statuses.items())) or "–"
    name = f"{n_calm} calm, {n_hostile} hostile"
    return f"| {name} | {len(times)} | {' | '.join(figures)} | {refused} | {failed} | {said} |"


def attacked(address: str, n_hostile: int, seconds: float, statuses: dict[int, int]) -> None:
    # Hostile visitors have machines of their own; here they must not take the others' processor.
    os.nice(10)
    shares = [(100 + number, HOSTILE, 0.0) for number in range(n_hostile) for _ in range(AT_ONCE)]
    _, found = asyncio.run(visits(address, shares, seconds, {"timeout": seconds}))
    statuses.update(found)


async def visits(
    address: str,
    shares: Sequence[tuple[int, Sequence[str], float]],
    seconds: float,
    options: dict[str, float],
) -> tuple[list[float], Counter[int]]:
    """Let visitors ask for paths in turn, each with a pause after an answer; return times and statuses."""
    times: list[float] = []
    statuses: Counter[int] = Counter()
    clients = [
        httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(local_address=f"127.0.1.{number + 1}", verify=False),
            base_url=address,
            timeout=options.get("timeout", 60),
        )
        for number, _, _ in shares
    ]
    end = time.monotonic() + seconds

    async def visit(client: httpx.AsyncClient, number: int, paths: Sequence[str], pause: float) -> None:
        await asyncio.sleep(pause * (number % 10) / 10)
        for step, path in enumerate(itertools.cycle(paths)):
            if time.monotonic() > end:
                return
            begun = time.monotonic()
            try:
                answer = await client.get(path.replace("{number}", f"{number}{step}"))
                statuses[answer.status_code] += 1
            except httpx.TransportError:
                statuses[0] += 1
            times.append(time.monotonic() - begun)
            await asyncio.sleep(pause)

    await asyncio.gather(*(visit(client, *share) for client, share in zip(clients, shares, strict=True)))
    return times, statuses


if __name__ == "__main__":
    main()
