"""Readings over characters: shared out over the kanji of a token, shown in lines."""

from __future__ import annotations

import pytest

from corpus_tools.analysis.furigana import IN_TEXT, INTERLINEAR, annotated, ruby_html, shared_out
from corpus_tools.corpus import Corpus
from corpus_tools.render import hits_html

SHARED = [
    ("加盟", "カメイ", [("加盟", "かめい")]),
    ("取り組む", "トリクム", [("取", "と"), ("り", ""), ("組", "く"), ("む", "")]),
    ("お茶", "オチャ", [("お", ""), ("茶", "ちゃ")]),
    ("各々", "オノオノ", [("各々", "おのおの")]),
    ("ウクライナ", "ウクライナ", [("ウクライナ", "")]),
    ("NATO", "ナトー", [("NATO", "")]),
    ("ロシア側", "ロシアガワ", [("ロシア", ""), ("側", "がわ")]),
    ("駅", "", [("駅", "")]),
    ("読み方", "トクホウ", [("読み方", "とくほう")]),
    ("𠮷野", "ヨシノ", [("𠮷野", "よしの")]),
]


@pytest.mark.parametrize(("surface", "reading", "expected"), SHARED)
def test_readings_are_shared_out(surface: str, reading: str, expected: list[tuple[str, str]]) -> None:
    assert list(shared_out(surface, reading)) == expected
    assert "".join(piece for piece, _ in shared_out(surface, reading)) == surface


def test_a_line_has_readings_where_asked(chapter: Corpus) -> None:
    hits = chapter.search("NATO加盟")
    line = hits.kwic(context=2, limit=1, furigana=IN_TEXT).iloc[0]
    plain = hits.kwic(context=2, limit=1).iloc[0]
    assert line["node"] == "NATO加盟《かめい》"
    assert plain["node"] == "NATO加盟"


def test_taking_the_readings_away_gives_the_text(chapter: Corpus) -> None:
    marked = annotated(chapter, 0, 0, 300, marks=INTERLINEAR, trailing=True)
    bare = "".join(piece.split("\ufffa")[0] for piece in marked.replace("\ufffb", "\ufff9").split("\ufff9"))
    assert bare == chapter.surface(0, 0, 300, trailing=True)


def test_html_has_ruby_elements() -> None:
    assert ruby_html("&lt;\ufff9加盟\ufffaかめい\ufffb") == (
        "&lt;<ruby>加盟<rp>（</rp><rt>かめい</rt><rp>）</rp></ruby>"
    )


def test_a_concordance_in_html_has_ruby_where_asked(chapter: Corpus) -> None:
    hits = chapter.search("kamei")
    assert "<b><ruby>加盟<rp>（</rp><rt>かめい</rt>" in hits_html(hits, limit=1, furigana=True)
    assert "<ruby>" not in hits_html(hits, limit=1)
