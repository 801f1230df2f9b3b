from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

COMPONENTS = ("ja_timex", "ja_glosses", "ja_names")
TEXT = "2022年2月24日、プーチン（Vladimir Putin）大統領は米国の北大西洋条約機構（NATO）代表と話した。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank(
        "ja", config={"nlp": {"tokenizer": {"@tokenizers": "corpus_tools.UniDicTokenizer.v1"}}}
    )
    for name in COMPONENTS:
        made.add_pipe(name)
    return made


def test_each_component_writes_its_layer(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(span.text, span.label_) for span in doc.spans["date"]] == [("2022年2月24日", "DATE")]
    assert [span.label_ for span in doc.spans["gloss"]] == ["person", "acronym"]
    assert "米国" in [span.text for span in doc.spans["entity"]]


def test_names_are_entities_too(nlp: Language) -> None:
    entities = {entity.text: (entity.label_, entity.kb_id_) for entity in nlp(TEXT).ents}
    assert entities["米国"] == ("GPE", "cldr:US")


def test_components_run_in_processes(nlp: Language) -> None:
    docs = nlp.pipe([TEXT] * 4, n_process=2, batch_size=2)
    assert [len(doc.spans["date"]) for doc in docs] == [1] * 4


def test_components_can_be_saved_and_copied(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    assert tuple(spacy.load(tmp_path / "model").pipe_names) == COMPONENTS
    for _, component in nlp.pipeline:
        assert type(pickle.loads(pickle.dumps(component))) is type(component)


def test_another_tokenizer_serves_as_well() -> None:
    other = spacy.blank("xx")
    other.add_pipe("ja_timex")
    doc = other("2022年2月24日 に")
    assert [span.text for span in doc.spans["date"]] == ["2022年2月24日"]
