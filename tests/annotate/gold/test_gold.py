from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.annotate.gold import apply_gold, read_gold
from corpus_tools.errors import AnnotationError
from corpus_tools.model import Document, OffsetMap, Piece, Span

SOURCE = "会議は京 都で\n開かれた。"
TEXT = "会議は京都で開かれた。"
OFFSETS = OffsetMap(
    [
        Piece("kept", 0, 4, 0, 4),
        Piece("dropped", 4, 5, 4, 4, "extraction space"),
        Piece("kept", 5, 7, 4, 6),
        Piece("dropped", 7, 8, 6, 6, "line break"),
        Piece("kept", 8, 13, 6, 11),
    ]
)
ROW = {"id": "e1", "source_start": 3, "source_end": 6, "surface": "京都", "label": "GPE", "name_id": "X"}


def _document(*spans: Span) -> Document:
    return Document("d", TEXT, layers={"entity": list(spans)}, offsets=OFFSETS, source=SOURCE)


def _span(start: int, end: int) -> Span:
    return Span(f"entity-{start}-{end}", "entity", start, end, "ORG", "auto:test")


def _write(path: Path, *rows: Any, **header: Any) -> Path:
    head = {
        "layer": "entity",
        "document": "d",
        "source_sha256": hashlib.sha256(SOURCE.encode()).hexdigest(),
        "guidelines": "1",
        "status": "draft",
        "coverage": [[0, 7]],
        **header,
    }
    lines = [
        json.dumps(row, ensure_ascii=False) if not isinstance(row, str) else row for row in (head, *rows)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_gold_replaces_the_automatic_inside_its_coverage(tmp_path: Path) -> None:
    document = _document(_span(0, 2), _span(5, 8), _span(8, 10))
    counts = apply_gold(document, read_gold(_write(tmp_path / "entity.jsonl", ROW)))
    assert [(span.surface(TEXT), span.origin) for span in document.layers["entity"]] == [
        ("京都", "gold"),
        ("れた", "auto:test"),
    ]
    assert (counts.gold, counts.automatic_replaced, counts.automatic_dropped_at_border) == (1, 1, 1)
    assert document.layers["entity"][0].attributes == {"name_id": "X"}


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        (["{"], {}, "line 2: not JSON"),
        (["[]"], {}, "line 2: expected an object"),
        ([{"id": "x"}], {}, "line 2: missing source_start"),
        ([{**ROW, "source_start": "3"}], {}, "line 2: source_start is '3'; strings, and places"),
        ([{**ROW, "source_end": 2}], {}, "line 2: source_start is 3"),
        ([{**ROW, "id": 1}], {}, "line 2: id is 1"),
        ([{**ROW, "ja_source_start": 3}], {}, "line 2: ja_source_start is 3"),
        ([ROW], {"coverage": "all"}, "line 1: coverage is 'all'; ranges"),
        ([ROW], {"coverage": [[0]]}, "line 1: coverage is"),
        ([ROW, ROW], {}, "line 3: id 'e1' stands in line 2 too"),
        ([{**ROW, "surface": "大阪"}], {}, "line 2: span 3:6 covers '大阪' in the file but '京都'"),
        ([ROW], {"source_sha256": "0" * 64}, "line 1: made for a source with SHA-256"),
        ([ROW], {"document": "other"}, "line 1: is about document 'other'"),
    ],
)
def test_gold_that_does_not_fit_is_refused_with_its_place(
    tmp_path: Path, rows: list[Any], header: dict[str, Any], message: str
) -> None:
    path = _write(tmp_path / "entity.jsonl", *rows, **header)
    with pytest.raises(AnnotationError, match=message):
        apply_gold(_document(), read_gold(path))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(AnnotationError, match="is empty"):
        read_gold(tmp_path / "x.jsonl")


def test_gold_dates_get_their_bounds_and_gold_names_their_english(tmp_path: Path) -> None:
    from corpus_tools.names import Name, NameAuthority, Variant

    authority = NameAuthority((Name("X", "GPE", (Variant("京都"),), "Kyoto City", en_short="Kyoto"),))
    document = _document(_span(0, 2))
    apply_gold(document, read_gold(_write(tmp_path / "entity.jsonl", ROW)), authority=authority)
    assert document.layers["entity"][0].attributes["en"] == "Kyoto"
    date = {**ROW, "label": "DATE", "edtf": "1997-07"}
    apply_gold(document, read_gold(_write(tmp_path / "date.jsonl", date, layer="date")))
    assert document.layers["date"][0].attributes["latest"] == "1997-07-31"


def test_a_long_surface_may_be_abbreviated() -> None:
    from corpus_tools.annotate.gold import covers

    text = "会議は京都で開かれた。" * 5
    assert covers(text[:5] + "…" + text[-5:], text)
    assert not covers("議は…" + text[-5:], text)
    assert not covers("会…。", "会議。")
