"""What goes into an index comes out of it, without loading it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.errors import CorpusError
from corpus_tools.index import Index, IndexWriter
from corpus_tools.index.columns import sorted_positions, stable_order
from corpus_tools.index.files import lengths_to_offsets

WORDS = ["の", "𠮷", "a", "の", "", "z"]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    structural = {"s": (), "entity": ("label", "en")}
    with IndexWriter(
        tmp_path, positional=["word", "pos"], structural=structural, set_valued=["entity_en"]
    ) as writer:
        assert writer.add_tokens({"word": WORDS[:4], "pos": (np.array([0, 1, 1, 0]), ["P", "N"])}) == 0
        writer.add_regions("entity", [1, 0], [2, 3], {"label": ["X", None], "en": [["b", "a"], []]})
        assert writer.add_tokens({"word": [], "pos": []}) == 4
        assert writer.add_tokens({"word": WORDS[4:], "pos": ["P", "X"]}) == 4
        writer.add_regions("s", [4, 0], [6, 4])
        writer.add_numbers("char_start", range(6))
    return Index(tmp_path)


def test_codes_follow_the_order_of_the_values(index: Index) -> None:
    word = index.positional["word"]
    assert list(word.lexicon) == ["", "a", "z", "の", "𠮷"]
    assert word.codes.tolist() == [3, 4, 1, 3, 0, 2]
    assert word.codes.dtype == np.uint8


def test_values_positions_and_frequencies(index: Index) -> None:
    word = index.positional["word"]
    code = word.lexicon.find("の")
    assert (word.positions(code).tolist(), word.frequency(code)) == ([0, 3], 2)
    assert word.values(np.arange(6)) == WORDS
    assert word.value(1) == "𠮷"
    assert word.lexicon.find("ない") == -1
    assert index.positional["pos"].values(np.arange(6)) == ["P", "N", "N", "P", "P", "X"]


def test_regions_are_sorted_by_start_the_longest_first(index: Index) -> None:
    entity = index.structural["entity"]
    assert (entity.starts.tolist(), entity.ends.tolist(), entity.overlapping) == ([0, 1], [3, 2], True)
    assert [entity.value("label", region) for region in (0, 1)] == [None, "X"]
    assert [entity.value_set("en", region) for region in (0, 1)] == [[], ["b", "a"]]
    assert index.structural["s"].starts.tolist() == [0, 4]
    assert not index.structural["s"].overlapping


@pytest.mark.parametrize(("cpos", "regions"), [(0, [0]), (1, [0, 1]), (2, [0]), (3, [])])
def test_regions_that_cover_a_token(index: Index, cpos: int, regions: list[int]) -> None:
    assert index.structural["entity"].covering(cpos).tolist() == regions


def test_numbers_stand_beside(index: Index) -> None:
    assert index.numbers("char_start").tolist() == list(range(6))
    with pytest.raises(CorpusError, match="No number column 'x'. Available: char_start"):
        index.numbers("x")


@pytest.mark.parametrize(
    ("prefix", "expected"), [("", ["", "a", "ab", "b", "の"]), ("a", ["a", "ab"]), ("の", ["の"]), ("c", [])]
)
def test_a_prefix_is_one_run_of_codes(tmp_path: Path, prefix: str, expected: list[str]) -> None:
    with IndexWriter(tmp_path, positional=["word"], structural={}) as writer:
        writer.add_tokens({"word": ["b", "の", "ab", "", "a"]})
    lexicon = Index(tmp_path).positional["word"].lexicon
    assert lexicon[slice(*lexicon.prefix_range(prefix))] == expected


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 70_000), max_size=200))
def test_positions_of_every_code_ascend(numbers: list[int]) -> None:
    codes = np.array(numbers, dtype=np.uint32)
    counts = np.bincount(codes, minlength=70_001)
    assert (
        sorted_positions(codes, lengths_to_offsets(counts)).tolist()
        == np.argsort(codes, kind="stable").tolist()
    )
    assert stable_order(codes).tolist() == np.argsort(codes, kind="stable").tolist()


def test_values_with_line_feeds_are_kept(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, positional=["word"], structural={"text": ("title",)}) as writer:
        writer.add_tokens({"word": ["a\nb", "c"]})
        writer.add_regions("text", [0], [2], {"title": ["第一章\n総則"]})
    index = Index(tmp_path)
    assert list(index.positional["word"].lexicon) == ["a\nb", "c"]
    assert index.structural["text"].value("title", 0) == "第一章\n総則"


def test_an_empty_corpus_opens(tmp_path: Path) -> None:
    IndexWriter(tmp_path, positional=["word"], structural={"s": ("n",)}).close()
    index = Index(tmp_path)
    index.verify()
    assert (index.n_tokens, len(index.positional["word"].lexicon), len(index.structural["s"])) == (0, 0, 0)


BAD_REGIONS = [([2], [2], "is empty"), ([-1], [1], "begins before"), ([0], [9], "ends at 9")]


@pytest.mark.parametrize(("starts", "ends", "message"), BAD_REGIONS)
def test_regions_that_cannot_be_are_refused(
    tmp_path: Path, starts: list[int], ends: list[int], message: str
) -> None:
    writer = IndexWriter(tmp_path, positional=["word"], structural={"s": ()})
    writer.add_tokens({"word": ["a"]})
    with pytest.raises(CorpusError, match=message):
        writer.add_regions("s", starts, ends)
        writer.close()


def test_columns_of_other_names_or_lengths_are_refused(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path, positional=["word", "pos"], structural={})
    with pytest.raises(CorpusError, match="Give every attribute"):
        writer.add_tokens({"word": ["a"]})
    with pytest.raises(CorpusError, match="not equally long"):
        writer.add_tokens({"word": ["a"], "pos": []})


def test_a_writer_that_fails_leaves_no_index(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="interrupted"),
        IndexWriter(tmp_path, positional=["word"], structural={}),
    ):
        raise ValueError("interrupted")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(CorpusError, match="holds no index"):
        Index(tmp_path)


def test_opening_and_querying_import_no_heavy_packages(index: Index) -> None:
    program = (
        "import sys; from corpus_tools.index import Index; from corpus_tools.query import evaluate;"
        f"print(len(evaluate(Index({str(index.folder)!r}), '[word=\"の\"]')));"
        "print(*({'pandas', 'pyarrow', 'spacy', 'fugashi'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.split("\n")[:2] == ["2", ""]
