"""One file per file format, writer and reader together."""

from __future__ import annotations

EXPORTS: dict[str, str] = {
    "conllu": "corpus_tools.formats.conllu:write",
    "docbin": "corpus_tools.formats.docbin:write",
    "jsonl": "corpus_tools.formats.jsonl:write",
}
"""The formats a corpus is exported to, each ``module:attribute``; others come from the entry-point group
``corpus_tools.exports``."""
