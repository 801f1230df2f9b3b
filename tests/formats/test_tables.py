"""The tables as other programs read them, and their columns as docs/tables.md has them."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reader import TABLES
from corpus_tools.corpus.tables import SCHEMAS
from corpus_tools.errors import FormatError
from corpus_tools.formats import parquet
from corpus_tools.formats.standoff import SPELLING_TOKENS

ROOT = Path(__file__).parent.parent.parent
QUESTION = "SELECT name_id, count(*) FROM mentions WHERE name_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"


def _rows(chapter: Corpus) -> dict[str, int]:
    return {table: len(chapter.table(table)) for table in TABLES}


def test_sqlite_reads_them(chapter: Corpus, exported: Callable[..., Path]) -> None:
    with closing(sqlite3.connect(exported("sqlite"))) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
        forms = database.execute("SELECT value FROM names, json_each(ja) WHERE names.id = 'DOC09'").fetchall()
    assert counts == _rows(chapter)
    assert forms == [("ブダペスト覚書",)]


def test_duckdb_reads_every_form_the_same(chapter: Corpus, exported: Callable[..., Path]) -> None:
    with duckdb.connect(str(exported("duckdb")), read_only=True) as database:
        counts = {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
        by_duckdb = database.execute(QUESTION).fetchall()
        for table in TABLES:
            path = exported("parquet") / f"{table}.parquet"
            left = database.execute(f"SELECT count(*) FROM (FROM {table} EXCEPT FROM '{path}')").fetchone()
            assert left == (0,), table
        path = exported("csv") / "tokens.csv"
        words = database.execute(f"SELECT word FROM read_csv('{path}', all_varchar = true)").fetchall()
    with closing(sqlite3.connect(exported("sqlite"))) as database:
        by_sqlite = database.execute(QUESTION).fetchall()
    assert counts == _rows(chapter)
    assert by_duckdb == by_sqlite
    assert [word for (word,) in words] == chapter.table("tokens")["word"].tolist()


def test_python_and_pandas_read_the_csv(chapter: Corpus, exported: Callable[..., Path]) -> None:
    folder = exported("csv")
    for table in TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == len(chapter.table(table))
        assert list(rows[0]) == [name for name in SCHEMAS[table].names if name != "pieces"]
    frame = pd.read_csv(folder / "spans.csv", dtype=str, keep_default_na=False)
    assert frame["surface"].tolist() == chapter.table("spans")["surface"].tolist()


def test_pages_of_parquet_have_checksums(exported: Callable[..., Path]) -> None:
    path = exported("parquet") / "tokens.parquet"
    with path.open("r+b") as stream:
        data = bytearray(stream.read())
    damaged = path.with_name("damaged.parquet")
    damaged.write_bytes(bytes(data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]))
    with pytest.raises(OSError, match="CRC"):
        pq.read_table(damaged, page_checksum_verification=True)
    damaged.unlink()


@pytest.mark.parametrize("format_", ["csv", "duckdb", "parquet", "sqlite"])
def test_standoff_tables_spell_nothing(format_: str, exported: Callable[..., Path]) -> None:
    place = exported(format_, standoff_only=True)
    files = [path for path in place.rglob("*") if path.name != "manifest.json"] if place.is_dir() else [place]
    for path in files:
        data = path.read_bytes()
        assert "不支持".encode() not in data
        assert "ロシアがウクライナ".encode() not in data


def test_standoff_of_one_document_leaves_the_others_whole(mini: Corpus, tmp_path: Path) -> None:
    hidden = next(mini.documents()).id
    parquet.write(mini, tmp_path, standoff_only={hidden})
    tokens = pd.read_parquet(tmp_path / "tokens.parquet")
    spelt = tokens[list(SPELLING_TOKENS)].notna().any(axis=1)
    assert spelt.eq(tokens["document"] != hidden).all()
    documents = pd.read_parquet(tmp_path / "documents.parquet")
    assert documents["text"].isna().tolist() == (documents["document"] == hidden).tolist()


def test_what_is_missing_is_named(mini: Corpus, tmp_path: Path) -> None:
    parquet.write(mini, tmp_path)
    table = pq.read_table(tmp_path / "spans.parquet").drop_columns(["origin"])
    pq.write_table(table, tmp_path / "spans.parquet")
    with pytest.raises(FormatError, match=r"table spans: the columns origin are missing\. .*export it again"):
        list(parquet.read(tmp_path))


def test_every_column_is_in_the_docs() -> None:
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", text))))
    assert sorted({name for schema in SCHEMAS.values() for name in schema.names} - named) == []


def test_lists_are_json_where_there_are_none(exported: Callable[..., Path]) -> None:
    frame = pd.read_csv(exported("csv") / "names.csv").set_index("id")
    assert json.loads(frame.loc["DOC09", "ja"]) == ["ブダペスト覚書"]
