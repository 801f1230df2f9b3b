"""Corrections are written into gold when all of them hold, and never otherwise."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.annotate.corrections.differences import Change, Difference
from corpus_tools.annotate.corrections.merge import merge
from corpus_tools.annotate.corrections.rows import Ids
from corpus_tools.annotate.gold import gold_spans, read_gold
from corpus_tools.annotate.gold.reanchor import reanchor, write_reanchored
from corpus_tools.errors import AnnotationError
from corpus_tools.model import Document, OffsetMap, Span

TEXT = "東京都庁は大阪（OSAKA）と1997年5月に会う。"


def row(row_id: str, surface: str, label: str, **attributes: Any) -> dict[str, Any]:
    start = TEXT.index(surface)
    place = {"source_start": start, "source_end": start + len(surface), "surface": surface}
    return {"id": row_id, **place, "label": label, **attributes}


def entity(
    row_id: str, surface: str, label: str, parent: str | None = None, depth: int = 0
) -> dict[str, Any]:
    known = {"name_id": None, "parent": parent, "depth": depth, "context": "text", "optional": False}
    return row(row_id, surface, label, **known, remark=f"of {row_id}")


ENTITIES = [
    entity("e-0001", "東京都庁", "ORG"),
    entity("e-0002", "東京都", "GPE", "e-0001", 1),
    entity("e-0009", "大阪", "GPE"),
]
DATES = [
    row(
        "d-0001",
        "1997年5月",
        "DATE",
        value="1997-05",
        edtf="1997-05",
        mod=None,
        anchor=None,
        earliest="1997-05-01",
        latest="1997-05-31",
    )
]


@pytest.fixture
def document() -> Document:
    made = Document("d1", TEXT, offsets=OffsetMap.identity(len(TEXT)), source=TEXT)
    made.layers["gloss"] = [Span("gloss-5-13-fullname", "gloss", 5, 13, "fullname", "auto:glosses", GLOSS)]
    return made


GLOSS = {
    "ja": "大阪",
    "ja_start": 5,
    "ja_end": 7,
    "en": "OSAKA",
    "en_start": 8,
    "en_end": 13,
    "edtf": None,
    "name_id": None,
}


@pytest.fixture
def gold(document: Document, tmp_path: Path) -> Path:
    """Gold of entities and dates, and their spans on the document."""
    from corpus_tools.annotate.gold.reanchor_blocks import sha256

    for layer, rows in (("entity", ENTITIES), ("date", DATES)):
        header = {
            "layer": layer,
            "document": "d1",
            "source_sha256": sha256(document),
            "guidelines": "1",
        }
        header |= {"status": "adjudicated", "coverage": [[0, len(TEXT)]]}
        path = tmp_path / "gold" / "d1" / f"{layer}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (header, *rows)), "utf-8"
        )
        document.layers[layer] = gold_spans(document, read_gold(path))
    return tmp_path / "gold"


def difference(
    document: Document, *changes: Change, layers: tuple[str, ...] = ("entity", "date")
) -> Difference:
    return Difference(document, [(0, len(TEXT))], layers, list(changes))


def change(document: Document, span_id: str, *what: str, **values: Any) -> Change:
    before = next(one for spans in document.layers.values() for one in spans if one.id == span_id)
    fields = {key: values.pop(key) for key in ("start", "end", "label") if key in values}
    after = replace(before, **fields, attributes={**before.attributes, **values})
    return Change("changed", before, after, what, "f")


def removal(document: Document, span_id: str) -> Change:
    before = next(one for spans in document.layers.values() for one in spans if one.id == span_id)
    return Change("removed", before, None, (), "f")


def addition(surface: str, layer: str, label: str, **attributes: Any) -> Change:
    start = TEXT.index(surface)
    return Change(
        "added", None, Span("", layer, start, start + len(surface), label, "gold", attributes), (), "f"
    )


def rows(gold: Path, layer: str) -> dict[str, dict[str, Any]]:
    _, *lines = (gold / "d1" / f"{layer}.jsonl").read_text("utf-8").splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def test_a_label_changes_and_all_else_stays_as_it_was_written(document: Document, gold: Path) -> None:
    before = (gold / "d1" / "entity.jsonl").read_text("utf-8").splitlines()
    merged = merge(difference(document, change(document, "e-0009", "label", label="LOC")), gold)
    after = (gold / "d1" / "entity.jsonl").read_text("utf-8").splitlines()
    assert [path.name for path in merged.files] == ["entity.jsonl"]
    assert after[1:3] == before[1:3]
    assert json.loads(after[3]) == {**json.loads(before[3]), "label": "LOC"}


def test_a_new_span_gets_a_new_id_its_parent_and_the_keys_of_its_file(document: Document, gold: Path) -> None:
    merge(difference(document, addition("東京", "entity", "LOC", name_id="x")), gold)
    assert list(rows(gold, "entity")) == ["e-0001", "e-0002", "e-0010", "e-0009"]
    assert rows(gold, "entity")["e-0010"] == {
        **row("e-0010", "東京", "LOC"),
        "name_id": "x",
        "parent": "e-0002",
        "depth": 2,
        "context": "text",
        "optional": False,
    }


def test_the_id_of_a_deleted_span_is_not_given_again(document: Document, gold: Path) -> None:
    merge(difference(document, removal(document, "e-0009")), gold)
    document.layers["entity"] = gold_spans(document, read_gold(gold / "d1" / "entity.jsonl"))
    merge(difference(document, addition("OSAKA", "entity", "GPE")), gold)
    assert list(rows(gold, "entity")) == ["e-0001", "e-0002", "e-0010"]


def test_reanchoring_keeps_the_last_id(document: Document, gold: Path, tmp_path: Path) -> None:
    merge(difference(document, removal(document, "e-0009")), gold)
    path = gold / "d1" / "entity.jsonl"
    write_reanchored(reanchor(path, document, old=document), path)
    assert read_gold(path).last_id == "e-0009"


def test_a_child_of_a_deleted_parent_is_lifted(document: Document, gold: Path) -> None:
    merge(difference(document, removal(document, "e-0001")), gold)
    lifted = rows(gold, "entity")["e-0002"]
    assert (lifted["parent"], lifted["depth"]) == (None, 0)


def test_a_moved_border_moves_place_surface_and_nesting(document: Document, gold: Path) -> None:
    merge(difference(document, change(document, "e-0001", "extent", start=3, end=4)), gold)
    found = rows(gold, "entity")
    assert (found["e-0001"]["surface"], found["e-0001"]["parent"]) == ("庁", None)
    assert (found["e-0002"]["parent"], found["e-0002"]["depth"]) == (None, 0)


def test_days_that_followed_from_a_value_go_with_it(document: Document, gold: Path) -> None:
    merge(
        difference(document, change(document, "d-0001", "value", "edtf", value="1997-06", edtf="1997-06")),
        gold,
    )
    found = rows(gold, "date")["d-0001"]
    assert (found["value"], "earliest" in found) == ("1997-06", False)


PROBLEMS: list[tuple[str, dict[str, Any], str]] = [
    (
        "d-0001",
        {"what": ("value",), "value": "1998-05"},
        "value '1998-05' and edtf '1997-05' have no day in common",
    ),
    ("d-0001", {"what": ("value",), "value": None}, "value None"),
    ("e-0001", {"what": ("extent",), "start": 2, "end": 6}, "crosses"),
    ("e-0009", {"what": ("name_id",), "name_id": "nobody"}, "name_id 'nobody'"),
]


@pytest.mark.parametrize(("span_id", "values", "message"), PROBLEMS)
def test_nothing_is_written_when_a_check_would_fail(
    span_id: str, values: dict[str, Any], message: str, document: Document, gold: Path
) -> None:
    before = {path: path.read_bytes() for path in gold.rglob("*") if path.is_file()}
    what = values["what"]
    given = {key: value for key, value in values.items() if key != "what"}
    good = change(document, "e-0002", "label", label="LOC")
    merged = merge(difference(document, good, change(document, span_id, *what, **given)), gold, names={"x"})
    assert any(message in str(problem) for problem in merged.problems)
    assert merged.files == ()
    assert {path: path.read_bytes() for path in gold.rglob("*") if path.is_file()} == before
    assert str(merged.problems[0].path).startswith(str(gold))


def test_changes_outside_the_coverage_are_conflicts(document: Document, gold: Path) -> None:
    merged = merge(difference(document, addition("大阪（OSAKA", "gloss", "fullname", **GLOSS)), gold)
    assert [one.why for one in merged.conflicts] == [
        "outside the coverage of the gold; --cover takes the whole text of the file as decided"
    ]
    assert not (gold / "d1" / "gloss.jsonl").exists()


def test_cover_makes_gold_of_what_the_program_found(document: Document, gold: Path) -> None:
    merged = merge(difference(document, layers=("gloss",)), gold, cover=True)
    made = read_gold(gold / "d1" / "gloss.jsonl")
    assert [path.name for path in merged.files] == ["gloss.jsonl"]
    assert (made.status, made.guidelines, made.coverage) == ("draft", "1", ((0, len(TEXT)),))
    assert [(one["id"], one["surface"], one["ja"], one["en"]) for one in made.rows] == [
        ("g-0001", "大阪（OSAKA", "大阪", "OSAKA")
    ]


def test_gold_of_another_source_is_refused(document: Document, gold: Path) -> None:
    document.source = document.source + "。" if document.source else ""
    with pytest.raises(AnnotationError, match="Move it first: corpus-tools reanchor"):
        merge(difference(document, removal(document, "e-0009")), gold)


@pytest.mark.parametrize(
    ("own", "taken", "last", "new"),
    [
        ([], [], None, "e-0001"),
        (["e-0001", "e-0012"], [], None, "e-0013"),
        (["e-0001"], [], "e-0099", "e-0100"),
        (["x7"], [], None, "x8"),
        ([], ["e-0003"], None, "e-0004"),
    ],
)
def test_new_ids(own: list[str], taken: list[str], last: str | None, new: str) -> None:
    assert Ids("entity", own, taken, last).next() == new
