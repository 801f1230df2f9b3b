"""The whole circle: export the chapter, edit the tool's file by script, import, compare, merge, check."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.annotate.corrections.differences import Difference
from corpus_tools.annotate.corrections.merge import merge
from corpus_tools.cli.check import check
from corpus_tools.corpus import Corpus
from corpus_tools.formats.corrections import differences, read_corrections
from corpus_tools.formats.export import export
from corpus_tools.model import Document
from corpus_tools.pipeline import load_recipe
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import read_document_folder
from tests.cli.conftest import Run
from tests.conftest import CHAPTER, ROOT
from tests.formats.tools import TOOLS, marks_file, read_back, write

# The edits: NATO loses its last letter, Ukraine becomes a place, a person is deleted, the first character is marked,
# and the first date becomes another day.
MOVED, RELABELLED, DELETED, DATED = "e-0001", "e-0002", "e-0003", "d-0001"
DAY = {"value": "2022-02-25", "edtf": "2022-02-25"}
LAYERS = ("date", "entity", "gloss", "gap", "note")


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """A copy of the chapter's sources and annotations that a test may change; returns its recipe."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copytree(ROOT / "annotations", tmp_path / "annotations")
    return tmp_path / "corpus" / "recipe.toml"


@pytest.fixture(scope="module")
def exported(chapter: Corpus) -> Document:
    """The chapter with its source, as the pipeline has it."""
    (document,) = chapter.documents()
    return replace(document, source=reconstruct(read_document_folder(CHAPTER)).source)


# ------------------------------------------------------------------------------------------------ scripts


def _edit_prodigy(file: Path) -> None:
    tasks = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    for task in tasks:
        task["answer"] = "accept"
        task["spans"] = [one for one in task["spans"] if one.get("id") != DELETED]
        for span in task["spans"]:
            if span["id"] == MOVED:
                span["end"] -= 1
            if span["id"] == RELABELLED:
                span["label"] = "LOC"
            if span["id"] == DATED:
                span["attributes"] |= DAY
    tasks[0]["spans"].append({"start": 0, "end": 1, "token_start": 0, "token_end": 0, "label": "LOC"})
    file.write_text("".join(json.dumps(task) + "\n" for task in tasks), "utf-8")


def _edit_doccano(file: Path) -> None:
    (record,) = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    record["label"].remove([15, 19, "PERSON"])
    record["label"].remove([9, 14, "GPE"])
    record["label"].remove([4, 8, "ORG"])
    record["label"] += [[9, 14, "LOC"], [4, 7, "ORG"], [0, 1, "LOC"]]
    names = ("start_offset", "end_offset", "label")
    record["entities"] = [
        {"id": n, **dict(zip(names, one, strict=True))} for n, one in enumerate(record.pop("label"))
    ]
    file.write_text(json.dumps({"id": 7, **record, "Comments": []}) + "\n", "utf-8")


def _edit_labelstudio(file: Path) -> None:
    tasks = json.loads(file.read_text("utf-8"))
    for task in tasks:
        annotation = task["annotations"][0] | {"id": 1, "was_cancelled": False, "completed_by": 1}
        annotation["result"] = [one for one in annotation["result"] if one["id"] != DELETED]
        for result in annotation["result"]:
            value = result["value"]
            if result["id"] == MOVED:
                value["end"] -= 1
                value.update({"text": "NAT"} if result["type"] == "labels" else {})
            if result["id"] == RELABELLED and result["type"] == "labels":
                value["labels"] = ["LOC"]
            if result["id"] == DATED and result["from_name"] in DAY:
                value["text"] = [DAY[result["from_name"]]]
        task["annotations"] = [annotation]
    value = {"start": 0, "end": 1, "text": "第", "labels": ["LOC"]}
    new = {"id": "Xy3_ab", "from_name": "entity", "to_name": "text", "type": "labels", "value": value}
    tasks[0]["annotations"][0]["result"].append(new)
    file.write_text(json.dumps(tasks), "utf-8")


