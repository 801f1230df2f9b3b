"""A file that was cut, changed or is missing gives an error that names it and says what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_tools.errors import CorpusError
from corpus_tools.index import Index, IndexWriter
from corpus_tools.query import evaluate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with IndexWriter(tmp_path, positional=["word"], structural={"s": ("n",)}) as writer:
        writer.add_tokens({"word": ["a", "b", "a"]})
        writer.add_regions("s", [0], [3], {"n": ["1"]})
    return tmp_path


FILES = [
    "word.lexicon",
    "word.lexicon-offsets",
    "tuples.column",
    "tuples.postings",
    "word.of-tuples",
    "tuples.postings-offsets",
    "word.by-value",
    "word.by-value-offsets",
    "word.frequencies",
    "word.codes",
    "tuples.bits",
    "s.starts",
    "s.ends",
    "s.start-bits",
    "s_n.lexicon",
    "s_n.values",
]


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_named_on_opening(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CorpusError, match=f"{name} has .* bytes instead of .* build the corpus again"):
        Index(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_on_opening(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CorpusError, match=f"{name} is missing"):
        Index(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_byte_is_found(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[0] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(CorpusError, match=f"{name} is damaged"):
        Index(folder).verify()


def test_a_flipped_byte_is_found_when_a_query_meets_it(folder: Path) -> None:
    (folder / "word.lexicon").write_bytes(b"a\nc\n")
    with pytest.raises(CorpusError, match="word.lexicon is damaged"):
        evaluate(Index(folder), '"a"')


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_and_any_cut_is_found(folder: Path, data: st.DataObject) -> None:
    path = folder / data.draw(st.sampled_from([*FILES, "manifest.json"]))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    flipped = bytearray(content)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    for damaged in (bytes(flipped), content[:place]):
        path.write_bytes(damaged)
        with pytest.raises(CorpusError, match=path.name):
            Index(folder).verify()
    path.write_bytes(content)
    Index(folder).verify()


def changed(folder: Path, **entries: object) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, **entries}), encoding="utf-8")


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"version": 99}, "index version 99; this program reads version 2"),
        ({"format": "something else"}, "not the manifest of a corpus-tools index"),
        ({"n_tokens": 4}, "do not fit its checksum"),
    ],
)
def test_another_manifest_is_refused(folder: Path, entries: dict[str, object], message: str) -> None:
    changed(folder, **entries)
    with pytest.raises(CorpusError, match=message):
        Index(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]"])
def test_a_damaged_manifest_is_refused(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(CorpusError, match=r"manifest\.json is"):
        Index(folder)
