"""Glyph repairs that do not depend on layout: ligatures, radicals, ruby, lost glyphs."""

from __future__ import annotations

import re
import unicodedata

from corpus_tools.reconstruct.characters import is_kanji
from corpus_tools.reconstruct.draft import Draft

LIGATURE = "ligature"
LOST_GLYPH = "lost glyph"
RADICAL = "radical code point"
RUBY = "ruby"
TRANSCRIBER = "transcriber's note"
VERTICAL = "vertical form"
INVISIBLE = "invisible character"
GETA = "〓"

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？―–（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
_SINGLE = re.compile(f"[{''.join(_LIGATURES)}{''.join(_VERTICAL)}\u2e80-\u2fdf]")
_LOST = re.compile(r"\ufffd|\(cid:\d+\)|※［＃[^］\n]{1,80}］")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x7f]")
_TRANSCRIBER = re.compile(r"［＃[^］\n]{1,120}］")
_BARRED_RUBY = re.compile(r"｜(?=([^｜《》\n]{1,30})《([^《》]{1,40})》)")
_RUBY = re.compile(r"《[\u3041-\u309f\u30a1-\u30ff\n]{1,30}》")

_BROKEN_LIGATURE = re.compile(
    r"(?<![A-Za-z'’-])([A-Za-z]*(?:ffi|ffl|ff|fi|fl)) (?=([a-z]{1,20})(?![A-Za-z]))"
)
# English words that end like a ligature; a space after them is theirs.
_WHOLE_WORD_LIST = """
    off staff stuff cliff bluff sheriff tariff stiff cuff puff buff gruff snuff scoff sniff whiff fluff
    plaintiff mastiff skiff spiff handcuff standoff takeoff layoff payoff cutoff playoff kickoff turnoff
    tradeoff spinoff runoff rebuff dandruff midriff pontiff bailiff huff muff ruff riff tiff miff duff guff
    chuff quaff scuff chaff gaff naff boff cardiff radcliff wifi scifi hifi semifi safi delfi amalfi rafi
    sufi hafi fifi kofi hanafi shafi salafi nfl afl if of
"""
_FUNCTION_WORD_LIST = """
    a an and are as at be been but by can could did do does for from had has have he her his how i if in
    into is it its may might more must no nor not of off on or our over she should so some such than that
    the their them then there these they this those to too under up upon us was we were what when where
    which while who whom whose why will with would you your
"""
_WHOLE_WORDS = frozenset(_WHOLE_WORD_LIST.split())
_FUNCTION_WORDS = frozenset(_FUNCTION_WORD_LIST.split())


def repair_glyphs(draft: Draft) -> None:
    """Repair what is wrong by itself, wherever it stands.

    Rules: ligature, radical and vertical-form code points become their letters and signs; replacement
    characters and ``(cid:n)`` become 〓; kana in 《》 after kanji (or after ｜) are ruby and leave the
    text, as do a transcriber's ［＃…］; invisible characters leave it; a space that a ligature left
    inside an English word leaves it.
    """
    source = draft.source
    for match in _LOST.finditer(source):
        draft.replace(*match.span(), GETA, LOST_GLYPH)
    _drop_ruby(draft)
    for match in _SINGLE.finditer(source):
        _replace_single(draft, match.start())
    for match in _INVISIBLE.finditer(source):
        draft.drop(*match.span(), INVISIBLE)
    _join_ligatures(draft)


def _replace_single(draft: Draft, place: int) -> None:
    character = draft.source[place]
    if character in _LIGATURES:
        draft.replace(place, place + 1, _LIGATURES[character], LIGATURE)
    elif character in _VERTICAL:
        draft.replace(place, place + 1, _VERTICAL[character], VERTICAL)
    elif (plain := unicodedata.normalize("NFKC", character)) != character and len(plain) == 1:
        draft.replace(place, place + 1, plain, RADICAL)


def _drop_ruby(draft: Draft) -> None:
    source = draft.source
    barred = list(_BARRED_RUBY.finditer(source))
    for match in barred:
        draft.drop(match.start(), match.end(), RUBY)
        draft.drop(match.end(1), match.end(2) + 1, RUBY)
    readings = [
        match for match in _RUBY.finditer(source) if is_kanji(source[match.start() - 1 : match.start()])
    ]
    for match in readings:
        draft.drop(*match.span(), RUBY)
    if barred or readings:
        for match in _TRANSCRIBER.finditer(source):
            draft.drop(*match.span(), TRANSCRIBER)


def _join_ligatures(draft: Draft) -> None:
    """Drop the space after a ligature inside an English word.

    Rule: the piece before the space ends in a ligature's letters, is no word with such an end and is not
    hyphenated; the piece after it is in lower case and is no function word.
    """
    for match in _BROKEN_LIGATURE.finditer(draft.source):
        left, right = match[1].lower(), match[2]
        fragment = left in ("fi", "fl", "ffi", "ffl") or (left not in _WHOLE_WORDS and len(left) > 2)
        if fragment and right not in _FUNCTION_WORDS:
            draft.drop(match.end() - 1, match.end(), LIGATURE)
