"""Strings of a query against the values of a lexicon: regular expressions run over types, never tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import re2

from corpus_tools.errors import Message
from corpus_tools.index import Lexicon
from corpus_tools.index.lexicon import SEPARATOR
from corpus_tools.model import IntArray
from corpus_tools.query.folding import FOLDING_FLAGS, fold, fold_pattern, folded_lexicon
from corpus_tools.query.positions import Flags
from corpus_tools.query.regex import Shape, shape_of
from corpus_tools.query.romaji_ja import katakana_of
from corpus_tools.query.syntax import Text

_SPECIAL = set("[](){}.*+|?\\^$")
_SIMPLE_PREFIX = re.compile(r"([^\[\](){}.*+|?\\^$]+)\.([*+])")
_ALTERNATIVES = re.compile(r"[^\[\](){}.*+?\\^$]+(\|[^\[\](){}.*+?\\^$]+)+")
_KANA_OR_KANJI = re.compile("[\u3005-\u30ff\u3400-\U0003ffff]")
ROMAJI = "r"
"""The flag ``%r``: the string is romaji, for attributes that hold katakana."""
MOST_TELLING = 3
"""So many bytes of a string are looked for in the whole lexicon."""
SEARCHED = 1 << 17
"""Bytes of the lexicon that are looked at together, few enough for the processor's cache."""
MAX_MEMORY = 64 << 20
LONG_VALUE = 256
"""Where a value has more bytes than this, a few repetitions are too many for a backtracking engine."""


class RegexError(ValueError):
    """A regular expression that the engine does not take."""


def matching_values(lexicon: Lexicon, text: Text, *, sorted_values: bool = True) -> Flags:
    """Return which values of a lexicon a string of the query matches as a whole.

    Args:
        sorted_values: The values are in order, so that some can be found without looking at all.

    Raises:
        RegexError: The regular expression is not well formed, or asks for what a linear-time engine lacks.
    """
    chosen = np.zeros(len(lexicon), dtype=np.bool_)
    text = in_kana(text)
    if text.flags & FOLDING_FLAGS:
        _match_all(folded_lexicon(lexicon, text.flags & FOLDING_FLAGS), folded(text), chosen)
        return chosen
    if not sorted_values:
        _match_all(lexicon, text, chosen)
        return chosen
    pattern, flags = text.pattern, text.flags
    literal = _literal(text)
    if literal is not None:
        code = lexicon.find(literal)
        if code >= 0:
            chosen[code] = True
    elif not flags and _ALTERNATIVES.fullmatch(pattern):
        codes = [lexicon.find(value) for value in pattern.split("|")]
        chosen[[code for code in codes if code >= 0]] = True
    elif not flags and (prefix := _SIMPLE_PREFIX.fullmatch(pattern)):
        first, last = lexicon.prefix_range(prefix[1])
        chosen[first:last] = True
        if prefix[2] == "+" and first < last and lexicon[first] == prefix[1]:
            chosen[first] = False
    else:
        _match_all(lexicon, text, chosen)
    return chosen


def matches_text(value: str, text: Text) -> bool:
    """Return whether a string of the query matches one value as a whole."""
    text = in_kana(text)
    if text.flags & FOLDING_FLAGS:
        value, text = fold(value, text.flags & FOLDING_FLAGS), folded(text)
    literal = _literal(text)
    return (
        value == literal
        if literal is not None
        else bool(_compiled(text, linear=len(value) > LONG_VALUE)(value))
    )


def in_kana(text: Text) -> Text:
    """Return a string with the flag ``%r`` in katakana: every run of Latin letters is read as romaji.

    Raises:
        RegexError: The letters are no romaji.
    """
    if ROMAJI not in text.flags:
        return text
    pieces = []
    for piece in re.split(r"(\\.|[^\W\d_]['’\-\w]*)", text.pattern):
        kana = katakana_of(piece) if piece[:1].isalpha() and not _KANA_OR_KANJI.match(piece) else piece
        if kana is None:
            raise RegexError(
                Message(
                    "{given!r} is no romaji, as %r wants it. Right would be: kamei, tōkyō, shin'yaku.",
                    given=piece,
                )
            )
        pieces.append(kana)
    return Text("".join(pieces), text.flags - {ROMAJI}, text.column)


