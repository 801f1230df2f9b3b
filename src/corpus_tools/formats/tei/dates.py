"""The attributes of TEI's ``date``: ``when``, or ``from`` and ``to``, where W3C can say it, else bounds; and the EDTF."""

from __future__ import annotations

import re

from corpus_tools.formats.tei.header import W3C_DATE
from corpus_tools.model import Span

_W3C_TIME = re.compile(
    r"-?\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
)
_W3C_DURATION = re.compile(
    r"-?P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
)
_ISO_DURATION = re.compile(r"P[0-9.,DHMSTWY]+")


def date_attributes(span: Span) -> dict[str, str]:
    """Return the attributes of a date, time, duration or set."""
    found = {"type": span.label} if span.label else {}
    value, edtf = span.attributes.get("value"), span.attributes.get("edtf")
    found |= _period(edtf) if isinstance(edtf, str) else {}
    if isinstance(value, str) and len(found) < 2:
        found |= _value(value)
    if not found.keys() & {"when", "from", "to"}:
        found |= _bounds(span)
    custom = edtf or value
    if isinstance(custom, str) and not any(character.isspace() for character in custom):
        found["when_custom"] = custom
    return found


def _period(edtf: str) -> dict[str, str]:
    """Return the ends of an interval (``1990/1993``, ``1995-12/..``) that W3C can say."""
    first, slash, last = edtf.partition("/")
    ends = {"from": first, "to": last} if slash else {}
    return {name: end for name, end in ends.items() if W3C_DATE.fullmatch(end)}


def _value(value: str) -> dict[str, str]:
    if W3C_DATE.fullmatch(value) or _W3C_TIME.fullmatch(value):
        return {"when": value}
    if _W3C_DURATION.fullmatch(value):
        return {"dur": value}
    return {"dur_iso": value} if _ISO_DURATION.fullmatch(value) else {}


def _bounds(span: Span) -> dict[str, str]:
    names = {"notBefore": "earliest", "notAfter": "latest"}
    given = {name: span.attributes.get(attribute) for name, attribute in names.items()}
    return {
        name: value for name, value in given.items() if isinstance(value, str) and W3C_DATE.fullmatch(value)
    }
