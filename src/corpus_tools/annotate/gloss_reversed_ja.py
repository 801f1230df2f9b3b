"""Reversed glosses: the Latin name stands in the text, its Japanese in the parenthesis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_tools.annotate.brackets import Parenthesis
from corpus_tools.annotate.gloss_extent_ja import left_context
from corpus_tools.annotate.gloss_parts import is_acronym
from corpus_tools.annotate.gloss_words_ja import English, Word, read_words

_LATIN_BEFORE = re.compile(r"(?:[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’.&+/-]*[ ])*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’.&+/-]*$")
_REMARK = re.compile(
    "^(?:加盟国?|当時|本部|以下|以上|例|たとえば|いわゆる|とくに|特に|主に|または|なお|ただし|約|計|同|旧|前|現|元|新|第|図|表|写真|注|参照|後述|前述|上述|名目|年率|前年|税|単位|左|右|上|下|など|等|国内|海外|議長|事務局|暫定|仮|[0-9０-９])"
    "|(?:加盟国|諸国|側|時点|現在|当時|参照|所属|出身|予定|まで|から|より|以降|以外|以前|など|等|向け|ほか|含む|除く|のみ|同様|相当|換算|比|年|月|日|版|章|節|頁|条|項|議長国|ベース)$"
)
_NAME = re.compile("[ぁ-ゖァ-ヺー一-鿿々〇・＝A-Za-z0-9０-９／/－-]+")


def reversed_glosses(
    text: str, pair: Parenthesis, bound: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the (Latin, Japanese) extents when the pair of parentheses glosses the Latin before it."""
    start, end = _trim(text, pair.start + 1, pair.end)
    cut = re.search("[、，；;,：:]", text[start:end])
    if (
        cut
        and re.search("[A-Za-z]", text[start + cut.end() : end])
        and re.search("[一-鿿ァ-ヺ]", text[start : start + cut.start()])
    ):
        start, end = _trim(text, start, start + cut.start())
    japanese = re.sub(r"\s", "", text[start:end])
    if len(japanese) < 3 or not re.search("[ァ-ヺ一-鿿]{2}", japanese) or not _NAME.fullmatch(japanese):
        return
    latin = _latin_before(text, pair.start, bound)
    if latin and _stands_for(text[latin[0] : latin[1]], japanese):
        yield (latin, (start, end))


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
    words = read_words(japanese)
    if any(not _belongs(word) for word in words) or words[-1].pos in ("助詞", "助動詞", "動詞", "副詞"):
        return False
    if not is_acronym(latin):
        return _fits_words(latin, words)
    english = English([], [latin])
    left, matched, idle = english.unmatched(words)
    if not matched:
        return not idle and len(japanese) >= 4 and len(words) >= 2
    return matched * 2 >= len(english.letters) - 1 or len(left) <= len(words)


def _fits_words(latin: str, words: list[Word]) -> bool:
    """A Latin name or phrase: some word of the Japanese translates it, or sounds like it."""
    _, matched, _ = English([latin], []).unmatched(words)
    return matched > 0


def _belongs(word: Word) -> bool:
    if word.pos == "助詞":
        return word.text in ("の", "と")
    return word.pos not in ("副詞", "接続詞", "連体詞", "感動詞", "代名詞") or word.text in ("及び", "および")
