"""A folder for ``spacy train``: ``DocBin`` files, a config that names our tokenizer, a manifest with counts.

In the folder, ``spacy train config.cfg`` trains named entity recognition on ``train.spacy``, which holds whole
documents (spaCy cuts them at sentences as it reads). ``dev.spacy`` is there if paragraphs were set aside;
without it the config scores on the training data, which says little.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from spacy.lang.ja import JapaneseDefaults
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab, create_vocab

from corpus_tools._version import __version__
from corpus_tools.errors import FormatError
from corpus_tools.formats.spacy_doc import USER_DATA, from_spacy, to_spacy
from corpus_tools.model import Document

_ATTRIBUTES = (
    "ORTH",
    "SPACY",
    "TAG",
    "POS",
    "LEMMA",
    "MORPH",
    "SENT_START",
    "ENT_IOB",
    "ENT_TYPE",
    "ENT_KB_ID",
)


def write(documents: Iterable[Document], folder: Path, *, dev_every: int = 0) -> int:
    """Write documents with tokens into a folder, which is made.

    Args:
        dev_every: Set every n-th paragraph aside in ``dev.spacy``; the others then stand in ``train.spacy``
            one by one. By default nothing is set aside, and ``read`` gives the documents back whole.

    Returns:
        The number of documents.
    """
    vocab = create_vocab("ja", JapaneseDefaults)
    bins = {"train": _bin(), **({"dev": _bin()} if dev_every else {})}
    counts: Counter[str] = Counter()
    for document in documents:
        doc = to_spacy(document, vocab=vocab)
        _count(counts, doc)
        for number, part in enumerate(_paragraphs(document, doc) if dev_every else [doc], start=1):
            bins["dev" if dev_every and number % dev_every == 0 else "train"].add(part)
    folder.mkdir(parents=True, exist_ok=True)
    for name, docs in bins.items():
        docs.to_disk(folder / f"{name}.spacy")
    _write_config(folder, dev="dev" if dev_every else "train")
    _write_manifest(folder, counts, {name: len(docs) for name, docs in bins.items()})
    return counts["documents"]


def read(folder: Path) -> Iterator[Document]:
    """Read the documents of a folder back, training data first.

    Raises:
        FormatError: The folder has no ``train.spacy``.
    """
    if not (folder / "train.spacy").is_file():
        raise FormatError(f"{folder} has no train.spacy. Give a folder that `export docbin` wrote.")
    vocab = create_vocab("ja", JapaneseDefaults)
    for name in ("train", "dev"):
        path = folder / f"{name}.spacy"
        if path.is_file():
            yield from map(from_spacy, _docs(path, vocab))


def _docs(path: Path, vocab: Vocab) -> Iterator[Doc]:
    docs: Iterator[Doc] = DocBin().from_disk(path).get_docs(vocab)
    return docs


def _bin() -> DocBin:
    return DocBin(attrs=_ATTRIBUTES, store_user_data=True)


def _paragraphs(document: Document, doc: Doc) -> Iterator[Doc]:
    """Yield the blocks of a document as documents; what stands between them is white space."""
    for block in document.blocks:
        part = doc.char_span(block.start, block.end, alignment_mode="expand")
        if part is not None:
            yield part.as_doc()


def _count(counts: Counter[str], doc: Doc) -> None:
    counts["documents"] += 1
    counts["tokens"] += sum(not token.is_space for token in doc)
    counts["entities"] += len(doc.ents)
    counts["entities_dropped"] += doc.user_data[USER_DATA]["entities_dropped"]
    for layer, group in doc.spans.items():
        counts[f"spans.{layer}"] += len(group)
    for entity in doc.ents:
        counts[f"label.{entity.label_}"] += 1


def _write_config(folder: Path, *, dev: str) -> None:
    text = files("corpus_tools.formats").joinpath("spacy_ner.cfg").read_text(encoding="utf-8")
    (folder / "config.cfg").write_text(text.replace("DEV_FILE", f"{dev}.spacy"), encoding="utf-8")


def _write_manifest(folder: Path, counts: Counter[str], docs: dict[str, int]) -> None:
    manifest: dict[str, Any] = {
        "format": "docbin",
        "corpus_tools": __version__,
        "spacy": version("spacy"),
        "tokenizer": "corpus_tools.UniDicTokenizer.v1",
        "docs": docs,
        "counts": dict(sorted(counts.items())),
        "note": "doc.ents keeps the longest entity where several overlap; doc.spans['entity'] has all.",
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
