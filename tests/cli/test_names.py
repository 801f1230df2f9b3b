"""``names check`` and ``names accept`` on the small corpus."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import MINI

NAMES = MINI / "annotations" / "names"


def test_a_sound_authority_passes(run: Run) -> None:
    result = run("names", "check", "--names", str(NAMES))
    assert result.status == 0
    assert "2 names, 0 of them unverified; 0 error(s)" in result.out


def test_faults_are_rows_and_the_status_is_one(run: Run, tmp_path: Path) -> None:
    text = (NAMES / "names.toml").read_text(encoding="utf-8")
    (tmp_path / "names.toml").write_text(text.replace("1967-08-08", "1967-13"), encoding="utf-8")
    result = run("names", "check", "--names", str(tmp_path), "--format", "jsonl")
    kinds = [(row["kind"], row["line"]) for row in map(json.loads, result.out.splitlines())]
    assert result.status == 1
    assert ("entry", 6) in kinds
    assert [kind for kind, _ in kinds].count("orphan") == 1  # the corpus still links to the broken entry


def test_strict_lets_warnings_fail(run: Run, tmp_path: Path) -> None:
    text = (NAMES / "names.toml").read_text(encoding="utf-8").replace('"ASEAN"]', '"ASEAN", "アセアン連合"]')
    (tmp_path / "names.toml").write_text(text, encoding="utf-8")
    assert run("names", "check", "--names", str(tmp_path)).status == 0
    result = run("names", "check", "--names", str(tmp_path), "--strict")
    assert result.status == 1
    assert "the form 'アセアン連合' stands in no text" in result.out


@pytest.fixture
def proposals(tmp_path: Path) -> Path:
    path = tmp_path / "proposals.toml"
    path.write_text(
        '[NEW-apec]\ntype = "ORG"\nja = ["アジア太平洋経済協力"]\nen = "APEC"\n', encoding="utf-8"
    )
    shutil.copytree(NAMES, tmp_path / "names")
    return path


def test_accepting_shows_the_change_and_makes_it(run: Run, proposals: Path) -> None:
    names = str(proposals.parent / "names")
    dry = run("names", "accept", str(proposals), "--all", "--names", names, "--dry-run")
    assert '+en = "APEC"' in dry.out
    assert "would be accepted" in dry.out
    done = run("names", "accept", str(proposals), "--id", "NEW-apec", "--names", names)
    assert "1 name(s) accepted: ORG01." in done.out
    assert "[ORG01]" in (proposals.parent / "names" / "names.toml").read_text(encoding="utf-8")
    assert "nothing proposed" in run("names", "accept", str(proposals), "--all", "--names", names).out


def test_without_a_choice_nothing_is_accepted(run: Run, proposals: Path) -> None:
    result = run("names", "accept", str(proposals))
    assert result.status == 1
    assert "Give --id for each, or --all" in result.err
