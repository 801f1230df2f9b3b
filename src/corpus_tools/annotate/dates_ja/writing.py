"""Reads the day, month or year a text was written (document creation time)."""

from __future__ import annotations

import re

from corpus_tools.annotate.dates_ja.steps import Moment, valid_date
from corpus_tools.errors import AnnotationError

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T[0-9:.+Z-]*)?)?)?[~?%]?"
)


def parse_dct(dct: str | None) -> Moment | None:
    """Read ``2023``, ``2023-01`` or ``2023-01-15`` (a time of day is dropped).

    Raises:
        AnnotationError: Not such a date.
    """
    if dct is None or not dct.strip():
        return None
    match = _WRITTEN.fullmatch(dct.strip())
    year, month, day = (
        (int(part) if part else None for part in match.groups()) if match else (None, None, None)
    )
    wrong = month is not None and not 1 <= month <= 12
    if year is None or wrong or (day is not None and valid_date(year, month or 0, day) is None):
        raise AnnotationError(
            f"Cannot read the date of writing {dct!r}. Give a year, month or day as ISO 8601 or EDTF writes it: "
            "2023, 2023-01 or 2023-01-15."
        )
    quarter = None if month is None else (month + 2) // 3
    return Moment(year, month, day, quarter, anchor="DCT")
