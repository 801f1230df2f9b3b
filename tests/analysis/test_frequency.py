from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from corpus_tools.analysis.frequency import freq, tabulate
from corpus_tools.analysis.rows import rows
from corpus_tools.analysis.sampling import sampled
from corpus_tools.analysis.sorting import sort_order
from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.query import Hits

from .conftest import Maker


def _tokens(texts: list[list[list[str]]]) -> list[tuple[int, str]]:
    """Every token with the number of its text."""
    return [(number, word) for number, text in enumerate(texts) for words in text for word in words]


def _at(tokens: list[tuple[int, str]], place: int, text: int) -> str | None:
    return tokens[place][1] if 0 <= place < len(tokens) and tokens[place][0] == text else None


@pytest.mark.parametrize("query", ['[pos="あ"]', '[pos="あ"] [pos="い"]', '[pos="う"]{1,3}'])
def test_frequencies_are_those_of_a_count_by_hand(
    make_corpus: Maker, random_texts: list[list[list[str]]], query: str
) -> None:
    corpus, tokens = make_corpus(random_texts), _tokens(random_texts)
    hits = corpus.query(query)
    by_hand = Counter(
        (
            " ".join(word for _, word in tokens[start:end]),
            _at(tokens, start - 1, tokens[start][0]),
            _at(tokens, end, tokens[start][0]),
            str(1990 + tokens[start][0]),
        )
        for start, end in hits
    )
    table = freq(corpus, hits, by="word,L1.word,R1.word,text_year")
    rows = table.astype(object).where(table.notna(), None).itertuples(index=False)
    assert {tuple(row[:4]): row.frequency for row in rows} == dict(by_hand)
    assert table["frequency"].is_monotonic_decreasing
    assert table["percent"].sum() == pytest.approx(100)


@pytest.mark.parametrize("keys", ["R3.lemma", "L2.pos", "L1.word,R1.word", "match[-4].lemma,R2.pos,R1.lemma"])
def test_no_token_beyond_the_edges_of_a_text_is_counted(chapter: Corpus, keys: str) -> None:
    hits = chapter.query("[]")
    shown = tabulate(chapter, hits, keys=keys)
    last = len(chapter) - 1
    expected = []
    for name in keys.split(","):
        place, _, attribute = name.partition(".")
        step = {"L": -1, "R": 1}.get(place[0], 1) * int(place.strip("LRmatch[]"))
        places = [one + step for one in range(len(chapter))]
        values = chapter.index.positional[attribute]
        known = values.values(np.clip(places, 0, last))
        expected.append([value if 0 <= at <= last else None for value, at in zip(known, places, strict=True)])
    wanted = list(zip(*expected, strict=True))
    names = keys.split(",")
    assert [tuple(row[name] for name in names) for row in rows(shown)] == wanted
    table = freq(chapter, hits, by=keys)
    assert sorted(table["frequency"]) == sorted(Counter(wanted).values())


def test_all_tokens_are_counted_without_a_query(
    make_corpus: Maker, random_texts: list[list[list[str]]]
) -> None:
    corpus, tokens = make_corpus(random_texts), _tokens(random_texts)
    by_hand = Counter(word for _, word in tokens)
    for table in (freq(corpus), freq(corpus, corpus.query("[]"))):
        assert dict(zip(table["word"], table["frequency"], strict=True)) == dict(by_hand)
    following = freq(corpus, by="R1.word")
    assert following["frequency"].sum() == len(tokens)
    assert int(following[following["R1.word"].isna()]["frequency"].iloc[0]) == len(random_texts)


def test_long_hits_are_counted_whole(make_corpus: Maker) -> None:
    """Too many values to be packed into one number."""
    corpus = make_corpus([[[f"あ{number}" for number in range(300)]] * 2])
    table = freq(corpus, corpus.query("<s/>"))
    assert table["frequency"].tolist() == [2]
    assert table["word"][0].split()[:2] == ["あ0", "あ1"]


def test_a_table_across_metadata_adds_up(make_corpus: Maker, random_texts: list[list[list[str]]]) -> None:
    corpus, tokens = make_corpus(random_texts), _tokens(random_texts)
    table = freq(corpus, by="word", cross="text_year").set_index("word")
    assert list(table.columns) == [*(str(1990 + number) for number in range(len(random_texts))), "total"]
    for word in table.index:
        row = [tokens.count((number, word)) for number in range(len(random_texts))]
        assert table.loc[word].tolist() == [*row, sum(row)]


def test_a_table_across_metadata_may_be_per_million(make_corpus: Maker) -> None:
    corpus = make_corpus([[["あ", "い"]], [["あ", "い", "い", "い"]]])
    table = freq(corpus, by="word", cross="text_year", relative=True).set_index("word")
    assert table.loc["あ"].tolist() == [500_000, 250_000, 2]
    positional = freq(corpus, by="text_year", cross="pos", relative=True).set_index("text_year")
    assert positional.loc["1990"].tolist() == [500_000, 250_000, 2]


def test_spans_are_counted_one_by_one(chapter: Corpus) -> None:
    """Two spans with the same tokens count as two, and without a query every span counts."""
    spans = chapter.table("spans").query("layer == 'entity' and first.notna()")
    expected = spans["label"].astype(str).value_counts().to_dict()
    for hits in (None, chapter.query("<entity/>")):
        table = freq(chapter, hits, by="entity_label")
        assert dict(zip(table["entity_label"], table["frequency"], strict=True)) == expected


