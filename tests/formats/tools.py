"""What the tests of the annotation tools' formats share: a document with every trap, and each format by its name."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from pathlib import Path

from corpus_tools.annotate.corrections.compare import compare
from corpus_tools.annotate.corrections.differences import Difference
from corpus_tools.annotate.corrections.marks import CARRIED, Marked
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.formats import CORRECTIONS
from corpus_tools.formats.corrections import read_corrections
from corpus_tools.formats.export import writer
from corpus_tools.model import Block, Document, OffsetMap, Span, in_text_order

TOOLS = tuple(CORRECTIONS)
ALL_LAYERS = tuple(CARRIED)
ONE_FILE = ("doccano", "labelstudio", "prodigy", "w3c")
SUFFIXES = {"brat": ".ann", "cas-json": ".json", "cas-xmi": ".xmi", "webanno": ".tsv"}

TITLE = "か\u3099くせい"
FIRST = "日米は𠮷野家😀で　Ga_ku;|[x]\\y*（GAKU: 1991-1994年）と2022年3月、会う。"
SECOND = "次の\t😀段落->に〓がある。"
TEXT = f"{TITLE}\n{FIRST}\n{SECOND}"


def strange_document(name: str = "d1") -> Document:
    """Nested, stacked, sub-word and zero-width spans among characters that formats trip over."""
    document = Document(
        name, TEXT, metadata={"title": "題"}, offsets=OffsetMap.identity(len(TEXT)), source=TEXT
    )
    document.tokens = Tokenizer()(document)
    first, second = TEXT.index(FIRST), TEXT.index(SECOND)
    document.blocks = [
        Block("heading", 1, 0, len(TITLE)),
        Block("paragraph", 0, first, first + len(FIRST)),
        Block("paragraph", 0, second, len(TEXT)),
    ]
    spans = [
        _span("e-1", "entity", "日米", "ORG", name_id="x;y=\\z|[1]_*->", context="text"),
        _span("e-2", "entity", "日", "GPE", name_id="cldr:JP", optional=True),
        _span("e-3", "entity", "米", "GPE"),
        _span("e-4", "entity", "米", "LOC"),
        _span("e-5", "entity", "𠮷野家😀", "ORG", optional=False),
        _span(
            "d-1", "date", "2022年3月", "DATE", value="2022-03", edtf="2022-03", mod="START", anaphoric=False
        ),
        _span(
            "d-2", "date", "1991-1994年", "DURATION", value="P3Y", anaphoric=True, anchor="d-1", role="BEGIN"
        ),
        _gloss("g-1", "acronym", "Ga_ku;|[x]\\y*", "GAKU"),
        _gloss("g-2", "tenure", "Ga_ku;|[x]\\y*", "1991-1994年", edtf="1991/1994"),
        _span("gap-1", "gap", "〓", "lost-glyph", suggestion="鍵"),
        *(Span(f"n-{n}", "note", at, at, "", "gold", {"n": n}) for n, at in ((1, first + 2), (2, first + 2))),
        Span("n-3", "note", len(TEXT), len(TEXT), "", "gold", {"n": 3}),
        *(
            Span(f"p-{number}", "p", one.start, one.end, "", "gold", {"type": one.type, "level": one.level})
            for number, one in enumerate(document.blocks, start=1)
        ),
        *(
            Span(f"s-{at}", "s", one.start, one.end, "", "auto:s", {})
            for at, one in enumerate(document.blocks)
        ),
        Span("section-1", "section", 0, len(TEXT), "", "auto:x", {"title": "題；=\\\n;x", "level": 1}),
        Span("page-1", "page", 0, first, "", "auto:x", {"n": 1}),
    ]
    for layer in ALL_LAYERS:
        document.layers[layer] = in_text_order(span for span in spans if span.layer == layer)
    return document


def write(
    tool: str, document: Document, place: Path, *, layers: Sequence[str] = ALL_LAYERS, unit: str = ""
) -> Path:
    """Write one document as ``export`` does; return what ``import`` is given."""
    make = writer(tool)
    wants = inspect.signature(make).parameters
    options = {"layers": tuple(layers), **({"unit": unit} if unit and "unit" in wants else {})}
    if "folder" in wants:
        make([document], place, **options)
    else:
        with place.open("w", encoding="utf-8", newline="\n") as stream:
            make([document], stream, **options)
    return place


def read_back(tool: str, document: Document, place: Path) -> Difference:
    """Return how what a tool's file says differs from the document."""
    return compare(document, read_corrections(tool, place))


def marks_file(tool: str, place: Path, name: str) -> Path:
    """Return the file that holds the marks."""
    return place if tool in ONE_FILE else place / f"{name}{SUFFIXES[tool]}"


def surfaces(text: Marked, layer: str) -> list[str]:
    """Return what the marks of a layer cover."""
    assert text.text is not None
    return [
        text.text[mark.start : mark.end] for mark in text.marks if mark.layer == layer and not mark.is_part
    ]


def _span(span_id: str, layer: str, surface: str, label: str, **attributes: object) -> Span:
    start = TEXT.index(surface)
    full = {**dict.fromkeys(CARRIED[layer]), **attributes}
    return Span(span_id, layer, start, start + len(surface), label, "gold", full)


def _gloss(span_id: str, label: str, ja: str, en: str, edtf: str | None = None) -> Span:
    start, en_start = TEXT.index(ja), TEXT.index(en)
    attributes = {"ja": ja, "ja_start": start, "ja_end": start + len(ja), "edtf": edtf, "name_id": None}
    attributes |= {"en": en, "en_start": en_start, "en_end": en_start + len(en)}
    return Span(span_id, "gloss", start, en_start + len(en), label, "gold", attributes)
