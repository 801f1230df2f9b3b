"""Every page of a corpus that came as tokens: no texts, no tables, no metadata."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from corpus_tools.corpus import Corpus
from corpus_tools.formats.vrt import import_vrt
from corpus_tools.web.app import create_app

VRT = '<text id="t1">\n<s>\n猫\nが\n鳴く\n</s>\n</text>\n<text id="t2">\n<s>\n猫\nが\n</s>\n</text>\n'


@pytest.fixture(scope="module")
def tokens_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("tokens")
    (folder / "t.vrt").write_text(VRT, encoding="utf-8")
    import_vrt(folder / "t.vrt", folder / "corpus", attributes=["word"])
    with TestClient(create_app(Corpus(folder / "corpus"))) as client:
        yield client


@pytest.mark.parametrize(
    "address",
    [
        "/", "/?q=猫&sort=R1", "/?q=猫&unit=characters&ruby=1", "/statistics/frequency?q=猫&attribute=word",
        "/statistics/ngrams?q=猫&attribute=word&n=2", "/statistics/keywords?q=鳴く&attribute=word", "/suggest?q=猫",
        "/read/t1", "/read/t1?s=1", "/source/t1?s=1", "/names", "/names?q=NATO", "/names.csv", "/timeline",
        "/timeline?from=1990&to=1999", "/documents", "/documents?q=t", "/document/t2", "/build", "/line/0-1",
        "/token/0", "/api/query?cql=[]", "/api/search?text=猫", "/api/names?q=NATO", "/api/entities?name=NATO",
        "/api/dates", "/api/documents", "/api/documents/t1", "/download/csv?q=猫",
    ],
)  # fmt: skip
def test_pages_answer(tokens_only: TestClient, address: str) -> None:
    assert tokens_only.get(address).status_code == 200


@pytest.mark.parametrize(("query", "listed"), [("", ["t1", "t2"]), ("Ｔ２", ["t2"]), ("none", [])])
def test_documents_are_found_however_they_are_spelt(
    tokens_only: TestClient, query: str, listed: list[str]
) -> None:
    tree = html.fromstring(tokens_only.get("/documents", params={"q": query}).text)
    assert [one.text for one in tree.cssselect("table.documents th a")] == listed
