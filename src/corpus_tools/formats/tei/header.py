"""``teiHeader``: title, author, rights, origin, how the file is to be read."""

from __future__ import annotations

import json
import re
from typing import Any

from corpus_tools._version import __version__
from corpus_tools.formats.tei.xml import element, sub
from corpus_tools.model import Document

APPLICATION = "corpus-tools"
W3C_DATE = re.compile(
    r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?|--(?:0[1-9]|1[0-2])(?:-\d\d)?"
)
HOW = (
    "The content of body is the running text: the blocks (head, byline, p, ab) in order, with one line break between two "
    "of them, or with the white space that the attribute n of a milestone of unit space gives, escaped. Every span of "
    "standOff points into it: string-range(body, offset, length), offsets counted in Unicode code points from 0. Without "
    "a body, spans point to code points of the source file: source#char=start,end. In fs, strings that are lists, numbers "
    "or truth values are JSON. subtype of a span says where it comes from: gold, or auto: and the annotator."
)


def header(document: Document) -> Any:
    """Return the header of a document."""
    metadata = document.metadata
    made = element("teiHeader")
    file = sub(made, "fileDesc")
    titles = sub(file, "titleStmt")
    sub(titles, "title", _text(metadata.get("title")) or document.id)
    if author := _text(metadata.get("author")):
        sub(titles, "author", author)
    extent = sub(file, "extent")
    if document.tokens is not None:
        sub(extent, "measure", unit="tokens", quantity=str(len(document.tokens)))
    sub(extent, "measure", unit="characters", quantity=str(len(document.text)))
    _publication(file, document)
    _source(file, document)
    _encoding(made)
    _profile(made, document)
    sub(made, "xenoData", json.dumps(metadata, ensure_ascii=True, default=str), type="application/json")
    return made


def corpus_header() -> Any:
    """Return the header of a ``teiCorpus``."""
    made = element("teiHeader")
    file = sub(made, "fileDesc")
    sub(sub(file, "titleStmt"), "title", "Corpus")
    sub(sub(file, "publicationStmt"), "p", "The rights in each text are stated in its own header.")
    sub(sub(file, "sourceDesc"), "p", "The sources are described in the headers of the texts.")
    _encoding(made)
    return made


def _publication(file: Any, document: Document) -> None:
    made = sub(file, "publicationStmt")
    sub(made, "distributor", APPLICATION)
    free = document.metadata.get("redistribute")
    status = {True: "free", False: "restricted"}.get(free, "unknown") if isinstance(free, bool) else "unknown"
    availability = sub(made, "availability", status=status)
    sub(
        availability,
        "p",
        _text(document.metadata.get("rights")) or "No statement of rights came with the text.",
    )


def _source(file: Any, document: Document) -> None:
    metadata = document.metadata
    bibl = sub(sub(file, "sourceDesc"), "bibl")
    sub(bibl, "title", _text(metadata.get("title")) or document.id)
    if author := _text(metadata.get("author")):
        sub(bibl, "author", author)
    if written := _text(metadata.get("written")):
        sub(bibl, "date", written, when=written if W3C_DATE.fullmatch(written) else None)
    for key in ("provenance", "sha256"):
        if value := _text(metadata.get(key)):
            sub(bibl, "note", value, type=key)


def _encoding(made: Any) -> None:
    encoding = sub(made, "encodingDesc")
    sub(sub(encoding, "editorialDecl"), "p", HOW)
    application = sub(sub(encoding, "appInfo"), "application", ident=APPLICATION, version=__version__)
    sub(application, "label", APPLICATION)


def _profile(made: Any, document: Document) -> None:
    profile = sub(made, "profileDesc")
    if written := _text(document.metadata.get("written")):
        creation = sub(profile, "creation")
        sub(creation, "date", written, when=written if W3C_DATE.fullmatch(written) else None)
    sub(sub(profile, "langUsage"), "language", document.lang, ident=document.lang)


def _text(value: Any) -> str | None:
    return str(value) if value not in (None, "") else None
