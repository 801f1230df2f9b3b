"""A recogniser learns from the corpus, loads with spaCy, and says how good it is."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
import spacy

from corpus_tools.errors import FormatError
from corpus_tools.model import Document, Span
from corpus_tools.pipeline import load_pipeline
from corpus_tools.reconstruct import as_running_text
from corpus_tools.training.model import package_model, train_model
from corpus_tools.training.recogniser import flat, train_recogniser
from corpus_tools.training.scores import folds, overall, read_sentences, scores, section_pieces

STATES = ("日本", "韓国", "米国", "英国", "仏国", "独国", "伊国", "中国")
SENTENCE = "{a}は{b}と条約を結んだ。{b}の首相が{a}を訪れた。"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    text = "\n".join(SENTENCE.format(a=a, b=b) for a in STATES for b in STATES if a != b)
    return [load_pipeline(layers=["sentences", "dates", "glosses", "entities"])(as_running_text("d", text))]


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("unseen") / "unseen.jsonl"
    text = "日本は米国と話した。"
    entities = [{"start": 0, "end": 2, "label": "GPE"}, {"start": 3, "end": 5, "label": "GPE"}]
    path.write_text(json.dumps({"id": "1", "text": text, "entities": entities}) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def model(documents: list[Document], sentences: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("models") / "model"
    train_model(documents, output, unseen=sentences, n_folds=0, max_steps=30, curve=False)
    return output


def test_the_shipped_config_learns_something(model: Path) -> None:
    """A config without our tokenizer would train to F 0 without an error."""
    doc = spacy.load(model)("韓国は英国と話した。")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("韓国", "GPE"), ("英国", "GPE")]
    assert doc[0].tag_.startswith("名詞-固有名詞")


def test_the_card_and_the_figures_stand_beside_it(model: Path) -> None:
    figures = json.loads((model / "figures.json").read_text(encoding="utf-8"))
    assert {row["label"] for row in figures["unseen"]["this model"]} == {"all", "GPE"}
    card = (model / "README.md").read_text(encoding="utf-8")
    assert "| this model | 1.000 | 1.000 |" in card
    assert "rules of corpus-tools" in card


def test_the_entity_annotator_hears_it(model: Path) -> None:
    pipeline = load_pipeline(
        entities={"statistical": str(model), "statistical_labels": ["GPE"], "sources": []}
    )
    document = pipeline(as_running_text("x", "韓国は英国と話した。"))
    assert [span.surface(document.text) for span in document.spans("entity")] == ["韓国", "英国"]


def test_nothing_is_written_where_something_else_stands(documents: list[Document], tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    with pytest.raises(FormatError, match="exists and is no model"):
        train_model(documents, tmp_path / "notes", n_folds=0, max_steps=1)
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_without_entities_there_is_nothing_to_learn() -> None:
    with pytest.raises(FormatError, match="no entities"):
        train_recogniser([as_running_text("x", "雨が降る。")])


def test_sections_are_dealt_to_folds_of_equal_size(documents: list[Document]) -> None:
    parts = [as_running_text(str(n), "字" * n) for n in (5, 9, 2, 4, 3)]
    assert [[len(one.text) for one in fold] for fold in folds(parts, 2)] == [[9, 3], [5, 4, 2]]
    with pytest.raises(FormatError, match="cannot make 6 folds"):
        folds(parts, 6)
    assert sum(len(piece.spans("entity")) for piece in section_pieces(documents)) == len(
        documents[0].spans("entity")
    )


def test_scores_are_against_the_outermost_and_against_all() -> None:
    document = as_running_text("x", "日米安全保障条約")
    document.layers["entity"] = [_span(0, 8, "DOCUMENT"), _span(0, 1, "GPE"), _span(1, 2, "GPE")]
    assert flat(document.spans("entity")) == [_span(0, 8, "DOCUMENT")]
    table = scores([document], [[_span(0, 8, "DOCUMENT")]])
    assert isinstance(table, pd.DataFrame)
    assert (overall(table), overall(table, "nested")) == (1.0, 0.5)


def _span(start: int, end: int, label: str) -> Span:
    return Span(f"{start}", "entity", start, end, label, "gold", {})


@pytest.mark.parametrize(
    "line",
    ["[1]", '{"id": "1"}', '{"text": "あ", "entities": [{"start": 0, "end": 9, "label": "GPE"}]}', "x"],
)
def test_a_wrong_sentence_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(f'{{"text": "い", "entities": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(FormatError, match="line 2: .*Expected id, text and entities"):
        read_sentences(path)


@pytest.mark.slow
def test_a_packaged_model_loads_by_its_name(model: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    wheel = package_model(model, tmp_path)
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)],
        check=True,
    )
    code = f"import sys; sys.path.insert(0, {str(target)!r}); import spacy; print(spacy.load('ja_corpus_tools_ner')('韓国へ行く').ents)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "韓国" in found.stdout
