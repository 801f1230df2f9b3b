from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.errors import RecipeError
from corpus_tools.pipeline import load_pipeline, load_recipe
from corpus_tools.reconstruct import as_running_text


def test_the_pipeline_fills_every_layer() -> None:
    document = load_pipeline()(as_running_text("x", "東南アジア諸国連合（ASEAN）は1967年8月に設立された。"))
    assert document.tokens is not None
    assert len(document.tokens) > 5
    assert [len(document.spans(layer)) for layer in ("s", "date", "gloss")] == [1, 1, 1]
    assert document.spans("entity")


def test_an_unknown_annotator_is_refused_with_those_there_are() -> None:
    with pytest.raises(RecipeError, match="No annotator 'datse'. Available: dates, entities"):
        load_pipeline(layers=["datse"])


def test_an_empty_text_has_empty_layers() -> None:
    document = load_pipeline()(as_running_text("x", ""))
    assert document.tokens is not None
    assert len(document.tokens) == 0
    assert all(not spans for layer, spans in document.layers.items() if layer != "page")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("documents = [", "is not TOML"),
        ("documnets = []", "unknown key 'documnets'"),
        ('documents = ["nowhere"]', "document 'nowhere'"),
        ('names = "nowhere"', "names = 'nowhere' is no folder"),
        ("[tokens]\ncorections = true", r"\[tokens\] corections.*user_dictionary, corrections"),
        ('[tokens]\ncorrections = "yes"', "true or false"),
        ("[entities]\nsource = []", r"\[entities\] source\. Right would be: sources, statistical"),
    ],
)
def test_a_wrong_recipe_is_refused(mini_sources: Path, content: str, message: str) -> None:
    mini_sources.write_text(content, encoding="utf-8")
    with pytest.raises(RecipeError, match=message):
        load_recipe(mini_sources)


def test_a_missing_recipe_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="corpus-tools build RECIPE"):
        load_recipe(tmp_path / "recipe.toml")


def test_an_empty_recipe_takes_every_document_beside_it(mini_sources: Path) -> None:
    mini_sources.write_text("", encoding="utf-8")
    assert [folder.name for folder in load_recipe(mini_sources).documents] == ["asean", "kyoto"]


def test_an_unknown_choice_of_annotation_is_refused(mini_sources: Path) -> None:
    mini_sources.write_text('annotation = "golden"', encoding="utf-8")
    with pytest.raises(RecipeError, match="annotation = 'golden'. Right would be: best, automatic, gold"):
        load_recipe(mini_sources)


def test_gold_alone_drops_what_the_annotators_found(tmp_path: Path) -> None:
    text = "東南アジア諸国連合（ASEAN）は1967年8月に設立された。"
    document = load_pipeline(gold=tmp_path, gold_only=True)(as_running_text("x", text))
    assert not any(document.spans(layer) for layer in ("date", "gloss", "entity"))
    assert document.spans("s")


def test_the_corrections_of_tokens_can_be_switched_off() -> None:
    text = "それは敵ではない。"
    lemmas = []
    for switch in (True, False):
        document = load_pipeline(layers=(), corrections=switch)(as_running_text("x", text))
        assert document.tokens is not None
        lemmas.append(list(document.tokens.rows())[3]["lemma"])
    assert lemmas == ["だ", "で"]
