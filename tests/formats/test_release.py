"""A release: the same bytes from the same inputs, and nothing in it that the rights forbid."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from corpus_tools.build import build
from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusToolsError
from corpus_tools.formats.reading import read
from corpus_tools.formats.release import release
from corpus_tools.pipeline import Recipe, load_recipe

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def recipe(chapter_folder: Path) -> Recipe:
    return replace(load_recipe(ROOT / "corpus" / "recipe.toml"), output=chapter_folder)


@pytest.fixture(scope="module")
def made(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(recipe, tmp_path_factory.mktemp("release"), others=[ROOT / "CITATION.cff"])


def _windows(text: str, length: int = 10) -> set[str]:
    """Return every stretch of so many characters none of which is ASCII."""
    runs = re.findall(rf"[^\x00-\x7f]{{{length},}}", text)
    return {run[start : start + length] for run in runs for start in range(len(run) - length + 1)}


def _readable(data: bytes, name: str) -> str:
    """Return what is in a compressed table as text."""
    return pd.read_parquet(io.BytesIO(data)).to_csv() if name.endswith(".parquet") else data.decode()


def test_two_builds_give_the_same_bytes(made: Path, recipe: Recipe, tmp_path: Path) -> None:
    again = replace(recipe, output=tmp_path / "corpus")
    build(again)
    other = release(again, tmp_path, others=[ROOT / "CITATION.cff"])
    assert other.name == made.name
    assert other.read_bytes() == made.read_bytes()


def test_the_manifest_has_versions_and_true_checksums(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        root = made.stem
        manifest = json.loads(archive.read(f"{root}/manifest.json"))
        for name, told in manifest["files"].items():
            data = archive.read(f"{root}/{name}")
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (told["sha256"], told["bytes"])
        names = {name.removeprefix(f"{root}/") for name in archive.namelist()}
    assert names - {"manifest.json"} == set(manifest["files"])
    assert all(manifest["versions"].values())
    assert {name.partition("/")[0] for name in names} >= {
        "parquet",
        "vrt",
        "tei",
        "conllu",
        "names",
        "guidelines",
    }


def test_a_text_that_is_not_free_is_left_out(made: Path, chapter: Corpus) -> None:
    """No ten characters in a row of the Japanese text, names of the list aside, stand in the annotation."""
    listed = "\n".join(form for forms in chapter.table("names")["ja"] for form in forms)
    text = next(chapter.documents()).text
    windows = {window for window in _windows(text) if window not in listed}
    assert len(windows) > 10000
    with zipfile.ZipFile(made) as archive:
        folders = ("conllu", "vrt", "tei", "parquet")
        names = [
            name for name in archive.namelist() if name.split("/")[1] in folders and "/names." not in name
        ]
        assert len(names) == 7
        for name in names:
            found = windows & _windows(_readable(archive.read(name), name))
            assert sorted(found) == [], name
        manifest = json.loads(archive.read(f"{made.stem}/manifest.json"))
        assert "stand-off" in manifest["documents"][0]["left_out"]
        assert "Left out" in archive.read(f"{made.stem}/README.md").decode()


def test_a_free_text_is_there(mini_sources: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(mini_sources.parent.glob("*/meta.toml"))):
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("redistribute")]
        free = "false" if number else "true"
        path.write_text(f"redistribute = {free}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    recipe = replace(load_recipe(mini_sources), output=tmp_path / "corpus")
    build(recipe)
    with zipfile.ZipFile(release(recipe, tmp_path, name="mini")) as archive:
        archive.extractall(tmp_path / "out")
        (root,) = (tmp_path / "out").iterdir()
    (free,) = read("conllu", root / "conllu" / "corpus.conllu")
    documents = {document.id: document for document in Corpus(recipe.output).documents()}
    assert free.text == documents[free.id].text
    assert {path.name for path in (root / "vrt").iterdir()} == {"corpus.vrt", "standoff.vrt"}
    assert {path.name for path in (root / "tei").iterdir()} == {"corpus.xml", "standoff.xml"}


def test_a_file_that_is_not_there_is_named_and_nothing_is_left(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(CorpusToolsError, match=r"none\.txt cannot be added"):
        release(recipe, tmp_path / "out", others=[tmp_path / "none.txt"])
    assert not (tmp_path / "out").exists()
