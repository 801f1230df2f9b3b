"""Parts of a corpus to one: tables joined while they are read, and parts merged on disk."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.corpus.manifest import commit_part, start_part
from corpus_tools.corpus.texts import BORDERS, Texts, TextWriter
from corpus_tools.index import Index, IndexWriter, StructuralAttribute

if TYPE_CHECKING:
    import pyarrow as pa

    from corpus_tools.corpus.reader import Corpus

CHUNK = 1 << 22
POSITIONS = {"documents": ("first",), "tokens": ("cpos",), "spans": ("first", "last")}
"""The columns of a table that hold corpus positions."""


def compact(folder: str | Path) -> int:
    """Merge the parts of a corpus into one and return how many there were.

    The corpus stays as it was until the merged part is whole.
    """
    from corpus_tools.corpus.reader import Corpus

    corpus = Corpus(folder)
    if len(corpus.parts) > 1:
        work = start_part(corpus.folder)
        try:
            _write_merged(corpus, work)
            commit_part(corpus.folder, work, corpus.manifest)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise
    return len(corpus.parts)


def _write_merged(corpus: Corpus, work: Path) -> None:
    write_index(corpus.index, work / "index")
    if all((part / BORDERS).exists() for part in corpus.parts):
        writer = TextWriter(work)
        for part in corpus.parts:
            texts = Texts(part)
            for number in range(len(texts)):
                writer.add(texts[number])
        writer.close()
    if all((part / "tables").is_dir() for part in corpus.parts):
        _write_tables(corpus, work / "tables")


def write_index(index: Index, folder: Path) -> None:
    """Write an index that is there, such as a joined one, as a new one."""
    structural = {name: one.attributes for name, one in index.structural.items()}
    sets = [
        f"{name}_{attribute}"
        for name, one in index.structural.items()
        for attribute in one.attributes
        if one.is_set(attribute)
    ]
    with IndexWriter(
        folder, positional=list(index.positional), structural=structural, set_valued=sets
    ) as writer:
        values = {
            name: list(map(one.lexicon.decoded().__getitem__, one.of_tuples.tolist()))
            for name, one in index.positional.items()
        }
        for start in range(0, index.n_tokens, CHUNK):
            codes = np.asarray(index.tuples.column[start : start + CHUNK])
            writer.add_tokens({name: (codes, own) for name, own in values.items()})
        for name in index.number_columns:
            writer.add_numbers(name, np.asarray(index.numbers(name)))
        for name, structure in index.structural.items():
            writer.add_regions(
                name,
                structure.starts,
                structure.ends,
                {key: list(_values(structure, key)) for key in structure.attributes},
            )


def _values(structure: StructuralAttribute, attribute: str) -> Iterator[Any]:
    codes, lexicon = structure.values(attribute)
    known = [*lexicon.decoded(), None]
    found = [known[code] for code in codes.tolist()]
    if not structure.is_set(attribute):
        yield from found
        return
    offsets = structure.set_offsets(attribute).tolist()
    for start, end in itertools.pairwise(offsets):
        yield found[start:end]


# ------------------------------------------------------------------------------------------------- tables


def read_table(corpus: Corpus, name: str) -> pa.Table:
    """Read a table of all parts, with the corpus positions that the whole corpus has."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables, offset = [], 0
    for part in corpus.parts:
        table = pq.read_table(part / "tables" / f"{name}.parquet")
        tables.append(_moved(table, POSITIONS.get(name, ()), offset))
        offset += _n_tokens(part)
    if len(tables) == 1:
        return tables[0]
    joined = pa.concat_tables(tables).unify_dictionaries()
    return _names_once(joined) if name == "names" else joined


def _n_tokens(part: Path) -> int:
    return Index(part / "index").n_tokens


def _moved(table: pa.Table, columns: tuple[str, ...], offset: int) -> pa.Table:
    import pyarrow.compute as pc

    for column in columns if offset else ():
        place = table.schema.get_field_index(column)
        table = table.set_column(place, table.schema.field(place), pc.add(table[column], offset))
    return table


def _names_once(names: pa.Table) -> pa.Table:
    """Keep each name once, as the last part has it, with the mentions of all parts."""
    import pyarrow as pa

    mentions: Counter[str] = Counter()
    rows: dict[str, dict[str, Any]] = {}
    for row in names.to_pylist():
        mentions[row["id"]] += row["mentions"] or 0
        rows[row["id"]] = row
    kept = [{**row, "mentions": mentions[name]} for name, row in rows.items()]
    return pa.Table.from_pylist(kept, schema=names.schema)


def _write_tables(corpus: Corpus, folder: Path) -> None:
    import pyarrow.parquet as pq

    from corpus_tools.corpus.tables import SCHEMAS

    folder.mkdir(parents=True)
    for name, schema in SCHEMAS.items():
        if name == "names":
            pq.write_table(
                read_table(corpus, name).cast(schema), folder / f"{name}.parquet", compression="zstd"
            )
            continue
        offset = 0
        with pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
            for part in corpus.parts:
                source = pq.ParquetFile(part / "tables" / f"{name}.parquet")
                for group in range(source.num_row_groups):
                    table = _moved(source.read_row_group(group), POSITIONS.get(name, ()), offset)
                    writer.write_table(table.cast(schema))
                offset += _n_tokens(part)
