"""HTML, EPUB, TEI, Word and CoNLL-U: what they state of their text is known, not guessed."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import docx
import pytest

from corpus_tools.errors import SourceError
from corpus_tools.model import Document
from corpus_tools.reconstruct import block_records, reconstruct
from corpus_tools.sources import read_source

HTML = """<!DOCTYPE html><html lang="ja"><head><meta charset="{encoding}"><title>港町の市場</title></head><body>
<nav>目次 <a href="#a">一</a></nav><h1>港町の市場</h1>
<p>　北の港町では、夜が明ける前から
市場に人が集まる。<ruby>漁師<rp>（</rp><rt>りょうし</rt><rp>）</rp></ruby>たちは<a role="doc-noteref">1</a>沖へ出る。
10<sup>3</sup>円の話<sup>2</sup>。New
York 便り。</p><h2>魚の名前</h2><div>一行目<br>二行目</div><ul><li>鰊<li>鱈</ul>
<aside role="doc-footnote">注の文。</aside><script>alert(1)</script></body></html>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>題</title>
<author>架空太郎</author></titleStmt></fileDesc></teiHeader><text><body><div><head>一</head>
<p>本文の<pb n="2"/>続き<note n="3">注の文</note>です。<choice><sic>誤</sic><corr>正</corr></choice></p></div></body></text></TEI>"""
CONLLU = """# newpar id = p1
# text = 猫がいる。
1\t猫\t猫\tNOUN\t_\t_\t2\tnsubj\t_\tSpaceAfter=No
2\tいる\t居る\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No

1\t犬\t犬\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No

# newpar id = p2
# text = 鳥も鳴く。
1\t鳥\t鳥\tNOUN\t_\t_\t0\troot\t_\t_

"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(one["type"], one["level"], one["text"]) for one in block_records(document)]


def _read(path: Path, content: str | bytes) -> Document:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document = reconstruct(read_source(path))
    assert document.offsets is not None
    document.offsets.check(document.source or "", document.text)
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc-jp"])
def test_html_is_read_by_its_elements(tmp_path: Path, encoding: str) -> None:
    document = _read(tmp_path / "a.html", HTML.format(encoding=encoding).encode(encoding))
    assert _blocks(document) == [
        ("heading", 1, "港町の市場"),
        (
            "paragraph",
            0,
            "北の港町では、夜が明ける前から市場に人が集まる。漁師たちは沖へ出る。 103円の話。New York 便り。",
        ),
        ("heading", 2, "魚の名前"),
        ("paragraph", 0, "一行目"),
        ("paragraph", 0, "二行目"),
        ("paragraph", 0, "鰊"),
        ("paragraph", 0, "鱈"),
    ]
    assert [note.attributes["n"] for note in document.spans("note")] == [1, 2]
    assert document.metadata["title"] == "港町の市場"
    assert document.metadata["left_out"] > 0


def test_an_epub_is_its_spine(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    _write_epub(path)
    document = reconstruct(read_source(path))
    assert _blocks(document) == [
        ("heading", 1, "第一章"),
        ("paragraph", 0, "本文です。"),
        ("paragraph", 0, "次の章。"),
    ]
    assert document.metadata["author"] == "架空太郎"


def _write_epub(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "META-INF/container.xml", '<c><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></c>'
        )
        book.writestr(
            "O/p.opf",
            '<package><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>架空太郎</dc:creator></metadata>'
            '<manifest><item id="b" href="b%20c.xhtml"/><item id="a" href="a.xhtml"/>'
            '<item id="n" href="n.xhtml" properties="nav"/></manifest>'
            '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        book.writestr("O/n.xhtml", "<html><body><p>目次</p></body></html>")
        book.writestr(
            "O/a.xhtml", '<html><meta charset="utf-8"/><body><h1>第一章</h1><p>本文です。</p></body></html>'
        )
        book.writestr("O/b c.xhtml", '<html><meta charset="utf-8"/><body><p>次の章。</p></body></html>')


def test_tei_gives_divisions_pages_and_notes(tmp_path: Path) -> None:
    document = _read(tmp_path / "a.xml", TEI)
    assert _blocks(document) == [("heading", 1, "一"), ("paragraph", 0, "本文の続きです。正")]
    assert [(note.start, note.attributes["n"]) for note in document.spans("note")] == [(7, 3)]
    assert [page.start for page in document.spans("page")] == [0, 5]
    assert document.metadata["left_out"] == len("注の文誤")


def test_word_gives_styles_notes_and_ruby(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    _write_docx(path)
    source = read_source(path)
    document = reconstruct(source)
    assert _blocks(document) == [
        ("title", 0, "港町の市場"),
        ("heading", 1, "朝"),
        ("paragraph", 0, "夜が明ける。漁師たちがいる。"),
        ("paragraph", 0, "左"),
        ("paragraph", 0, "右"),
    ]
    assert [note.attributes["n"] for note in document.spans("note")] == [1]
    assert [mark.attributes["ruby"] for mark in source.marks if mark.kind == "ruby"] == ["りょうし"]


def _write_docx(path: Path) -> None:
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_heading("港町の市場", 0)
    document.add_heading("朝", 1)
    paragraph = document.add_paragraph("夜が明ける。")
    base, reading = ("<w:r><w:t>漁師</w:t></w:r>", "<w:r><w:t>りょうし</w:t></w:r>")
    ruby = f"<w:ruby><w:rt>{reading}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby>"
    paragraph._p.append(parse_xml(f"<w:r {W}>{ruby}</w:r>"))
    paragraph.add_run("たち")
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run("がいる。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "左", "右"
    document.save(str(path))


def test_conllu_gives_its_paragraphs(tmp_path: Path) -> None:
    document = _read(tmp_path / "a.conllu", CONLLU)
    assert _blocks(document) == [("paragraph", 0, "猫がいる。犬"), ("paragraph", 0, "鳥も鳴く。")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xml", "<TEI><p>", "line 1: no well-formed XML"),
        ("a.xml", "<a/>", "no <TEI>"),
        ("a.html", "<html><script>x</script></html>", "no text outside scripts"),
        ("a.html", "", "cannot be read as HTML"),
        ("a.epub", "no zip", "is no EPUB"),
        ("a.docx", "no zip", "cannot be read as .docx"),
        ("a.conllu", "これは文章です", "is not CoNLL-U|holds no sentence"),
        ("a.conllu", "", "holds no sentence"),
    ],
)
def test_what_is_no_such_file_says_so(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        read_source(tmp_path / name)


@pytest.mark.parametrize("name", ["a.html", "a.epub", "a.xml", "a.docx", "a.conllu"])
def test_damaged_files_are_read_or_refused_never_else(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    {"a.epub": _write_epub, "a.docx": _write_docx}.get(name, lambda _: None)(path)
    if not path.exists():
        text = {"a.html": HTML.format(encoding="utf-8"), "a.xml": TEI, "a.conllu": CONLLU}[name]
        path.write_text(text, encoding="utf-8")
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(120):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.4 else whole)
        for _ in range(chance.randrange(4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        try:
            reconstruct(read_source(path))
        except SourceError as error:
            assert name in str(error)
