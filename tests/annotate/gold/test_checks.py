from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.annotate.gold.checks import check_gold_file, check_ids_of_document
from corpus_tools.annotate.gold.decision_checks import check_decisions
from corpus_tools.model import Document, OffsetMap, Piece

SOURCE = "1991年、京 都で\n北大西洋条約機構（NATO）が会議を開いた。翌年も。"
DROPPED = {SOURCE.index(" "): "extraction space", SOURCE.index("\n"): "line break"}
NAMES = frozenset({"ORG01", "cldr:JP"})


def _document() -> Document:
    pieces, at, text = [], 0, ""
    for place, character in enumerate(SOURCE):
        kept = "" if place in DROPPED else character
        kind = "kept" if kept else "dropped"
        pieces.append(Piece(kind, place, place + 1, at, at + len(kept), DROPPED.get(place, "")))
        at, text = at + len(kept), text + kept
    return Document("d", text, offsets=OffsetMap(pieces), source=SOURCE)


def _row(surface: str, label: str, number: int = 1, **attributes: Any) -> dict[str, Any]:
    document = _document()
    at = document.text.index(surface)
    start, end = document.source_range(at, at + len(surface))
    row = {"id": f"x-{number:04d}", "source_start": start, "source_end": end, "surface": surface}
    return {**row, "label": label, **attributes}


def _date(surface: str, number: int = 1, **attributes: Any) -> dict[str, Any]:
    values = {"value": "1991", "edtf": "1991", "mod": None, "anchor": None}
    return _row(surface, attributes.pop("label", "DATE"), number, **{**values, **attributes})


def _entity(surface: str, number: int = 1, **attributes: Any) -> dict[str, Any]:
    return _row(
        surface, attributes.pop("label", "ORG"), number, **{"name_id": None, "parent": None, **attributes}
    )


def _gloss(**attributes: Any) -> dict[str, Any]:
    ja, en = SOURCE.index("北大西洋"), SOURCE.index("NATO")
    sides = {"ja_source_start": ja, "ja_source_end": ja + 8, "en_source_start": en, "en_source_end": en + 4}
    texts = {"ja": "北大西洋条約機構", "en": "NATO", "edtf": None, "name_id": "ORG01"}
    return _row("北大西洋条約機構（NATO", "acronym", **{**sides, **texts, **attributes})


def _check(tmp_path: Path, layer: str, /, *lines: Any, **header: Any) -> list[str]:
    head = {
        "layer": layer,
        "document": "d",
        "source_sha256": hashlib.sha256(SOURCE.encode()).hexdigest(),
        "guidelines": "1",
        "status": "draft",
        "coverage": [[0, len(SOURCE)]],
        **header,
    }
    written = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in (head, *lines)]
    path = tmp_path / f"{layer}.jsonl"
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    _, problems = check_gold_file(path, _document(), layer=layer, names=NAMES)
    return [str(problem).removeprefix(str(path)) for problem in problems]


