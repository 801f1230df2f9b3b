"""What several tests share: the small bilingual corpus, built once."""

from __future__ import annotations

import os
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
ELSEWHERE = ("cwb-encode", "tbx-basic.rng", "tmx14.dtd")
"""Programs and schemas that tests use where they are: no package that may be installed here brings them."""
CHAPTER = ROOT / "corpus" / "nato-ukraine"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what asks for a program or a schema that no package brings (marked ``elsewhere``), and say so."""
    away = [
        item for item in items if any(not _is_here(mark.args[0]) for mark in item.iter_markers("elsewhere"))
    ]
    if away:
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]


def pytest_report_header() -> str:
    """Say which of them are missing."""
    missing = [name for name in ELSEWHERE if not _is_here(name)]
    return f"not here, so not asked: {', '.join(missing) or 'nothing'} (see tests/data/README.md)"


def _is_here(name: str) -> bool:
    folder = os.environ.get("CORPUS_TOOLS_SCHEMAS")
    return bool(shutil.which(name)) or (folder is not None and (Path(folder) / name).is_file())


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
