"""A corpus that grew by parts is the corpus that was written at once, before and after it is compacted."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus_tools
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.joining import compact
from corpus_tools.corpus.writer import write_corpus
from corpus_tools.errors import CorpusError
from corpus_tools.formats.vrt import import_vrt

QUERIES = [
    '"の"',
    "[]{3}",
    '[pos="名詞.*"] []{0,4} [pos="動詞.*"] within s',
    "<entity/>",
    "<text> [] | [] </text>",
]


@pytest.fixture(scope="module", params=["grown", "compacted"])
def grown(request: pytest.FixtureRequest, mini: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder: Path = tmp_path_factory.mktemp("growth") / "corpus"
    for number, document in enumerate(mini.documents()):
        write_corpus([document], folder, append=bool(number))
    assert len(corpus_tools.open(folder).parts) == mini.n_documents > 1
    if request.param == "compacted":
        assert compact(folder) == mini.n_documents
    return corpus_tools.open(folder)


@pytest.mark.parametrize("query", QUERIES)
def test_hits_and_concordance(mini: Corpus, grown: Corpus, query: str) -> None:
    ours, theirs = grown.query(query), mini.query(query)
    assert list(ours) == list(theirs)
    drop = ["entities"]  # linked names are shown from the name list, which was not given here
    assert ours.kwic().drop(columns=drop).equals(theirs.kwic().drop(columns=drop))


@pytest.mark.parametrize("table", ["documents", "tokens", "spans"])
def test_tables(mini: Corpus, grown: Corpus, table: str) -> None:
    ours, theirs = grown.table(table), mini.table(table)
    # what is known of the source file was not in the documents that were read back
    for column in theirs.columns.drop(["source_sha256", "metadata", "pieces"], errors="ignore"):
        assert ours[column].astype(str).tolist() == theirs[column].astype(str).tolist(), column


def test_texts_and_documents(mini: Corpus, grown: Corpus) -> None:
    assert [grown.text(number) for number in range(grown.n_documents)] == [
        mini.text(number) for number in range(mini.n_documents)
    ]
    assert [document.id for document in grown.documents()] == [document.id for document in mini.documents()]
    assert len(grown.search("京都")) == len(mini.search("京都"))


def test_counts_add_up(mini: Corpus, grown: Corpus) -> None:
    for name in ("documents", "characters", "tokens", "spans"):
        assert grown.manifest["counts"][name] == mini.manifest["counts"][name]


def test_a_document_twice_is_refused_and_changes_nothing(mini: Corpus, tmp_path: Path) -> None:
    document = next(iter(mini.documents()))
    write_corpus([document], tmp_path)
    before = (tmp_path / "manifest.json").read_bytes()
    with pytest.raises(CorpusError, match="Two documents have the id"):
        write_corpus([document], tmp_path, append=True)
    assert (tmp_path / "manifest.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "part-1"]


def test_growing_needs_a_corpus(mini: Corpus, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="No corpus in"):
        write_corpus(mini.documents(), tmp_path / "none", append=True)


def test_tables_of_one_folder_need_one_part(mini: Corpus, tmp_path: Path) -> None:
    for number, document in enumerate(mini.documents()):
        write_corpus([document], tmp_path, append=bool(number))
    with pytest.raises(CorpusError, match="corpus-tools compact"):
        _ = corpus_tools.open(tmp_path).tables


def test_a_reader_keeps_what_it_opened(mini: Corpus, tmp_path: Path) -> None:
    """Maps stay valid when the parts they show are replaced, and what is not yet open is opened or refused."""
    documents = list(mini.documents())
    write_corpus(documents, tmp_path)
    reader = corpus_tools.open(tmp_path)
    before = list(reader.query('"の"'))
    write_corpus(documents[:1], tmp_path)
    assert list(reader.query('"の"')) == before
    assert len(corpus_tools.open(tmp_path)) < len(reader)


def test_vertical_text_is_added(tmp_path: Path) -> None:
    file = tmp_path / "one.vrt"
    file.write_text('<text id="a">\n<s>\n京都\tN\nで\tP\n</s>\n</text>\n', encoding="utf-8")
    import_vrt(file, tmp_path / "c", attributes=["word", "pos"])
    import_vrt(file, tmp_path / "c", attributes=["word", "pos"], append=True)
    corpus = corpus_tools.open(tmp_path / "c")
    assert (len(corpus), list(corpus.query('[pos="N"]'))) == (4, [(0, 1), (2, 3)])
    assert corpus.manifest["counts"]["regions"] == {"s": 2, "text": 2}
    compact(tmp_path / "c")
    assert list(corpus_tools.open(tmp_path / "c").query('[pos="P"] [pos="N"]')) == [(1, 3)]


def test_vertical_text_with_other_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "one.vrt"
    file.write_text("京都\tN\n", encoding="utf-8")
    import_vrt(file, tmp_path / "c", attributes=["word", "pos"])
    with pytest.raises(CorpusError, match="has the attributes word,pos"):
        import_vrt(file, tmp_path / "c", attributes=["word", "lemma"], append=True)