def test_right_files_have_no_problem(tmp_path: Path) -> None:
    entities = [_entity("北大西洋条約機構"), _entity("北大西洋", 2, label="LOC", parent="x-0001", depth=1)]
    assert _check(tmp_path, "entity", *entities, _entity("京都", 3, label="GPE", name_id="cldr:JP")) == []
    dates = [_date("1991年"), _date("翌年", 2, value="1992", edtf="1992", anchor="x-0001", anaphoric=True)]
    assert _check(tmp_path, "date", *dates) == []
    assert _check(tmp_path, "gloss", _gloss()) == []


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ({"layer": "date"}, "header with layer 'date'; 'entity', as file and folder say"),
        ({"document": "e"}, "header with document 'e'; 'd', as file and folder say"),
        ({"guidelines": 1}, "header with guidelines 1; a string"),
        ({"status": "done"}, "status 'done'; draft or adjudicated"),
        ({"source_sha256": "0" * 64}, "made for a source with SHA-256 000000000000…"),
        ({"source_sha256": "abc"}, "source_sha256 'abc' is no SHA-256"),
        ({"coverage": [[0, 999]]}, "coverage to 999; ranges"),
        ({"coverage": [[0, 9], [5, 12]]}, "coverage [0, 9] and then [5, 12]; ranges"),
        ({"coverage": "all"}, "coverage 'all'; ranges"),
    ],
)
def test_headers_are_checked(tmp_path: Path, header: dict[str, Any], problem: str) -> None:
    found = _check(tmp_path, "entity", **header)
    assert len(found) == 1
    assert found[0].startswith(f", line 1: {problem}")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "JSON of type list; an object {…}"),
        ('{"id": "a", "id": "b"}', "key 'id' stands twice"),
        ({"id": "a"}, "without source_start, source_end, surface, label, name_id, parent"),
        (_entity("京都", label="CITY"), "label 'CITY'; 'PERSON' or"),
        ({**_entity("京都"), "source_end": 99}, "place 6:99; whole numbers, 0 ≤ source_start ≤ source_end ≤"),
        ({**_entity("京都"), "source_start": "6"}, "place '6':9; whole numbers"),
        (
            {**_entity("京都"), "surface": "北大西洋"},
            "6:9 covers '京都' but surface is '北大西洋'; surface equal",
        ),
        ({**_entity("京都"), "surface": "東都"}, "6:9 covers '京都' but surface is '東都'"),
        ({**_entity("京都で"), "source_end": 11}, "place 6:11 begins or ends on a dropped character; 6:10"),
        ({**_entity("京都"), "id": "京都"}, "id '京都'; a letter, then"),
        ({**_entity("京都"), "id": "DCT"}, "id 'DCT'; a letter, then"),
        ({**_entity("京都"), "id": "entity-3-5-GPE"}, "id 'entity-3-5-GPE'; another form"),
        (_entity("京都", optional="no"), "optional 'no'; true or false"),
        (
            _entity("京都", name_id="ORG99"),
            "name_id 'ORG99'; the id of a name in the authority or a gazetteer",
        ),
        (_entity("京都", parent="x-0009"), "parent 'x-0009', which no row has; null"),
        (_entity("京都", depth=1), "depth 1 with 0 parent(s); 0"),
    ],
)
def test_rows_are_checked(tmp_path: Path, row: Any, problem: str | None) -> None:
    found = _check(tmp_path, "entity", row)
    assert len(found) == (problem is not None)
    assert problem is None or found[0].startswith(f", line 2: {problem}")


def test_a_misspelt_key_is_named(tmp_path: Path) -> None:
    row = _entity("京都")
    row["nameid"] = row.pop("name_id")
    assert any("key 'nameid'; 'name_id'" in problem for problem in _check(tmp_path, "entity", row))


def test_a_wrong_surface_is_told_where_it_stands(tmp_path: Path) -> None:
    (found,) = _check(tmp_path, "entity", {**_entity("京都"), "surface": "北大西洋"})
    assert "(they stand at 11:15)" in found


def test_every_problem_is_listed_with_place_and_remedy(tmp_path: Path) -> None:
    rows = [_entity("京都", label="CITY", name_id="ORG99"), "{", {**_entity("NATO", 1), "surface": "EU"}]
    found = _check(tmp_path, "entity", *rows, status="done")
    assert [problem.split(":")[0] for problem in found] == [
        ", line 1", ", line 2", ", line 2", ", line 3", ", line 4", ", line 4",
    ]  # fmt: skip
    assert all(problem.count("; ") >= 2 for problem in found)


def test_places_outside_the_coverage_are_problems(tmp_path: Path) -> None:
    found = _check(tmp_path, "entity", _entity("NATO"), coverage=[[0, 9]])
    assert "outside the coverage; inside 0:9" in found[0]


