"""Glyphs that the extraction lost and left only a space of."""

from __future__ import annotations

from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.words_ja import tags

_CONTEXT = 40
# Cheap tests by character come first: the tagger is asked about very few spaces.
_LEFT_ENDS = frozenset("のなるた")
_RIGHT_BEGINS = frozenset("がをにはもとでへだ")
_NEED_A_NOUN = ("助詞-格助詞", "助詞-係助詞", "助動詞")


def noun_is_missing(draft: Draft, start: int, first: int, close: int, end: int) -> bool:
    """Hold when a noun must have stood in the place of the space ``source[first:close]``.

    Rule: left of it stands the genitive particle の or a word that only ever precedes a noun (連体詞);
    right of it stands a particle or a copula that can only follow one. Where の itself stands for a noun
    (after verbs), nothing is missing.
    """
    left = _line_text(draft, max(start, first - _CONTEXT), first)
    right = _line_text(draft, close, min(end, close + _CONTEXT))
    if left[-1:] not in _LEFT_ENDS or right[:1] not in _RIGHT_BEGINS or not left or not right:
        return False
    if " " in draft.source[max(start, first - 3) : first] + draft.source[close : close + 3]:
        return False
    return _asks_for_noun(left) and tags(right)[0].startswith(_NEED_A_NOUN)


def _asks_for_noun(left: str) -> bool:
    last = tags(left)[-1]
    return last == "連体詞" or (left.endswith("の") and last == "助詞-格助詞")


def _line_text(draft: Draft, start: int, end: int) -> str:
    return "".join(draft.text(start, end).split())
