"""A resolved expression to the label and the attributes of its span."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus_tools.annotate.dates_ja.bounds import bounds
from corpus_tools.annotate.dates_ja.parts import Expression, Point
from corpus_tools.annotate.dates_ja.resolved import Resolved
from corpus_tools.annotate.dates_ja.values import Rendered, interval_edge, join_range, render
from corpus_tools.model import Attributes

DATE_ATTRIBUTES: tuple[str, ...] = (
    "value", "edtf", "mod", "quant", "freq", "earliest", "latest", "anaphoric", "anchor", "certainty", "role", "range",
)  # fmt: skip
"""The attributes of every date span, in the order of exports."""


CLOCK_UNITS = frozenset({"hour", "minute", "second"})


def label_of(resolved: Resolved) -> str:
    """Return ``DATE``, ``TIME``, ``DURATION`` or ``SET``."""
    expression = resolved.expression
    if expression.kind in ("duration", "set"):
        return expression.kind.upper()
    if resolved.point is None and expression.amount is not None and expression.amount.unit in CLOCK_UNITS:
        return "DURATION"  # 40分後 of an unknown moment: only the length is known
    point = resolved.point or expression.point
    return "TIME" if point is not None and (point.hour is not None or point.daypart) else "DATE"


def attributes_of(resolved: Resolved) -> Attributes:
    """Return every attribute of the layer; ``anchor`` and ``range`` are filled in by the caller."""
    expression = resolved.expression
    rendered = _rendered(resolved)
    earliest, latest = bounds(rendered.edtf) if expression.kind != "set" else (None, None)
    attributes: Attributes = dict.fromkeys(DATE_ATTRIBUTES)
    attributes.update(
        value=rendered.value,
        edtf=rendered.edtf,
        mod=rendered.mod,
        quant=expression.quant,
        freq=expression.freq,
        earliest=earliest,
        latest=latest,
        anaphoric=resolved.anaphoric,
        certainty=resolved.certainty,
        role=expression.role,
    )
    return attributes


def _rendered(resolved: Resolved) -> Rendered:
    expression = resolved.expression
    if expression.kind == "duration":
        return _duration(resolved)
    if expression.kind == "set":
        return _set(expression)
    if resolved.point is None:
        return _unresolved(expression)
    if resolved.until is not None:
        return join_range(resolved.point, resolved.until)
    return _related(render(resolved.point), expression, resolved.point)


def _duration(resolved: Resolved) -> Rendered:
    """Write a length; where both of its ends are known, EDTF has the interval."""
    amount, since = resolved.expression.amount, resolved.since
    assert amount is not None
    edtf = join_range(*since).edtf if since is not None else None
    return Rendered(amount.value, edtf, resolved.expression.mod)


def _set(expression: Expression) -> Rendered:
    value = expression.value or ""
    edtf = value if re.fullmatch(r"XXXX-(?:[0-9]{2}|XX)(?:-[0-9]{2})?", value) else None
    return Rendered(value, edtf, expression.mod)


def _unresolved(expression: Expression) -> Rendered:
    """Write an offset from an unknown moment with the digits its unit would have."""
    amount, mod = expression.amount, expression.mod or expression.relation
    if amount is None or amount.count is None:
        return Rendered("PAST_REF" if expression.direction < 0 else "FUTURE_REF", None, mod)
    written = {"year": "XXXX", "month": "XXXX-XX", "day": "XXXX-XX-XX", "week": "XXXX-XX-XX"}.get(amount.unit)
    return Rendered(written, written, mod) if written else Rendered(amount.value, None, mod)


def _related(rendered: Rendered, expression: Expression, point: Point) -> Rendered:
    """Open the interval that 以降 and 以前 open, and keep the modifier the words around give."""
    relation, edtf = expression.relation, rendered.edtf
    mod = rendered.mod or expression.mod
    if relation is None:
        return replace(rendered, mod=mod)
    if expression.role == "END":
        return replace(rendered, mod=mod or relation)
    if edtf is not None and "X" not in interval_edge(edtf, 0) + interval_edge(edtf, 1) and "T" not in edtf:
        edtf = (
            f"{interval_edge(edtf, 0)}/.." if relation.endswith("AFTER") else f"../{interval_edge(edtf, 1)}"
        )
    return Rendered(rendered.value, edtf, relation)
