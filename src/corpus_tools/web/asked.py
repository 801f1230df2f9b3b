"""What a visitor asked: a word, an English name, or CQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["cql", "simple"]

_CQL = re.compile(r'\s*(?:[\[<("]|MU\s*\(|[A-Za-z_]\w*\s*(?::\s*[\["(]|=))')


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is answered.

    Attributes:
        text: As typed, without white space around it.
        kind: How it is understood: ``cql``, or what one types without CQL.
    """

    text: str
    kind: Kind


def understand(text: str) -> Asked:
    """Say how a question is understood: as CQL when it begins with ``[``, ``<``, ``(``, ``"``, a label or a name.

    A quoted string may be tried again as simple search where it has no hits (``retried``).
    """
    text = text.strip()
    return Asked(text, "cql" if _CQL.match(text) else "simple")


def retried(asked: Asked) -> Asked | None:
    """Return the simple search that a quoted string without hits may have meant, if it is one."""
    quoted = re.fullmatch(r'"([^"]+)"', asked.text) if asked.kind == "cql" else None
    return Asked(quoted[1], "simple") if quoted else None
