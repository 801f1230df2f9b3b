"""A relative time to the attributes of its span, resolved where the text dates its event."""

from __future__ import annotations

import re

from corpus_tools.annotate.dates_ja.bounds import bounds
from corpus_tools.annotate.relative_dates_ja.events import Mention
from corpus_tools.annotate.relative_dates_ja.words import AFTER, BEFORE, PAST
from corpus_tools.model import Attributes, Span

ATTRIBUTES: tuple[str, ...] = (
    "value",
    "event",
    "relation",
    "edtf",
    "earliest",
    "latest",
    "anchor",
    "certainty",
)
_BEGINS = re.compile(r"(?:の)?(?:開始|勃発|発生)$")
"""全面侵攻開始 is dated by 全面侵攻: an event is dated by its begin."""
BARE, NEAR = 2, 300
"""The length of a bare noun, and how far behind it its date may stand."""


def attributes_of(mention: Mention, known: dict[str, Span]) -> Attributes:
    """Return every attribute of the tier; ``edtf`` and the days are empty where the event has no date."""
    attributes: Attributes = dict.fromkeys(ATTRIBUTES)
    attributes.update(
        value=mention.value or PAST, event=mention.event, relation=mention.relation, certainty="low"
    )
    date = mention.step or _date_of(mention, known)
    if date is None or date.attributes["edtf"] is None or "XXXX" in str(date.attributes["edtf"]):
        return attributes
    edtf = _placed(str(date.attributes["edtf"]), mention.relation)
    earliest, latest = bounds(edtf) if edtf else (None, None)
    attributes.update(edtf=edtf, earliest=earliest, latest=latest, anchor=date.id, certainty="medium")
    return attributes


def _date_of(mention: Mention, known: dict[str, Span]) -> Span | None:
    """Return the date of an event that the text names alike, or with more or fewer words before it.

    A bare noun (会談後) means an event that was dated shortly before, if any.
    """
    if mention.event is None:
        return None
    name = _BEGINS.sub("", mention.event) or mention.event
    fitting = {
        date.id: date
        for other, date in known.items()
        if (other.endswith(name) or name.endswith(other))
        and (min(len(name), len(other)) > BARE or 0 <= mention.start - date.end <= NEAR)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _placed(edtf: str, relation: str | None) -> str | None:
    """Open the interval after or before an event; what goes on during it has its date."""
    if relation not in (AFTER, BEFORE):
        return edtf
    plain = edtf.rstrip("~").split("/")
    edge = plain[0] if relation == AFTER else plain[-1]
    if not edge or ".." in edge or "X" in edge or "T" in edge:
        return None
    return f"{edge}/.." if relation == AFTER else f"../{edge}"
