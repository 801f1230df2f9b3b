"""The site over the chapter's corpus, asked in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from corpus_tools.corpus import Corpus
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits


@pytest.fixture(scope="session")
def client(chapter: Corpus) -> Iterator[TestClient]:
    """Asks in English unless the address says otherwise."""
    limits = SiteLimits(requests_per_minute=100_000)
    with TestClient(create_app(chapter, limits=limits), headers={"accept-language": "en"}) as client:
        yield client


@pytest.fixture(autouse=True)
def forget_language(request: pytest.FixtureRequest) -> Iterator[None]:
    """A language chosen in one test is not that of the next."""
    yield
    if "client" in request.fixturenames:
        request.getfixturevalue("client").cookies.clear()
