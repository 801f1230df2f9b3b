"""White space written so that it survives columns: escaped as UDPipe does."""

from __future__ import annotations

import re

_ESCAPES = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p"}
_CHARACTERS = {escape: character for character, escape in _ESCAPES.items()}
_TO_ESCAPE = re.compile(r"[\s|\\]")
_ESCAPED = re.compile(r"\\(?:[\\strnp]|u([0-9a-f]{4}))")


def escape(value: str) -> str:
    r"""Return a value without white space, bars and backslashes: ``\s \t \n \r \p \\``, others ``\u3000``."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}", value)


def unescape(value: str) -> str:
    """Return what ``escape`` escaped."""
    return _ESCAPED.sub(lambda found: _CHARACTERS.get(found[0]) or chr(int(found[1], 16)), value)
