"""A folder for ``spacy train``: ``DocBin`` files, a config that names our tokenizer, a manifest with counts.

In the folder, ``spacy train config.cfg`` trains named entity recognition on ``train.spacy``, which holds whole
documents (spaCy cuts them at sentences as it reads), or pieces of them if the corpus was split. ``dev.spacy`` is there
then; without it the config scores on the training data, which says little.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from spacy.lang.ja import JapaneseDefaults
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab, create_vocab

from corpus_tools._version import __version__
from corpus_tools.errors import FormatError
from corpus_tools.formats.reading import checked, malformed
from corpus_tools.formats.spacy_doc import USER_DATA, from_spacy, to_spacy
from corpus_tools.formats.splits import PARTS
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


def write(parts: Mapping[str, Iterable[Document]] | Iterable[Document], folder: Path) -> int:
    """Write documents with tokens into a folder, which is made: one ``.spacy`` file a part.

    Args:
        parts: Documents by part (``train``, ``dev``, ``test``), or all of them, which are ``train``.

    Returns:
        The number of documents. The folder's manifest says how many tokens, entities and spans there are, and how
        many entities ``doc.ents`` could not hold.
    """
    parts = parts if isinstance(parts, Mapping) else {"train": parts}
    vocab = create_vocab("ja", JapaneseDefaults)
    bins = {name: _bin() for name in parts}
    counts: Counter[str] = Counter()
    for name, documents in parts.items():
        for document in documents:
            doc = to_spacy(document, vocab=vocab)
            _count(counts, doc)
            bins[name].add(doc)
    folder.mkdir(parents=True, exist_ok=True)
    for name, docs in bins.items():
        docs.to_disk(folder / f"{name}.spacy")
    _write_config(folder, dev="dev" if "dev" in parts else "train")
    _write_manifest(folder, counts, {name: len(docs) for name, docs in bins.items()})
    return counts["documents"]


def read(folder: Path) -> Iterator[Document]:
    """Read the documents of a folder back, training data first.

    Raises:
        FormatError: The folder has no ``train.spacy``, or a file of it is damaged.
    """
    if not (folder / "train.spacy").is_file():
        raise FormatError(f"{folder} has no train.spacy. Give a folder that `export docbin` wrote.")
    vocab = create_vocab("ja", JapaneseDefaults)
    for name in PARTS:
        path = folder / f"{name}.spacy"
        if path.is_file():
            yield from _documents(path, vocab)


def _documents(path: Path, vocab: Vocab) -> Iterator[Document]:
    remedy = "The file is damaged; export it again."
    with malformed(str(path), remedy):
        try:
            docs = iter(DocBin().from_disk(path).get_docs(vocab))
            documents = [checked(from_spacy(doc)) for doc in docs]
        except (zlib.error, OSError) as error:
            raise FormatError(f"{path}: {error}. {remedy}") from error
    yield from documents


def _bin() -> DocBin:
    return DocBin(attrs=_ATTRIBUTES, store_user_data=True)


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
