from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.formats import hf
from corpus_tools.formats.splits import Split
from corpus_tools.model import Document


@pytest.fixture(scope="module")
def loaded(datasets: Any, exported: Callable[..., Path]) -> Any:
    return datasets.load_dataset(str(exported("hf", split=Split("paragraph"))))


def test_it_loads_with_its_splits(loaded: Any, chapter_document: Document) -> None:
    assert list(loaded) == ["train", "validation", "test"]
    assert sum(len(part) for part in loaded.values()) == len(chapter_document.spans("s"))
    assert sum(len(row["entities"]) for part in loaded.values() for row in part) == 854
    assert sum(len(row["dates"]) for part in loaded.values() for row in part) == 120


def test_the_features_of_card_and_file_are_the_same(
    datasets: Any, loaded: Any, exported: Callable[..., Path]
) -> None:
    folder = exported("hf", split=Split("paragraph"))
    for split, part in loaded.items():
        alone = datasets.Dataset.from_parquet(str(folder / "data" / f"{split}-00000-of-00001.parquet"))
        assert alone.features == part.features
    tags = loaded["train"].features["ner_tags"].feature
    assert tags.names[:3] == ["O", "B-PERSON", "I-PERSON"]
    assert len(tags.names) == 19
    assert loaded["train"].features["tokens"].feature.dtype == "string"


def test_offsets_fit_the_sentence(loaded: Any) -> None:
    for row in loaded["validation"]:
        words = [
            row["text"][start:end] for start, end in zip(row["token_starts"], row["token_ends"], strict=True)
        ]
        assert words == row["tokens"]
        for span in (*row["entities"], *row["dates"]):
            assert row["text"][span["start"] : span["end"]] == span["text"]


def test_the_card_says_what_is_dropped_and_what_is_not_free(exported: Callable[..., Path]) -> None:
    folder = exported("hf")
    card = (folder / "README.md").read_text(encoding="utf-8")
    written = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["written"]
    assert written["flat.kept"] + written["flat.dropped"] == 854
    assert f"Kept: {written['flat.kept']}; left out: {written['flat.dropped']}" in card
    assert "do not upload this dataset" in card
    assert 'license: "other"' in card


def test_text_tokens_entities_and_dates_come_back(document: Document, tmp_path: Path) -> None:
    hf.write({"train": [document]}, tmp_path)
    (back,) = hf.read(tmp_path)
    assert (back.id, back.text) == (document.id, document.text)
    for column in ("word", "lemma", "reading", "upos", "pos"):
        assert back.tokens.column(column) == document.tokens.column(column)
    for layer in ("s", "entity", "date"):
        places = [(span.start, span.end, span.label) for span in back.spans(layer)]
        assert places == [(span.start, span.end, span.label) for span in document.spans(layer)]


def test_standoff_has_no_text(datasets: Any, exported: Callable[..., Path]) -> None:
    part = datasets.load_dataset(str(exported("hf", standoff_only=True)))["train"]
    assert set(part["text"]) == set(part["before"][:0]) | {None}
    assert all(row["tokens"] is None and row["lemmas"] is None for row in part)
    assert not any(span["text"] for row in part for span in (*row["entities"], *row["dates"]))
