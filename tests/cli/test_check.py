from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT


@pytest.fixture
def recipe(mini_sources: Path) -> Path:
    """The small corpus with an entity of gold in one document."""
    gold = mini_sources.parent.parent / "annotations" / "gold" / "kyoto"
    gold.mkdir(parents=True)
    mini_sources.write_text(
        mini_sources.read_text(encoding="utf-8") + 'gold = "../annotations/gold"\n', encoding="utf-8"
    )
    _write(mini_sources, "gold/kyoto/entity.jsonl", _entity(mini_sources))
    return mini_sources


def _entity(recipe: Path, **attributes: Any) -> dict[str, Any]:
    source = _source(recipe)
    at = source.index("京都")
    row = {"id": "e-0001", "source_start": at, "source_end": at + 2, "surface": "京都", "label": "GPE"}
    return {**row, "name_id": None, "parent": None, **attributes}


def _source(recipe: Path) -> str:
    return (recipe.parent / "kyoto" / "source.txt").read_text(encoding="utf-8")


def _write(recipe: Path, name: str, *rows: Any) -> Path:
    source = _source(recipe)
    header = {
        "layer": name.rpartition("/")[2].partition(".")[0],
        "document": "kyoto",
        "source_sha256": hashlib.sha256(source.encode()).hexdigest(),
        "guidelines": "1",
        "status": "draft",
        "coverage": [[0, len(source)]],
    }
    path = recipe.parent.parent / "annotations" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in (header, *rows)) + "\n", encoding="utf-8")
    return path


def test_right_annotation_is_reported_in_one_line(run: Run, recipe: Path) -> None:
    result = run("check", str(recipe))
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("1 annotation file(s), 1 rows, ")
    assert result.out.endswith(" names: no problems.\n")


def test_all_problems_are_listed_with_file_and_line(run: Run, recipe: Path) -> None:
    one = _write(recipe, "gold/kyoto/entity.jsonl", _entity(recipe, label="CITY", name_id="NOBODY"))
    other = _write(recipe, "passes/kyoto/date.a.jsonl", {"id": "d-1"})
    result = run("check", str(recipe))
    lines = result.out.splitlines()
    assert result.status == 1
    assert lines[0].startswith(f"{one.resolve()}, line 2: label 'CITY'; 'PERSON' or ")
    assert lines[1].startswith(f"{one.resolve()}, line 2: name_id 'NOBODY'; ")
    assert lines[2].startswith(f"{other.resolve()}, line 2: without source_start, ")
    assert lines[-1].endswith("3 problems.")


def test_machines_get_fields(run: Run, recipe: Path) -> None:
    path = _write(recipe, "gold/kyoto/entity.jsonl", _entity(recipe, optional=1))
    result = run("check", str(recipe), "--format", "jsonl")
    assert result.status == 1
    assert json.loads(result.out) == {
        "path": str(path.resolve()),
        "line": 2,
        "given": "optional 1",
        "right": "true or false",
        "remedy": "correct optional",
    }


def test_broken_names_are_all_listed(run: Run, recipe: Path) -> None:
    path = recipe.parent.parent / "annotations" / "names" / "broken.toml"
    path.write_text(
        '[A]\ntype = "ORG"\nja = ["甲"]\n\n[B]\ntype = "BODY"\nja = ["乙"]\nen = "B"\n', encoding="utf-8"
    )
    lines = run("check", str(recipe)).out.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == [
        f"{path.resolve()}, line 1",
        f"{path.resolve()}, line 6",
    ]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("gold/kyoto/dates.jsonl", "file named 'dates.jsonl'"),
        ("gold/kyoto/date.a.jsonl", "file named 'date.a.jsonl'"),
        ("passes/kyoto/date.jsonl", "file named 'date.jsonl'"),
        ("gold/kyoto/date.rejected.jsonl", "rows that reanchor could not move"),
        ("gold/osaka/date.jsonl", "annotation of no document of the recipe"),
    ],
)
def test_files_that_nothing_reads_are_problems(run: Run, recipe: Path, name: str, given: str) -> None:
    _write(recipe, name)
    result = run("check", str(recipe), "--format", "jsonl")
    assert (result.status, json.loads(result.out)["given"]) == (1, given)


def test_the_annotation_of_this_repository_is_right(run: Run) -> None:
    result = run("check", str(ROOT / "corpus" / "recipe.toml"))
    assert result.status == 0, result.out


def test_reanchor_moves_a_file_and_lists_what_it_cannot(run: Run, recipe: Path, tmp_path: Path) -> None:
    gold = recipe.parent.parent / "annotations" / "gold" / "kyoto" / "entity.jsonl"
    old, new = tmp_path / "old.txt", recipe.parent / "kyoto" / "source.txt"
    old.write_text(_source(recipe), encoding="utf-8")
    new.write_text("新しい一行をここに加えた。\n" + _source(recipe), encoding="utf-8")
    assert run("check", str(recipe)).status == 1
    result = run("reanchor", str(gold), "--old", str(old), "--new", str(new))
    assert (result.status, result.out) == (0, "")
    assert "1 row(s) moved, 0 not." in result.err
    assert run("check", str(recipe)).status == 0
    new.write_text("何も残っていない。\n", encoding="utf-8")
    result = run("reanchor", str(gold), "--new", str(new), "--output", str(tmp_path / "out.jsonl"))
    assert result.status == 1
    assert result.out == f"{gold}, line 2: e-0001 was not moved: '京都' is not in the new text.\n"
    assert (tmp_path / "out.rejected.jsonl").exists()
