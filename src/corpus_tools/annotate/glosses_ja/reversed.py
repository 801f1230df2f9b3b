"""Reversed glosses: the Latin name stands in the text, its Japanese in the parenthesis."""

from __future__ import annotations

import re

from corpus_tools.annotate.glosses_ja.brackets import Parenthesis
from corpus_tools.annotate.glosses_ja.context import left_context
from corpus_tools.annotate.glosses_ja.evidence import English
from corpus_tools.annotate.glosses_ja.parts import is_acronym
from corpus_tools.annotate.glosses_ja.words import Word, read_words

_LATIN_BEFORE = re.compile(r"(?:[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’.&+/-]*[ ])*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’.&+/-]*$")
_REMARK = re.compile(
    "^(?:加盟国?|当時|本部|以下|以上|例|たとえば|いわゆる|とくに|特に|主に|または|なお|ただし|約|計|同|旧|前|現|元|新|第|図|表|写真|注|参照|後述|前述|上述|名目|年率|前年|税込|税抜|税引|単位|左|右|上|下|など|等|議長|事務局|暫定|仮|[0-9０-９])"
    "|(?:加盟国|諸国|側|時点|現在|当時|参照|所属|出身|予定|まで|から|より|以降|以外|以前|など|等|向け|ほか|含む|除く|のみ|同様|相当|換算|比|年|月|日|版|章|節|頁|条|項|議長国|ベース)$"
)
_LINK = re.compile("に(?:関|対)する|に基づく|のための|における|に係る")
_LATIN = re.compile("[A-Za-z]")
_JAPANESE = re.compile("[ァ-ヺ一-鿿]")
_LONGEST = 60
_NAME = re.compile("[ぁ-ゖァ-ヺー一-鿿々〇・＝A-Za-z0-9０-９／/－-]+")


def reversed_gloss(
    text: str, pair: Parenthesis, bound: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the (Latin, Japanese) extents when the parenthesis glosses the Latin before it."""
    start, end = _trim(text, pair.start + 1, pair.end)
    cut = re.search("[、，；;,：:]", text[start:end])
    if (
        cut
        and _LATIN.search(text, start + cut.end(), end)
        and _JAPANESE.search(text, start, start + cut.start())
    ):
        start, end = _trim(text, start, start + cut.start())
    japanese = re.sub(r"\s", "", text[start:end])
    if not 3 <= len(japanese) <= _LONGEST or not _JAPANESE.search(japanese) or not _NAME.fullmatch(japanese):
        return None
    latin = _latin_before(text, pair.start, bound)
    return (latin, (start, end)) if latin and _stands_for(text[slice(*latin)], japanese) else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "「『"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "」』"):
        end -= 1
    return (start, end)


def _latin_before(text: str, place: int, bound: int) -> tuple[int, int] | None:
    """Return the Latin words that end right before ``place``; none if they are the end of a mixed word."""
    while place > bound and text[place - 1].isspace():
        place -= 1
    line = text[max(bound, place - 80) : place].replace("\n", " ").replace("\r", " ")
    match = _LATIN_BEFORE.search(line)
    if not match:
        return None
    start = place - len(match.group())
    before = left_context(text, start, bound).text[-1:]
    if before and ("ァ" <= before <= "ヺ" or before in "ー・＝"):
        return None
    return (start, place)


def _stands_for(latin: str, japanese: str) -> bool:
    """Weigh the words inside: a remark such as 加盟国 or 当時 says nothing about the letters."""
    if _REMARK.search(japanese):
        return False
    words = read_words(_LINK.sub("の", japanese))
    if words[-1].pos in ("助詞", "助動詞", "動詞", "副詞") or not all(_belongs(word) for word in words):
        return False
    if not is_acronym(latin):
        return English([latin], []).match(words).matched > 0
    match = English([], [latin]).match(words)
    if not match.matched:
        return not match.idle and len(japanese) >= 4 and len(words) >= 2
    return match.matched * 2 >= len(match.open) + match.matched - 1 or len(match.open) <= len(words)


def _belongs(word: Word) -> bool:
    if word.pos == "助詞":
        return word.text in ("の", "と")
    return word.text in ("及び", "および") or word.pos not in _FOREIGN


_FOREIGN = frozenset(("副詞", "接続詞", "連体詞", "感動詞", "代名詞", "動詞", "形容詞"))
