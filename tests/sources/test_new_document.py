"""Texts put into the corpus."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from corpus_tools.errors import RecipeError, SourceError
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import read_document_folder, read_source
from corpus_tools.sources.new_document import add_document

PDF = Path(__file__).parents[1] / "data" / "pdf" / "columns.pdf"
TEXT = "市場の朝\n\n　北の港町では、夜が明ける前から市場に人が集まる。\n"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "Market.txt"
    path.write_bytes(TEXT.encode("cp932").replace(b"\n", b"\r\n"))
    return path


def test_a_text_is_kept_as_utf_8_with_what_is_known(plain: Path, tmp_path: Path) -> None:
    folder = add_document(
        plain, tmp_path / "corpus", id="market", metadata={"title": "市場", "written": "2024"}
    )
    assert (folder / "source.txt").read_bytes() == TEXT.encode()
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    assert (meta["title"], meta["author"], meta["encoding"], meta["newlines"]) == (
        "市場",
        "unknown",
        "cp932",
        "crlf",
    )
    assert meta["redistribute"] is False
    assert meta["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert sorted(path.name for path in folder.iterdir()) == ["meta.toml", "source.txt"]


def test_a_pdf_is_kept_with_its_layout(tmp_path: Path) -> None:
    folder = add_document(PDF, tmp_path, id="columns")
    assert (folder / "original.pdf").read_bytes() == PDF.read_bytes()
    assert reconstruct(read_document_folder(folder)).text == reconstruct(read_source(PDF)).text
    meta = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
    assert meta["extractor"] == "pypdfium2"
    assert meta["original_sha256"] == hashlib.sha256(PDF.read_bytes()).hexdigest()


def test_a_layout_of_another_text_is_refused(tmp_path: Path) -> None:
    folder = add_document(PDF, tmp_path, id="columns")
    (folder / "source.txt").write_text("短い", encoding="utf-8")
    with pytest.raises(SourceError, match=r"layout\.jsonl, line 1: line 0:10 does not fit"):
        read_document_folder(folder)


def test_an_id_is_not_taken_twice_unless_asked_for(plain: Path, tmp_path: Path) -> None:
    add_document(plain, tmp_path / "c", id="market")
    with pytest.raises(SourceError, match="exists. Choose another --id, or say --replace"):
        add_document(plain, tmp_path / "c", id="market")
    add_document(plain, tmp_path / "c", id="market", metadata={"title": "新"}, replace=True)
    assert read_document_folder(tmp_path / "c" / "market").metadata["title"] == "新"
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["market"]


@pytest.mark.parametrize("bad", ["", "../x", "A", "日本", ".x"])
def test_an_id_is_a_plain_folder_name(plain: Path, tmp_path: Path, bad: str) -> None:
    with pytest.raises(SourceError, match="is no document id"):
        add_document(plain, tmp_path, id=bad)


def test_a_wrong_date_leaves_nothing_behind(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="not EDTF"):
        add_document(plain, tmp_path / "c", id="market", metadata={"written": "last year"})
    assert not (tmp_path / "c").exists()
