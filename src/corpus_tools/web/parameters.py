"""What is wrong with a parameter of an address: what was given, and what would have been right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from corpus_tools.errors import Message

_NUMBER = "{name}: {given!r} is no whole number."
_SWITCH = "{name}: {given!r} is neither yes nor no. Right would be 1 or 0."
_CHOICE = "{name}: {given!r} is not among the values that it may have. Right would be: {values}."
_PROBLEMS = {
    "missing": "{name} is missing.",
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "greater_than_equal": "{name}: {given!r} is too small. Right would be {ge} or more.",
    "less_than_equal": "{name}: {given!r} is too large. Right would be {le} at most.",
    "bool_parsing": _SWITCH,
    "literal_error": _CHOICE,
    "string_pattern_mismatch": _CHOICE,
    "string_too_short": "{name} is too short. Right would be {min_length:,} characters or more.",
    "string_too_long": "{name} has {n:,} characters. Right would be {max_length:,} at most.",
    "too_long": "{name} is given {n:,} times. Right would be {max_length:,} at most.",
}
"""Templates by pydantic's kinds of errors."""


def problem(found: Mapping[str, Any]) -> Message:
    """Return what is wrong with a parameter, from what FastAPI found."""
    name = ".".join(map(str, found["loc"][1:]))
    if found["type"] not in _PROBLEMS:
        return Message("{name}: {problem}", name=name, problem=Message(found["msg"]))
    given, limits = found.get("input"), found.get("ctx", {})
    n = len(given) if isinstance(given, str | list) else 0
    values = {"name": name, "given": given, "n": n, "values": _values(limits), **limits}
    return Message(_PROBLEMS[found["type"]], **values)


def _values(limits: Mapping[str, Any]) -> str:
    """Return the values that a parameter may have, as they are typed."""
    return ", ".join(
        re.findall(r"[\w-]*\w", str(limits.get("expected", limits.get("pattern", "")).replace(" or ", " ")))
    )
