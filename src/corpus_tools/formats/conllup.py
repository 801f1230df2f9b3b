"""CoNLL-U Plus: CoNLL-U without the syntax that nobody annotated, and with columns for what is annotated.

``# global.columns`` names them: ``ID FORM LEMMA UPOS XPOS MISC``, then of this project ``CT:READING CT:ENTITY
CT:NAME_ID CT:DATE CT:VALUE``. Where entities nest, the outermost stands first: ``B-ORG,B-GPE``. The comments are those of
CoNLL-U.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from corpus_tools.formats.conllu.reading import COLUMNS, Sentence, documents, sentences
from corpus_tools.formats.conllu.writing import document_lines
from corpus_tools.model import Document

_OWN = {
    "Reading": "CT:READING",
    "Entity": "CT:ENTITY",
    "NameID": "CT:NAME_ID",
    "Date": "CT:DATE",
    "DateValue": "CT:VALUE",
}
_STANDARD = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "MISC")


def write(documents: Iterable[Document], stream: TextIO, *, standoff_only: bool = False) -> int:
    """Write documents with tokens.

    Args:
        standoff_only: Leave out the text and whatever spells it, as ``conllu`` does.

    Returns:
        The number of documents.
    """
    stream.write(f"{COLUMNS} {' '.join((*_STANDARD, *_OWN.values()))}\n")
    number = 0
    for document in documents:
        for line in document_lines(document, standoff_only):
            stream.write((line if line[:1] in ("#", "") else _plus(line)) + "\n")
        number += 1
    return number


def read(stream: TextIO, *, name: str = "input") -> Iterator[Document]:
    """Read documents, as ``conllu`` does; columns that are not known are left out.

    Raises:
        FormatError: A line does not have the columns that ``# global.columns`` names, or has wrong values.
    """
    found = sentences(stream, name)
    yield from documents(((line, _classic(sentence)) for line, sentence in found), name)


def _plus(line: str) -> str:
    columns = line.split("\t")
    misc = dict(item.partition("=")[::2] for item in columns[9].split("|")) if columns[9] != "_" else {}
    own = [misc.pop(key, "_") for key in _OWN]
    rest = "|".join(f"{key}={value}" for key, value in misc.items()) or "_"
    return "\t".join((*columns[:5], rest, *own))


def _classic(sentence: Sentence) -> Sentence:
    """Put our own columns back into MISC."""
    for token in sentence:
        misc = token.get("misc") or {}
        for key, column in _OWN.items():
            value = token.get(column.lower())
            if value not in (None, "", "_"):
                misc[key] = value
        token["misc"] = misc
        for field in ("lemma", "upos", "xpos"):
            token.setdefault(field, None)
    return sentence
