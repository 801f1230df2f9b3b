import pytest

from corpus_tools.reconstruct.headings_ja import (
    heading_style,
    is_bare_name,
    looks_like_author,
    looks_like_item,
)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("第2章 海の民", "chapter"),
        ("第 十二 節", "section"),
        ("Ⅲ．結果", "roman"),
        ("IV 考察", "roman"),
        ("一、発端", "kanji"),
        ("1．2014年の選挙", "number"),
        ("2. 方法", "number"),
        ("2.3 実験の条件", "dotted2"),
        ("1.2.3 手順", "dotted3"),
        ("（1）背景", "parenthesis"),
        ("（二）経過", "parenthesis_kanji"),
        ("①対象", "circled"),
        ("おわりに", "word"),
        ("は じ め に", "word"),
        ("おわりに――残された課題", "word"),
        ("1991年に独立した国々", None),
        ("第1は、財源の問題である。", None),
        ("3.5倍に増えた人口", None),
        ("1．海に行く。", None),
        ("海辺の町", None),
        ("I am here", None),
    ],
)
def test_heading_styles(text: str, style: str | None) -> None:
    assert heading_style(text) == style


@pytest.mark.parametrize(
    ("text", "is_author"),
    [
        ("山田 太郎", True),
        ("佐々木\u3000あや", True),
        ("文・原 透", True),
        ("原透（東都大学教授）", True),
        ("Jane B. Smith", True),
        ("はじめに", False),
        ("海と 山と 川", False),
        ("NATOとウクライナ", False),
    ],
)
def test_authors(text: str, is_author: bool) -> None:
    assert looks_like_author(text) is is_author


@pytest.mark.parametrize(("text", "is_name"), [("山田太郎", True), ("経済政策", False), ("序論", False)])
def test_bare_names(text: str, is_name: bool) -> None:
    assert is_bare_name(text) is is_name


@pytest.mark.parametrize(
    ("text", "is_item"), [("・水", True), ("- 水", True), ("①水", True), ("水", False), ("-5度", False)]
)
def test_items(text: str, is_item: bool) -> None:
    assert looks_like_item(text) is is_item
