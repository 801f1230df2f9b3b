"""The annotators are as good on the gold as the figures stored beside it say."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from corpus_tools.evaluate.corpus import compare_with_gold
from corpus_tools.evaluate.layers import ALL
from corpus_tools.pipeline import load_recipe

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT / "annotations" / "gold"
FIGURES = json.loads((GOLD / "figures.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    found = compare_with_gold(load_recipe(ROOT / "corpus" / "recipe.toml"), GOLD)
    table = pd.concat([one.scores() for one in found])
    return table[table["label"] == ALL].set_index(["document", "layer", "measure"])


@pytest.mark.parametrize("stored", FIGURES, ids=lambda row: f"{row['layer']}-{row['measure']}")
def test_no_figure_falls(stored: dict[str, object], scores: pd.DataFrame) -> None:
    now = scores.loc[(stored["document"], stored["layer"], stored["measure"])]
    assert now["gold"] == stored["gold"], "the gold has changed: store the figures again with evaluate --save"
    assert round(float(now["f1"]), 4) >= stored["f1"]


def test_every_gold_layer_has_stored_figures(scores: pd.DataFrame) -> None:
    assert {row["layer"] for row in FIGURES} == set(scores.index.get_level_values("layer"))
