"""Headings, title lines, author lines and list items, by their form."""

from __future__ import annotations

import re

from corpus_tools.reconstruct.characters import BULLETS, PAUSE, SENTENCE_END

_N = r"[0-9０-９]{1,2}"
_KANJI_N = r"[一二三四五六七八九十]{1,3}"
_ROMAN = r"(?:[IVX]{1,4}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ])"
_SPACE = r"[ \u3000]"
# After these a number with a point is a quantity.
_COUNTERS = "倍％%度割人円件点年月日万億兆キメセミトポグリ"

STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第{_SPACE}?(?:{_N}|{_KANJI_N}){_SPACE}?[部編篇]"),
    ("chapter", rf"第{_SPACE}?(?:{_N}|{_KANJI_N}){_SPACE}?章"),
    ("section", rf"第{_SPACE}?(?:{_N}|{_KANJI_N}){_SPACE}?節"),
    ("clause", rf"第{_SPACE}?(?:{_N}|{_KANJI_N}){_SPACE}?[款項]"),
    ("roman", rf"{_ROMAN}(?:[．.、]|{_SPACE}(?![a-z]))"),
    ("kanji", rf"{_KANJI_N}(?:[、．.]|{_SPACE})"),
    ("dotted3", rf"{_N}[.．－-]{_N}[.．－-]{_N}[.．]?"),
    ("dotted2", rf"{_N}[.．－-]{_N}[.．]?(?![0-9０-９{_COUNTERS}])"),
    ("number", rf"{_N}(?:．|[.](?![0-9])|{_SPACE}|、)"),
    ("square", rf"[■□◆◇●○▼▽]{_SPACE}?|[【]"),
    ("parenthesis_kanji", rf"[（(]{_KANJI_N}[)）]"),
    ("parenthesis", rf"[（(]{_N}[)）]"),
    ("half_parenthesis", rf"{_N}[)）]"),
    ("circled", r"[①-⑳]"),
    ("letter", r"(?:[アイウエオカキクケコa-zA-Zａ-ｚ]|[（(][アイウエオa-zA-Z][)）])[．.)）]"),
)
"""Numbering styles from the outermost to the innermost, as they are nested in Japanese print."""

_NUMBERED = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in STYLES))

_WORD_LIST = """
    はじめに まえがき 序 序論 序章 序説 緒言 緒論 導入 問題の所在 問題意識 おわりに 終わりに 結び むすび むすびに
    むすびにかえて おわりにかえて 結びにかえて 結論 結語 終章 まとめ あとがき 後書き 前書き 総括 考察 要旨 要約 概要 目次
    参考文献 引用文献 文献 文献一覧 註 注 脚注 注釈 付録 補論 補遺 謝辞 附則 付則 前文 解説 年表 凡例
    背景 目的 方法 結果 展望 今後の課題 課題と展望
"""
WORDS = frozenset(_WORD_LIST.split())
"""Headings that need no number."""

_ITEM = re.compile(rf"[{re.escape(BULLETS)}][ \u3000]?\S|[①-⑳]|[-–−*+※＊][ \u3000]\S")
_NAME_PART = r"[\u4e00-\u9fff々ヶ\u3041-\u309f\u30a1-\u30fc]{1,5}"
_SPACED_NAME = re.compile(rf"{_NAME_PART}[ \u3000]{_NAME_PART}")
_BY = re.compile(
    r"^(?:文|著|著者|筆者|執筆|作者|訳|編|記者)[：:・／/ \u3000]|(?:著|訳|編|編著|記者|教授|研究員|氏)$"
)
_AFFILIATION = re.compile(
    r"[（(][^（）()]*(?:大学|研究所|研究科|学部|教授|研究員|記者|センター|機構|大学院)[^（）()]*[)）]$"
)
_LATIN_NAME = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z]\.?)*(?: [A-Z][A-Za-z'’-]+){1,2}")
_KANJI_ONLY = re.compile(r"[\u4e00-\u9fff々]{3,5}")

_FINAL = SENTENCE_END + PAUSE + "：:"


def heading_style(text: str) -> str | None:
    """Name the numbering style of a line, ``word`` for a heading word, or return None.

    Rule: a heading begins with a number in one of the styles, or is a heading word, and ends with no
    punctuation.
    """
    if not text or len(text) > 80 or (text[-1] in _FINAL and not text.endswith(("？", "?", "！"))):
        return None
    if _bare(text) in WORDS:
        return "word"
    match = _NUMBERED.match(text)
    return (
        match.lastgroup
        if (match and match.end() < len(text)) or (match and _is_name_of_part(match))
        else None
    )


def _is_name_of_part(match: re.Match[str]) -> bool:
    return match.lastgroup in ("part", "chapter", "section", "clause")


def _bare(text: str) -> str:
    return re.sub(r"[ \u3000]|[―—–-].*$", "", text).strip("【】［］[]〈〉■◆●")


def number_end(text: str) -> int:
    """Return where the number of a numbered heading ends; 0 without one."""
    match = _NUMBERED.match(text)
    return match.end() if match else 0


def looks_like_heading(text: str) -> bool:
    """Hold for a line with a heading's number or wording."""
    return heading_style(text) is not None


def looks_like_item(text: str) -> bool:
    """Hold for a line that begins like a list item."""
    return bool(_ITEM.match(text))


def looks_like_author(text: str) -> bool:
    """Hold for a line that is a name.

    Rule: two short runs of kanji or kana with one space between, a Latin name in capitals, or words of
    authorship (文・…, … 著, an affiliation in brackets at the end).
    """
    if len(text) > 60 or text[-1:] in _FINAL or _bare(text) in WORDS:
        return False
    name = _AFFILIATION.sub("", text).strip()
    if name != text and name:
        return len(name) <= 12
    if _SPACED_NAME.fullmatch(text):
        return not _NUMBERED.match(text)
    return bool(_LATIN_NAME.fullmatch(text) or (_BY.search(text) and len(text) <= 20))


def is_bare_name(text: str) -> bool:
    """Hold for three to five kanji that the dictionary reads as a person's name and nothing else."""
    if not _KANJI_ONLY.fullmatch(text) or text in WORDS:
        return False
    from corpus_tools.reconstruct.words_ja import tags

    parts = tags(text)
    return len(parts) >= 2 and all("人名" in tag for tag in parts)
