"""The layers of gold files: their labels and attributes, and what each may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corpus_tools.annotate.gold.timex_values import MODS
from corpus_tools.annotate.tokens_ja.upos import UPOS
from corpus_tools.names import ENTITY_TYPES

GLOSS_KINDS: tuple[str, ...] = ("fullname", "acronym", "person", "title", "reversed", "tenure")

LABELS: dict[str, tuple[str, ...]] = {
    "date": ("DATE", "TIME", "DURATION", "SET"),
    "entity": ENTITY_TYPES,
    "gloss": GLOSS_KINDS,
    "gap": ("lost-glyph",),
    **dict.fromkeys(("token", "s", "p", "section", "page", "note"), ("",)),
}
"""The labels of each layer; a layer without labels has the empty one."""

APART = frozenset({"token", "date", "s", "p", "page", "gap"})
"""Layers whose spans have no character in common."""

ZERO_WIDTH = frozenset({"note"})
"""Layers whose spans may be empty: they stand at a place."""


@dataclass(frozen=True, slots=True)
class Field:
    """What one attribute of a row may be.

    Attributes:
        right: What would be right, for messages.
        required: Whether every row has to have the key.
    """

    right: str
    holds: Callable[[Any], bool]
    required: bool = False


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _filled(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _or_null(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or holds(value)


def _one_of(choices: tuple[str, ...], *, null: bool = True, required: bool = False) -> Field:
    right = ("null or " if null else "") + "one of " + ", ".join(choices)
    return Field(right, lambda value: value in choices or (null and value is None), required)


def _day(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch("-?[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


_DAY = Field("a day, such as 1997-05-27, or null", _or_null(_day))
_TEXT_OR_NULL = Field("a string or null", _or_null(_filled))
_ID_OR_NULL = Field("the id of a name, or null", _or_null(_filled), required=True)
_PLACE = Field("a place in the source, a whole number", _number, required=True)
_SURFACE = Field("the covered characters, a string that is not empty", _filled, required=True)
_FLAG = Field("true or false", _flag)
_NUMBER = Field("a whole number", _number)

FIELDS: dict[str, dict[str, Field]] = {
    "date": {
        "value": Field("a TIMEX3 value, a string", _filled, required=True),
        "edtf": Field("EDTF, a string, or null", _or_null(_filled), required=True),
        "mod": _one_of(MODS, required=True),
        "anchor": Field("the id of another date, DCT, or null", _or_null(_filled), required=True),
        "role": _one_of(("BEGIN", "END")),
        "range": _TEXT_OR_NULL,
        "anaphoric": Field("true, false or null", _or_null(_flag)),
        "certainty": _one_of(("high", "medium", "low")),
        "quant": _TEXT_OR_NULL,
        "freq": _TEXT_OR_NULL,
        **dict.fromkeys(("earliest", "latest"), _DAY),
        "optional": _FLAG,
    },
    "entity": {
        "name_id": _ID_OR_NULL,
        "parent": Field("the id of the enclosing entity, or null", _or_null(_filled), required=True),
        "optional": _FLAG,
        "depth": Field("a whole number: 0 outside, 1 inside another", _number),
        "context": _one_of(("text", "gloss", "title")),
    },
    "gloss": {
        **dict.fromkeys(("ja_source_start", "ja_source_end", "en_source_start", "en_source_end"), _PLACE),
        "ja": _SURFACE,
        "en": _SURFACE,
        "name_id": Field("the id of a name, or null", _or_null(_filled)),
        "edtf": Field("EDTF for a tenure, else null", _or_null(_filled)),
        "optional": _FLAG,
    },
    "token": {
        "lemma": Field("the lemma, a string that is not empty", _filled, required=True),
        "upos": _one_of(UPOS, null=False, required=True),
        "pos": Field("UniDic's 品詞, levels joined by -, or null", _or_null(_filled)),
        "reading": Field("the reading, a string (empty for punctuation), or null", _or_null(_text)),
    },
    "p": {
        "type": _one_of(("title", "author", "heading", "paragraph"), null=False, required=True),
        "level": _NUMBER,
    },
    "section": {
        "title": Field("the heading, a string", _filled, required=True),
        "level": Field("a whole number from 1", lambda value: _number(value) and value > 0, required=True),
    },
    "page": {"n": _NUMBER},
    "note": {"n": Field("the number of the note", _number, required=True)},
    "gap": {"suggestion": _TEXT_OR_NULL},
    "s": {},
}
"""The attributes of each layer that are checked; a row may have others, such as a note."""
