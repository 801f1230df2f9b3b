from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.util import load_config

from corpus_tools.errors import FormatError
from corpus_tools.formats import docbin
from corpus_tools.formats.pieces import cut
from corpus_tools.formats.splits import Split
from corpus_tools.model import Document


def test_round_trip(document: Document, tmp_path: Path) -> None:
    assert docbin.write([document, document], tmp_path / "out") == 2
    back = list(docbin.read(tmp_path / "out"))
    assert [(each.id, each.text, each.layers) for each in back] == [
        (document.id, document.text, document.layers)
    ] * 2


def test_the_manifest_counts_what_is_there_and_what_is_not(document: Document, tmp_path: Path) -> None:
    docbin.write([document], tmp_path)
    counts = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["documents"], counts["entities"], counts["entities_dropped"]) == (1, 2, 2)
    assert (counts["spans.entity"], counts["label.PERSON"]) == (4, 1)


def test_parts_are_files_of_their_own(document: Document, tmp_path: Path) -> None:
    other, _ = cut(document, 0, 4, name="d1.p001")
    docbin.write({"train": [document], "dev": [other]}, tmp_path)
    vocab = spacy.blank("en").vocab
    texts = [
        [doc.text for doc in DocBin().from_disk(tmp_path / f"{name}.spacy").get_docs(vocab)]
        for name in ("train", "dev")
    ]
    assert texts == [[document.text], [other.text]]


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="train.spacy"):
        list(docbin.read(tmp_path))


def test_spacy_learns_from_the_folder(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docbin.write([document], tmp_path)
    monkeypatch.chdir(tmp_path)
    nlp = init_nlp(load_config(tmp_path / "config.cfg"))
    assert nlp.get_pipe("ner").labels == ("ORG", "PERSON") or nlp.get_pipe("ner").labels == ()
    assert [token.text for token in nlp("キーウへ行く")] == ["キーウ", "へ", "行く"]


def _spacy(*arguments: str, cwd: Path) -> str:
    command = [sys.executable, "-m", "spacy", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600)
    return done.stdout + done.stderr


@pytest.mark.slow
def test_spacy_finds_nothing_wrong_but_that_it_is_little(exported: Callable[..., Path]) -> None:
    printed = _spacy("debug", "data", "config.cfg", cwd=exported("docbin", split=Split("paragraph")))
    assert "Pipeline can be initialized with data" in printed
    assert "No overlap between training and evaluation data" in printed
    assert "9 label(s)" in printed
    assert "No entities consisting of or starting/ending with whitespace" in printed
    errors = [line for line in printed.splitlines() if "✘" in line and "1 error" not in line]
    assert len(errors) == 1
    assert "Low number of examples to train a new pipeline" in errors[0]


@pytest.mark.slow
def test_the_config_trains_as_it_is(exported: Callable[..., Path], tmp_path: Path) -> None:
    """A config without a Japanese tokenizer would train to F 0 without an error; this one learns a few paragraphs."""
    folder = exported("docbin", split=Split("paragraph"))
    few = {"paths.train": "dev.spacy", "training.max_steps": 60, "training.eval_frequency": 60}
    options = [str(part) for key, value in few.items() for part in (f"--{key}", value)]
    small = ["--training.batcher.size", "200", "--output", str(tmp_path / "model")]
    printed = _spacy("train", "config.cfg", *options, *small, cwd=folder)
    assert (tmp_path / "model" / "model-last").is_dir(), printed
    nlp = spacy.load(tmp_path / "model" / "model-last")
    gold = DocBin().from_disk(folder / "dev.spacy").get_docs(nlp.vocab)
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    assert scores["ents_f"] > 0.3
    assert [token.text for token in nlp("キーウへ行く")] == ["キーウ", "へ", "行く"]
