"""A spaCy pipeline as one more source of entities, and the switches of all sources."""

from __future__ import annotations

import pytest
import spacy

from corpus_tools.annotate.entities_ja import EntityAnnotator
from corpus_tools.annotate.entities_ja.statistical import LABELS
from corpus_tools.errors import MissingExtraError, RecipeError
from corpus_tools.names import ENTITY_TYPES
from corpus_tools.pipeline import load_pipeline
from corpus_tools.reconstruct import as_running_text

TEXT = "日本のムルムル\n社が来た。フガは日本にいる。"
PATTERNS = [("Company", "ムルムル"), ("Person", "フガ"), ("Company", "日本"), ("Date", "来")]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that stands for a trained one: it knows four words."""
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "corpus_tools.UniDicTokenizer.v1"}}}
    nlp = spacy.blank("ja", config=tokenizer)
    rules = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "ORTH"})
    rules.add_patterns([{"label": label, "pattern": word} for label, word in PATTERNS])  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("trained") / "model"
    nlp.to_disk(folder)
    return str(folder)


def _found(trained: str, **options: object) -> list[str]:
    pipeline = load_pipeline(entities={"statistical": trained, **options})
    document = pipeline(as_running_text("x", TEXT))
    return [f"{s.origin} {s.label} {s.surface(TEXT)}" for s in document.spans("entity")]


def test_it_is_heard_where_no_other_source_speaks_and_for_its_types(trained: str) -> None:
    expected = ["auto:gazetteer GPE 日本", "auto:statistical ORG ムルムル", "auto:gazetteer GPE 日本"]
    assert _found(trained) == expected


def test_other_types_are_taken_when_named(trained: str) -> None:
    assert "auto:statistical PERSON フガ" in _found(trained, statistical_labels=["PERSON"], sources=[])


def test_it_can_be_the_only_source(trained: str) -> None:
    assert _found(trained, sources=[]) == [
        f"auto:statistical ORG {word}" for word in ("日本", "ムルムル", "日本")
    ]


def test_labels_are_mapped_to_types_of_entities() -> None:
    assert set(LABELS.values()) == set(ENTITY_TYPES)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"statistical": "no_such_model"}, MissingExtraError, r"no_such_model.*corpus-tools\[ginza\]"),
        (
            {"statistical": "x", "statistical_labels": ["BIRD"]},
            RecipeError,
            "No entity type BIRD. Available: PERSON",
        ),
        ({"sources": ["gazeteer"]}, RecipeError, "'gazeteer'. Available: authority, gazetteer"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        EntityAnnotator(**options)  # type: ignore[arg-type]
