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
    "brat": "corpus_tools.formats.brat:write",
    "cas-json": "corpus_tools.formats.cas:write_json",
    "cas-xmi": "corpus_tools.formats.cas:write_xmi",
    "conllu": "corpus_tools.formats.conllu:write",
    "conllup": "corpus_tools.formats.conllup:write",
    "csv": "corpus_tools.formats.csv_tables:write",
    "docbin": "corpus_tools.formats.docbin:write",
    "doccano": "corpus_tools.formats.doccano:write",
    "duckdb": "corpus_tools.formats.duckdb:write",
    "graphml": "corpus_tools.formats.graphml:write",
    "hf": "corpus_tools.formats.hf:write",
    "iob2": "corpus_tools.formats.iob2:write",
    "jsonl": "corpus_tools.formats.jsonl:write",
    "labelstudio": "corpus_tools.formats.labelstudio:write",
    "labelstudio-config": "corpus_tools.formats.labelstudio:write_config",
    "parquet": "corpus_tools.formats.parquet:write",
    "prodigy": "corpus_tools.formats.prodigy:write",
    "skos": "corpus_tools.formats.skos:write",
    "sqlite": "corpus_tools.formats.sqlite:write",
    "tbx": "corpus_tools.formats.tbx:write",
    "tei": "corpus_tools.formats.tei:write",
    "tmx": "corpus_tools.formats.tmx:write",
    "vrt": "corpus_tools.formats.vrt:write",
    "w3c": "corpus_tools.formats.w3c:write",
    "webanno": "corpus_tools.formats.webanno:write",
}
"""The formats a corpus is exported to, each ``module:attribute``; others come from the entry-point group
``corpus_tools.exports``."""

NAME_FORMATS: dict[str, str] = {
    "csv": "corpus_tools.formats.names_csv",
    "skos": "corpus_tools.formats.skos",
    "tbx": "corpus_tools.formats.tbx",
    "tmx": "corpus_tools.formats.tmx",
}
"""The formats of name lists: modules with ``write(names, stream)`` and ``read(path)``. ``export csv`` writes all tables;
``names export csv`` writes the name list as one table."""

READERS: dict[str, str] = {
    "conllu": "corpus_tools.formats.conllu:read",
    "conllup": "corpus_tools.formats.conllup:read",
    "csv": "corpus_tools.formats.csv_tables:read",
    "docbin": "corpus_tools.formats.docbin:read",
    "duckdb": "corpus_tools.formats.duckdb:read",
    "hf": "corpus_tools.formats.hf:read",
    "iob2": "corpus_tools.formats.iob2:read",
    "jsonl": "corpus_tools.formats.jsonl:read",
    "parquet": "corpus_tools.formats.parquet:read",
    "sqlite": "corpus_tools.formats.sqlite:read",
    "tei": "corpus_tools.formats.tei:read",
    "vrt": "corpus_tools.formats.vrt:read",
}
"""The formats that documents are read from, each ``module:attribute``; others come from the entry-point group
``corpus_tools.readers``."""

CORRECTIONS: dict[str, str] = {
    "brat": "corpus_tools.formats.brat:read",
    "cas-json": "corpus_tools.formats.cas:read_json",
    "cas-xmi": "corpus_tools.formats.cas:read_xmi",
    "doccano": "corpus_tools.formats.doccano:read",
    "labelstudio": "corpus_tools.formats.labelstudio:read",
    "prodigy": "corpus_tools.formats.prodigy:read",
    "w3c": "corpus_tools.formats.w3c:read",
    "webanno": "corpus_tools.formats.webanno:read",
}
"""The annotation tools that corrections come back from, each ``module:attribute``; others come from the entry-point
group ``corpus_tools.corrections``. Such a reader takes a path and yields texts with marks, which are compared with the
annotation and merged into it."""
