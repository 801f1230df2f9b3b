from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Run

ROOT = Path(__file__).parent.parent.parent
RECIPE = str(ROOT / "corpus" / "recipe.toml")
GOLD = ROOT / "annotations" / "gold"


def test_figures_of_a_layer_as_json(run: Run) -> None:
    rows = json.loads(run("evaluate", RECIPE, "--layer", "gap", "--format", "json").out)
    assert {row["measure"] for row in rows} == {"exact", "extent", "overlap", "label"}
    assert {"precision", "recall", "f1", "f1_low", "f1_high"} <= set(rows[0])


def test_an_annotator_agrees_with_itself(run: Run) -> None:
    file = str(GOLD / "nato-ukraine" / "gap.jsonl")
    result = run("evaluate", RECIPE, "--agreement", file, file, "--format", "jsonl")
    assert {json.loads(line)["f1"] for line in result.out.splitlines()} == {1.0}
    assert "Cohen's κ on tokens 1.0000" in result.err


def test_figures_are_stored_beside_the_gold(run: Run, tmp_path: Path) -> None:
    shutil.copytree(GOLD, tmp_path / "gold")
    assert run("evaluate", RECIPE, "--gold", str(tmp_path / "gold"), "--layer", "gap", "--save").status == 0
    stored = json.loads((tmp_path / "gold" / "figures.json").read_text(encoding="utf-8"))
    assert [row["measure"] for row in stored] == ["exact", "extent", "overlap", "label"]


def test_no_gold_is_said(run: Run, tmp_path: Path) -> None:
    result = run("evaluate", RECIPE, "--gold", str(tmp_path))
    assert (result.status, result.out) == (1, "")
    assert "No gold in" in result.err


def test_errors_and_confusion_are_printed(run: Run) -> None:
    assert run("evaluate", RECIPE, "--layer", "token", "--errors", "--format", "csv").out.startswith(
        "layer,kind,left"
    )
    assert "GPE" in run("evaluate", RECIPE, "--layer", "entity", "--confusion").out