def test_a_changed_source_is_one_problem_and_values_are_checked_all_the_same(tmp_path: Path) -> None:
    rows = [{**_date("1991年"), "surface": "1992年"}, _date("翌年", 2, mod="LATER")]
    found = _check(tmp_path, "date", *rows, source_sha256="0" * 64)
    assert len(found) == 2
    assert "reanchor" in found[0]
    assert "mod 'LATER'; null or one of START" in found[1]


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ({"value": "91"}, "value '91'; a TIMEX3 value for DATE: 1997"),
        ({"value": "P1Y"}, "value 'P1Y'; a TIMEX3 value for DATE"),
        ({"edtf": "1991-13"}, "edtf '1991-13' is not EDTF"),
        ({"edtf": "1992"}, "value '1991' and edtf '1992' have no day in common"),
        ({"mod": "LATE"}, "mod 'LATE'; null or one of"),
        ({"role": "MIDDLE"}, "role 'MIDDLE'; null or one of BEGIN, END"),
        ({"anchor": "x-0009"}, "anchor 'x-0009'; the id of another row"),
        ({"anchor": "x-0001"}, "anchor 'x-0001' leads back to 'x-0001'"),
        ({"role": "BEGIN", "range": "r-1"}, "range 'r-1' that no other row has"),
        ({"anaphoric": 1}, "anaphoric 1; true, false or null"),
        ({"earliest": "1992-01-01", "latest": "1991-12-31"}, "earliest '1992-01-01' after latest"),
        ({"anchor": "DCT", "mod": "ON_OR_AFTER", "edtf": "1991/.."}, None),
    ],
)
def test_dates_are_checked(tmp_path: Path, attributes: dict[str, Any], problem: str | None) -> None:
    found = _check(tmp_path, "date", _date("1991年", **attributes))
    assert len(found) == (problem is not None)
    assert problem is None or found[0].startswith(f", line 2: {problem}")


def test_both_ends_of_a_range_may_give_one_id(tmp_path: Path) -> None:
    ends = [_date("1991年", role="BEGIN", range="r-1"), _date("翌年", 2, role="END", range="r-1")]
    assert _check(tmp_path, "date", *ends) == []


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([_entity("北大西洋条約機構"), _entity("北大西洋", 2)], "'北大西洋' without a parent inside"),
        ([_entity("北大西洋条約"), _entity("条約機構", 2)], "'条約機構' crosses '北大西洋条約'"),
        ([_entity("NATO"), _entity("京都", 2, parent="x-0001")], "does not enclose '京都'; null"),
        ([_entity("NATO"), _entity("NATO", 2)], "the same place and label as 'x-0001' (line 2)"),
        ([_entity("NATO"), _entity("京都", 1)], "id 'x-0001' stands in line 2 too"),
        (
            [
                _entity("北大西洋条約機構"),
                _entity("北大西洋条約", 2, label="DOCUMENT", parent="x-0001"),
                _entity("北大西洋", 3, label="LOC", parent="x-0001"),
            ],
            "parent 'x-0001' is not the nearest entity around '北大西洋'; 'x-0002'",
        ),
    ],
)
def test_entities_nest_or_lie_apart(tmp_path: Path, rows: list[Any], problem: str) -> None:
    (found,) = _check(tmp_path, "entity", *rows)
    assert f", line {len(rows) + 1}: " in found
    assert problem in found


