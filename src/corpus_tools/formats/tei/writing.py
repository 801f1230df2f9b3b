"""Documents to a TEI file: one ``TEI``, or a ``teiCorpus`` of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from lxml import etree

from corpus_tools.formats.tei.body import body
from corpus_tools.formats.tei.header import corpus_header, header
from corpus_tools.formats.tei.names import name_lists
from corpus_tools.formats.tei.spans import span_groups
from corpus_tools.formats.tei.xml import TEI, element, sub, xml_id
from corpus_tools.model import Document


def write(
    documents: Iterable[Document],
    path: Path,
    *,
    names: Sequence[Mapping[str, Any]] = (),
    standoff_only: bool = False,
) -> dict[str, int]:
    """Write documents; those of several are read and written one by one.

    Args:
        names: Rows of the table ``names``: what is known of the names that the documents mention.
        standoff_only: Leave out the text and its tokens; spans point to places in the source file.

    Returns:
        Counts: documents, names listed, and spans that are in ``standOff`` but not in the body, by layer.
    """
    counts: Counter[str] = Counter()
    known = {row["id"]: row for row in names}
    made = (_tei(document, known, counts, standoff_only) for document in documents)
    first = list(islice(made, 2))
    if len(first) == 1:
        tree = etree.ElementTree(first[0])
        tree.write(path, encoding="UTF-8", xml_declaration=True)
    else:
        _write_corpus(chain(first, made), path)
    return dict(counts)


def _write_corpus(texts: Iterator[Any], path: Path) -> None:
    with etree.xmlfile(str(path), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(f"{{{TEI}}}teiCorpus", nsmap={None: TEI}):
            file.write(corpus_header())
            for text in texts:
                file.write(text)


def _tei(
    document: Document,
    known: Mapping[str, Mapping[str, Any]],
    counts: Counter[str],
    standoff_only: bool,
) -> Any:
    prefix = xml_id(document.id)
    made = element("TEI", xml_id=prefix, xml_lang=document.lang, n=document.id)
    made.append(header(document))
    if not standoff_only:
        text = sub(made, "text")
        text.append(body(document, prefix, counts))
    standoff = sub(made, "standOff")
    name_lists(standoff, document, prefix, known, counts, standoff_only)
    span_groups(standoff, document, prefix, standoff_only)
    if not len(standoff):
        made.remove(standoff)
    _lay_out(made)
    counts["documents"] += 1
    return made


def _lay_out(made: Any) -> None:
    """Put line breaks around elements that hold no text of the document."""
    for one in made.iter(*(f"{{{TEI}}}{name}" for name in _LAID_OUT)):
        if one.text is None and len(one):
            one.text = "\n"
        for child in one:
            child.tail = "\n"


_LAID_OUT = [
    "TEI",
    "teiHeader",
    "fileDesc",
    "titleStmt",
    "publicationStmt",
    "sourceDesc",
    "encodingDesc",
    "profileDesc",
    "text",
    "body",
    "div",
    "standOff",
    "spanGrp",
    "span",
    "fs",
    "listOrg",
    "listPerson",
    "listPlace",
    "listBibl",
    "listEvent",
    "listObject",
    "listNym",
    "org",
    "person",
    "place",
    "bibl",
    "event",
    "object",
    "nym",
]
