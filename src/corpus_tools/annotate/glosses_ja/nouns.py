"""Compound nouns: how far one that ends at a word reaches to the left without a particle."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_tools.annotate.glosses_ja.trim import NAME_MARKS
from corpus_tools.annotate.glosses_ja.word_lists import word_set
from corpus_tools.annotate.glosses_ja.words import Word

LIGHT_VERBS = ("し", "さ", "する")
_NOMINAL = frozenset(("名詞", "接頭辞", "接尾辞", "形状詞"))
_FORMAL = word_set(
    """
        こと もの ところ うち ため とき 時 際 場合 ほう 方 よう はず わけ とおり 通り ほか 他 まま 中 上 下 後 前 間 例 点 形 等 など
        """
)
_NOUN_FORM = "連用形-一般"
_VOICES = ("れ", "られ", "せ", "させ")
_COMPLEMENTS = ("を", "に", "が", "で", "へ", "から")


def run_start(words: Sequence[Word], end: int) -> int:
    """Return the first word of the compound noun that ends before word ``end``."""
    first = end
    while first:
        if _is_nominal(words[first - 1], last=first == end):
            first -= 1
        elif size := _verbal_noun_size(words, first):
            first -= size
        else:
            break
    while first < end and (
        words[first].text in NAME_MARKS or (words[first].pos == "接尾辞" and words[first].text not in ("的",))
    ):
        first += 1
    return first


def _is_nominal(word: Word, *, last: bool) -> bool:
    if word.text in NAME_MARKS:
        return not last
    if word.pos == "名詞" and re.fullmatch("[ぁ-ゖ]+", word.text):
        return word.text not in _FORMAL and len(word.text) > 1 and word.pos3 != "副詞可能"
    if word.pos in _NOMINAL:
        return not (last and word.text in _FORMAL and word.pos == "名詞")
    return bool(re.fullmatch("[ァ-ヺー]+|[A-Za-zÀ-ɏ0-9０-９.+-]+", word.text)) or (
        bool(re.fullmatch("[一-鿿々]+", word.text)) and word.pos in ("動詞", "形容詞", "感動詞", "記号")
    )


def _verbal_noun_size(words: Sequence[Word], end: int) -> int:
    """Return how many words a verb in the form of a noun has (巻き込まれ, 学び in 学び直し); 0 if none ends here.

    A verb with an object before it is the predicate of a clause; before a further noun any complement says so.
    """
    size = 2 if words[end - 1].text in _VOICES else 1
    if size > end or words[end - 1].form != _NOUN_FORM or words[end - size].pos != "動詞":
        return 0
    while size < end and (words[end - size - 1].pos, words[end - size - 1].form) == ("動詞", _NOUN_FORM):
        size += 1
    verb = words[end - size]
    before = words[end - size - 1].text if end > size else ""
    clause = before in (_COMPLEMENTS if end < len(words) else ("を",))
    joint = size > 1 or (end < len(words) and words[end].pos == "接尾辞")
    noun = verb.text not in LIGHT_VERBS and (joint or (verb.pos2 == "一般" and len(verb.text) > 1))
    return size if noun and not clause else 0