def folded(text: Text) -> Text:
    """Return a string as it has to be to match folded values."""
    if "l" in text.flags:
        pattern = re.escape(fold(text.pattern, text.flags & FOLDING_FLAGS))
    else:
        pattern = fold_pattern(text.pattern, text.flags)
    return Text(pattern, text.flags - FOLDING_FLAGS - {"l"}, text.column)


def fold_diacritics(value: str) -> str:
    """Strip all combining marks, as the flag ``%d`` does: é and e are one, and so are が and か."""
    decomposed = unicodedata.normalize("NFD", value)
    kept = "".join(
        character for character in decomposed if not unicodedata.category(character).startswith("M")
    )
    return unicodedata.normalize("NFC", kept)


def _literal(text: Text) -> str | None:
    """Return the string if it stands for itself."""
    if "l" in text.flags:
        return text.pattern if text.flags == {"l"} else None
    return text.pattern if not text.flags and not _SPECIAL & set(text.pattern) else None


def _match_all(lexicon: Lexicon, text: Text, chosen: Flags) -> None:
    longest = int(np.diff(lexicon.offsets).max(initial=0))
    match = _compiled(text, linear=longest > LONG_VALUE)
    shape = Shape() if text.flags else shape_of(text.pattern)
    if not shape.needed:
        chosen[_codes_one_by_one(lexicon, text, match, shape)] = True
        return
    codes = _codes_with(lexicon, shape)
    if not shape.exact:
        codes = np.array([code for code in codes.tolist() if match(lexicon[code])], dtype=np.int64)
    chosen[codes] = True


def _codes_one_by_one(
    lexicon: Lexicon, text: Text, match: Callable[[str], Any], shape: Shape
) -> list[int] | IntArray:
    lines = bytes(lexicon.text)
    slow = shape.backtracks and "d" not in text.flags
    if slow and len(lexicon) > 1000 and lines.count(SEPARATOR) == len(lexicon):
        # a call of the linear-time engine costs much more than its work on one value
        found = _engine(_pattern(text), "c" in text.flags, by_line=True).finditer(lines[: -len(SEPARATOR)])
        starts = np.fromiter((one.start() for one in found), dtype=np.int64)
        return np.searchsorted(lexicon.offsets, starts)
    return [code for code, value in enumerate(lexicon.decoded()) if match(value)]


def _codes_with(lexicon: Lexicon, shape: Shape) -> IntArray:
    """Return the codes of the values that hold the needed string where the expression has it.

    One search through the text of the whole lexicon, in which values are divided by line feeds.
    """
    needed = shape.needed.encode("utf-8")
    at_end = shape.exact and not shape.open_right
    wanted = needed + SEPARATOR if at_end else needed
    places = _places(lexicon.text, wanted)
    codes = np.searchsorted(lexicon.offsets, places, side="right") - 1
    if at_end:
        ends = lexicon.offsets[codes + 1] == places + len(wanted)
        places, codes = places[ends], codes[ends]
    if shape.exact and not shape.open_left:
        codes = codes[lexicon.offsets[codes] == places]
    return np.unique(codes)


