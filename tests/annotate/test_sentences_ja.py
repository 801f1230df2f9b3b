from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.annotate import Annotator
from corpus_tools.annotate.sentences_ja import SentenceAnnotator, split_sentences
from corpus_tools.model import Document


@pytest.mark.parametrize(
    "sentences",
    [
        ["彼は「行く。必ず行く。」と述べた。", "彼女は笑った。"],
        ["「はい。」", "「いいえ。」", "彼は黙った。"],
        ["「行こう。」と彼は言った。", "「いやだ。」", "そして去った。"],
        ["「終わりだ。」は有名な句だ。"],
        ["条約（1949年。以下同じ。）を結んだ。", "次に進む。"],
        ["この「文は閉じない。", "次の文だ。"],
        ["本当か？", "そうだ！", "行こう。"],
        ["なぜ？と聞いた。", "平和を！の声が上がる。"],
        ["Yahoo!ニュースを見た。", "終わり。"],
        ["（1）第一に行く。", "（2）第二に来る。"],
        ["驚いた。（笑）", "次だ。"],
        ["重要である。（傍点筆者）", "また進む。"],
        ["増えた。[12]", "減った。"],
        ["これは文である．", "値は3．5だ．"],
        ["論文である.", "3.5倍になる."],
        ["「終わった……。」と言う。"],
        ["何だ！？", "まさか!!", "はい。"],
        ["（以上。）", "次の文。"],
        ["「行く！」「行かない！」と言い争った。", "終わり。"],
        ["行った。」と彼は言った。", "「そうか。」"],
        ["モーニング娘。の歌だ。"],
        ["「本当だ。」（『某紙』2020年）と書く。"],
    ],
)
def test_sentences_of_a_paragraph(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("はじめに\n１．背景\nここから。", ["はじめに", "１．背景", "ここから。"]),
        ("\u3000一つ。\u3000二つ。 \r\n\n", ["一つ。", "二つ。"]),
        ("He came. Mr. Smith left.", ["He came.", "Mr. Smith left."]),
        ("開始「閉じない。\n次の行」です。", ["開始「閉じない。", "次の行」です。"]),
        (" \n\u3000", []),
    ],
)
def test_lines_and_white_space(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_an_unclosed_bracket_does_not_swallow_the_paragraph() -> None:
    text = "「" + "長い文である。" * 200 + "」と述べた。"
    assert len(split_sentences(text)) > 100


@given(st.text(st.sampled_from("あ漢A1。！？．.「」（） \u3000\nと、"), max_size=60))
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    ranges = split_sentences(text)
    assert "".join("".join(text[start:end] for start, end in ranges).split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in ranges)
    assert all(one[1] <= two[0] for one, two in pairwise(ranges))


def test_the_annotator_yields_spans() -> None:
    annotator = SentenceAnnotator()
    assert isinstance(annotator, Annotator)
    spans = list(annotator(Document("d", "一つ。二つ。")))
    assert [(span.id, span.layer, span.origin) for span in spans] == [
        ("s-0-3", "s", "auto:sentences"),
        ("s-3-6", "s", "auto:sentences"),
    ]