def _edit_w3c(file: Path) -> None:
    page = json.loads(file.read_text("utf-8"))
    ids = {one["id"].rpartition("#")[2]: one for one in page["items"]}
    page["items"].remove(ids[DELETED])
    ids[RELABELLED]["body"]["value"] = "LOC"
    ids[DATED]["attributes"] |= DAY
    place, quote = ids[MOVED]["target"]["selector"]
    place["end"], quote["exact"] = place["end"] - 1, "NAT"
    new = copy.deepcopy(ids[RELABELLED]) | {"id": "urn:uuid:1", "attributes": {}}
    new["target"]["selector"] = [
        {"type": "TextPositionSelector", "start": 0, "end": 1},
        {"type": "TextQuoteSelector", "exact": "第"},
    ]
    page["items"].append(new)
    file.write_text(json.dumps(page), "utf-8")


def _edit_brat(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    name = {
        note.split("id=")[1].split(";")[0]: note.split("\t")[1].split(" ")[1]
        for note in lines
        if "\tid=" in note
    }
    kept = [line for line in lines if name[DELETED] not in line.replace("\t", " ").split(" ")]
    text = "\n".join(kept)
    text = text.replace(f"{name[MOVED]}\tORG 4 8\tNATO", f"{name[MOVED]}\tORG 4 7\tNAT")
    text = text.replace(f"{name[RELABELLED]}\tGPE", f"{name[RELABELLED]}\tLOC")
    text = text.replace(
        f"id={DATED}; value=2022-02-24; edtf=2022-02-24", f"id={DATED}; value=2022-02-25; edtf=2022-02-25"
    )
    file.write_text(text + "\nT99999\tLOC 0 1\t第\nR1\tabout Arg1:T1 Arg2:T2\n", "utf-8")


def _edit_cas(file: Path) -> None:
    import cassis

    if file.suffix == ".xmi":
        cas = cassis.load_cas_from_xmi(file, cassis.load_typesystem(file.with_name("TypeSystem.xml")))
    else:
        cas = cassis.load_cas_from_json(file.read_text("utf-8"))
    entities = {one.spanId: one for one in cas.select("webanno.custom.Entity")}
    dates = {one.spanId: one for one in cas.select("webanno.custom.Date")}
    entities[MOVED].end -= 1
    entities[RELABELLED].tag = "LOC"
    dates[DATED].value, dates[DATED].edtf = DAY.values()
    cas.remove(entities[DELETED])
    cas.add(cas.typesystem.get_type("webanno.custom.Entity")(begin=0, end=1, tag="LOC"))
    cas.to_xmi(file) if file.suffix == ".xmi" else cas.to_json(file)


def _edit_webanno(file: Path) -> None:
    lines = file.read_text("utf-8").split("\n")
    widths = [line.count("|") for line in lines if line.startswith("#T_SP=")]
    first = 3 + widths[0]
    entity = slice(first, first + widths[1])
    edited = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) < entity.stop:
            edited.append(line)
            continue
        if DELETED in cells[entity][1]:
            cells[entity] = "_" * widths[1]
        if RELABELLED in cells[entity][1]:
            cells[first] = "LOC"
        if cells[1] == "0-1":
            cells[entity] = ["LOC", *"*" * (widths[1] - 1)]
        if DATED in cells[4]:
            cells[:first] = [cell.replace("2022-02-24", "2022-02-25") for cell in cells[:first]]
        edited.append("\t".join(cells))
        if MOVED in cells[entity][1]:
            whole, part = [*cells], ["_"] * len(cells)
            part[:3], part[entity] = [f"{cells[0]}.1", "4-7", "NAT"], cells[entity]
            whole[entity] = "_" * widths[1]
            edited[-1:] = ["\t".join(whole), "\t".join(part)]
    file.write_text("\n".join(edited), "utf-8")


EDITORS: dict[str, Callable[[Path], None]] = {
    "brat": _edit_brat,
    "cas-json": _edit_cas,
    "cas-xmi": _edit_cas,
    "doccano": _edit_doccano,
    "labelstudio": _edit_labelstudio,
    "prodigy": _edit_prodigy,
    "w3c": _edit_w3c,
    "webanno": _edit_webanno,
}


