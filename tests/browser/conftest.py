"""A real browser before the site over the chapter's corpus; screenshots are for a person to look at."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from corpus_tools.corpus import Corpus
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SCREENSHOTS = Path(__file__).parent.parent.parent / "build" / "screenshots"
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def address(chapter: Corpus) -> Iterator[str]:
    """The site, served on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(chapter, limits=SiteLimits(requests_per_minute=100_000))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium; where it is missing the tests are skipped, but never in continuous integration."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        said = "Browser tests need chromium: apt-get install chromium fonts-ipaexfont"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens an address in a window of its own; an error of a script, or a request elsewhere, fails the test."""
    contexts, troubles = [], []

    def visit(
        path: str, *, language: str = "en", width: int = 1280, dark: bool = False, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale=language,
        )
        context.set_default_timeout(8_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: request.url.startswith(address) or troubles.append(request.url))
        page.on("console", lambda said: "Content Security Policy" in said.text and troubles.append(said.text))
        page.goto(address + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def picture() -> Callable[[Page, str], None]:
    """Takes a screenshot into ``build/screenshots``."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def picture(page: Page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return picture
