from __future__ import annotations

import pytest

from corpus_tools.analysis.trend import period_name, period_of, trend
from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError

from .conftest import Maker


@pytest.mark.parametrize(
    ("value", "unit", "name"),
    [
        ("1997", "year", "1997"),
        ("1997-07-08", "year", "1997"),
        ("1997-07-08", "month", "1997-07"),
        ("1997-12", "month", "1997-12"),
        ("1997", "decade", "1990s"),
        ("1997", "century", "1900s"),
        ("2000-01", "decade", "2000s"),
    ],
)
def test_a_time_has_a_period(value: str, unit: str, name: str) -> None:
    assert period_name(period_of(value, unit), unit) == name


@pytest.mark.parametrize(
    ("value", "unit"), [("1997", "month"), ("", "year"), (None, "year"), ("year 3", "year")]
)
def test_what_is_no_time_has_none(value: str | None, unit: str) -> None:
    assert period_of(value, unit) == period_of("none", "year")


def test_metadata_make_a_series_without_gaps(make_corpus: Maker) -> None:
    corpus = make_corpus([[["あ", "い"]], [["い"]], [["あ", "あ", "い", "い"]]])
    table = trend(corpus, {"あ": corpus.query('"あ"'), "い": corpus.query('"い"')}, by="text_year")
    assert table["period"].tolist() == ["1990", "1991", "1992"] * 2
    assert table["frequency"].tolist() == [1, 0, 2, 1, 1, 2]
    assert table["tokens"].tolist() == [2, 1, 4] * 2
    assert table["per_million"].tolist() == pytest.approx([5e5, 0, 5e5, 5e5, 1e6, 5e5])


def test_dates_in_the_sentence_make_a_series(mini: Corpus) -> None:
    """加盟 stands in one sentence of July 1995, whose 翌年 is 1996, and in others without a date of their own."""
    hits = mini.query('[lemma="加盟"]')
    table = trend(mini, hits).set_index("period")
    sentences = {start: text for start, _ in hits for text in [mini.regions("s", start, start + 1)]}
    dated = {
        start: {
            mini.index.structural["date"].value("earliest", date)[:4]
            for sentence in found
            for date in mini.regions(
                "date",
                int(mini.index.structural["s"].starts[sentence]),
                int(mini.index.structural["s"].ends[sentence]),
            )
        }
        for start, found in sentences.items()
    }
    assert table.loc["1995", "frequency"] == sum("1995" in years for years in dated.values()) > 0
    assert table["frequency"].sum() == sum(map(len, dated.values()))
    assert trend(mini, hits).attrs["undated"] == {hits.query: sum(not years for years in dated.values())}


@pytest.mark.parametrize(
    ("options", "message"), [({"by": "text_colour"}, "No time in"), ({"unit": "day"}, "No unit 'day'")]
)
def test_what_is_no_time_is_said(mini: Corpus, options: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        trend(mini, mini.query("[]"), **options)  # type: ignore[arg-type]
