"""A large annotated corpus: the documents of built ones again and again, their dates moved and some names renamed.

    python benchmarks/copies.py OUTPUT --tokens 10_000_000 build/corpus [CORPUS …]

Every copy has ids, a title and dates of its own; one name in five has another id in each of 500 copies, so that there
are as many names, dates and documents as a large corpus has. Texts are the same.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.writer import write_corpus
from corpus_tools.model import Document, Span
from corpus_tools.names import NameAuthority

YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
DATED = ("value", "edtf", "earliest", "latest")
VARIANTS = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--tokens", type=lambda text: int(text.replace("_", "")), default=10_000_000)
    parser.add_argument("--names", type=Path, default=Path("annotations/names"))
    chosen = parser.parse_args()
    documents = [document for folder in chosen.corpora for document in Corpus(folder).documents()]
    size = sum(len(document.tokens or ()) for document in documents)
    copies = (copy(one, number) for number in range(-(-chosen.tokens // size)) for one in documents)
    counts = write_corpus(copies, chosen.output, authority=NameAuthority.load(chosen.names))
    print(f"{counts.documents:,} documents, {counts.tokens:,} tokens")


def copy(document: Document, number: int) -> Document:
    layers = {name: [varied(span, number) for span in spans] for name, spans in document.layers.items()}
    metadata = {**document.metadata, "title": f"{document.metadata.get('title')} {number}"}
    return replace(document, id=f"{document.id}-{number:05}", metadata=metadata, layers=layers)


def varied(span: Span, number: int) -> Span:
    known = span.attributes
    changed: dict[str, Any] = {}
    if span.layer == "date":
        years = number * 7 % 120 - 60
        for name in DATED:
            if isinstance(known.get(name), str):
                changed[name] = YEAR.sub(lambda year: f"{int(year[0]) + years:04}", known[name])
    elif known.get("name_id") and sum(map(ord, known["name_id"])) % 5 == 0:
        changed["name_id"] = f"{known['name_id']}~{number % VARIANTS}"
    return replace(span, attributes={**known, **changed})


if __name__ == "__main__":
    main()
