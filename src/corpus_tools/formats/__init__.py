"""One file per file format, writer and reader together.

A writer says by the names of its parameters what it wants:

- what it writes: ``documents`` (an iterable), ``parts`` (a dict of such, by name of the split: ``train`` …), ``names``
  (the rows of the table ``names``), ``corpus``;
- where to: ``stream`` (text), ``path`` (a file), ``folder``;
- and, if it can, ``standoff_only``: leave out the text and whatever spells it.

It returns how many documents it wrote, or a dict of counts, which goes into the manifest. A reader takes a ``stream``,
``path`` or ``folder`` too, and yields documents; whatever is wrong with a file is a ``FormatError``.
"""

from __future__ import annotations

EXPORTS: dict[str, str] = {
    "conllu": "corpus_tools.formats.conllu:write",
    "conllup": "corpus_tools.formats.conllup:write",
    "docbin": "corpus_tools.formats.docbin:write",
    "csv": "corpus_tools.formats.csv_tables:write",
    "duckdb": "corpus_tools.formats.duckdb:write",
    "iob2": "corpus_tools.formats.iob2:write",
    "jsonl": "corpus_tools.formats.jsonl:write",
    "parquet": "corpus_tools.formats.parquet:write",
    "sqlite": "corpus_tools.formats.sqlite:write",
    "vrt": "corpus_tools.formats.vrt:write",
}
"""The formats a corpus is exported to, each ``module:attribute``; others come from the entry-point group
``corpus_tools.exports``."""

READERS: dict[str, str] = {
    "conllu": "corpus_tools.formats.conllu:read",
    "conllup": "corpus_tools.formats.conllup:read",
    "docbin": "corpus_tools.formats.docbin:read",
    "csv": "corpus_tools.formats.csv_tables:read",
    "duckdb": "corpus_tools.formats.duckdb:read",
    "iob2": "corpus_tools.formats.iob2:read",
    "jsonl": "corpus_tools.formats.jsonl:read",
    "parquet": "corpus_tools.formats.parquet:read",
    "sqlite": "corpus_tools.formats.sqlite:read",
    "vrt": "corpus_tools.formats.vrt:read",
}
"""The formats that documents are read from, each ``module:attribute``; others come from the entry-point group
``corpus_tools.readers``."""
