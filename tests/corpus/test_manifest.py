from __future__ import annotations

import json
from pathlib import Path

import pytest

import corpus_tools
from corpus_tools.corpus.manifest import commit_part, read_manifest, start_part
from corpus_tools.errors import CorpusError


def test_a_folder_without_a_corpus_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="corpus-tools build"):
        corpus_tools.open(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "damaged"),
        ("[]", "does not describe"),
        ('{"format": "other"}', "does not describe"),
        ('{"format": "corpus-tools corpus", "version": 999}', "data format 999"),
    ],
)
def test_a_foreign_manifest_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        read_manifest(tmp_path)


def test_a_new_part_replaces_the_old_one(tmp_path: Path) -> None:
    commit_part(tmp_path, start_part(tmp_path), {})
    commit_part(tmp_path, start_part(tmp_path), {"counts": 2})
    assert read_manifest(tmp_path)["parts"] == ["part-2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "part-2"]


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".work-999999999").mkdir()
    work = start_part(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [work.name]


def test_a_part_that_is_gone_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(
        json.dumps({"format": "corpus-tools corpus", "version": 1, "parts": ["part-1"]}), encoding="utf-8"
    )
    with pytest.raises(CorpusError, match="part-1"):
        corpus_tools.open(tmp_path)
