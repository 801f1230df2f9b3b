"""TEI: valid by the schema of the TEI Consortium, with names, dates, notes and pages where readers look for them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError
from corpus_tools.formats import tei
from corpus_tools.formats.export import export
from corpus_tools.formats.splits import Split
from corpus_tools.formats.tei.dates import date_attributes
from corpus_tools.model import Block, Document, Span

SCHEMA = Path(__file__).parent.parent / "data" / "schemas" / "tei_all.rng.gz"
TEI = {"t": "http://www.tei-c.org/ns/1.0", "x": "http://www.w3.org/XML/1998/namespace"}


def _tree(path: Path) -> Any:
    """Read a file whose references all lead somewhere."""
    tree = etree.parse(path)
    identifiers = tree.xpath("//@x:id", namespaces=TEI)
    assert len(identifiers) == len(set(identifiers))
    references = tree.xpath("//t:name/@ref | //t:seg/@corresp", namespaces=TEI)
    assert {reference.removeprefix("#") for reference in references} <= set(identifiers)
    return tree


def test_the_chapter_has_everything_in_its_place(exported: Callable[..., Path]) -> None:
    tree = _tree(exported("tei"))

    def count(path: str) -> int:
        return int(tree.xpath(f"count({path})", namespaces=TEI))

    assert (count("//t:pb"), count("//t:body//t:note"), count("//t:s")) == (15, 47, 220)
    assert count("//t:w | //t:pc") == 9153
    assert count("//t:name") + count("//t:seg[@type='entity']") == 854
    assert count("//t:body//t:date | //t:body//t:time") == 120
    lists = ("Org", "Person", "Place", "Bibl", "Event", "Object")
    assert all(count(f"//t:standOff/t:list{name}") == 1 for name in lists)


@pytest.mark.slow
def test_every_form_is_valid(
    exported: Callable[..., Path], mini: Corpus, document: Document, tmp_path: Path
) -> None:
    """One test, because the schema takes libxml2 some seconds to compile."""
    with gzip.open(SCHEMA) as stream:
        schema = etree.RelaxNG(etree.parse(stream))
    export(mini, "tei", tmp_path / "mini.xml")
    export(mini, "tei", tmp_path / "split.xml", split=Split("paragraph"))
    export(mini, "tei", tmp_path / "standoff.xml", standoff_only=True)
    for number, blocks in enumerate(_orders(len(document.text))):
        document.blocks = blocks
        tei.write([document], tmp_path / f"{number}.xml")
    tei.write([Document("d", "一\x0b二")], tmp_path / "characters.xml")
    paths = [exported("tei"), *(path for path in tmp_path.rglob("*.xml") if path.is_file())]
    assert len(paths) == 13
    for path in paths:
        assert schema.validate(_tree(path)), [path, *(f"{e.line}: {e.message}" for e in schema.error_log)][:5]


def _orders(whole: int) -> list[list[Block]]:
    return [
        [],
        [Block("title", 0, 1, 4)],
        [Block("author", 0, 1, 4), Block("title", 0, 6, whole - 1)],
        [Block("paragraph", 0, 1, 4), Block("title", 0, 6, whole - 1)],
        [Block("heading", 3, 1, 4), Block("heading", 1, 6, whole - 1)],
        [Block("heading", 1, 1, 4), Block("author", 0, 6, whole - 1)],
    ]


@pytest.mark.parametrize("number", range(6))
def test_any_order_of_blocks_comes_back(number: int, document: Document, tmp_path: Path) -> None:
    document.blocks = _orders(len(document.text))[number]
    tei.write([document], tmp_path / "d.xml")
    (back,) = tei.read(tmp_path / "d.xml")
    assert (back.text, back.blocks) == (document.text, document.blocks)


def test_a_document_of_every_white_space_comes_back(document: Document, tmp_path: Path) -> None:
    tei.write([document], tmp_path / "d.xml")
    (back,) = tei.read(tmp_path / "d.xml")
    assert back.text == document.text
    assert list(back.tokens.rows()) == list(document.tokens.rows())
    for layer, spans in document.layers.items():
        assert [(one.id, one.start, one.end) for one in back.spans(layer)] == [
            (one.id, one.start, one.end) for one in spans
        ]


def test_characters_that_xml_does_not_allow_come_back(tmp_path: Path) -> None:
    text = "一\x0b二\x0c\r三"
    tei.write([Document("d", text)], tmp_path / "d.xml")
    (back,) = tei.read(tmp_path / "d.xml")
    assert back.text == text


def test_a_name_inside_a_word_is_a_segment(document: Document, tmp_path: Path) -> None:
    tei.write([document], tmp_path / "d.xml")
    tree = etree.parse(tmp_path / "d.xml")
    segments = tree.xpath("//t:w/t:seg", namespaces=TEI)
    assert [(one.text, one.get("subtype"), one.get("corresp")) for one in segments] == [
        ("日", "GPE", "#d1.name.cldr_3a_JP"),
        ("米", "GPE", "#d1.name.cldr_3a_US"),
    ]


DATES = [
    ({"value": "1997-05-27"}, {"when": "1997-05-27", "when_custom": "1997-05-27"}),
    ({"value": "1990", "edtf": "1990/1993"}, {"from": "1990", "to": "1993", "when_custom": "1990/1993"}),
    ({"value": "1995-12", "edtf": "1995-12/.."}, {"from": "1995-12", "when_custom": "1995-12/.."}),
    ({"value": "P1Y6M"}, {"dur": "P1Y6M", "when_custom": "P1Y6M"}),
    ({"value": "P2W"}, {"dur_iso": "P2W", "when_custom": "P2W"}),
    (
        {"value": "199X", "earliest": "1990-01-01", "latest": "1999-12-31"},
        {"notBefore": "1990-01-01", "notAfter": "1999-12-31", "when_custom": "199X"},
    ),
    ({"value": None}, {}),
]


@pytest.mark.parametrize(("attributes", "wanted"), DATES)
def test_dates_as_w3c_says_them(attributes: dict[str, Any], wanted: dict[str, str]) -> None:
    span = Span("d", "date", 0, 1, "DATE", "gold", attributes)
    assert date_attributes(span) == {"type": "DATE", **wanted}


def test_a_span_that_points_elsewhere_is_refused_with_its_line(mini: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "out.xml"
    export(mini, "tei", path)
    text = path.read_text(encoding="utf-8")
    line = text[: text.index("<span ")].count("\n") + 1
    path.write_text(text.replace("#string-range(", "#string-rage(", 1), encoding="utf-8")
    with pytest.raises(FormatError, match=rf"out\.xml, line {line}: target .* is no string-range"):
        list(tei.read(path))


def test_tei_of_others_is_sent_to_add(tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text(
        f'<TEI xmlns="{TEI["t"]}"><teiHeader/><text><body><p>犬</p></body></text></TEI>', encoding="utf-8"
    )
    with pytest.raises(FormatError, match="corpus-tools add"):
        list(tei.read(path))


def test_entities_are_not_resolved(mini: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "out.xml"
    export(mini, "tei", path)
    text = path.read_text(encoding="utf-8")
    declaration, rest = text.split("?>", 1)
    path.write_text(f'{declaration}?><!DOCTYPE TEI [<!ENTITY a "{"x" * 99}">]>{rest}', encoding="utf-8")
    with pytest.raises(FormatError, match="Take the DOCTYPE out"):
        list(tei.read(path))