# ----------------------------------------------------------------------------------------------- circles


def _edited(tool: str, document: Document, folder: Path) -> Path:
    place = write(tool, document, folder / "out", layers=LAYERS, unit="document")
    EDITORS[tool](marks_file(tool, place, document.id))
    return place


def _found(difference: Difference) -> dict[str | None, tuple[str, tuple[str, ...]]]:
    return {change.span.id or None: (change.kind, change.what) for change in difference.changes}


def _gold(recipe: Path, layer: str) -> dict[str, dict[str, Any]]:
    path = recipe.parent.parent / "annotations" / "gold" / CHAPTER.name / f"{layer}.jsonl"
    return {row.get("id", ""): row for row in map(json.loads, path.read_text("utf-8").splitlines())}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_circle(tool: str, exported: Document, recipe: Path, tmp_path: Path) -> None:
    before = {layer: _gold(recipe, layer) for layer in LAYERS}
    difference = read_back(tool, exported, _edited(tool, exported, tmp_path))
    dated = {} if tool == "doccano" else {DATED: ("changed", ("value", "edtf"))}
    assert difference.conflicts == []
    assert _found(difference) == {
        MOVED: ("changed", ("extent",)),
        RELABELLED: ("changed", ("label",)),
        DELETED: ("removed", ()),
        None: ("added", ()),
        **dated,
    }
    merged = merge(difference, recipe.parent.parent / "annotations" / "gold")
    assert (merged.problems, merged.conflicts) == ((), ())
    after = {layer: _gold(recipe, layer) for layer in LAYERS}
    new = f"e-{len(before['entity']):04}"
    assert after["entity"].pop(new)["surface"] == "第"
    assert before["entity"].keys() - after["entity"].keys() == {DELETED}
    touched = {MOVED, RELABELLED, "", *dated}
    for layer in LAYERS:
        for row_id in after[layer].keys() - touched:
            assert after[layer][row_id] == before[layer][row_id]
    assert after["entity"][MOVED] == before["entity"][MOVED] | {"source_end": 9, "surface": "NAT"}
    assert after["entity"][RELABELLED] == before["entity"][RELABELLED] | {"label": "LOC"}
    assert after["date"][DATED] == before["date"][DATED] | (DAY if dated else {})
    if tool in ("labelstudio", "webanno"):  # a merge has checked its own files; this looks at all of them
        assert check(load_recipe(recipe)).problems == []


def test_the_circle_on_the_command_line(run: Run, exported: Document, recipe: Path, tmp_path: Path) -> None:
    place = _edited("labelstudio", exported, tmp_path)
    shown = run("import", "labelstudio", str(place), "--recipe", str(recipe))
    assert shown.status == 0
    assert "+ entity LOC: 【第】2章 NATOとウクライ" in shown.out
    assert f"- entity {DELETED} PERSON: " in shown.out
    assert f"~ date {DATED} DATE: " in shown.out
    assert "value=2022-02-24; edtf=2022-02-24 → value=2022-02-25; edtf=2022-02-25" in shown.out
    assert "1 added, 1 removed, 3 changed" in shown.err
    assert "Nothing was written; --merge puts this into the gold." in shown.err
    rows = run("import", "labelstudio", str(place), "--recipe", str(recipe), "--merge", "--format", "jsonl")
    assert [json.loads(line)["kind"] for line in rows.out.splitlines()].count("changed") == 3
    assert (rows.status, rows.err.count(": written.")) == (0, 2)
    assert run("check", str(recipe)).status == 0


def test_what_was_merged_is_no_difference_any_more(exported: Document, recipe: Path, tmp_path: Path) -> None:
    place = _edited("labelstudio", exported, tmp_path)
    merge(read_back("labelstudio", exported, place), recipe.parent.parent / "annotations" / "gold")
    again = next(differences(load_recipe(recipe), read_corrections("labelstudio", place)))
    assert (again.changes, again.conflicts) == ([], [])


