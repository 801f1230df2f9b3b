from __future__ import annotations

import pytest

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.annotate.tokens_ja.upos import UPOS

TOKENIZER = Tokenizer()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("条約を採択した。", "NOUN ADP VERB AUX AUX PUNCT"),
        ("条約の採択を", "NOUN ADP NOUN ADP"),
        ("安全な国", "ADJ AUX NOUN"),
        ("安全を守る", "NOUN ADP VERB"),
        ("条件として", "NOUN ADP AUX SCONJ"),
        ("この本とそんな話と大きな声", "DET NOUN ADP PRON NOUN ADP ADJ NOUN"),
        ("学生ではない", "NOUN AUX ADP AUX"),
        ("時間がない", "NOUN ADP ADJ"),
        ("来てほしい", "VERB SCONJ AUX"),
        ("次のように述べる", "NOUN ADP NOUN AUX VERB"),
        ("彼のようだ", "PRON ADP AUX AUX"),
        ("大きさ", "ADJ PART"),
        ("行くか分からない", "VERB PART VERB AUX"),
        ("行くかもしれない", "VERB ADP ADP VERB AUX"),
        ("守るために戦う", "VERB SCONJ SCONJ VERB"),
        ("国のために戦う", "NOUN ADP NOUN ADP VERB"),
        ("会うことができる", "VERB NOUN ADP AUX"),
        ("教えてください", "VERB SCONJ AUX"),
        ("メキゴロピョンは", "PROPN ADP"),
        ("2022年", "NUM NOUN"),
        ("4.8、5,000", "NUM PUNCT NUM PUNCT NUM PUNCT NUM"),
        ("雨にもかかわらず", "NOUN SCONJ SCONJ SCONJ SCONJ"),
    ],
)
def test_tags(text: str, expected: str) -> None:
    assert TOKENIZER.tokenize(text).column("upos") == expected.split()


def test_rules_do_not_look_over_a_line_break() -> None:
    assert TOKENIZER.tokenize("採択\nする").column("upos") == ["NOUN", "VERB"]


def test_codes_are_those_of_the_table() -> None:
    assert TOKENIZER.tokenize("東京").upos_values == UPOS