def _places(text: Any, wanted: bytes) -> IntArray:
    """Return where a string of bytes stands in a text.

    The last bytes of its characters, which differ most, are compared with the whole text, the others where
    these are right.
    """
    data = np.frombuffer(text, dtype=np.uint8)
    last = len(data) - len(wanted) + 1
    if last <= 0:
        return np.empty(0, dtype=np.int64)
    order = sorted(range(len(wanted)), key=lambda place: not _ends_character(wanted, place))
    found = []
    for start in range(0, last, SEARCHED):
        end = min(start + SEARCHED, last)
        flags = data[start + order[0] : end + order[0]] == wanted[order[0]]
        for place in order[1:MOST_TELLING]:
            flags &= data[start + place : end + place] == wanted[place]
        found.append(np.flatnonzero(flags) + start)
    places = np.concatenate(found)
    for place in order[MOST_TELLING:]:
        places = places[data[places + place] == wanted[place]]
    return places


def _ends_character(text: bytes, place: int) -> bool:
    return place + 1 == len(text) or text[place + 1] & 0xC0 != 0x80


@lru_cache(maxsize=256)
def _compiled(text: Text, *, linear: bool) -> Callable[[str], Any]:
    """Return what tells whether a value matches.

    The linear-time engine checks every expression. Those that cannot run away are then run by the standard
    library, whose calls cost a small part of the other's, unless values are long.
    """
    pattern = _pattern(text)
    match: Callable[[str], Any] = _engine(pattern, "c" in text.flags).fullmatch
    if not linear and not text.flags and not shape_of(pattern).backtracks:
        match = re.compile(pattern, re.DOTALL).fullmatch
    if "d" in text.flags:
        return lambda value: match(fold_diacritics(value))
    return match


def _pattern(text: Text) -> str:
    pattern = re.escape(text.pattern) if "l" in text.flags else text.pattern
    return fold_diacritics(pattern) if "d" in text.flags else unicodedata.normalize("NFC", pattern)


def _engine(pattern: str, ignore_case: bool, *, by_line: bool = False) -> Any:
    """Compile an expression for the linear-time engine, to match strings, or the lines of encoded text."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    options.case_sensitive = not ignore_case
    options.dot_nl = not by_line
    options.never_nl = by_line
    translated = _translated(pattern)
    try:
        return re2.compile(f"(?m)^(?:{translated})$".encode() if by_line else translated, options)
    except re2.error as error:
        raise RegexError(_reason(pattern, error)) from error


_CLASSES = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": r"\p{L}\p{N}_",
    "s": r"\s\x{85}\x{a0}\p{Z}",
}


def _translated(pattern: str) -> str:
    r"""Give ``\d \w \s`` their Unicode meaning, which re2 reads as ASCII."""
    result: list[str] = []
    in_class = False
    places = iter(range(len(pattern)))
    for place in places:
        character = pattern[place]
        if character == "\\" and place + 1 < len(pattern):
            next(places)
            result.append(_escape(pattern[place + 1], in_class))
            continue
        if character == "[" and not in_class:
            in_class = True
        elif character == "]" and in_class:
            in_class = False
        result.append(character)
    return "".join(result)


def _escape(letter: str, in_class: bool) -> str:
    members = _CLASSES.get(letter.lower())
    if members is None:
        return "\\" + letter
    if letter in _CLASSES:
        return _CLASSES[letter] if in_class else f"[{_CLASSES[letter]}]"
    # a negated class inside brackets cannot be spelled out in re2; \D can
    return "\\" + letter if in_class else f"[^{members}]"


def _reason(pattern: str, error: Exception) -> Message:
    said = str(error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error)
    if re.search(r"\(\?<?[=!]", pattern):
        return Message(
            "Lookaround, (?=…) and the like, is not available in strings: expressions run in linear time."
        )
    if re.search(r"\\[1-9]", pattern):
        return Message(
            r"Backreferences, \1 and the like, are not available in strings: expressions run in linear time."
        )
    # re2 says the kind of fault, which is one of a dozen, and the piece of the expression
    fault, _, piece = said.partition(": ")
    reason = Message("{fault}: {piece}", fault=Message(fault), piece=piece) if piece else Message(fault)
    return Message("The string is not a regular expression: {reason}.", reason=reason)
