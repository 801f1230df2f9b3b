from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities
from spacy.training.converters import conll_ner_to_docs

from corpus_tools.errors import FormatError
from corpus_tools.formats import iob2
from corpus_tools.model import Document


def _columns(text: str) -> list[list[list[str]]]:
    """Return sentences of rows of columns."""
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(iob2.DOCSTART)]
    return [[line.split("\t") for line in block.splitlines()] for block in blocks]


def _written(path: Path) -> dict[str, int]:
    manifest = path.with_name(f"{path.name}.manifest.json")
    return dict(json.loads(manifest.read_text(encoding="utf-8"))["written"])


def test_the_levels_as_seqeval_sees_them(exported: Callable[..., Path]) -> None:
    sentences = _columns(exported("iob2").read_text(encoding="utf-8"))
    counts = _written(exported("iob2"))
    assert sum(len(sentence) for sentence in sentences) == 9153
    for level in (1, 2, 3):
        tags = [[row[-level] for row in sentence] for sentence in sentences]
        strict = Entities(tags, scheme=IOB2).entities
        assert sum(len(found) for found in strict) == counts[f"entities.level_{level}"]
        assert len(get_entities(tags)) == counts[f"entities.level_{level}"]


def test_every_entity_of_the_chapter_is_on_a_level_or_counted(exported: Callable[..., Path]) -> None:
    counts = _written(exported("iob2"))
    kept = sum(counts[f"entities.level_{level}"] for level in (1, 2, 3))
    assert kept + counts["entities.dropped"] == 854


def test_spacy_converts_it(exported: Callable[..., Path]) -> None:
    text = exported("iob2").read_text(encoding="utf-8")
    docs = list(conll_ner_to_docs(text, no_print=True))
    assert sum(len(doc.ents) for doc in docs) == _written(exported("iob2"))["entities.level_1"]


def test_datasets_reads_its_columns(datasets: Any, exported: Callable[..., Path], tmp_path: Path) -> None:
    names = ["word", "upos", "level_3", "level_2", "level_1"]
    plain = {"sep": "\t", "quoting": csv.QUOTE_NONE, "keep_default_na": False, "skip_blank_lines": True}
    path = str(exported("iob2"))
    rows = datasets.Dataset.from_csv(path, column_names=names, cache_dir=str(tmp_path), **plain)
    assert len(rows) == 9153 + 1
    begun = sum(tag.startswith("B-") for tag in rows["level_1"])
    assert begun == _written(exported("iob2"))["entities.level_1"]


def test_words_sentences_and_entities_come_back(document: Document) -> None:
    stream = io.StringIO()
    iob2.write([document], stream)
    (back,) = iob2.read(io.StringIO(stream.getvalue()))
    assert back.id == "d1"
    assert back.tokens.column("word") == document.tokens.column("word")
    assert back.tokens.column("upos") == document.tokens.column("upos")
    assert [span.surface(back.text) for span in back.spans("s")] == [
        "".join(span.surface(document.text).split()) for span in document.spans("s")
    ]
    found = sorted((span.surface(back.text), span.label) for span in back.spans("entity"))
    assert found == [("日米", "GPE"), ("日米", "GPE"), ("日米", "ORG"), ("𠮷野", "PERSON")]


def test_the_longest_is_last(document: Document) -> None:
    stream = io.StringIO()
    counts = iob2.write([document], stream)
    assert re.search(r"^日米\t\w+\tB-GPE\tB-GPE\tB-ORG$", stream.getvalue(), re.MULTILINE)
    assert (counts["entities.level_1"], counts["entities.widened"], counts["entities.dropped"]) == (2, 2, 0)


def test_four_columns_of_conll_2003_are_read() -> None:
    text = "-DOCSTART- -X- O O\n\n東京 NNP I-NP B-LOC\nで IN I-PP O\n\n国連 NNP I-NP B-ORG\n"
    (back,) = iob2.read(io.StringIO(text))
    assert [(span.surface(back.text), span.label) for span in back.spans("entity")] == [
        ("東京", "LOC"),
        ("国連", "ORG"),
    ]


BAD = [
    ("東京\tO\nで\n", "x, line 2: 'で' has 1 column"),
    ("東京\tO\nで\tI-LOC\n", "x, line 2: I-LOC continues nothing"),
    ("東京\tB-LOC\n\nで\tI-LOC\n", "x, line 3: I-LOC continues nothing"),
    ("東京\tLOC\n", "x, line 1: 'LOC' is no IOB2 tag"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_what_is_wrong_is_said_with_its_line(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        list(iob2.read(io.StringIO(text), name="x"))
