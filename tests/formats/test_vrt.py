"""Vertical text becomes a corpus; what is wrong with a file is said with its line."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import corpus_tools
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.errors import FormatError
from corpus_tools.formats import vrt
from corpus_tools.formats.vrt import import_vrt
from corpus_tools.model import Document, Span

VRT = """<?xml version="1.0" encoding="UTF-8"?>
<text id="t1" year="1997">
<s>
<ne type="ORG">
NATO\tNATO\tPROPN
</ne>
は\tは\tADP
&lt;\t&lt;\tSYM
</s>
<s>
<ne type="ORG">
<ne type="LOC">
東京\t東京\tPROPN
</ne>
大学\t大学\tNOUN
</ne>
</s>
</text>
<text id="t2" title='A &amp; B'>
<s>
</s>
𠮷\t𠮷\tPROPN
</text>
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.vrt"
    path.write_text(VRT, encoding="utf-8")
    return path


def test_tokens_and_regions(source: Path, tmp_path: Path) -> None:
    report = import_vrt(source, tmp_path / "corpus", attributes=["word", "lemma", "pos"])
    corpus = corpus_tools.open(tmp_path / "corpus")
    assert corpus.index.positional["word"].values(np.arange(6)) == ["NATO", "は", "<", "東京", "大学", "𠮷"]
    text = corpus.index.structural["text"]
    assert [text.value("year", 0), text.value("year", 1), text.value("title", 1)] == ["1997", None, "A & B"]
    assert (report.tokens, report.regions, report.empty_regions) == (
        6,
        {"s": 2, "ne": 3, "text": 2},
        {"s": 1},
    )


def test_the_corpus_is_queried(source: Path, tmp_path: Path) -> None:
    import_vrt(source, tmp_path / "corpus", attributes=["word", "lemma", "pos"])
    hits = corpus_tools.open(tmp_path / "corpus").query("<ne> []+ </ne>")
    assert list(hits) == [(0, 1), (3, 4), (3, 5)]


def test_blocks_may_end_anywhere(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus_tools.formats.vrt.blocks.BLOCK", 7)
    import_vrt(source, tmp_path / "corpus", attributes=["word", "lemma", "pos"])
    assert len(corpus_tools.open(tmp_path / "corpus").query("<ne/>")) == 3


def test_compressed_files_and_other_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "corpus.vrt.gz"
    path.write_bytes(gzip.compress(("\ufeff" + VRT.replace("\n", "\r\n")).encode()))
    assert import_vrt(path, tmp_path / "corpus", attributes=["word", "lemma", "pos"]).tokens == 6


def test_a_file_without_texts_is_one_text(tmp_path: Path) -> None:
    path = tmp_path / "notes.vrt"
    path.write_text("a\nb", encoding="utf-8")
    import_vrt(path, tmp_path / "corpus", attributes=["word"])
    corpus = corpus_tools.open(tmp_path / "corpus")
    assert [corpus.document_id(0), len(corpus.query("<text/>"))] == ["notes", 1]


def test_empty_tags_are_counted_and_values_may_hold_angle_brackets(tmp_path: Path) -> None:
    path = tmp_path / "corpus.vrt"
    path.write_text('<text id="a>b/c">\na\n<g/>\nb\n<gap reason="x" />\n</text>\n', encoding="utf-8")
    report = import_vrt(path, tmp_path / "corpus", attributes=["word"])
    assert (report.tokens, report.regions, report.empty_regions) == (2, {"text": 1}, {"g": 1, "gap": 1})
    assert corpus_tools.open(tmp_path / "corpus").document_id(0) == "a>b/c"


BAD = [
    (b"a\tb\n<s>\nc\n</s>\n", "line 3: 'c' has 1 columns instead of 2"),
    (b"a\tb\n\xff\tb\n", "line 2: .* is no UTF-8"),
    (b"<s>\na\tb\n", "line 1: <s> is never closed"),
    (b"a\tb\n</s>\n", "line 2: </s> closes what is not open"),
    (b"a\tb\n<s\n", "line 2: '<s' is neither a token nor a tag"),
    (b"<text id=1>\na\tb\n</text>\n", "line 1: '<text id=1>' is neither a token nor a tag"),
]


@pytest.mark.parametrize(("content", "message"), BAD)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.vrt"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=rf"bad\.vrt, {message}"):
        import_vrt(path, tmp_path / "corpus", attributes=["word", "lemma"])
    assert not (tmp_path / "corpus" / "manifest.json").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"none\.vrt cannot be read"):
        import_vrt(tmp_path / "none.vrt", tmp_path / "corpus", attributes=["word"])


# ------------------------------------------------------------------------------------------- documents


def test_the_chapter_in_columns(exported: Callable[..., Path]) -> None:
    path = exported("vrt")
    told = json.loads(path.with_name(f"{path.name}.manifest.json").read_text(encoding="utf-8"))["written"]
    counts = {name: told[f"regions.{name}"] for name in ("s", "p", "note", "entity", "date")}
    assert counts == {"s": 220, "p": 74, "note": 47, "entity": 854, "date": 120}
    assert tuple(told["columns"]) == vrt.COLUMNS


def test_what_is_exported_can_be_imported_and_queried(exported: Callable[..., Path], tmp_path: Path) -> None:
    report = import_vrt(exported("vrt"), tmp_path / "corpus", attributes=vrt.COLUMNS)
    assert report.tokens == 9153
    hits = corpus_tools.open(tmp_path / "corpus").query('<entity_name_id="DOC09"/>')
    assert len(hits) == 1


def test_regions_that_cross_have_a_structure_of_their_own(tmp_path: Path) -> None:
    tokens = Tokenizer()(Document("d", "日本の犬"))
    spans = [Span(name, "x", start, end, "", "gold", {}) for name, start, end in (("a", 0, 3), ("b", 2, 4))]
    made = Document("d", "日本の犬", tokens=tokens, layers={"x": spans})
    with (tmp_path / "d.vrt").open("w", encoding="utf-8") as stream:
        vrt.write([made], stream)
    assert "<x_crossing " in (tmp_path / "d.vrt").read_text(encoding="utf-8")
    (back,) = vrt.read(tmp_path / "d.vrt")
    assert back.layers == made.layers


def test_files_of_others_become_documents(source: Path) -> None:
    first, second = vrt.read(source, attributes=["word", "lemma", "pos"])
    assert (first.id, first.text, second.text, second.metadata["title"]) == (
        "t1",
        "NATOは<東京大学",
        "𠮷",
        "A & B",
    )
    assert [(span.surface(first.text), span.label) for span in first.spans("ne")] == [
        ("NATO", "ORG"),
        ("東京大学", "ORG"),
        ("東京", "LOC"),
    ]


@pytest.mark.elsewhere("cwb-encode")
def test_the_corpus_workbench_encodes_the_chapter(exported: Callable[..., Path], tmp_path: Path) -> None:
    path = exported("vrt")
    told = json.loads(path.with_name(f"{path.name}.manifest.json").read_text(encoding="utf-8"))["written"]
    (tmp_path / "data").mkdir()
    places = ["-d", str(tmp_path / "data"), "-f", str(path), "-R", str(tmp_path / "chapter")]
    command = ["cwb-encode", *places, *told["cwb_encode"].split()]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert (tmp_path / "data" / "word.corpus").stat().st_size == 4 * 9153
    regions = [(tmp_path / "data" / f"entity{level}.rng").stat().st_size // 8 for level in ("", 1, 2)]
    assert sum(regions) == 854
