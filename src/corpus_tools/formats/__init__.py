"""One file per file format, writer and reader together."""
