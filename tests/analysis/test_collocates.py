from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus_tools.analysis.collocates import collocates
from corpus_tools.analysis.keywords import keywords
from corpus_tools.analysis.measures import MEASURES
from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError, QueryError

from .conftest import Maker

Texts = list[list[list[str]]]


def _near(
    texts: Texts, query: set[str], left: int, right: int, *, unit: str
) -> tuple[Counter[str], int, Counter[str], int]:
    """Count by hand: items near nodes, tokens near nodes, items anywhere, tokens, the nodes left out."""
    near: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    for text in texts:
        for words in [[word for sentence in text for word in sentence]] if unit == "text" else text:
            nodes = {place for place, word in enumerate(words) if word in query}
            reached = {place + step for place in nodes for step in range(-left, right + 1)} - nodes
            near.update(words[place] for place in reached if 0 <= place < len(words))
            anywhere.update(word for place, word in enumerate(words) if place not in nodes)
    return near, near.total(), anywhere, anywhere.total()


@pytest.mark.parametrize(("left", "right"), [(5, 5), (2, 0), (0, 3), (1, 2)])
@pytest.mark.parametrize("within", ["text", "s"])
def test_windows_are_those_of_a_count_by_hand(
    make_corpus: Maker, random_texts: Texts, left: int, right: int, within: str
) -> None:
    corpus = make_corpus(random_texts)
    words = {word for text in random_texts for sentence in text for word in sentence if word[1] == "か"}
    hits = corpus.query('[word=".か"]')
    near, r1, anywhere, n = _near(random_texts, words, left, right, unit=within)
    table = collocates(corpus, hits, attribute="word", window=(left, right), within=within)
    assert dict(zip(table["item"], table["O11"], strict=True)) == dict(near)
    assert dict(zip(table["item"], table["C1"], strict=True)) == {item: anywhere[item] for item in near}
    assert set(table["R1"]) == {r1}
    assert set(table["N"]) == {n}


def test_regions_are_those_of_a_count_by_hand(make_corpus: Maker, random_texts: Texts) -> None:
    corpus = make_corpus(random_texts)
    sentences = [set(sentence) for text in random_texts for sentence in text]
    table = collocates(corpus, corpus.query('[word="あか"]'), attribute="word", unit="s")
    with_node = [words for words in sentences if "あか" in words]
    assert set(table["R1"]) == {len(with_node)}
    assert set(table["N"]) == {len(sentences)}
    for row in table.itertuples():
        assert sum(row.item in words for words in with_node) == row.O11
        assert sum(row.item in words for words in sentences) == row.C1
    assert "あか" not in set(table["item"])


def test_only_some_tokens_may_be_counted(make_corpus: Maker) -> None:
    corpus = make_corpus([[["あ1", "い1", "う1", "い2", "う2", "い1"]]])
    table = collocates(corpus, corpus.query('[word="う1"]'), attribute="word", window=2, only='[pos="い"]')
    assert dict(zip(table["item"], table["O11"], strict=True)) == {"い1": 1, "い2": 1}
    assert (table["R1"][0], table["N"][0]) == (2, 3)


def test_columns_are_the_fields_terms(chapter: Corpus) -> None:
    table = collocates(chapter, chapter.query('[lemma="加盟"]'), measure="all", min_frequency=3)
    assert list(table.columns)[:7] == ["item", "O11", "E11", "R1", "C1", "N", "score"]
    assert set(MEASURES) <= set(table.columns)
    assert {"low", "high", "O12", "O21", "O22", "E12", "E21", "E22", "R2", "C2"} <= set(table.columns)
    assert table["score"].is_monotonic_decreasing
    assert (table["score"] == table["log-likelihood"]).all()
    assert ((table["low"] <= table["log-ratio"]) & (table["log-ratio"] <= table["high"])).all()


def test_no_hits_have_no_collocates(chapter: Corpus) -> None:
    assert len(collocates(chapter, chapter.query('[word="無い言葉"]'))) == 0
    assert len(collocates(chapter, chapter.query('[word="無い言葉"]'), unit="s", measure="all")) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"attribute": "wrd"}, "No positional attribute 'wrd'"),
        ({"measure": "x"}, "No measure"),
        ({"window": 0}, "window of 0"),
        ({"window": (-1, 2)}, "window of -1"),
        ({"within": "x"}, "No structural attribute 'x'"),
        ({"unit": "section"}, "overlap"),
        ({"measure": "log-ratio", "confidence": 1.5}, "confidence of 1.5"),
    ],
)
def test_what_is_asked_wrongly_is_said(chapter: Corpus, options: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        collocates(chapter, chapter.query('[lemma="加盟"]'), **options)  # type: ignore[arg-type]


def test_keywords_compare_a_part_with_the_rest(make_corpus: Maker, random_texts: Texts) -> None:
    corpus = make_corpus(random_texts)
    parts = [Counter(word for words in text for word in words) for text in random_texts]
    here, there = parts[0], sum(parts[1:], Counter())
    table = keywords(corpus, corpus.query('<text_year="1990"/>'), attribute="word")
    other = keywords(corpus, corpus.query('<text_year="1990"/>'), attribute="word", negative=True)
    for row in [*table.itertuples(), *other.itertuples()]:
        assert (
            here[row.item],
            there[row.item],
            here.total(),
            there.total(),
        ) == (row.O11, row.O21, row.R1, row.R2)
        assert row.per_million == pytest.approx(row.O11 / row.R1 * 1e6)
    assert (table["O11"] > table["E11"]).all()
    assert (other["O11"] < other["E11"]).all()
    assert table["score"].is_monotonic_decreasing


def test_all_references_say_the_same(
    make_corpus: Maker, random_texts: Texts, chapter: Corpus, tmp_path: Path
) -> None:
    corpus = make_corpus(random_texts)
    part, rest = corpus.query('<text_year="1990"/>'), corpus.query('<text_year!="1990"/>')
    expected = keywords(corpus, part, attribute="word")
    pd_list = rest.freq(by="word") if all(end - start == 1 for start, end in rest) else None
    assert pd_list is None
    counts = Counter(
        corpus.index.positional["word"].value(place) for start, end in rest for place in range(start, end)
    )
    path = tmp_path / "list.csv"
    path.write_text(
        "word,frequency\n" + "".join(f"{word},{count}\n" for word, count in counts.items()), encoding="utf-8"
    )
    for reference in (rest, path):
        found = keywords(corpus, part, attribute="word", reference=reference)
        assert found.set_index("item").loc[expected["item"]]["score"].tolist() == pytest.approx(
            expected["score"].tolist()
        )
    assert len(keywords(corpus, reference=chapter, attribute="word"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n", "line 1: no column of values"),
        ("item,b\n", "line 1: no column of counts"),
        ("item,frequency\nあ,1\nい,x\n", "line 3"),
        ("item,frequency\nあ\n", "line 2"),
    ],
)
def test_a_frequency_list_that_cannot_be_read_names_its_line(
    chapter: Corpus, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=message):
        keywords(chapter, reference=path)


def test_keywords_need_something_to_compare_with(chapter: Corpus) -> None:
    with pytest.raises(QueryError, match="needs a reference"):
        keywords(chapter)
    with pytest.raises(QueryError, match="share tokens"):
        keywords(chapter, chapter.query("<section/>"), reference=chapter.query("<s/>"))
    with pytest.raises(QueryError, match="has no tokens"):
        keywords(chapter, chapter.query('[word="無い言葉"]'))
