"""CoNLL-U treebanks, for their text: tokens are made anew."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_tools.errors import SourceError
from corpus_tools.sources import SourceText
from corpus_tools.sources.binary import read_bytes
from corpus_tools.sources.markup import MarkedText


def read_conllu_file(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read the text of a CoNLL-U file: sentences follow one another in a paragraph until ``# newpar``.

    Without paragraphs each sentence is a block. Several documents in a file are read as one.

    Raises:
        SourceError: A line is not CoNLL-U, or a sentence has no text.
    """
    import conllu

    path = Path(path)
    try:
        data = read_bytes(path).decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(f"{path}: {error}. CoNLL-U is UTF-8; name another with --encoding.") from error
    try:
        sentences = list(conllu.parse(data))
        texts = [_text(sentence) for sentence in sentences]
    except (conllu.exceptions.ParseException, KeyError, IndexError, TypeError, ValueError) as error:
        raise SourceError(f"{path} is not CoNLL-U: {error}. Correct it there.") from error
    if not sentences:
        raise SourceError(
            f"{path} holds no sentence. CoNLL-U has ten columns, and a blank line after each sentence."
        )
    paragraphs = any("newpar" in key for one in sentences for key in one.metadata)
    text = MarkedText()
    for sentence, words in zip(sentences, texts, strict=True):
        if not paragraphs or any(key.startswith(("newpar", "newdoc")) for key in sentence.metadata):
            text.end_block()
        text.add(words)
    content, marks = text.finish()
    metadata = {"extractor": "conllu", "extractor_version": version("conllu")}
    return SourceText(path.stem, content, metadata, path, marks)


def _text(sentence: Any) -> str:
    stated = sentence.metadata.get("text")
    if stated:
        return str(stated)
    words = [token for token in sentence if isinstance(token["id"], int)]
    spaced = [(t["form"], (t["misc"] or {}).get("SpaceAfter") == "No") for t in words]
    return "".join(form if tight else f"{form} " for form, tight in spaced).strip()
