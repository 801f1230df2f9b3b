"""A form's fields to CQL, so that nobody needs to know it to begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TOKENS = 4
"""So many tokens the form has."""
TESTS = ("is", "is_not", "begins", "ends", "contains", "matches")
TIMES = {"one": "", "optional": "?", "some": "+", "up_to_3": "{0,3}", "up_to_5": "{0,5}"}


@dataclass(frozen=True, slots=True)
class TokenField:
    """What the form says of one token.

    Attributes:
        test: One of ``TESTS``.
        times: A key of ``TIMES``.
    """

    attribute: str = "lemma"
    test: str = "is"
    value: str = ""
    times: str = "one"
    any_case: bool = False


def fields_of(values: Mapping[str, str]) -> list[TokenField]:
    """Read the tokens of the form (``a1 t1 v1 n1 c1``, …)."""
    return [
        TokenField(
            values.get(f"a{number}", "lemma"),
            values.get(f"t{number}", "is"),
            values.get(f"v{number}", "").strip(),
            values.get(f"n{number}", "one"),
            f"c{number}" in values,
        )
        for number in range(1, TOKENS + 1)
    ]


def cql_of(fields: list[TokenField], *, label: str = "", within: str = "") -> str:
    """Write CQL.

    Args:
        label: Only inside names of this type; alone, all of them.
        within: A structure that matches must lie in.

    Returns:
        Empty where the form says nothing.
    """
    tokens = list(_tokens(fields))
    label = label if label.isidentifier() else ""
    if not tokens:
        return f'<entity_label="{label}"/>' if label else ""
    inside = within if within.isidentifier() else ""
    query = " ".join(tokens) + (f" within {inside}" if inside and len(tokens) > 1 else "")
    return f'<entity_label="{label}"/> containing {query}' if label else query


def _tokens(fields: list[TokenField]) -> Iterator[str]:
    """Yield the tokens up to the last one that is said anything of."""
    said = [number for number, field in enumerate(fields) if field.value or field.times != "one"]
    for field in fields[: said[-1] + 1 if said else 0]:
        yield f"[{_test(field)}]{TIMES.get(field.times, '')}"


def _test(field: TokenField) -> str:
    if not field.value or not field.attribute.isidentifier():
        return ""
    literal = re.sub(r"([.?*+|(){}\[\]^$\\])", r"\\\1", field.value)
    pattern = {
        "begins": f"{literal}.*",
        "ends": f".*{literal}",
        "contains": f".*{literal}.*",
        "matches": field.value,
    }.get(field.test, literal)
    sign = "!=" if field.test == "is_not" else "="
    quoted = pattern.replace('"', '""')
    return f'{field.attribute}{sign}"{quoted}"{" %c" if field.any_case else ""}'
