"""The commands of statistics print what their functions return."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from tests.cli.conftest import Run

QUERY = '[lemma="加盟"]'
COMMANDS = [
    ["freq", QUERY, "--by", "R1.lemma"],
    ["freq", "--by", "entity_label", "--cross", "text_id", "--per-million"],
    ["tabulate", QUERY, "--keys", "L1.lemma,node,R1.pos,text_id"],
    ["collocates", QUERY, "--measure", "all"],
    ["collocates", QUERY, "--unit", "s", "--measure", "log-ratio,mi", "--only", "[pos!='補助記号.*']"],
    ["keywords", '<text_id="asean"/>', "--measure", "fisher"],
    ["keywords", '<text_id="asean"/>', "--reference", '<text_id="kyoto"/>', "--negative"],
    ["ngrams", "-n", "2"],
    ["ngrams", QUERY, "-n", "3", "--min-frequency", "1", "--without", "[pos='補助記号.*']"],
    ["ngrams", "-n", "2", "--skip", "2", "--bundles", "--min-range", "1"],
    ["dispersion", QUERY, "[]", "--parts", "s"],
    ["dispersion", "--by", "lemma", "--parts", "4"],
    ["types", "--each", "text"],
    ["types", "--growth", "--points", "5"],
    ["trend", QUERY, "--unit", "decade"],
    ["trend", QUERY, "--by", "text_written"],
]


FORMATS = ("json", "jsonl", "csv", "tsv", "table")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_format_says_the_same(run: Run, arguments: list[str]) -> None:
    done = {name: run(*arguments, "--format", name) for name in FORMATS}
    assert {name: one.status for name, one in done.items()} == dict.fromkeys(FORMATS, 0), done["json"].err
    rows = json.loads(done["json"].out)
    assert rows
    assert [json.loads(line) for line in done["jsonl"].out.splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(done["csv"].out)))
    assert [list(row) for row in table] == [list(row) for row in rows]
    assert len(done["tsv"].out.splitlines()) == len(rows) + 1
    assert done["table"].out


def test_a_table_is_that_of_the_function(run: Run, mini: Corpus) -> None:
    rows = json.loads(run("collocates", QUERY, "--left", "2", "--right", "0", "--format", "json").out)
    table = mini.query(QUERY).collocates(window=(2, 0))
    assert [row["item"] for row in rows] == table["item"].tolist()
    assert [row["score"] for row in rows] == pytest.approx(table["score"].tolist())


def test_scores_without_end_are_null(run: Run) -> None:
    """JSON has no infinite numbers: MI of what the part does not have."""
    done = run("keywords", '<text_id="asean"/>', "--negative", "--measure", "mi", "--format", "json")
    assert "Infinity" not in done.out
    assert any(row["score"] is None for row in json.loads(done.out))


def test_what_is_not_printed_is_said(run: Run) -> None:
    assert "3 of " in run("freq", "--limit", "3").err
    assert "left out as too rare (fewer than 4)" in run("freq", "--min-frequency", "4").err
    assert "have no date" in run("trend", QUERY).err


@pytest.mark.parametrize(
    "arguments",
    [["dispersion", QUERY], ["types", "--growth"], ["trend", QUERY, '[lemma="設立"]']],
    ids=lambda arguments: arguments[0],
)
def test_pictures_are_drawn(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, "--plot", str(tmp_path / "picture.svg"))
    assert (done.status, (tmp_path / "picture.svg").read_text(encoding="utf-8")[:5]) == (0, "<?xml")
    assert "picture.svg" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["keywords"], "needs a reference"),
        (["keywords", "--reference", "[]", "--reference-list", "x"], "Several references"),
        (["dispersion"], "Nothing to measure"),
        (["dispersion", QUERY, "[]", "--by", "lemma"], "--by measures"),
        (["freq", "--by", "R1..L1"], "no range of positions"),
        (["collocates", QUERY, "--measure", "x"], "No measure 'x'"),
        (["types", "--plot", "x.gif"], "no picture of kind"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_are_one_message(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (1, "")
    assert message in done.err
