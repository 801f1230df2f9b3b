from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

TEXT = "東南アジア諸国連合（ASEAN）は1967年8月に設立された。同年12月、𠮷田首相が訪米した。"
TOKEN_KEYS = {
    "start", "end", "word", "lemma", "reading", "pron", "pos", "upos", "ctype", "cform", "goshu", "norm",
    "lemma_unidic", "lemma_note",
}  # fmt: skip
DATE_KEYS = {
    "id", "start", "end", "surface", "type", "value", "edtf", "mod", "earliest", "latest", "anaphoric", "anchor",
    "quant", "freq", "certainty", "role", "range", "origin",
}  # fmt: skip
ENTITY_KEYS = {
    "id",
    "start",
    "end",
    "surface",
    "label",
    "name_id",
    "en",
    "parent",
    "origin",
    "link_by",
    "optional",
}
GLOSS_KEYS = {"ja_start", "ja_end", "ja", "en_start", "en_end", "en", "kind"}


def _lines(*records: Any) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def test_json_lines_hold_the_contract(run: Run) -> None:
    result = run(
        "annotate", "--input", "jsonl", stdin=_lines({"id": "a", "text": TEXT}, {"id": 7, "text": ""})
    )
    first, second = map(json.loads, result.out.splitlines())
    assert result.status == 0
    assert (first["id"], first["text"], second["id"]) == ("a", TEXT, 7)
    assert set(first["tokens"][0]) == TOKEN_KEYS
    assert all(set(date) >= DATE_KEYS for date in first["dates"])
    assert all(set(entity) >= ENTITY_KEYS for entity in first["entities"])
    assert all(set(gloss) >= GLOSS_KEYS for gloss in first["glosses"])
    assert [date["value"] for date in first["dates"]] == ["1967-08", "1967-12"]
    assert [(gloss["ja"], gloss["en"], gloss["kind"]) for gloss in first["glosses"]] == [
        ("東南アジア諸国連合", "ASEAN", "acronym")
    ]
    assert len(first["sentences"]) == 2


def test_offsets_cover_what_they_say(run: Run) -> None:
    record = json.loads(run("annotate", "--input", "jsonl", stdin=_lines({"id": "a", "text": TEXT})).out)
    for row in [*record["dates"], *record["entities"]]:
        assert TEXT[row["start"] : row["end"]] == row["surface"]
    for row in record["tokens"]:
        assert TEXT[row["start"] : row["end"]] == row["word"]
    for row in record["glosses"]:
        assert TEXT[row["ja_start"] : row["ja_end"]] == row["ja"]


def test_a_bad_line_is_reported_in_its_place(run: Run) -> None:
    stdin = b'{"id": "a"}\nnot json\n[1]\n\xff\n' + _lines({"id": "b", "text": "京都。"})
    result = run("annotate", "--input", "jsonl", stdin=stdin)
    records = [json.loads(line) for line in result.out.splitlines()]
    assert result.status == 1
    assert [record["id"] for record in records] == ["a", None, None, None, "b"]
    assert [set(record) for record in records[:4]] == [{"id", "error"}] * 4
    assert "line 2" in records[1]["error"]


def test_the_date_of_writing_anchors_what_the_text_leaves_open(run: Run) -> None:
    stdin = _lines({"id": "a", "text": "昨年、条約が結ばれた。", "dct": "2021-04-01"})
    record = json.loads(run("annotate", "--input", "jsonl", stdin=stdin).out)
    assert [(date["value"], date["anchor"]) for date in record["dates"]] == [("2020", "DCT")]


def test_text_is_reconstructed_and_keeps_the_way_back(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("京都で会議が開かれた。", encoding="utf-8")
    record = json.loads(run("annotate", str(file)).out)
    assert record["id"] == "one"
    assert (record["tokens"][0]["source_start"], record["tokens"][0]["source_end"]) == (0, 2)


def test_conllu_on_standard_output(run: Run) -> None:
    result = run("annotate", "--output", "conllu", stdin="京都で会議。".encode())
    assert "# text = 京都で会議。" in result.out


def test_layers_that_were_not_asked_for_are_empty_lists(run: Run) -> None:
    stdin = _lines({"id": "a", "text": TEXT})
    record = json.loads(run("annotate", "--input", "jsonl", "--layers", "dates", stdin=stdin).out)
    assert record["dates"]
    assert record["entities"] == record["glosses"] == record["sentences"] == []


def test_a_missing_file_is_named(run: Run) -> None:
    result = run("annotate", "nowhere.txt")
    assert result.status == 1
    assert "nowhere.txt" in result.out + result.err
