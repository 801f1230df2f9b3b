import pytest

from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.spacing import settle_spaces


def settled(text: str) -> str:
    draft = Draft(text)
    settle_spaces(draft, 0, len(text))
    running, offsets, _ = draft.finish()
    offsets.check(text, running)
    return running


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022年 2月 24日", "2022年2月24日"),
        ("平成 29 年度の EU 法", "平成29年度のEU法"),
        ("2005－ 2010年", "2005－2010年"),
        ("Founding \n\nAct", "Founding Act"),
        ("Founding\nAct", "Founding Act"),
        ("国際\n\n連合", "国際連合"),
        ("国際\n連合（United\nNations）", "国際連合（United Nations）"),
        ("a coopera-\ntion", "a cooperation"),
        ("the self-\ndetermination", "the self-determination"),
        ("Euro-\nAtlantic", "Euro-Atlantic"),
        ("1991-\n1994年", "1991-1994年"),
        ("12\n34人", "1234人"),
        ("https://example.org/\nabc", "https://example.org/abc"),
        ("（see\nbelow）", "（see below）"),
        ("第一章\u3000総則", "第一章\u3000総則"),
        ("えっ！\u3000本当", "えっ！\u3000本当"),
        ("한국 사람", "한국 사람"),
        ("なか ロシアの", "なかロシアの"),
        ("問題を プレイ", "問題をプレイ"),
        ("𠮷野 家", "𠮷野家"),
    ],
)
def test_spaces(text: str, wanted: str) -> None:
    assert settled(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("秩序を回復するための となろう。", "秩序を回復するための〓となろう。"),
        ("この を開ける者はいない。", "この〓を開ける者はいない。"),
        ("食べるの が好きだ。", "食べるのが好きだ。"),
        ("読んだの は昨日だ。", "読んだのは昨日だ。"),
        ("山の 上に立つ。", "山の上に立つ。"),
        ("彼の とても古い家。", "彼のとても古い家。"),
        ("彼 の は な し を 聞 く", "彼のはなしを聞く"),
    ],
)
def test_a_space_where_a_noun_is_missing_becomes_a_gap(text: str, wanted: str) -> None:
    assert settled(text) == wanted
