"""``entities`` with what stands beside a mention, pairs, and networks as files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_dates_and_entities_of_the_sentence_come_along(run: Run) -> None:
    rows = [
        json.loads(line)
        for line in run(
            "entities", "Kyoto Protocol", "--with", "dates,entities", "--format", "jsonl"
        ).out.splitlines()
    ]
    assert any(
        date["edtf"] == "1997-12" or date["value"].startswith("1997") for row in rows for date in row["dates"]
    )
    assert all({"surface", "label", "name_id", "en"} <= set(one) for row in rows for one in row["entities"])
    plain = run("entities", "Kyoto Protocol", "--format", "jsonl").out.splitlines()
    assert "dates" not in json.loads(plain[0])
    assert len(plain) == len(rows)


def test_only_what_is_known_can_come_along(run: Run) -> None:
    result = run("entities", "ASEAN", "--with", "verbs")
    assert result.status == 1
    assert "right would be any of dates, entities" in result.err


def test_pairs_are_rows(run: Run) -> None:
    table = list(csv.DictReader(io.StringIO(run("entities", "ASEAN", "--pairs", "--format", "csv").out)))
    assert {row["source"] for row in table} == {"ORG-ASEAN"}
    assert all(int(row["weight"]) >= 1 for row in table)


@pytest.mark.parametrize("suffix", [".graphml", ".svg"])
def test_a_network_is_written(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"names{suffix}"
    result = run("entities", "--network", str(path), "--unit", "text")
    assert result.out == ""
    assert f"{path}: " in result.err
    assert path.stat().st_size > 500


def test_several_types_may_be_asked_for(run: Run) -> None:
    rows = [
        json.loads(line) for line in run("entities", "--label", "org,gpe", "-f", "jsonl").out.splitlines()
    ]
    assert {row["label"] for row in rows} == {"ORG", "GPE"}