def test_what_is_rare_is_left_out_and_counted(
    make_corpus: Maker, random_texts: list[list[list[str]]]
) -> None:
    corpus = make_corpus(random_texts)
    every, frequent = freq(corpus), freq(corpus, min_frequency=5)
    assert len(frequent) + frequent.attrs["left_out"] == len(every)
    assert frequent["frequency"].min() >= 5


def test_no_hits_make_an_empty_table(chapter: Corpus) -> None:
    nothing = chapter.query('[word="無い言葉"]')
    assert list(freq(chapter, nothing, by="lemma")) == ["lemma", "frequency", "percent", "per_million"]
    assert len(freq(chapter, nothing, by="lemma,R1.pos")) == 0
    assert len(freq(chapter, nothing, by="lemma", cross="section_title")) == 0
    assert len(tabulate(chapter, nothing, keys="L1.lemma,node")) == 0


def test_values_of_each_hit_stand_in_rows(make_corpus: Maker) -> None:
    corpus = make_corpus([[["あ1", "い1", "い2"]], [["い3", "う1"]]])
    table = tabulate(
        corpus,
        corpus.query('a:[pos="い"] [pos="い|う"] within text'),
        keys="L2..L1,node.word,a.word,R1,text_id",
    )
    assert list(table) == ["start", "end", "L2.word", "L1.word", "node.word", "a.word", "R1.word", "text_id"]
    rows = table.astype(object).where(table.notna(), None)
    assert rows.iloc[0].tolist()[2:] == [None, "あ1", "い1 い2", "い1", None, "t0"]
    assert rows.iloc[1].tolist()[2:] == [None, None, "い3 う1", "い3", None, "t1"]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("wrd", "No position 'wrd'|No attribute"),
        ("R1.wrd", "No attribute 'wrd'"),
        ("R1..L1", "no range of positions"),
        ("x.word", "No position 'x'"),
        ("R0", "No position 'R0'"),
        ("", "No key"),
        ("1.word", "No key"),
    ],
)
def test_a_key_that_cannot_be_read_says_what_would_be_right(
    make_corpus: Maker, key: str, message: str
) -> None:
    corpus = make_corpus([[["あ"]]])
    with pytest.raises(QueryError, match=message):
        freq(corpus, corpus.query("[]"), by=key)


def _sorted(corpus: Corpus, hits: Hits, sort: str) -> list[int]:
    order = sort_order(corpus, hits, np.arange(len(hits)), sort)
    return [int(number) for number in order]


@pytest.mark.parametrize(
    "sort", ["R1", "R1..R3", "L2..L1,node", "text_year:desc,R1.word", "R1.pos:desc,node"]
)
def test_sorting_is_by_code_point_and_stable(
    make_corpus: Maker, random_texts: list[list[list[str]]], sort: str
) -> None:
    corpus, tokens = make_corpus(random_texts), _tokens(random_texts)
    hits = corpus.query('[pos="あ"]{1,2}')
    pairs = list(hits)

    def value(number: int, place: int) -> str:
        return _at(tokens, place, tokens[pairs[number][0]][0]) or ""

    def node(number: int) -> list[str]:
        return [word for _, word in tokens[slice(*pairs[number])]]

    expected = list(range(len(pairs)))
    if sort == "R1":
        expected.sort(key=lambda n: value(n, pairs[n][1]))
    elif sort == "R1..R3":
        expected.sort(key=lambda n: [value(n, pairs[n][1] + step) for step in range(3)])
    elif sort == "L2..L1,node":
        expected.sort(key=lambda n: [value(n, pairs[n][0] - 2), value(n, pairs[n][0] - 1), node(n)])
    elif sort == "R1.pos:desc,node":
        expected.sort(key=node)
        expected.sort(key=lambda n: value(n, pairs[n][1])[:1], reverse=True)
    else:
        expected.sort(key=lambda n: value(n, pairs[n][1]))
        expected.sort(key=lambda n: tokens[pairs[n][0]][0], reverse=True)
    assert _sorted(corpus, hits, sort) == expected


def test_sorting_from_the_end_brings_endings_together(make_corpus: Maker) -> None:
    corpus = make_corpus([[["食べた", "見る", "来た", "食べる"]]])
    hits = corpus.query("[]")
    order = _sorted(corpus, hits, "node:ending")
    assert [corpus.index.positional["word"].value(int(hits.starts[place])) for place in order] == [
        "食べた",
        "来た",
        "食べる",
        "見る",
    ]


def test_a_wrong_order_is_refused(make_corpus: Maker) -> None:
    corpus = make_corpus([[["あ"]]])
    with pytest.raises(QueryError, match="No sort order 'down'"):
        _sorted(corpus, corpus.query("[]"), "R1:down")


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    drawn = sampled(1000, 20, seed=3)
    assert drawn.tolist() == sampled(1000, 20, seed=3).tolist() != sampled(1000, 20, seed=4).tolist()
    assert len(set(drawn.tolist())) == 20
    assert drawn.tolist() == sorted(drawn.tolist())
    assert sampled(5, 20).tolist() == [0, 1, 2, 3, 4]
