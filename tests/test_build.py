from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import corpus_tools
from corpus_tools.build import build
from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusToolsError
from corpus_tools.pipeline import load_recipe


def test_the_report_counts_what_was_written(mini_sources: Path) -> None:
    report = build(load_recipe(mini_sources))
    assert report.counts["documents"] == 2
    assert report.counts["spans"]["section"] == {"": 2}
    assert report.counts["links"]["authority"] >= 4
    assert {"tokens", "dates", "entities", "write"} <= set(report.seconds)
    assert (report.folder / "report.json").is_file()


@pytest.mark.parametrize("text", ["", " \n　\n\n"])
def test_a_document_without_text_is_left_out_and_reported(mini_sources: Path, text: str) -> None:
    recipe = load_recipe(mini_sources)
    (mini_sources.parent / "kyoto" / "source.txt").write_text(text, encoding="utf-8")
    report = build(recipe)
    assert report.counts["documents"] == 1
    assert "kyoto was left out: its source has no text." in report.warnings


def test_two_builds_of_the_same_sources_are_the_same(mini_sources: Path, mini: Corpus) -> None:
    again = corpus_tools.open(build(load_recipe(mini_sources)).folder)
    for table in ("documents", "tokens", "spans", "links", "names"):
        assert again.table(table).equals(mini.table(table))


def test_a_build_in_two_processes_is_the_same(mini_sources: Path, mini: Corpus) -> None:
    report = build(load_recipe(mini_sources), processes=2)
    again = corpus_tools.open(report.folder)
    assert again.table("tokens").equals(mini.table("tokens"))
    assert again.table("spans").equals(mini.table("spans"))
    assert report.seconds["tokens"] > 0


def test_a_failed_build_leaves_the_previous_corpus(mini_sources: Path) -> None:
    recipe = load_recipe(mini_sources)
    build(recipe)
    (mini_sources.parent / "kyoto" / "source.txt").write_bytes(b"\xff\xfe\x00broken")
    with pytest.raises(CorpusToolsError, match=r"kyoto"):
        build(recipe)
    corpus = corpus_tools.open(recipe.output)
    assert len(corpus.query('"加盟"')) > 0
    assert not list(recipe.output.glob(".work-*"))


def test_a_killed_build_leaves_the_previous_corpus(mini_sources: Path) -> None:
    recipe = load_recipe(mini_sources)
    build(recipe)
    hits = len(corpus_tools.open(recipe.output).query("[]"))
    text = (mini_sources.parent / "asean" / "source.txt").read_text(encoding="utf-8")
    for number in range(300):
        folder = mini_sources.parent / f"more-{number:03}"
        folder.mkdir()
        (folder / "source.txt").write_text(text, encoding="utf-8")
        (folder / "meta.toml").write_text(
            (mini_sources.parent / "asean" / "meta.toml").read_text(encoding="utf-8"), encoding="utf-8"
        )
    process = subprocess.Popen([sys.executable, "-m", "corpus_tools", "build", str(mini_sources)])
    _wait_for(lambda: any(recipe.output.glob(".work-*/tables/tokens.parquet")))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert len(corpus_tools.open(recipe.output).query("[]")) == hits
    build(replace(load_recipe(mini_sources), documents=recipe.documents))
    assert not list(recipe.output.glob(".work-*"))


def _wait_for(happened: object) -> None:
    for _ in range(3000):
        if happened():  # type: ignore[operator]
            return
        time.sleep(0.01)
    raise AssertionError("the build never began to write")


def test_a_corpus_grows_by_the_documents_that_it_lacks(mini_sources: Path, mini: Corpus) -> None:
    recipe = load_recipe(mini_sources)
    first, second = recipe.documents
    build(replace(recipe, documents=(first,)))
    report = build(recipe, append=True)
    assert report.counts["documents"] == 1
    grown = corpus_tools.open(recipe.output)
    assert len(grown.parts) == 2 and grown.document_id(1) == second.name
    whole = json.loads((mini.folder / "report.json").read_text(encoding="utf-8"))
    said = json.loads((recipe.output / "report.json").read_text(encoding="utf-8"))
    for key in ("documents", "tokens", "types", "spans", "links"):
        assert said[key] == whole[key] == grown.manifest["counts"][key]
    assert grown.manifest["recipe"] == mini.manifest["recipe"]
    assert proposed(recipe.output) == proposed(mini.folder)
    assert len(grown.query("[pos='名詞.*']".replace("'", '"'))) == len(mini.query('[pos="名詞.*"]'))
    assert build(recipe, append=True).counts["documents"] == 0
    assert len(corpus_tools.open(recipe.output).parts) == 2


def proposed(folder: Path) -> set[str]:
    text = (folder / "proposals.toml").read_text(encoding="utf-8")
    return {str(table["en"]) for table in tomllib.loads(text).values()}


def test_a_corpus_does_not_grow_by_what_does_not_fit(mini_sources: Path) -> None:
    recipe = load_recipe(mini_sources)
    with pytest.raises(CorpusToolsError, match="corpus-tools build"):
        build(recipe, append=True)
    build(recipe)
    with pytest.raises(CorpusToolsError, match=r"another recipe \(layers\)"):
        build(replace(recipe, layers=("sentences",)), append=True)
    source = mini_sources.parent / "kyoto" / "source.txt"
    source.write_text(source.read_text(encoding="utf-8") + "追記。\n", encoding="utf-8")
    with pytest.raises(CorpusToolsError, match=r"kyoto has changed"):
        build(recipe, append=True)
