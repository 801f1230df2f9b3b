"""Cells of CSV files that people open in a spreadsheet: a text must never be taken for a formula."""

from __future__ import annotations

import re
from typing import Any

BOM = "\ufeff"
"""At the beginning of a file it tells Excel that the file is UTF-8; ``utf-8-sig`` reads it away."""
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("''*[=+\\-@\t\r\n＝＋－＠]")


def guarded(value: Any) -> Any:
    """Return a text with an apostrophe before it where a spreadsheet would take it for a formula; numbers as they are.

    A text with apostrophes of its own before such a sign gets one more, so that ``unguarded`` gives back every text.

    Source: OWASP, CSV Injection.
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text
