"""What a tool's file says is compared with the annotation, three ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus_tools.annotate.corrections.compare import compare
from corpus_tools.annotate.corrections.differences import Difference
from corpus_tools.annotate.corrections.marks import (
    CARRIED,
    Mark,
    Marked,
    Stamp,
    differs,
    digest,
    marks_of,
    source_sha256,
)
from corpus_tools.model import Document, OffsetMap, Span

TEXT = "東京と大阪（OSAKA）は1997年5月に𠮷野で会う。"
ALL = frozenset(name for attributes in CARRIED.values() for name in attributes)


def document(*spans: Span) -> Document:
    made = Document("d1", TEXT, offsets=OffsetMap.identity(len(TEXT)), source=TEXT)
    for span in spans or SPANS:
        made.layers.setdefault(span.layer, []).append(span)
    return made


def span(span_id: str, layer: str, surface: str, label: str, **attributes: object) -> Span:
    start = TEXT.index(surface)
    return Span(span_id, layer, start, start + len(surface), label, "gold", attributes)


def gloss(span_id: str, ja: str, en: str) -> Span:
    start, end = TEXT.index(ja), TEXT.index(en) + len(en)
    places = {"ja_start": start, "ja_end": start + len(ja), "en_start": end - len(en), "en_end": end}
    return Span(span_id, "gloss", start, end, "fullname", "gold", {**places, "edtf": None, "name_id": None})


TOKYO = span("e-1", "entity", "東京", "GPE", name_id="cldr:JP", context="text", optional=False, parent=None)
OSAKA = span("e-2", "entity", "大阪", "GPE", name_id=None, context="text", optional=False)
DATE = span("d-1", "date", "1997年5月", "DATE", value="1997-05", edtf="1997-05", anaphoric=False)
GLOSS = gloss("g-1", "大阪", "OSAKA")
SPANS = (TOKYO, OSAKA, DATE, GLOSS)


def exported(made: Document, *, carries: frozenset[str] = ALL) -> Marked:
    """Return the document as a tool gives it back untouched."""
    spans = [one for layer in made.layers.values() for one in layer]
    layers = tuple(made.layers)
    stamp = Stamp(
        "d1", source_sha256(made), 0, len(TEXT), layers, {one.id: digest(made, one) for one in spans}
    )
    marks = (
        replace(mark, surface=TEXT[mark.start : mark.end], where="f")
        for one in spans
        for mark in marks_of(one)
    )
    return Marked("f", TEXT, stamp, tuple(marks), carries)


def edited(text: Marked, edit: Callable[[Mark], Mark | None]) -> Marked:
    return replace(text, marks=tuple(mark for one in text.marks if (mark := edit(one)) is not None))


def moved(mark: Mark, start: int, end: int) -> Mark:
    return replace(mark, start=start, end=end, surface=TEXT[start:end])


def summary(difference: Difference) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(change.kind, change.span.surface(TEXT), change.what) for change in difference.changes]


def test_an_untouched_file_says_nothing() -> None:
    difference = compare(document(), [exported(document())])
    assert (difference.changes, difference.conflicts, difference.unchanged) == ([], [], 4)


EDITS: list[tuple[str, Callable[[Mark], Mark | None], tuple[str, str, tuple[str, ...]]]] = [
    ("label", lambda m: replace(m, label="LOC") if m.id == "e-1" else m, ("changed", "東京", ("label",))),
    ("deleted", lambda m: None if m.id == "e-1" else m, ("removed", "東京", ())),
    (
        "border",
        lambda m: moved(m, m.start, m.end - 2) if m.id == "d-1" else m,
        ("changed", "1997年5月", ("extent",)),
    ),
    (
        "value",
        lambda m: replace(m, attributes={**m.attributes, "value": "1997"}) if m.id == "d-1" else m,
        ("changed", "1997年5月", ("value",)),
    ),
    (
        "attribute taken away",
        lambda m: replace(m, attributes={}) if m.id == "e-1" else m,
        ("changed", "東京", ("context",)),
    ),
    (
        "part moved",
        lambda m: moved(m, m.start, m.end - 1) if m.id == "g-1.en" else m,
        ("changed", "大阪（OSAKA", ("extent", "en")),
    ),
    (
        "copied id",
        lambda m: moved(replace(m, id="e-1"), 20, 22) if m.id == "e-2" else m,
        ("removed", "大阪", ()),
    ),
    (
        "no id",
        lambda m: moved(replace(m, id=None, attributes={}), m.start, m.end - 1) if m.id == "d-1" else m,
        ("changed", "1997年5月", ("extent",)),
    ),
]


@pytest.mark.parametrize(("name", "edit", "change"), EDITS, ids=[name for name, _, _ in EDITS])
def test_edits(
    name: str, edit: Callable[[Mark], Mark | None], change: tuple[str, str, tuple[str, ...]]
) -> None:
    difference = compare(document(), [edited(exported(document()), edit)])
    assert change in summary(difference)
    assert difference.conflicts == []


def test_a_new_mark_is_added_with_what_it_states() -> None:
    text = exported(document())
    start = TEXT.index("𠮷野")
    new = Mark(None, "entity", "LOC", start, start + 2, {"name_id": "x"}, "𠮷野", "f")
    difference = compare(document(), [replace(text, marks=(*text.marks, new))])
    (change,) = difference.changes
    assert change.after is not None
    assert (change.kind, change.after.surface(TEXT), change.after.attributes["name_id"]) == (
        "added",
        "𠮷野",
        "x",
    )


def test_what_a_tool_cannot_carry_is_kept() -> None:
    text = edited(
        exported(document(), carries=frozenset()),
        lambda m: replace(m, id=None, attributes={}, label="LOC" if m.label == "GPE" else m.label),
    )
    difference = compare(document(), [text])
    after = {change.span.id: change.after for change in difference.changes}
    assert set(after) == {"e-1", "e-2"}
    assert after["e-1"] is not None
    assert after["e-1"].attributes == TOKYO.attributes


# ------------------------------------------------------------------------------------------- three ways


def test_what_was_edited_here_only_stays() -> None:
    now = document(replace(TOKYO, label="LOC"), OSAKA, DATE, span("e-3", "entity", "𠮷野", "LOC"))
    difference = compare(now, [exported(document(TOKYO, OSAKA, DATE, GLOSS))])
    assert (difference.changes, difference.conflicts) == ([], [])
    assert difference.newer == 3  # the label, the new entity, the gloss that was deleted here


def test_the_same_edit_on_both_sides_is_no_conflict() -> None:
    now = document(replace(TOKYO, label="LOC"), OSAKA, DATE, GLOSS)
    text = edited(exported(document()), lambda m: replace(m, label="LOC") if m.id == "e-1" else m)
    difference = compare(now, [text])
    assert (difference.changes, difference.conflicts) == ([], [])


CONFLICTS = [
    (replace(TOKYO, label="LOC"), lambda m: replace(m, label="ORG"), "edited here and in the tool"),
    (replace(TOKYO, label="LOC"), lambda m: None, "deleted in the tool, but edited here"),
    (None, lambda m: replace(m, label="ORG"), "deleted here since the export, but edited in the tool"),
]


@pytest.mark.parametrize(("here", "there", "why"), CONFLICTS)
def test_conflicts(here: Span | None, there: Callable[[Mark], Mark | None], why: str) -> None:
    now = document(*([here] if here else []), OSAKA, DATE, GLOSS)
    text = edited(exported(document()), lambda m: there(m) if m.id == "e-1" else m)
    difference = compare(now, [text])
    assert [one.why.startswith(why) for one in difference.conflicts] == [True]
    assert difference.conflicts[0].surface == "東京"
    assert difference.changes == []


def test_spans_that_were_added_on_both_sides_differ() -> None:
    now = document(*SPANS, span("e-3", "entity", "𠮷野", "LOC"))
    text = exported(document())
    start = TEXT.index("𠮷野")
    new = Mark(None, "entity", "GPE", start, start + 2, {}, "𠮷野", "f")
    difference = compare(now, [replace(text, marks=(*text.marks, new))])
    assert [one.why[:36] for one in difference.conflicts] == ["added here since the export and in t"]


# ---------------------------------------------------------------------------------------- without a stamp


def test_without_a_stamp_the_text_finds_the_place() -> None:
    text = replace(exported(document()), stamp=None)
    part = replace(
        text,
        text=TEXT[3:],
        marks=tuple(replace(m, start=m.start - 3, end=m.end - 3) for m in text.marks if m.start >= 3),
    )
    difference = compare(document(), [part])
    assert difference.changes == []
    assert difference.notes[0] == "f: no stamp; found by its text"
    assert "compared are the layers that it holds (entity, date, gloss)" in difference.notes[1]


def test_a_text_of_another_document_is_a_conflict() -> None:
    text = replace(exported(document()), text="まったく別の文章である。", stamp=None, marks=())
    assert compare(document(), [text]).conflicts[0].why == "the text does not stand once in the document"


def test_the_same_text_twice_is_a_conflict() -> None:
    difference = compare(document(), [exported(document()), exported(document())])
    assert [one.why for one in difference.conflicts] == ["the file holds this text twice; keep one of them"]


def test_a_text_that_the_tool_changed_is_aligned_and_broken_spans_are_listed() -> None:
    text = exported(document())
    start = TEXT.index("1997")
    changed = TEXT[:start] + "二〇" + TEXT[start + 2 :]
    marks = tuple(replace(mark, surface=changed[mark.start : mark.end]) for mark in text.marks)
    difference = compare(document(), [replace(text, text=changed, marks=marks)])
    assert [one.layer for one in difference.conflicts] == ["date"]
    assert "which is not in the document's text" in difference.conflicts[0].why
    assert difference.changes == []
    assert f"{len(TEXT) - 2} of {len(TEXT)} characters are" in difference.notes[0]


def test_a_mark_that_does_not_cover_what_it_says_is_listed() -> None:
    text = edited(exported(document()), lambda m: replace(m, surface="京都") if m.id == "e-1" else m)
    difference = compare(document(), [text])
    assert [one.why for one in difference.conflicts] == ["covers '東京' but says '京都'"]
    assert difference.changes == []


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (
            lambda m: None if m.label == "en" else replace(m, id=None),
            "needs one gloss:ja and one gloss:en inside",
        ),
        (
            lambda m: None if m.label == "fullname" else replace(m, id=None),
            "is a part of no gloss; mark the whole",
        ),
    ],
)
def test_a_gloss_needs_its_parts(edit: Callable[[Mark], Mark | None], why: str) -> None:
    text = edited(exported(document()), lambda m: edit(m) if m.layer == "gloss" else m)
    assert any(why in one.why for one in compare(document(), [text]).conflicts)


def test_a_gloss_drawn_anew_finds_its_parts() -> None:
    text = edited(exported(document()), lambda m: replace(m, id=None) if m.layer == "gloss" else m)
    difference = compare(document(), [text])
    assert (difference.changes, difference.conflicts, difference.unchanged) == ([], [], 4)


def test_tasks_that_nobody_worked_on_are_left_aside() -> None:
    difference = compare(document(), [replace(exported(document()), marks=(), skipped="nobody annotated it")])
    assert (difference.changes, difference.notes) == ([], ["f: nobody annotated it; left aside"])


@pytest.mark.parametrize(
    ("name", "one", "other", "different"),
    [
        ("name_id", "cldr:UA", None, False),
        ("name_id", "cldr:UA", "cldr:US", True),
        ("name_id", "ORG01", None, True),
        ("name_id", "ORG01", "cldr:UA", True),
        ("optional", False, None, False),
        ("optional", True, None, True),
        ("n", 0, None, True),
        ("value", "1997", "1997", False),
    ],
)
def test_which_values_decide_different_things(name: str, one: object, other: object, different: bool) -> None:
    assert differs(name, one, other) is different
    assert differs(name, other, one) is different


@pytest.mark.parametrize(
    ("surface", "at", "around", "found"),
    [
        ("大阪", 3, ("", ""), 3),
        ("大阪", 0, ("東京と", "（"), 3),
        ("大阪", 3, ("東京と", "【"), 3),
        ("大阪", 0, ("", ""), 3),
        ("と", 9, ("東京", "大阪"), 2),
        ("京都", 0, ("", "と"), None),
        (None, 3, ("", ""), None),
    ],
)
def test_a_quote_finds_its_place(
    surface: str | None, at: int, around: tuple[str, str], found: int | None
) -> None:
    length = len(surface) if surface else 2
    mark = Mark(None, "entity", "GPE", at, at + length, {}, surface, "f", around)
    stamp = replace(exported(document()).stamp or Stamp("", "", 0, 0, (), {}), layers=(), exported={})
    difference = compare(document(), [Marked("f", None, stamp, (mark,), ALL)])
    spans = [change.after.start for change in difference.changes if change.after]
    assert (spans, len(difference.conflicts)) == (([found], 0) if found is not None else ([], 1))
