"""The server as a person starts it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from corpus_tools.corpus import Corpus


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "corpus_tools", "serve", "--corpus", str(folder), "--port", str(port)]
    server = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=20)
        assert "Traceback" not in said, said


def answered(address: str, **options: object) -> httpx.Response:
    end = time.monotonic() + 60
    while True:
        try:
            return httpx.get(address, **options)  # type: ignore[arg-type]
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_site_is_served_by_processes(chapter: Corpus, workers: str) -> None:
    with served(chapter.folder, "--workers", workers) as address:
        assert answered(f"{address}/healthz").json()["tokens"] == len(chapter)
        assert "NATO" in answered(f"{address}/?q=NATO").text


@pytest.mark.parametrize(("options", "status"), [((), 429), (("--trusted-proxy", "127.0.0.1"), 200)])
def test_only_a_named_proxy_says_for_whom_it_asks(
    chapter: Corpus, options: tuple[str, ...], status: int
) -> None:
    with served(chapter.folder, "--requests-per-minute", "1", *options) as address:
        statuses = [
            answered(f"{address}/documents", headers={"x-forwarded-for": f"10.0.0.{number}"}).status_code
            for number in range(2)
        ]
    assert statuses == [200, status]


def test_a_corpus_that_is_not_there_is_said_before_anything_is_served(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "corpus_tools", "serve", "--corpus", str(tmp_path / "none")]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert found.returncode != 0 and "none" in found.stderr and "Traceback" not in found.stderr