def test_parents_that_lead_in_a_circle_are_a_problem(tmp_path: Path) -> None:
    rows = [_entity("NATO", parent="x-0002"), _entity("NATO", 2, label="PROGRAM", parent="x-0001")]
    assert all("lead back to it" in problem for problem in _check(tmp_path, "entity", *rows))


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ({"ja": "条約機構"}, "ja '条約機構' at 11:19; '北大西洋条約機構', what that place covers"),
        ({"en_source_end": 99}, "en at 20:99; a place inside the region 11:24"),
        ({"ja_source_start": 13, "ja": "洋条約機構"}, "ja '洋条約機構' at 13:19"),
        ({"ja_source_start": 14, "ja": "洋条約機構"}, "region 11:24; 14:24, from the first"),
        ({"edtf": "1991/1994"}, "edtf '1991/1994' in a gloss of kind 'acronym'"),
        ({"name_id": "ORG99"}, "name_id 'ORG99'"),
        ({"en": ""}, None),
    ],
)
def test_glosses_are_checked(tmp_path: Path, attributes: dict[str, Any], problem: str | None) -> None:
    found = _check(tmp_path, "gloss", {**_gloss(), **attributes})
    assert found
    assert problem is None or found[0].startswith(f", line 2: {problem}")


def _tokens(*words: str) -> list[dict[str, Any]]:
    rows, at, text = [], 0, _document().text
    for number, word in enumerate(words, 1):
        at = text.index(word, at)
        start, end = _document().source_range(at, at + len(word))
        values = {"lemma": word, "upos": "NOUN", "reading": ""}
        row = {"id": f"t-{number}", "source_start": start, "source_end": end, "surface": word, "label": ""}
        rows.append({**row, **values})
        at += len(word)
    return rows


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (_tokens("1991", "年", "、", "京都", "で"), None),
        (_tokens("1991", "年", "京都", "で"), ", line 4: no token covers '、' (5:6)"),
        (_tokens("1991", "年", "、", "京都"), ", line 5: no token covers 'で' (9:10)"),
        ([{**row, "lemma": ""} for row in _tokens("1991年、京都で")], ", line 2: lemma ''"),
        ([{**row, "upos": "名詞"} for row in _tokens("1991年、京都で")], ", line 2: upos '名詞'"),
        (_tokens("1991", "年、京都で")[::-1], ", line 3: '1991' comes after '年、京都で'"),
    ],
)
def test_tokens_cover_everything_in_order(tmp_path: Path, rows: list[Any], problem: str | None) -> None:
    found = _check(tmp_path, "token", *rows, coverage=[[0, 10]])
    assert len(found) == (problem is not None)
    assert problem is None or found[0].startswith(problem)


def test_layers_that_lie_apart_may_not_overlap(tmp_path: Path) -> None:
    found = _check(tmp_path, "date", _date("1991年"), _date("1991", 2))
    assert len(found) == 1
    assert "overlaps" in found[0]


def test_an_id_is_unique_in_its_document(tmp_path: Path) -> None:
    sheets = []
    for layer, row in (("entity", _entity("NATO")), ("date", _date("1991年"))):
        _check(tmp_path, layer, row)
        sheets.append(check_gold_file(tmp_path / f"{layer}.jsonl", _document(), layer=layer, names=NAMES)[0])
    (problem,) = check_ids_of_document(sheets)
    assert "date.jsonl, line 2: id 'x-0001' stands in" in str(problem)


def test_an_empty_file_has_no_header(tmp_path: Path) -> None:
    (tmp_path / "date.jsonl").write_text("", encoding="utf-8")
    _, problems = check_gold_file(tmp_path / "date.jsonl", _document(), layer="date", names=NAMES)
    assert [problem.given for problem in problems] == ["no header"]


def test_decisions_have_a_place_and_a_reason(tmp_path: Path) -> None:
    right = {
        **_row("京都", ""),
        "kind": "span",
        "a": None,
        "b": {},
        "decision": "b",
        "gold": {},
        "reason": "…",
    }
    rows = [right, {**right, "decision": "c", "reason": " "}, {**right, "surface": "大阪"}, {"kind": "span"}]
    path = tmp_path / "entity.decisions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    number, problems = check_decisions(path, _document(), layer="entity")
    assert number == 4
    assert [(problem.line, problem.given.split()[0]) for problem in problems] == [
        (2, "decision"), (2, "reason"), (3, "6:9"), (4, "without"),
    ]  # fmt: skip
