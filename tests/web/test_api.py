"""The interface for programs: its fields, pages, errors, and its description."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from corpus_tools.analysis.kwic import KWIC_COLUMNS
from corpus_tools.corpus import Corpus
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits


def test_a_page_of_hits_has_the_fields_of_the_command_line(client: TestClient) -> None:
    answer = client.get("/api/query", params={"cql": '[lemma="加盟"]', "limit": 2}).json()
    assert answer["total"] == 78 and len(answer["items"]) == 2
    assert set(answer["items"][0]) == set(KWIC_COLUMNS)


@pytest.mark.parametrize(
    ("address", "total"),
    [
        ('/api/query?cql=[lemma="加盟"]&limit=20', 78),
        ("/api/search?text=NATO&limit=50", 167),
        ("/api/names?limit=40", 152),
        ("/api/entities?name_id=ORG01&limit=60", 167),
        ("/api/dates?limit=50", 120),
        ("/api/frequency?by=upos&limit=5", 16),
        ("/api/documents", 1),
    ],
)
def test_the_pages_together_are_the_whole_list(client: TestClient, address: str, total: int) -> None:
    items: list[Any] = []
    following: str | None = address
    while following:
        page = client.get(following).json()
        items += page["items"]
        following = page["next"]
    assert len(items) == page["total"] == total
    assert len({str(item) for item in items}) == total


@pytest.mark.parametrize(
    ("address", "first"),
    [
        (
            "/api/search?text=ブダペスト覚書",
            {"node": "ブダペスト覚書", "section": "（2）NATO・ウクライナ関係とウクライナ・ロシア関係"},
        ),
        ('/api/frequency?cql=[lemma="加盟"]&by=R1.lemma', {"R1.lemma": "国"}),
        ('/api/collocates?cql=[lemma="加盟"]&measure=log-ratio&min_frequency=5', {"C1": 5.0}),
        ("/api/ngrams?n=3&min_frequency=5", {"range": 1}),
        ("/api/names?q=Budapest+Memorandum", {"id": "DOC09", "date": "1994-12-05"}),
        ("/api/entities?name=Founding+Act", {"name_id": "DOC05", "label": "DOCUMENT"}),
        ("/api/dates?from=1997-06&to=1997-12", {"surface": "同年7月", "value": "1997-07"}),
        ("/api/documents", {"document": "nato-ukraine", "redistribute": False}),
    ],
)
def test_answers(client: TestClient, address: str, first: dict[str, Any]) -> None:
    item = client.get(address).json()["items"][0]
    assert {key: item.get(key) for key in first} == first


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("/api/query", 422, "cql"),
        ("/api/query?cql=[", 400, "column 2"),
        ("/api/query?cql=[]&limit=0", 422, "limit"),
        ('/api/query?cql="NATO"&sort=nothing', 400, "nothing"),
        ("/api/frequency?by=nothing", 400, "nothing"),
        ('/api/collocates?cql="NATO"&measure=luck', 400, "log-likelihood"),
        ("/api/names/none", 404, "/api/names"),
        ("/api/documents/none", 404, "/api/documents"),
        ("/api/dates?from=soon", 400, "1997-07"),
        ("/api/none", 404, "openapi"),
    ],
)
def test_an_error_says_what_would_have_been_right(
    client: TestClient, address: str, status: int, message: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status and message in answer.json()["error"]


def test_the_site_says_that_it_is_well(client: TestClient) -> None:
    answer = client.get("/healthz").json()
    assert (answer["status"], answer["documents"], answer["tokens"]) == ("ok", 1, 9153)


def test_answers_are_as_described(mini: Corpus) -> None:
    """Schemathesis asks every address what its description allows and does not, and checks the answers."""
    app = create_app(mini, limits=SiteLimits(requests_per_minute=1_000_000, seconds=2))
    described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 12
    for operation in operations:
        _ask(operation)


def _ask(operation: schemathesis.APIOperation) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=4,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        # Not every string is CQL, and not every id names something: these are refused, with a reason.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()
