"""Every page over corpora that are not like the shipped one: tokens only, grown, empty, two languages, odd characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import html

import corpus_tools
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.writer import write_corpus
from corpus_tools.formats.vrt import import_vrt
from corpus_tools.model import Document
from corpus_tools.pipeline import load_pipeline
from corpus_tools.web.app import create_app
from corpus_tools.web.site import SiteLimits

ODD_ID = "甲/乙 \"c\" 'd' <e>&f?g#h"
LONG = "超" * 400
WORDS = ("猫", "が", LONG, "שלום", "مرحبا", "👩‍👩‍👧‍👦", "<b>", "&amp;", "𠮷", "\u202eabc", "が")
VRT = {
    "words": (["word"], "<text>\n猫\nが\n</text>\n"),
    "lemmas": (["word", "lemma", "pos"], '<text id="a">\n<s>\n猫\t猫\tN\nが\tが\tP\n</s>\n</text>\n<text id="b">\n犬\t犬\tN\n</text>\n'),
    "odd": (["word"], f"<text id=\"{ODD_ID.replace('&', '&amp;').replace('<', '&lt;').replace(chr(34), '&quot;')}\" year=\"\">\n" + "\n".join(word.replace("&", "&amp;").replace("<", "&lt;") for word in WORDS) + "\n</text>\n"),
    "one-word": (["word"], '<text id="a">\n猫\n</text>\n<text id="b">\n猫\n</text>\n'),
}  # fmt: skip
QUESTIONS = ("", "猫", "[]", '[word=".*"]', "cat", '"', "[lemma='x']")
STATISTICS = ("frequency", "collocates", "dispersion", "ngrams", "keywords", "sections")


def tokens_only(folder: Path, name: str) -> Corpus:
    attributes, text = VRT[name]
    (folder / "t.vrt").write_text(text, encoding="utf-8")
    import_vrt(folder / "t.vrt", folder / "corpus", attributes=attributes)
    return corpus_tools.open(folder / "corpus")


def written(folder: Path, *documents: Document, apart: bool = False) -> Corpus:
    annotate = load_pipeline()
    made = [annotate(one) for one in documents]
    for number, some in enumerate([[one] for one in made] if apart else [made]):
        write_corpus(some, folder / "corpus", append=bool(number))
    return corpus_tools.open(folder / "corpus")


TEXTS = (
    Document(ODD_ID, "NATOは1999年3月、ポーランドと話した。\nマドリードで会った👩‍👩‍👧‍👦。𠮷野家。", metadata={"title": "題 <b>"}),
    Document("en", "NATO met in Madrid in July 1997. It was warm.", lang="en"),
    Document("rtl", f"彼は「שלום עולם」と言った。{LONG}。", metadata={"written": "1997", "title": "שלום"}),
)  # fmt: skip


@pytest.fixture(scope="module", params=[*VRT, "annotated", "grown"])
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    made = {
        "annotated": lambda: written(folder, *TEXTS),
        "grown": lambda: written(folder, *TEXTS, apart=True),
    }.get(request.param, lambda: tokens_only(folder, request.param))
    limits = SiteLimits(requests_per_minute=100_000)
    with TestClient(create_app(made(), limits=limits), headers={"accept-language": "ja"}) as client:
        yield client


def pages_of(client: TestClient) -> Iterator[str]:
    yield from (
        "/names",
        "/names.csv",
        "/names.tbx",
        "/timeline",
        "/timeline?from=1999&to=1999",
        "/documents",
    )
    yield from ("/build", "/help", "/healthz", "/suggest?q=猫", "/suggest?q=n", "/line/0-1", "/token/0")
    yield from (f"/?q={quote(one)}&open=0&ruby=1&unit={unit}&sort=R1" for one in QUESTIONS for unit in ("tokens", "characters"))  # fmt: skip
    yield from (f"/statistics/{kind}{end}?q={quote(one)}" for kind in STATISTICS for one in ("猫", "[]") for end in ("", ".csv"))  # fmt: skip
    yield from (f"/download/{kind}?q=%5B%5D" for kind in ("csv", "xlsx", "json", "tei"))
    yield from (f"/api/{name}" for name in ("names", "entities", "dates", "documents", "query?cql=%5B%5D", "search?text=猫", "frequency", "ngrams", "collocates?cql=%5B%5D&attribute=word"))  # fmt: skip
    for document in client.get("/api/documents").json()["items"]:
        name = quote(document["document"], safe="")
        yield from (
            f"/document/{name}",
            f"/read/{name}",
            f"/read/{name}?show=furigana&show=glosses&english=beside",
        )
        yield from (f"/source/{name}", f"/api/documents/{name}", f"/read/{name}?s=1", f"/source/{name}?s=1")


def test_no_page_fails(odd: TestClient) -> None:
    """What a corpus does not have is said; the program never breaks."""
    for address in pages_of(odd):
        answer = odd.get(address)
        assert answer.status_code < 500, address
        assert answer.status_code != 422, address
        if answer.headers["content-type"].startswith("text/html") and "<main" in answer.text:
            assert len(answer.content) < 100_000, address
            assert not re.search(
                r"None|nan\b", "".join(html.fromstring(answer.text).cssselect("main")[0].itertext())
            ), address


def test_each_text_is_marked_with_its_language(tmp_path: Path) -> None:
    client = TestClient(create_app(written(tmp_path, *TEXTS)))
    page = html.fromstring(client.get("/?q=NATO&open=1").text)
    assert [one.get("lang") for one in page.cssselect("td.node")] == ["ja", "en"]
    assert page.cssselect("p.paragraph")[0].get("lang") in ("ja", "en")
    assert '<article lang="en"' in client.get("/read/en").text


def test_every_link_leads_somewhere(odd: TestClient) -> None:
    """Links are followed from the front page and from every document, as far as they are new."""
    waiting, known = (
        ["/", "/documents", "/names", "/timeline", "/build", "/help", "/?q=%5B%5D&open=0", "/?q=猫"],
        set(),
    )
    while waiting and len(known) < 120:
        address = waiting.pop(0)
        if address in known:
            continue
        known.add(address)
        answer = odd.get(address)
        # keywords of everything against nothing are refused
        assert answer.status_code == 200 or "/keywords" in address, address
        if answer.headers["content-type"].startswith("text/html"):
            found = html.fromstring(answer.text).xpath("//a/@href")
            waiting += [urlsplit(one)._replace(fragment="").geturl() for one in found if one.startswith("/")]