def test_a_conflict_stops_a_merge_until_a_side_is_chosen(
    run: Run, exported: Document, recipe: Path, tmp_path: Path
) -> None:
    place = _edited("prodigy", exported, tmp_path)
    path = recipe.parent.parent / "annotations" / "gold" / CHAPTER.name / "entity.jsonl"
    path.write_text(
        path.read_text("utf-8").replace(
            '"surface": "ウクライナ", "label": "GPE"', '"surface": "ウクライナ", "label": "ORG"', 1
        ),
        "utf-8",
    )
    before = path.read_bytes()
    stopped = run("import", "prodigy", str(place), "--recipe", str(recipe), "--merge")
    assert stopped.status == 1
    assert f"! entity {RELABELLED} LOC: " in stopped.out
    assert "edited here and in the tool since the export: label differ" in stopped.out
    assert "Nothing was written: settle the conflicts" in stopped.err
    assert path.read_bytes() == before
    settled = run(
        "import", "prodigy", str(place), "--recipe", str(recipe), "--merge", "--on-conflict", "current"
    )
    assert (settled.status, _gold(recipe, "entity")[RELABELLED]["label"]) == (0, "ORG")
    assert "taken is the annotation as it is" in settled.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gate", "x"), "No import format 'gate'. Available: "),
        (("brat", "x", "--cover"), "--cover says what a merge takes. Add --merge."),
        (("brat", "none"), "none is not there"),
    ],
)
def test_wrong_usage_is_one_message(run: Run, recipe: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("import", *arguments, "--recipe", str(recipe))
    assert (result.status, result.out) == (1, "")
    assert message in result.err


def test_a_text_of_no_document_is_named(run: Run, recipe: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "どこにもない文。", "label": []}\n', "utf-8")
    result = run("import", "doccano", str(path), "--recipe", str(recipe))
    assert result.status == 1
    assert "x.jsonl, line 1: names no document, and its text stands in none of the documents" in result.err


def test_a_new_text_gets_its_first_gold(run: Run, mini: Corpus, mini_sources: Path, tmp_path: Path) -> None:
    texts = export(mini, "labelstudio", tmp_path / "tasks.json", options={"unit": "paragraph"})[0]
    refused = run("import", "labelstudio", str(texts), "--recipe", str(mini_sources), "--merge")
    assert (refused.status, "names no folder of gold" in refused.err) == (1, True)
    gold = mini_sources.parent.parent / "annotations" / "gold"
    gold.mkdir()
    mini_sources.write_text(mini_sources.read_text("utf-8") + 'gold = "../annotations/gold"\n', "utf-8")
    merged = run("import", "labelstudio", str(texts), "--recipe", str(mini_sources), "--merge", "--cover")
    assert (merged.status, merged.err.count(": written.")) == (0, 2 * len(LAYERS))
    made = json.loads((gold / "asean" / "entity.jsonl").read_text("utf-8").splitlines()[1])
    assert (made["id"], made["name_id"], made["depth"]) == ("e-0001", None, 0)
    assert run("check", str(mini_sources)).status == 0


def test_a_correction_outside_the_coverage_is_a_conflict(
    run: Run, mini: Corpus, mini_sources: Path, tmp_path: Path
) -> None:
    (mini_sources.parent.parent / "annotations" / "gold").mkdir()
    mini_sources.write_text(mini_sources.read_text("utf-8") + 'gold = "../annotations/gold"\n', "utf-8")
    texts = export(mini, "prodigy", tmp_path / "tasks.jsonl", options={"layers": ("entity",)})[0]
    tasks = [json.loads(line) for line in texts.read_text("utf-8").splitlines()]
    tasks[0]["spans"] = []
    texts.write_text(json.dumps(tasks[0]), "utf-8")
    result = run("import", "prodigy", str(texts), "--recipe", str(mini_sources), "--merge", "--format", "csv")
    assert result.status == 1
    assert "outside the coverage of the gold; --cover takes the whole text" in result.out
    assert list((mini_sources.parent.parent / "annotations" / "gold").iterdir()) == []
