"""Glosses that the authority does not know, as proposals a person can review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.model import Document, Span
from corpus_tools.names.authority import NameAuthority
from corpus_tools.names.search import fold

_HEAD = """\
# Names that the texts gloss and the name list lacks. Review each: correct type, Japanese form and English title,
# then move the table into a file of the name list under an id of its own.
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair that a text gives, to be reviewed.

    Attributes:
        type: Of the entity that stands where the Japanese stands, if one does.
        kind: Of the gloss.
        start: First character of the gloss in its document.
    """

    ja: str
    en: str
    type: str
    kind: str
    document: str
    start: int


def propose_names(document: Document, authority: NameAuthority) -> Iterator[Proposal]:
    """Yield the glosses of a document whose Japanese the authority does not know, the first of each pair."""
    known = {fold(form) for name in authority for form in name.ja}
    labels = {(span.start, span.end): span.label for span in document.spans("entity")}
    seen: set[tuple[str, str]] = set()
    for gloss in document.spans("gloss"):
        proposal = _proposal(document, gloss, labels)
        pair = (fold(proposal.ja), fold(proposal.en))
        if gloss.label != "tenure" and pair[0] not in known and pair not in seen:
            seen.add(pair)
            yield proposal


def write_proposals(proposals: Iterable[Proposal], path: Path) -> None:
    """Write proposals as TOML; none leaves no file."""
    tables = [_table(number, proposal) for number, proposal in enumerate(proposals, start=1)]
    if tables:
        path.write_text("\n".join([_HEAD, *tables]), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def _proposal(document: Document, gloss: Span, labels: dict[tuple[int, int], str]) -> Proposal:
    attributes = gloss.attributes
    place = (attributes["ja_start"], attributes["ja_end"])
    guess = "PERSON" if gloss.label == "person" else "ORG"
    return Proposal(
        attributes["ja"], attributes["en"], labels.get(place, guess), gloss.label, document.id, gloss.start
    )


def _table(number: int, proposal: Proposal) -> str:
    acronym = f"acronym = {_string(proposal.en)}\n" if proposal.kind == "acronym" else ""
    return (
        f"[PROPOSAL-{number:04}]\n"
        f"type = {_string(proposal.type)}\n"
        f"ja = [{_string(proposal.ja)}]\n"
        f"en = {_string(proposal.en)}\n"
        f"{acronym}"
        'evidence = "inline"\n'
        f"source = {_string(f'{proposal.document}, character {proposal.start}')}\n"
        'status = "unverified"\n'
    )


def _string(text: str) -> str:
    # A JSON string is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)
