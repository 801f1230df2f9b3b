"""Extraction spaces and line breaks inside an expression, as running text and through the offset map."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja import DateAnnotator, find_dates
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import SourceText

BROKEN = [
    ("会議は20 22年2 月24 日に開かれた。", "20 22年2 月24 日", "2022-02-24"),
    ("会議は二〇\n二二年に開かれた。", "二〇\n二二年", "2022"),
    ("会議は2016\n年7\n月に開かれた。", "2016\n年7\n月", "2016-07"),
    ("会議は平成 26 年\n7月1日に開かれた。", "平成 26 年\n7月1日", "2014-07-01"),
    ("会議は1993　年に開かれた。", "1993　年", "1993"),
    ("会議は2005－ 2010 年に開かれた。", "2005－ 2010 年", "2005/2010"),
    ("会議は30 年 あまり続いた。", "30 年 あまり", "P30Y"),
]


@pytest.mark.parametrize(("text", "surface", "value"), BROKEN)
def test_spaces_inside_an_expression_do_no_harm(text: str, surface: str, value: str) -> None:
    (span,) = find_dates(text)
    assert (span.surface(text), span.attributes["value"]) == (surface, value)


@pytest.mark.parametrize(("source", "surface", "value"), BROKEN)
def test_the_offset_map_leads_back_to_the_source(source: str, surface: str, value: str) -> None:
    document = reconstruct(SourceText("d", source, {}))
    (span,) = DateAnnotator()(document)
    start, end = document.offsets.to_source(span.start, span.end)
    assert (source[start:end], span.attributes["value"]) == (surface, value)
