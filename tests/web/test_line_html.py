"""Tokens and marks as HTML: everything is escaped, and marks hold what stands under them."""

from __future__ import annotations

import pytest
from lxml import html

from corpus_tools.web.line_html import tokens_html
from corpus_tools.web.line_marks import LineMark

EVIL = """<script>alert("x")</script>&'"""


@pytest.mark.parametrize("readings", [None, [EVIL, "カメイ"]])
def test_everything_is_escaped(readings: list[str] | None) -> None:
    """Words, white space, readings, and the kinds and notes of marks."""
    mark = LineMark(0, 2, EVIL, EVIL, "")
    words = [f"{EVIL}加", "加盟"]
    written = tokens_html(words, [EVIL, EVIL], [mark, mark], readings=readings, sorted_by=1)
    tree = html.fromstring(f"<div>{written}</div>")
    assert "<script" not in written and not tree.cssselect("script")
    assert tree.cssselect("mark")[0].get("title") == EVIL and tree.text == EVIL
    assert {"class", "title"} >= {name for one in tree.iter() for name in one.attrib}


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("--", "<i>a</i> <i>b</i>"),
        ("x-", '<mark class="k-ORG" title="= N"><i>a</i></mark> <i>b</i>'),
        ("xx", '<mark class="k-ORG" title="= N"><i>a</i> <i>b</i></mark>'),
        ("xy", '<mark class="k-ORG" title="= N"><i>a</i></mark> <mark class="k-DATE"><i>b</i></mark>'),
        ("-z", "<i>a</i> <i>b</i>"),
    ],
)
def test_marks_hold_the_tokens_under_them(marks: str, expected: str) -> None:
    known = {
        "x": LineMark(0, 1, "ORG", "= N", ""),
        "y": LineMark(1, 2, "DATE", "", ""),
        "z": LineMark(1, 2, "", "", ""),
    }
    assert tokens_html(["a", "b"], ["", " "], [known.get(one) for one in marks]) == expected


def test_the_sorted_token_is_marked() -> None:
    assert tokens_html(["a", "b"], ["", ""], [None, None], sorted_by=1) == '<i>a</i><i class="sorted">b</i>'
