"""What several tests share: the small bilingual corpus, built once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import corpus_tools
from corpus_tools.build import build
from corpus_tools.corpus import Corpus
from corpus_tools.pipeline import load_recipe

ROOT = Path(__file__).parent.parent
MINI = Path(__file__).parent / "data" / "mini"
CHAPTER = ROOT / "corpus" / "nato-ukraine"


@pytest.fixture(scope="session")
def mini_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small corpus, built."""
    folder = tmp_path_factory.mktemp("mini") / "corpus"
    build(replace(load_recipe(MINI / "corpus" / "recipe.toml"), output=folder))
    return folder


@pytest.fixture(scope="session")
def mini(mini_folder: Path) -> Corpus:
    """The small corpus, open."""
    return corpus_tools.open(mini_folder)


@pytest.fixture(scope="session")
def chapter_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the chapter's corpus, built."""
    folder = tmp_path_factory.mktemp("chapter") / "corpus"
    build(replace(load_recipe(ROOT / "corpus" / "recipe.toml"), output=folder))
    return folder


@pytest.fixture(scope="session")
def chapter(chapter_folder: Path) -> Corpus:
    """The chapter's corpus, open."""
    return corpus_tools.open(chapter_folder)


@pytest.fixture
def mini_sources(tmp_path: Path) -> Path:
    """A copy of the small corpus' sources that a test may change; returns its recipe."""
    shutil.copytree(MINI, tmp_path / "mini")
    return tmp_path / "mini" / "corpus" / "recipe.toml"
