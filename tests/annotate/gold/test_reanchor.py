from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.annotate.gold import gold_files, gold_spans, read_gold
from corpus_tools.annotate.gold.reanchor import reanchor, rejected_path, write_reanchored
from corpus_tools.errors import AnnotationError
from corpus_tools.model import Document
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import SourceText

OLD = (
    "海の会議\n"
    "1994年、各国の代表は横浜で海洋に関する会議を開き、漁業の将来について長く話し合った。\n"
    "翌年、国際海事機関（IMO）は新しい規則を採択し、各国の代表はこれに署名した。\n"
    "規則は1998年に発効した。\n"
)
WORDS = ["1994年", "横浜", "翌年", "国際海事機関", "IMO", "1998年"]


def _document(source: str) -> Document:
    return reconstruct(SourceText("d", source))


def _write(folder: Path, *rows: dict[str, Any], source: str = OLD, layer: str = "entity") -> Path:
    header = {
        "layer": layer,
        "document": "d",
        "source_sha256": hashlib.sha256(source.encode()).hexdigest(),
        "guidelines": "1",
        "status": "adjudicated",
        "coverage": [[0, len(source)]],
    }
    path = folder / f"{layer}.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in (header, *rows)) + "\n", encoding="utf-8")
    return path


def _rows(*words: str, source: str = OLD) -> list[dict[str, Any]]:
    document = _document(source)
    rows = []
    for number, word in enumerate(words, 1):
        at = document.text.index(word)
        start, end = document.source_range(at, at + len(word))
        place = {"source_start": start, "source_end": end}
        rows.append({"id": f"e-{number}", **place, "surface": word, "label": "ORG", "note": "kept"})
    return rows


EDITS = {
    "nothing": (OLD, WORDS),
    "a line before": ("題目の前に置かれた新しい一行である。\n" + OLD, WORDS),
    "a word": (OLD.replace("横浜", "神戸"), ["1994年", "翌年", "国際海事機関", "IMO", "1998年"]),
    "a sentence": (OLD.replace("規則は1998年に発効した。\n", ""), WORDS[:-1]),
    "punctuation": (OLD.replace("、", "，").replace("。", "．"), WORDS),
    "brackets": (OLD.replace("（", "(").replace("）", ")"), WORDS),
}


@pytest.mark.parametrize("edit", EDITS)
def test_rows_move_when_their_text_is_unchanged(tmp_path: Path, edit: str) -> None:
    source, words = EDITS[edit]
    path = _write(tmp_path, *_rows(*WORDS))
    result = reanchor(path, _document(source), old=_document(OLD))
    write_reanchored(result, tmp_path / "new.jsonl")
    moved = gold_spans(_document(source), read_gold(tmp_path / "new.jsonl"))
    assert [span.surface(_document(source).text) for span in moved] == words
    assert [one.row["surface"] for one in result.rejected] == [word for word in WORDS if word not in words]
    assert all(span.attributes == {"note": "kept"} for span in moved)


@pytest.mark.parametrize("edit", EDITS)
def test_without_the_old_source_what_is_unique_moves_to_the_same_place(tmp_path: Path, edit: str) -> None:
    source, words = EDITS[edit]
    path = _write(tmp_path, *_rows(*WORDS))
    result = reanchor(path, _document(source))
    assert [row["surface"] for row in result.rows] == words
    assert result.rows == reanchor(path, _document(source), old=_document(OLD)).rows


def test_what_stands_twice_moves_by_the_distance_to_its_neighbours(tmp_path: Path) -> None:
    source = "前の行に一文を加えておいた。\n" + OLD
    path = _write(tmp_path, *_rows("1994年", "各国の代表", "横浜"))
    assert len(reanchor(path, _document(source)).rows) == 3
    path = _write(tmp_path, *_rows("各国の代表"))
    (rejected,) = reanchor(path, _document(source)).rejected
    assert "stands 2 times in the new text; give the old source" in rejected.why


def test_a_rejected_row_says_why_and_where(tmp_path: Path) -> None:
    path = _write(tmp_path, *_rows("1994年", "横浜"))
    (rejected,) = reanchor(path, _document(OLD.replace("横浜", "神戸")), old=_document(OLD)).rejected
    assert (rejected.line, rejected.why) == (3, "'横浜' is now '神戸'")


def test_a_lone_word_in_a_rewritten_sentence_is_another(tmp_path: Path) -> None:
    path = _write(tmp_path, *_rows("横浜"))
    source = OLD.replace(OLD.splitlines()[1], "あのとき横浜にいた者は、もう誰一人として残っていないという。")
    (rejected,) = reanchor(path, _document(source), old=_document(OLD)).rejected
    assert rejected.why == "the text around '横浜' is another"


