"""What is wrong with a query, and where, as a reader sees it."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.conftest import Visit

OFF = """() => {
    const [wrong, caret] = [".place .wrong", ".place .caret"].map((name) => document.querySelector(name));
    const place = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
    };
    const [character, sign] = [place(wrong.firstChild), place(caret)];
    const middle = (box) => (box.left + box.right) / 2;
    return { character: wrong.firstChild.data, off: Math.abs(middle(sign) - middle(character)), right: sign.right };
}"""


@pytest.mark.parametrize(
    ("query", "character"),
    [
        ('[lemma="加盟" & 読み="カメイ"]', "読"),
        ('[word="支持"] [wrd="する"]', "w"),
        ('[word="ＡＢＣ半角ｱﾌﾟﾘ𠮷"] [ｶﾅ="あ"]', "ｶ"),
        ('[word="支持"', " "),
        (f'[word="{"長い文字列" * 30}"] [x="a"]', "x"),
    ],
)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_caret_stands_under_the_character(visit: Visit, query: str, character: str, width: int) -> None:
    page = visit(f"/?q={quote(query)}", language="ja", width=width)
    seen = page.evaluate(OFF)
    assert seen["character"] == character
    assert seen["off"] < 1
    assert seen["right"] <= width
