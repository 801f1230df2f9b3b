from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from wcwidth import wcswidth

from corpus_tools.analysis.kwic import KWIC_COLUMNS
from tests.cli.conftest import Run


def test_a_query_is_aligned_on_the_node(run: Run) -> None:
    result = run("query", '[lemma="加盟"]')
    lines = [line for line in result.out.splitlines() if line[:1].isdigit()]
    columns = {wcswidth(line[: line.index(" 加盟")]) for line in lines}
    assert (result.status, len(lines), len(columns)) == (0, 5, 1)
    assert "5 of 5 hits" in result.err


def test_json_lines_of_a_query_hold_the_contract(run: Run) -> None:
    rows = [json.loads(line) for line in run("query", '"加盟"', "--format", "jsonl").out.splitlines()]
    assert set(rows[0]) == set(KWIC_COLUMNS)
    assert rows[0]["node"] == "加盟"
    assert rows[0]["section"] == "1．設立"
    assert rows[0]["document"] == "asean"
    assert "加盟国の経済成長" in rows[0]["sentence"]


def test_a_query_can_be_sampled_again_the_same(run: Run) -> None:
    one, two = (run("query", "[]", "--sample", "5", "--seed", "3", "--format", "csv").out for _ in range(2))
    assert one == two
    assert len(list(csv.reader(io.StringIO(one)))) == 6


def test_sorting_by_the_word_to_the_right(run: Run) -> None:
    rows = [
        json.loads(line)
        for line in run("query", '"は"', "--sort", "R1", "--format", "jsonl").out.splitlines()
    ]
    firsts = [row["right"][:1] for row in rows]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", '[wrd="x"]'), "wrd"),
        (("query", '[word="x"'), "column"),
        (("query", '"は"', "--sort", "R"), "No position 'R'"),
        (("query", '"は"', "--corpus", "/nowhere"), "No corpus in /nowhere"),
        (("dates", "--from", "x"), "is no year"),
        (("export", "docx", "--output", "x"), "No export format 'docx'"),
    ],
)
def test_an_error_is_one_message_and_status_1(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (1, "")
    assert message in result.err
    assert "Traceback" not in result.err


def test_wrong_usage_is_status_2(run: Run) -> None:
    assert run("query").status == 2


def test_no_hits_print_nothing(run: Run) -> None:
    for command in (
        ("query", '"存在しない"'),
        ("search", "存在しない"),
        ("entities", "Atlantis"),
        ("dates", "--from", "3000"),
    ):
        result = run(*command, "--format", "jsonl")
        assert (result.status, result.out) == (0, "")


@pytest.mark.parametrize("name", ["Kyoto Protocol", "京都議定書", "kyoto protocol", "DOC-KYOTO"])
def test_a_name_is_found_in_either_language(run: Run, name: str) -> None:
    rows = [json.loads(line) for line in run("entities", name, "--format", "jsonl").out.splitlines()]
    japanese = [row for row in rows if row["ja"] == "京都議定書"]
    assert [row["name_id"] for row in japanese] == ["DOC-KYOTO", "DOC-KYOTO"]
    assert {row["en"] for row in rows} == {"Kyoto Protocol"}


def test_dates_lie_in_the_period_asked_for(run: Run) -> None:
    rows = [
        json.loads(line)
        for line in run("dates", "--from", "1997", "--to", "1997", "--format", "jsonl").out.splitlines()
    ]
    assert [(row["value"], row["document"]) for row in rows] == [("1997-12", "kyoto")]
    assert "京都議定書は" in rows[0]["sentence"]


def test_the_name_list_counts_mentions(run: Run) -> None:
    rows = json.loads(run("names", "list", "--format", "json").out)
    assert {row["id"]: row["mentions"] >= 2 for row in rows} == {"ORG-ASEAN": True, "DOC-KYOTO": True}


@pytest.mark.parametrize("text", ["加盟国", "kyoto protocol", "カメイ", "加盟"])
def test_simple_search_finds_words_readings_and_names(run: Run, text: str) -> None:
    assert run("search", text, "--format", "jsonl").out.count("\n") >= 1


def test_info_tells_the_versions(run: Run) -> None:
    information = json.loads(run("info", "--format", "json").out)
    assert {"corpus_tools", "version", "annotations_version", "made_with", "recipe", "counts"} <= set(
        information
    )


@pytest.mark.parametrize("kind", ["jsonl", "conllu", "docbin"])
def test_an_export_has_a_manifest_with_the_rights(run: Run, tmp_path: Path, kind: str) -> None:
    output = tmp_path / "out" / "mini"
    result = run("export", kind, "--output", str(output))
    assert result.status == 0
    manifest = json.loads(Path(result.out.splitlines()[1]).read_text(encoding="utf-8"))
    assert manifest["restricted"] == ["kyoto"]
    assert manifest["written"]
    assert {"corpus_tools", "data_format", "annotations_version", "files"} <= set(manifest)


def test_standoff_only_leaves_the_text_out(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "mini.jsonl"
    assert run("export", "jsonl", "--output", str(output), "--standoff-only").status == 0
    content = output.read_text(encoding="utf-8")
    assert "京都議定書" not in content.replace('"title": "京都の話"', "")
    assert '"value": "1997-12"' in content


def test_a_vrt_file_becomes_a_corpus(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "one.vrt"
    file.write_text('<text id="a">\n<s>\n京都\tN\nで\tP\n</s>\n</text>\n', encoding="utf-8")
    assert (
        run("import", "vrt", str(file), "--attributes", "word,pos", "--output", str(tmp_path / "c")).status
        == 0
    )
    rows = run("query", '[pos="N"]', "--corpus", str(tmp_path / "c"), "--format", "jsonl").out
    assert json.loads(rows)["right"] == "で"


def test_every_command_has_help_with_an_example(run: Run) -> None:
    for command in (
        "build",
        "reconstruct",
        "annotate",
        "query",
        "search",
        "entities",
        "dates",
        "export",
        "import",
        "info",
    ):
        result = run(command, "--help")
        assert result.status == 0
        assert f"Example: corpus-tools {command}" in result.out or "| corpus-tools annotate" in result.out
