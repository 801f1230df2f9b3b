"""Strings of a query against the values of a lexicon: regular expressions run over types, never tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import re2

from corpus_tools.index import Lexicon
from corpus_tools.query.conditions import Flags
from corpus_tools.query.syntax import Text

_SPECIAL = set("[](){}.*+|?\\^$")
_SIMPLE_PREFIX = re.compile(r"([^\[\](){}.*+|?\\^$]+)\.([*+])")
_ALTERNATIVES = re.compile(r"[^\[\](){}.*+?\\^$]+(\|[^\[\](){}.*+?\\^$]+)+")
MAX_MEMORY = 64 << 20


class RegexError(ValueError):
    """A regular expression that the engine does not take."""


def matching_values(lexicon: Lexicon, text: Text) -> Flags:
    """Return which values of a lexicon a string of the query matches as a whole.

    Raises:
        RegexError: The regular expression is not well formed, or asks for what a linear-time engine lacks.
    """
    chosen = np.zeros(len(lexicon), dtype=np.bool_)
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
    literal = _literal(text)
    return value == literal if literal is not None else bool(_compiled(text)(value))


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
    match = _compiled(text)
    codes = [code for code, value in enumerate(lexicon.decoded()) if match(value)]
    chosen[codes] = True


@lru_cache(maxsize=256)
def _compiled(text: Text) -> Callable[[str], Any]:
    pattern = re.escape(text.pattern) if "l" in text.flags else text.pattern
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    options.case_sensitive = "c" not in text.flags
    options.dot_nl = True
    pattern = fold_diacritics(pattern) if "d" in text.flags else unicodedata.normalize("NFC", pattern)
    try:
        engine = re2.compile(_translated(pattern), options)
    except re2.error as error:
        raise RegexError(_reason(pattern, error)) from error
    if "d" in text.flags:
        return lambda value: engine.fullmatch(fold_diacritics(value))
    match: Callable[[str], Any] = engine.fullmatch
    return match


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


def _reason(pattern: str, error: Exception) -> str:
    said = str(error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error)
    if re.search(r"\(\?<?[=!]", pattern):
        return "Lookaround, (?=…) and the like, is not available in strings: expressions run in linear time."
    if re.search(r"\\[1-9]", pattern):
        return (
            r"Backreferences, \1 and the like, are not available in strings: expressions run in linear time."
        )
    return f"The string is not a regular expression: {said}."
