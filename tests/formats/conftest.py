"""An annotated document for the format tests, and the chapter in every format, written once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.annotate.sentences_ja import SentenceAnnotator
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.corpus import Corpus
from corpus_tools.formats.export import export
from corpus_tools.model import Block, Document, OffsetMap, Span, in_text_order

HEADING = "第2章"
PARAGRAPH = "日米は2022年3月24日に  Founding Act_を採択した。　「はい。」と𠮷野が述べた。"
TEXT = f"\n{HEADING}\n\u3000{PARAGRAPH}\n"


@pytest.fixture(scope="session")
def exported(chapter: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that exports the chapter and returns the place; asked for the same again it returns the same."""

    @cache
    def write(format_: str, **options: Any) -> Path:
        place = tmp_path_factory.mktemp(format_) / f"chapter.{format_}"
        export(chapter, format_, place, **options)
        return place

    return write


@pytest.fixture(scope="session")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The library, with a cache of its own and without a network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("HF_DATASETS_OFFLINE", "1")
        patch.setenv("HF_HOME", str(tmp_path_factory.mktemp("hf")))
        library = pytest.importorskip("datasets")
        library.disable_progress_bars()
        yield library


@pytest.fixture(scope="session")
def chapter_document(chapter: Corpus) -> Document:
    """The chapter."""
    return next(chapter.documents())


@pytest.fixture
def document() -> Document:
    """Nested, sub-word and zero-width spans, and white space of every kind."""
    start = TEXT.index(PARAGRAPH)
    made = Document(
        "d1",
        TEXT,
        metadata={"title": "題", "written": "2023-01"},
        blocks=[
            Block("heading", 1, 1, 1 + len(HEADING)),
            Block("paragraph", 0, start, start + len(PARAGRAPH)),
        ],
        offsets=OffsetMap.identity(len(TEXT)),
    )
    made.tokens = Tokenizer()(made)
    made.layers["s"] = list(SentenceAnnotator()(made))
    made.layers["entity"] = in_text_order(
        [
            _entity(start, start + 1, "GPE", "cldr:JP"),
            _entity(start + 1, start + 2, "GPE", "cldr:US"),
            _entity(start, start + 2, "ORG", None),
            _entity(TEXT.index("𠮷野"), TEXT.index("𠮷野") + 2, "PERSON", None),
        ]
    )
    date = TEXT.index("2022")
    made.layers["date"] = [
        Span("date-1", "date", date, date + 10, "DATE", "auto:dates", {"value": "2022-03-24"})
    ]
    made.layers["note"] = [Span("note-1", "note", date, date, "", "gold", {"n": 1})]
    return made


def _entity(start: int, end: int, label: str, name: str | None) -> Span:
    attributes = {"name_id": name, "depth": 0}
    return Span(f"entity-{start}-{end}-{label}", "entity", start, end, label, "auto:entities", attributes)
