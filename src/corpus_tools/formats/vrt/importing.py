"""A vertical text becomes a corpus folder, in bounded memory."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus_tools._version import __version__
from corpus_tools.corpus.manifest import append_part, commit_part, start_part
from corpus_tools.errors import CorpusError, FormatError
from corpus_tools.formats.vrt.blocks import Block, Tag, read_blocks
from corpus_tools.index import IndexWriter

TEXT = "text"


@dataclass
class ImportReport:
    """What an import made, and what it left out.

    Attributes:
        empty_regions: Regions without a token, by name; they are not imported.
    """

    tokens: int = 0
    regions: dict[str, int] = field(default_factory=dict)
    empty_regions: dict[str, int] = field(default_factory=dict)


def import_vrt(
    path: str | Path, folder: str | Path, *, attributes: Sequence[str], append: bool = False
) -> ImportReport:
    """Make a corpus folder from a VRT file, in bounded memory.

    Args:
        path: The file; one that ends in ``.gz`` is decompressed.
        folder: Where the corpus goes.
        attributes: The names of the columns, such as ``["word", "lemma", "pos"]``.
        append: Add the file to the corpus that is there, as a part of its own.

    Raises:
        FormatError: The file is not well formed; the message names the line.
        CorpusError: There is no corpus to add to, or it has other attributes.
    """
    path, folder = Path(path), Path(folder)
    if append:
        _check_attributes(folder, attributes)
    work = start_part(folder)
    try:
        report = _write_index(path, work / "index", attributes)
        commit = append_part if append else commit_part
        commit(folder, work, {"corpus_tools": __version__, "made_from": path.name, "counts": asdict(report)})
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return report


def _check_attributes(folder: Path, attributes: Sequence[str]) -> None:
    from corpus_tools.corpus import Corpus

    known = tuple(Corpus(folder).index.positional)
    if tuple(attributes) != known:
        raise CorpusError(
            f"The corpus in {folder} has the attributes {','.join(known)}, the file is to have "
            f"{','.join(attributes)}. Name the same ones in the same order."
        )


def _write_index(path: Path, folder: Path, attributes: Sequence[str]) -> ImportReport:
    report = ImportReport()
    with IndexWriter(folder, positional=list(attributes), structural={}) as writer:
        importer = _Importer(path, writer, report)
        for block in read_blocks(path, attributes=attributes):
            importer.add(block, attributes)
        importer.finish()
    report.tokens = writer.n_tokens
    return report


class _Importer:
    """Puts blocks into an index and matches opening with closing tags."""

    def __init__(self, path: Path, writer: IndexWriter, report: ImportReport) -> None:
        self._path = path
        self._writer = writer
        self._report = report
        self._open: dict[str, list[tuple[int, Tag]]] = {}
        self._columns: list[list[str]] = []

    def add(self, block: Block, attributes: Sequence[str]) -> None:
        first = self._writer.n_tokens
        self._columns = self._columns or [[] for _ in attributes]
        for column, values in zip(
            self._columns, zip(*block.rows[len(self._columns[0]) :], strict=True), strict=False
        ):
            column.extend(values)
        self._writer.add_tokens(
            {name: (block.codes, column) for name, column in zip(attributes, self._columns, strict=True)}
        )
        closed: dict[str, list[tuple[int, int, Tag]]] = {}
        for tag, place in zip(block.tags, (block.places + first).tolist(), strict=True):
            if tag.empty:
                self._count_empty(tag.name, 1)
            elif not tag.closing:
                self._open.setdefault(tag.name, []).append((place, tag))
            elif self._open.get(tag.name):
                start, opening = self._open[tag.name].pop()
                closed.setdefault(tag.name, []).append((start, place, opening))
            else:
                raise self._error(tag, "closes what is not open", f"Write <{tag.name}> before it.")
        for name, regions in closed.items():
            self._add_regions(name, regions)

    def finish(self) -> None:
        """Check that all is closed; a file without texts is one text."""
        for opened in self._open.values():
            for _, tag in opened[:1]:
                raise self._error(tag, "is never closed", f"Write </{tag.name}> where it ends.")
        if TEXT not in self._report.regions and self._writer.n_tokens:
            self._add_regions(
                TEXT, [(0, self._writer.n_tokens, Tag(TEXT, False, {"id": self._path.stem}, False, 0))]
            )

    def _add_regions(self, name: str, regions: list[tuple[int, int, Tag]]) -> None:
        filled = [region for region in regions if region[0] < region[1]]
        self._count_empty(name, len(regions) - len(filled))
        self._report.regions[name] = self._report.regions.get(name, 0) + len(filled)
        attributes = list(dict.fromkeys(key for _, _, tag in filled for key in tag.values))
        self._writer.declare(name, attributes)
        values = {key: [tag.values.get(key) for _, _, tag in filled] for key in attributes}
        self._writer.add_regions(name, [one[0] for one in filled], [one[1] for one in filled], values)

    def _count_empty(self, name: str, number: int) -> None:
        if number:
            self._report.empty_regions[name] = self._report.empty_regions.get(name, 0) + number

    def _error(self, tag: Tag, message: str, remedy: str) -> FormatError:
        shown = f"</{tag.name}>" if tag.closing else f"<{tag.name}>"
        return FormatError(f"{self._path}, line {tag.line}: {shown} {message}. {remedy}")