def test_wrapping_lines_anew_moves_everything(tmp_path: Path) -> None:
    text = OLD.splitlines()[1]
    wrapped = OLD.replace(text, "\n".join(text[at : at + 20] for at in range(0, len(text), 20)))
    path = _write(tmp_path, *_rows(*WORDS))
    assert reanchor(path, _document(wrapped), old=_document(OLD)).rejected == []


def test_parts_of_a_row_move_with_it(tmp_path: Path) -> None:
    start, en = OLD.index("国際海事機関"), OLD.index("IMO")
    sides = {"ja": "国際海事機関", "ja_source_start": start, "ja_source_end": start + 6}
    sides |= {"en": "IMO", "en_source_start": en, "en_source_end": en + 3}
    path = _write(tmp_path, *({**row, **sides} for row in _rows("国際海事機関（IMO")))
    source = OLD.replace("1994年、", "1994年の夏、")
    for old in (_document(OLD), None):
        (row,) = reanchor(path, _document(source), old=old).rows
        assert row["ja_source_start"] == start + 2
        assert source[row["en_source_start"] : row["en_source_end"]] == "IMO"


def test_notes_of_no_width_move_with_both_neighbours(tmp_path: Path) -> None:
    at = OLD.index("、各国")
    row = {"id": "n-1", "source_start": at, "source_end": at, "surface": "", "label": "", "n": 1}
    path = _write(tmp_path, row, layer="note")
    new = OLD.replace("海の会議\n", "海と陸の会議\n")
    (moved,) = reanchor(path, _document(new), old=_document(OLD)).rows
    assert moved["source_start"] == new.index("、各国")
    assert reanchor(path, _document(OLD.replace("年、各国", "春に開かれ各国")), old=_document(OLD)).rejected


def test_the_header_is_that_of_the_new_source(tmp_path: Path) -> None:
    path = _write(tmp_path, *_rows(*WORDS))
    source = OLD.replace("横浜", "神戸の港")
    header = reanchor(path, _document(source), old=_document(OLD)).header
    assert header["source_sha256"] == hashlib.sha256(source.encode()).hexdigest()
    assert header["coverage"] == [[0, len(source)]]
    assert header["status"] == "draft"
    assert reanchor(path, _document(OLD), old=_document(OLD)).header["status"] == "adjudicated"


def test_a_new_paragraph_is_not_covered_and_an_edited_one_is_named(tmp_path: Path) -> None:
    added = "その間、港では労働者が賃金の引き上げを求めて集まっていた。\n"
    source = OLD.replace("翌年、", added + "翌年、").replace("発効した。", "正式に発効した。")
    result = reanchor(_write(tmp_path, *_rows(*WORDS)), _document(source), old=_document(OLD))
    (unread,), (changed,) = result.unread, result.changed
    assert source[slice(*unread)] == added.strip()
    assert source[slice(*changed)] == "規則は1998年に正式に発効した。"
    assert [low <= unread[0] < high for low, high in result.header["coverage"]] == [False, False]


def test_nothing_is_lost(tmp_path: Path) -> None:
    path = _write(tmp_path, *_rows(*WORDS))
    before = path.read_text(encoding="utf-8").splitlines()
    source = _document(OLD.replace("横浜", "神戸"))
    rejected = write_reanchored(reanchor(path, source, old=_document(OLD)), path)
    assert rejected == rejected_path(path) == tmp_path / "entity.rejected.jsonl"
    left = [json.loads(line) for line in rejected.read_text(encoding="utf-8").splitlines()]
    assert left == [json.loads(before[0]), json.loads(before[2])]
    assert [len(path.read_text(encoding="utf-8").splitlines()), len(before)] == [6, 7]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["entity.jsonl", "entity.rejected.jsonl"]


def test_rejected_rows_are_no_gold_and_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    path = _write(tmp_path / "d", *_rows("横浜"))
    rejected_path(path).write_text("waiting", encoding="utf-8")
    assert gold_files(tmp_path, "d") == [path]
    result = reanchor(path, _document(OLD.replace("横浜", "神戸")), old=_document(OLD))
    with pytest.raises(AnnotationError, match="nobody has decided on"):
        write_reanchored(result, path)
    assert rejected_path(path).read_text(encoding="utf-8") == "waiting"


def test_another_old_source_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, *_rows("横浜"))
    with pytest.raises(AnnotationError, match="line 1: made for a source with SHA-256"):
        reanchor(path, _document(OLD), old=_document(OLD + "追記。\n"))
