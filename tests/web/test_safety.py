"""What a visitor cannot do: write, run code in another's browser, read paths, keep others waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus_tools.build import build
from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusError
from corpus_tools.pipeline import load_recipe
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits

EVIL = "<script>alert(1)</script>"
META = """title = "<script>alert(1)</script>"
author = "\\"><img src=x onerror=alert(1)>"
language = "ja"
written = "2023-01"
provenance = "<script>alert(1)</script>"
rights = "<script>alert(1)</script>"
redistribute = true
genre = "<script>alert(1)</script>"
"""
NAMES = """["EVIL"]
type = "ORG"
ja = ["悪意<script>alert(1)</script>機構"]
en = "Evil <script>alert(1)</script> \\" onmouseover=alert(1) Organization"
evidence = "external"
source = "<script>alert(1)</script>"
status = "unverified"
note = "<script>alert(1)</script>"
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus that has code in its text, names and metadata."""
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "corpus" / "evil"
    folder.mkdir(parents=True)
    (root / "names").mkdir()
    (folder / "meta.toml").write_text(META, encoding="utf-8")
    text = "悪意<script>alert(1)</script>機構は2022年2月24日に<img src=x onerror=alert(1)>と発表した。ロシアとNATOは反対した。\n"
    (folder / "source.txt").write_text(text, encoding="utf-8")
    (root / "names" / "evil.toml").write_text(NAMES, encoding="utf-8")
    recipe = root / "corpus" / "recipe.toml"
    recipe.write_text('names = "../names"\noutput = "../build"\n', encoding="utf-8")
    build(load_recipe(recipe))
    return Corpus(root / "build")


@pytest.fixture(scope="module")
def evil(hostile: Corpus) -> Iterator[TestClient]:
    with TestClient(create_app(hostile, sources=hostile.folder.parent / "corpus")) as client:
        yield client


@pytest.mark.parametrize(
    "address",
    [
        "/read/evil?show=entities&show=glosses&show=dates&show=furigana&english=beside",
        "/source/evil?s=1",
        "/name/EVIL",
        "/names",
        f"/names?q={EVIL}&type={EVIL}",
        "/timeline",
        f"/timeline?from={EVIL[:10]}",
        "/documents",
        "/document/evil",
        f"/name/{EVIL}",
        f"/?q={EVIL}",
        "/?q=%22%3Cscript%3E.*%22",
        "/?q=ロシア",
        "/?q=NATO&names=1&ruby=1",
        f"/{EVIL}",
    ],
)
def test_nothing_that_anyone_wrote_becomes_code(evil: TestClient, address: str) -> None:
    html = evil.get(address).text
    assert "<script>" not in html and "<img" not in html and '" onmouseover' not in html


def test_the_hostile_name_is_found_at_all(evil: TestClient) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in evil.get("/name/EVIL").text
    assert evil.get("/api/names/EVIL").json()["mentions"] == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/", "/api/query?cql=[]", "/static/style.css"])
def test_the_site_is_only_read(client: TestClient, method: str, address: str) -> None:
    answer = client.request(method, address)
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "address", ["/", "/names", "/api/names", "/healthz", "/nothing", "/static/style.css"]
)
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)
    assert head.status_code == got.status_code and head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize(
    "address", ["/", "/names", "/api/names", "/nothing", "/api/query", "/static/style.css"]
)
def test_every_answer_has_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_no_answer_has_a_path_of_the_machine(chapter: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(chapter)

    def fail(*_: object, **__: object) -> None:
        raise CorpusError(f"{chapter.folder}/part-1 is damaged.")

    monkeypatch.setattr(app.state.site, "hits", fail)
    client = TestClient(app, raise_server_exceptions=False)
    for address in ("/?q=NATO", "/api/query?cql=[]"):
        answer = client.get(address)
        assert (
            answer.status_code == 500
            and str(chapter.folder) not in answer.text
            and "part-1" not in answer.text
        )


def test_a_mistake_of_the_program_tells_nothing(chapter: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(chapter)
    monkeypatch.setattr(app.state.known.texts, "number", lambda _: 1 // 0)
    client = TestClient(app, raise_server_exceptions=False)
    answer = client.get("/read/nato-ukraine")
    assert answer.status_code == 500 and "Zero" not in answer.text and ".py" not in answer.text


def test_who_asks_too_often_is_refused_and_others_are_not(chapter: Corpus) -> None:
    app = create_app(chapter, limits=SiteLimits(requests_per_minute=3))
    eager, other = TestClient(app, client=("10.0.0.1", 1)), TestClient(app, client=("10.0.0.2", 1))
    assert [eager.get("/api/documents").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = eager.get("/api/documents")
    assert refused.json() == {"error": "Too many requests. Wait a minute."} and refused.headers["retry-after"]
    assert other.get("/api/documents").status_code == 200
    assert eager.get("/static/style.css").status_code == 200


def test_another_name_of_the_machine_is_refused_where_names_are_given(chapter: Corpus) -> None:
    client = TestClient(create_app(chapter, hosts=("127.0.0.1", "localhost")))
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 200


@pytest.mark.parametrize(
    "cql", ['[word="(a+)+$"]', '[word="' + "(" * 500 + '"]', "[]{1,999999999}", "(" * 3000, '[]* "x"' * 300]
)
def test_a_costly_query_is_refused_and_not_left_to_hang(chapter: Corpus, cql: str) -> None:
    client = TestClient(create_app(chapter, limits=SiteLimits(seconds=1)), raise_server_exceptions=False)
    assert client.get("/api/query", params={"cql": cql}).status_code in (200, 400)


def test_nothing_listens_to_the_world_unless_told(tmp_path: Path) -> None:
    import inspect

    from corpus_tools.cli.serve import serve_command

    assert inspect.signature(serve_command).parameters["host"].default == "127.0.0.1"
