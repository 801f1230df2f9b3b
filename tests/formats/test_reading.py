"""What is written comes back; what is damaged is refused with its place and a remedy."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusToolsError, FormatError
from corpus_tools.formats import EXPORTS, READERS
from corpus_tools.formats.export import can_leave_out_text, export
from corpus_tools.formats.reading import read
from corpus_tools.model import Document

LOSSLESS = sorted(READERS.keys() - {"hf", "iob2"})
WITH_SOURCES = {"csv", "docbin", "duckdb", "parquet", "sqlite"}
BY_LINE = {"conllu", "conllup", "iob2", "jsonl", "tei", "vrt"}


def _same(left: Document, right: Document) -> None:
    for name in ("id", "text", "lang", "metadata", "blocks", "layers"):
        assert getattr(left, name) == getattr(right, name), name
    assert list(left.tokens.rows()) == list(right.tokens.rows())


@pytest.mark.parametrize("format_", LOSSLESS)
def test_the_chapter_comes_back(
    format_: str, exported: Callable[..., Path], chapter_document: Document
) -> None:
    (back,) = read(format_, exported(format_))
    _same(back, chapter_document)
    if format_ in WITH_SOURCES:
        assert back.offsets.pieces == chapter_document.offsets.pieces


@pytest.mark.parametrize("format_", LOSSLESS)
def test_several_documents_come_back(format_: str, mini: Corpus, tmp_path: Path) -> None:
    export(mini, format_, tmp_path / "out")
    for back, document in zip(read(format_, tmp_path / "out"), mini.documents(), strict=True):
        _same(back, document)


def test_every_reader_has_its_writer() -> None:
    assert READERS.keys() <= EXPORTS.keys()


@pytest.mark.parametrize("format_", sorted(READERS))
def test_a_missing_file_is_named(format_: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="nothing-here"):
        list(read(format_, tmp_path / "nothing-here"))


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(FormatError, match="'rtf'.*conllu"):
        list(read("rtf", Path("x")))


@pytest.mark.parametrize("format_", [name for name in sorted(READERS) if can_leave_out_text(name)])
def test_what_was_written_without_text_is_refused(format_: str, mini: Corpus, tmp_path: Path) -> None:
    export(mini, format_, tmp_path / "out", standoff_only=True)
    with pytest.raises(FormatError, match="stand-?off"):
        list(read(format_, tmp_path / "out"))


# ------------------------------------------------------------------------------------------------ damage


def _bytes(data: bytes, rng: random.Random) -> bytes:
    """Cut, flip, take out, repeat or exchange."""
    kind, place, other = rng.randrange(5), rng.randrange(len(data)), rng.randrange(len(data))
    if kind == 0:
        return data[:place]
    if kind == 1:
        return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]
    if kind == 2:
        return data[:place] + data[place + rng.randrange(1, 200) :]
    if kind == 3:
        return data[:place] + data[other : other + rng.randrange(1, 100)] + data[place:]
    lines = data.split(b"\n")
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def _characters(data: bytes, rng: random.Random) -> bytes:
    """Change a letter, digit or mark into another, so that the file stays UTF-8."""
    changed = bytearray(data)
    places = [place for place, byte in enumerate(data) if 32 <= byte < 127 or byte in b"\t\n"]
    for place in rng.sample(places, rng.choice([1, 1, 2, 5])):
        changed[place] = rng.choice(b'0123456789-+eE.{}[]":,_=|<>&;/#\\\t\n az')
    return bytes(changed)


def _damaged(format_: str, place: Path, number: int, damage: Callable[[bytes, random.Random], bytes]) -> str:
    """Read a damaged copy; return the message, or nothing where the damage does not show."""
    rng = random.Random(number)
    copy = place.with_name(f"copy-{format_}")
    shutil.copytree(place, copy) if place.is_dir() else shutil.copy(place, copy)
    kept = ("manifest.json", "config.cfg", "README.md")
    files = sorted(path for path in copy.rglob("*") if path.is_file() and path.name not in kept) or [copy]
    chosen = rng.choice(files)
    chosen.write_bytes(damage(chosen.read_bytes(), rng))
    try:
        list(read(format_, copy))
    except CorpusToolsError as error:
        assert copy.name in str(error)
        return str(error)
    finally:
        shutil.rmtree(copy) if copy.is_dir() else copy.unlink()
    return ""


def _fuzz(format_: str, mini: Corpus, folder: Path, numbers: range) -> None:
    export(mini, format_, folder / "out")
    ways = [_bytes, _characters] if format_ in BY_LINE else [_bytes]
    messages = [_damaged(format_, folder / "out", number, way) for way in ways for number in numbers]
    assert any(messages)
    for message in filter(None, messages):
        assert message.endswith(".")
        assert format_ not in BY_LINE or "line " in message, message


@pytest.mark.parametrize("format_", sorted(READERS))
def test_damage_is_said_never_raised(format_: str, mini: Corpus, tmp_path: Path) -> None:
    _fuzz(format_, mini, tmp_path, range(12))


@pytest.mark.slow
@pytest.mark.parametrize("format_", sorted(READERS))
def test_much_damage_is_said_never_raised(format_: str, mini: Corpus, tmp_path: Path) -> None:
    _fuzz(format_, mini, tmp_path, range(100, 160))
