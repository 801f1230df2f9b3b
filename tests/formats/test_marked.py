"""Every annotation tool's format holds the chapter and every trap, and what is wrong with a file is said."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusToolsError, FormatError
from corpus_tools.formats.corrections import read_corrections
from corpus_tools.formats.marked import from_tool_label, label_in_layer, read_mark, tool_label, typed
from corpus_tools.formats.marking import Writing
from corpus_tools.model import Document, Span
from tests.formats.tools import (
    ALL_LAYERS,
    TEXT,
    TOOLS,
    marks_file,
    read_back,
    strange_document,
    surfaces,
    write,
)

LEFT_OUT = {
    ("brat", "page"): 1,
    ("brat", "section"): 1,
    ("brat", "p"): 1,
    ("brat", "s"): 1,
    ("webanno", "page"): 1,
    ("doccano", "note"): 1,
}
"""Spans of the strange document that a format cannot hold: they end with a line break, cross a tab, or stand twice."""


@pytest.mark.parametrize("tool", TOOLS)
def test_the_chapter_comes_back_as_it_went(tool: str, chapter: Corpus, tmp_path: Path) -> None:
    document = next(iter(chapter.documents()))
    difference = read_back(
        tool, document, write(tool, document, tmp_path / "out", layers=ALL_LAYERS, unit="document")
    )
    pages = sum(1 for span in document.spans("page") if span.surface(document.text)[-1:] == "\n")
    n_spans = sum(len(document.spans(layer)) for layer in ALL_LAYERS)
    assert (difference.changes, difference.conflicts, difference.notes) == ([], [], [])
    assert difference.unchanged == n_spans - (pages if tool in ("brat", "webanno") else 0)


@pytest.mark.parametrize("unit", ["section", "paragraph"])
@pytest.mark.parametrize("tool", ["doccano", "labelstudio", "prodigy"])
def test_the_chapter_in_pieces_comes_back(tool: str, unit: str, chapter: Corpus, tmp_path: Path) -> None:
    document = next(iter(chapter.documents()))
    layers = ("date", "entity", "gloss", "gap", "note")
    difference = read_back(tool, document, write(tool, document, tmp_path / "out", layers=layers, unit=unit))
    assert (difference.changes, difference.conflicts) == ([], [])
    assert difference.unchanged == sum(len(document.spans(layer)) for layer in layers)


@pytest.mark.parametrize("tool", TOOLS)
def test_every_trap_comes_back(tool: str, tmp_path: Path) -> None:
    document = strange_document()
    difference = read_back(tool, document, write(tool, document, tmp_path / "out", unit="document"))
    lost = sum(number for (name, _), number in LEFT_OUT.items() if name == tool)
    assert (difference.changes, difference.conflicts, difference.notes) == ([], [], [])
    assert (difference.unchanged, difference.newer) == (
        sum(len(document.spans(layer)) for layer in ALL_LAYERS) - lost,
        lost,
    )


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if tool != "w3c"])
def test_marks_cover_the_same_characters(tool: str, tmp_path: Path) -> None:
    document = strange_document()
    (text,) = read_corrections(tool, write(tool, document, tmp_path / "out", unit="document"))
    assert text.text == TEXT
    assert sorted(surfaces(text, "entity")) == sorted(span.surface(TEXT) for span in document.spans("entity"))


def test_what_a_tool_cannot_hold_is_counted() -> None:
    writing = Writing("paragraph", ("section", "p"))
    texts = list(writing(strange_document()))
    assert [text.text for text in texts] == TEXT.split("\n")
    assert writing.counts()["left_out"] == {"section": 1}


def test_a_layer_that_tools_do_not_know_is_refused() -> None:
    with pytest.raises(FormatError, match="No layer 'token' for annotation tools. Available: date, entity"):
        Writing("document", ("token",))


@pytest.mark.parametrize(
    ("layer", "label", "shown"),
    [
        ("entity", "GPE", "GPE"),
        ("gloss", "person", "gloss:person"),
        ("gloss", "ja", "gloss:ja"),
        ("note", "", "note"),
    ],
)
def test_labels(layer: str, label: str, shown: str) -> None:
    assert tool_label(layer, label) == shown
    assert from_tool_label(shown) == (layer, label)


@pytest.mark.parametrize(
    ("layer", "name", "given", "value"),
    [
        ("date", "anaphoric", "true", True),
        ("note", "n", "12", 12),
        ("date", "value", "", None),
        ("date", "mod", "START", "START"),
    ],
)
def test_values_have_their_types(layer: str, name: str, given: str, value: object) -> None:
    assert typed(layer, name, given) == value


@pytest.mark.parametrize(
    ("layer", "name", "given", "message"),
    [
        ("note", "n", "twelve", "n 'twelve' is no int"),
        ("date", "anaphoric", "maybe", "anaphoric 'maybe' is no bool"),
        ("entity", "value", "1", "entity has no attribute 'value'; it has: name_id, context, optional"),
    ],
)
def test_wrong_values_are_refused(layer: str, name: str, given: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        typed(layer, name, given)


def test_an_anchor_stands_after_the_character_that_shows_it() -> None:
    mark = read_mark("x", "note", 4, 5, attributes={"n": "3"})
    assert (mark.start, mark.end, mark.attributes) == (5, 5, {"n": 3})


# ---------------------------------------------------------------------------------------------- damage


def damaged(content: bytes, seed: int) -> Iterator[bytes]:
    """Yield a file cut, with bytes flipped, and with a line doubled, lost or swapped."""
    chance = random.Random(seed)
    for _ in range(6):
        yield content[: chance.randrange(len(content))]
        spoiled = bytearray(content)
        for _ in range(chance.choice((1, 3, 30))):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        yield bytes(spoiled)
        lines = content.split(b"\n")
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        yield b"\n".join([*lines[:at], *lines[at + 1 :]])
        lines[at], lines[other] = lines[other], lines[at]
        yield b"\n".join(lines)
        start, end = sorted((chance.randrange(len(content)), chance.randrange(len(content))))
        yield content[:start] + content[end:]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_damaged_file_is_an_error_that_names_it_or_is_read(tool: str, tmp_path: Path) -> None:
    document = strange_document()
    place = write(tool, document, tmp_path / "out", unit="paragraph")
    file = marks_file(tool, place, document.id)
    whole, refused = file.read_bytes(), 0
    for content in damaged(whole, seed=7):
        file.write_bytes(content)
        try:
            read_back(tool, document, place)
        except CorpusToolsError as error:
            refused += 1
            assert file.name in str(error)
            assert str(error).rstrip().endswith(".")
    assert refused > 5


@pytest.mark.parametrize("tool", TOOLS)
def test_a_missing_file_is_named(tool: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="none is not there. Name the file or folder"):
        read_corrections(tool, tmp_path / "none")


def test_an_unknown_tool_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="No corrections come from 'gate'. Available: brat, cas-json"):
        read_corrections("gate", tmp_path)


def test_a_document_without_tokens_and_spans(tmp_path: Path) -> None:
    document = Document("d1", "空の文書。\n二行目。")
    document.layers["entity"] = [Span("e-1", "entity", 0, 1, "LOC", "gold", {"name_id": None})]
    for tool in TOOLS:
        difference = read_back(tool, document, write(tool, document, tmp_path / tool, unit="document"))
        assert (difference.changes, difference.conflicts, difference.unchanged) == ([], [], 1), tool


@pytest.mark.parametrize(
    ("layer", "text", "label"),
    [
        ("gloss", "acronym", "gloss:acronym"),
        ("gloss", "gloss:acronym", "gloss:acronym"),
        ("note", None, "note"),
        ("entity", "GPE", "GPE"),
    ],
)
def test_labels_of_a_known_layer(layer: str, text: str | None, label: str) -> None:
    assert label_in_layer(layer, text) == label


@pytest.mark.parametrize(("layer", "text"), [("entity", None), ("entity", "DATE"), ("gloss", "date")])
def test_labels_of_another_layer_are_refused(layer: str, text: str | None) -> None:
    with pytest.raises(ValueError, match=f"label {text!r} is none of {layer}: "):
        label_in_layer(layer, text)


def test_what_a_file_holds_besides_is_left_aside_and_told(tmp_path: Path) -> None:
    document = strange_document()
    folder = write("brat", document, tmp_path / "brat")
    with (folder / "d1.ann").open("a", encoding="utf-8") as stream:
        stream.write("R1\tabout Arg1:T1 Arg2:T2\n#99\tAnnotatorNotes T1\tI am not sure.\n")
        stream.write("T99\tLOC 0 1\tか\n#100\tAnnotatorNotes T99\tid=; name_id=x\n")
    difference = read_back("brat", document, folder)
    (change,) = difference.changes
    assert change.after is not None
    assert (change.kind, change.after.attributes["name_id"]) == ("added", "x")
    assert "2 line(s) of other kinds (relations, events, free notes); left aside" in difference.notes[0]
    place = write("labelstudio", document, tmp_path / "tasks.json", unit="document")
    tasks = json.loads(place.read_text("utf-8"))
    comment = {
        "id": "e-1",
        "from_name": "remark",
        "to_name": "text",
        "type": "textarea",
        "value": {"text": ["?"]},
    }
    tasks[0]["annotations"][0]["result"] += [comment, {"type": "relation", "from_id": "e-1", "to_id": "e-2"}]
    place.write_text(json.dumps(tasks), "utf-8")
    assert (
        "2 relation(s) or other result(s); left aside" in read_back("labelstudio", document, place).notes[0]
    )
