"""Other programs, and the tools' schemas, read what is written for annotation tools."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError, MissingExtraError
from corpus_tools.formats.cas import LABEL, TYPES
from corpus_tools.formats.labelstudio import write_config
from corpus_tools.formats.marked import DEFAULT_LAYERS, all_labels, tool_label
from corpus_tools.formats.webanno import columns
from corpus_tools.model import Document
from tests.formats.tools import TEXT, read_back, strange_document, write

SCHEMAS = Path(__file__).parent.parent / "data" / "schemas"


@pytest.fixture(params=["chapter", "strange"])
def document(request: pytest.FixtureRequest, chapter: Corpus) -> Document:
    return strange_document() if request.param == "strange" else next(iter(chapter.documents()))


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_prodigy_tasks_hold_to_the_schema_and_spans_end_with_tokens(
    document: Document, tmp_path: Path
) -> None:
    tasks = _lines(write("prodigy", document, tmp_path / "out", layers=DEFAULT_LAYERS))
    for task in tasks:
        jsonschema.validate(task, _schema("prodigy"))
        text, tokens = task["text"], task["tokens"]
        assert "".join(one["text"] + " " * one["ws"] for one in tokens) == text
        for token in tokens:
            assert text[token["start"] : token["end"]] == token["text"]
        for span in task["spans"]:
            first, last = tokens[span["token_start"]], tokens[span["token_end"]]
            assert (first["start"], last["end"]) == (span["start"], span["end"])


def test_doccano_lines_hold_to_the_schema_and_count_utf16(document: Document, tmp_path: Path) -> None:
    lines = _lines(write("doccano", document, tmp_path / "out", layers=("entity",), unit="document"))
    jsonschema.validate(lines[0], _schema("doccano"))
    covered = [_utf16(lines[0]["text"], start, end) for start, end, _ in lines[0]["label"]]
    assert covered == [span.surface(document.text) for span in document.spans("entity")]


def test_label_studio_tasks_hold_to_the_schema(document: Document, tmp_path: Path) -> None:
    tasks = json.loads(
        write("labelstudio", document, tmp_path / "out", layers=DEFAULT_LAYERS).read_text("utf-8")
    )
    jsonschema.validate(tasks, _schema("labelstudio"))
    for task in tasks:
        for result in task["annotations"][0]["result"]:
            value = result["value"]
            assert (
                result["type"] != "labels"
                or task["data"]["text"][value["start"] : value["end"]] == value["text"]
            )


def test_label_studio_tasks_use_what_the_configuration_declares(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    with path.open("w", encoding="utf-8") as stream:
        write_config(stream)
    view = ElementTree.parse(path).getroot()
    names = {one.get("name"): one for one in view if one.get("toName") == "text"}
    labels = {one.get("value") for one in view.iter("Label")}
    assert labels == {tool_label(*one) for one in all_labels(DEFAULT_LAYERS)}
    tasks = json.loads(
        write("labelstudio", document, tmp_path / "out", layers=DEFAULT_LAYERS).read_text("utf-8")
    )
    for result in (result for task in tasks for result in task["annotations"][0]["result"]):
        control = names[result["from_name"]]
        assert control.tag.lower() == result["type"]
        values = result["value"].get("choices", []) if result["type"] == "choices" else []
        assert set(values) <= {one.get("value") for one in control}


def test_bioc_reads_brat_with_attributes_and_notes(document: Document, tmp_path: Path) -> None:
    from bioc import brat

    folder = write("brat", document, tmp_path / "out", layers=DEFAULT_LAYERS)
    texts = [(folder / f"{document.id}{suffix}").read_text("utf-8") for suffix in (".txt", ".ann")]
    read = brat.loads(*texts)
    assert read.text == document.text
    for entity in read.entities:
        assert " ".join(read.text[one.begin : one.end] for one in sorted(entity.locations)) == entity.text
    ids = {note.refid: note.text.split(";")[0].removeprefix("id=") for note in read.notes}
    assert set(ids) == {entity.id for entity in read.entities}
    mods = {ids[one.refid]: one.attributes for one in read.attributes if one.type == "mod"}
    assert mods == {
        span.id: {span.attributes["mod"]} for span in document.spans("date") if span.attributes["mod"]
    }


def test_the_brat_configuration_has_every_type_and_attribute(document: Document, tmp_path: Path) -> None:
    folder = write("brat", document, tmp_path / "out")
    sections = re.split(r"^\[(\w+)\]$", (folder / "annotation.conf").read_text("utf-8"), flags=re.MULTILINE)
    known = dict(zip(sections[1::2], sections[2::2], strict=True))
    types, attributes = (
        known["entities"].split(),
        dict(re.findall(r"^(\w+)\tArg:(.*)$", known["attributes"], re.M)),
    )
    owner = {}
    for line in (folder / f"{document.id}.ann").read_text("utf-8").split("\n"):
        if line[:1] == "T":
            name, kind = line.split("\t")[0], line.split("\t")[1].split(" ")[0]
            owner[name] = kind
            assert kind in types
        elif line[:1] == "A":
            attribute, name, value = line.split("\t")[1].split(" ")
            allowed, values = attributes[attribute].split(", Value:")
            assert owner[name] in allowed.split("|")
            assert value in values.split("|")


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_cassis_reads_the_cas_and_shows_tokens_in_sentences(
    document: Document, form: str, tmp_path: Path
) -> None:
    import cassis

    folder = write(f"cas-{form}", document, tmp_path / "out")
    file = (folder / f"{document.id}.{form}").read_bytes()
    if form == "xmi":
        types = cassis.load_typesystem(folder / "TypeSystem.xml")
        cas = cassis.load_cas_from_xmi(file.decode("utf-8"), typesystem=types)
    else:
        cas = cassis.load_cas_from_json(file.decode("utf-8"))
    assert cas.sofa_string == document.text
    found = [(one.get_covered_text(), one.get(LABEL)) for one in cas.select(TYPES["entity"])]
    assert sorted(found) == sorted(
        (span.surface(document.text), span.label) for span in document.spans("entity")
    )
    assert document.tokens is not None
    assert len(cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")) == len(
        document.tokens
    )


def test_xmi_counts_utf16(tmp_path: Path) -> None:
    folder = write("cas-xmi", strange_document(), tmp_path / "out", layers=("entity",))
    root = ElementTree.parse(folder / "d1.xmi").getroot()
    (one,) = (element for element in root if element.get("spanId") == "e-5")
    assert _utf16(TEXT, int(one.get("begin", "")), int(one.get("end", ""))) == "𠮷野家😀"


def _rebuilt(lines: list[str]) -> str:
    """Rebuild the text as INCEpTION does: sentences with line ends, cut or padded to where their first token begins."""
    text, sentence = "", ""
    for line in lines:
        if line.startswith("#Text="):
            sentence += re.sub(r"\\(.)", lambda found: {"t": "\t"}.get(found[1], found[1]), line[6:]) + "\n"
        elif line[:1].isdigit() and sentence:
            begin, length = int(line.split("\t")[1].split("-")[0]), len(text.encode("utf-16-le")) // 2
            assert begin >= length - 1
            text = (text[:-1] if begin < length else text + " " * (begin - length)) + sentence
            sentence = ""
    return text


def test_inception_rebuilds_the_text_of_a_webanno_file(document: Document, tmp_path: Path) -> None:
    folder = write("webanno", document, tmp_path / "out", layers=DEFAULT_LAYERS)
    lines = (folder / f"{document.id}.tsv").read_text("utf-8").split("\n")
    assert _rebuilt(lines) == document.text + "\n"
    tokens = [line.split("\t")[1:3] for line in lines if re.match(r"[0-9]+-[0-9]+\t", line)]
    words = [_utf16(document.text, *map(int, place.split("-"))) for place, _ in tokens]
    assert words == [re.sub(r"\\(.)", r"\1", word) for _, word in tokens]
    assert document.tokens is not None
    assert words == document.tokens.column("word")


def test_webanno_parts_of_tokens_lie_in_their_token(document: Document, tmp_path: Path) -> None:
    folder = write("webanno", document, tmp_path / "out", layers=DEFAULT_LAYERS)
    whole = (0, 0)
    for line in (folder / f"{document.id}.tsv").read_text("utf-8").split("\n"):
        if line[:1].isdigit():
            name, place = line.split("\t")[:2]
            start, end = map(int, place.split("-"))
            whole = whole if "." in name else (start, end)
            assert whole[0] <= start < end <= whole[1]


def test_webanno_declares_every_column(document: Document, tmp_path: Path) -> None:
    folder = write("webanno", document, tmp_path / "out", layers=DEFAULT_LAYERS)
    lines = (folder / f"{document.id}.tsv").read_text("utf-8").split("\n")
    declared = [line.removeprefix("#T_SP=").split("|") for line in lines if line.startswith("#T_SP=")]
    assert {name: tuple(features) for name, *features in declared} == columns(DEFAULT_LAYERS)
    width = 3 + sum(len(features) for _, *features in declared)
    words = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert {len(one) for one in words} == {width}
    assert lines[len(declared) + 1 : len(declared) + 3] == ["", ""]


def test_rdflib_reads_the_web_annotations(document: Document, tmp_path: Path) -> None:
    import rdflib

    page = json.loads(write("w3c", document, tmp_path / "out", layers=("date", "note")).read_text("utf-8"))
    # The published context stands in for its address, so that nothing is fetched.
    context = json.loads((SCHEMAS / "anno.jsonld").read_text(encoding="utf-8"))["@context"]
    page["@context"] = [
        context if one == "http://www.w3.org/ns/anno.jsonld" else one for one in page["@context"]
    ]
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    spans = [*document.spans("date"), *document.spans("note")]
    annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert {str(one).rpartition("#")[2] for one in annotations} == {span.id for span in spans}
    quotes, places = (list(graph.subject_objects(one)) for one in (oa.exact, oa.start))
    assert sorted(str(text) for _, text in quotes) == sorted(span.surface(document.text) for span in spans)
    assert sorted(int(place) for _, place in places) == sorted(span.start for span in spans)
    assert (None, oa.hasPurpose, oa.tagging) in graph


def test_without_cassis_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(
        MissingExtraError, match=r"needs dkpro-cassis: pip install 'corpus-tools\[annotation\]'"
    ):
        write("cas-xmi", strange_document(), tmp_path / "out")


def test_xml_cannot_hold_control_characters_and_json_can(tmp_path: Path) -> None:
    document = Document("d1", "制御\x01文字")
    with pytest.raises(FormatError, match=r"d1: .* export cas-json instead"):
        write("cas-xmi", document, tmp_path / "xmi")
    assert read_back("cas-json", document, write("cas-json", document, tmp_path / "json")).conflicts == []


def test_an_archive_of_inception_is_read(tmp_path: Path) -> None:
    document = strange_document()
    folder = write("cas-xmi", document, tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "d1.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    difference = read_back("cas-xmi", document, tmp_path / "d1.zip")
    assert (difference.changes, difference.unchanged > 10) == ([], True)
    (tmp_path / "broken.zip").write_bytes((tmp_path / "d1.zip").read_bytes()[:-40])
    with pytest.raises(FormatError, match=r"broken\.zip is no zip archive that can be read"):
        read_back("cas-xmi", document, tmp_path / "broken.zip")
