"""Names that a text glosses and the authority lacks, written down for a person to review."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.model import Document
from corpus_tools.names.authority import NameAuthority
from corpus_tools.names.gazetteer import slug
from corpus_tools.names.search import fold

_HEADER = """\
# Names found in glosses that the authority does not know. Review each: correct the type and the English,
# give it an id of your own, and move it into annotations/names/, or delete it here.
"""
_PROPOSED_KINDS = frozenset({"fullname", "acronym", "person", "title"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that might go into the authority.

    Attributes:
        type: The label that the entity annotator gave it; none when no entity stands there.
        mentions: How often the Japanese form is glossed so.
    """

    id: str
    type: str | None
    ja: tuple[str, ...]
    en: str
    acronym: str | None
    quote: str
    document: str
    mentions: int


def propose(documents: Iterable[Document], authority: NameAuthority) -> list[Proposal]:
    """Return what the glosses of the documents name in English and the authority lacks.

    A gloss is known when an entry of the authority has its Japanese form and its English; the reversed
    ones and tenures propose nothing. An acronym that goes with a full name becomes part of one proposal.
    """
    known = {fold(form): {fold(en) for en in name.english} for name in authority for form in name.ja}
    found: dict[str, Proposal] = {}
    for document in documents:
        labels = {(span.start, span.end): span.label for span in document.spans("entity")}
        for gloss in document.spans("gloss"):
            values = gloss.attributes
            if gloss.label not in _PROPOSED_KINDS or fold(values["en"]) in known.get(fold(values["ja"]), ()):
                continue
            label = labels.get((values["ja_start"], values["ja_end"]))
            quote = document.text[gloss.start : gloss.end].replace("\n", "")
            acronym = values["en"] if gloss.label == "acronym" else None
            _add(found, values["ja"], values["en"], acronym, label, quote, document.id)
    return sorted(found.values(), key=lambda proposal: proposal.id)


def _add(
    found: dict[str, Proposal],
    ja: str,
    en: str,
    acronym: str | None,
    label: str | None,
    quote: str,
    document: str,
) -> None:
    old = found.get(ja)
    english = old.en if old is not None and (acronym is not None or old.acronym is None) else en
    found[ja] = Proposal(
        id=old.id if old is not None else f"NEW-{slug(en)}",
        type=label or (old.type if old is not None else None),
        ja=(ja,),
        en=english,
        acronym=acronym or (old.acronym if old is not None else None),
        quote=old.quote if old is not None else quote,
        document=old.document if old is not None else document,
        mentions=1 + (old.mentions if old is not None else 0),
    )


def write_proposals(path: Path, proposals: Iterable[Proposal]) -> int:
    """Write proposals in the form of the authority's files, and return how many."""
    tables = [_table(proposal) for proposal in proposals]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([_HEADER, *tables]), encoding="utf-8")
    return len(tables)


def _table(proposal: Proposal) -> str:
    lines = [
        f"[{_quoted(proposal.id)}]",
        f"type = {_quoted(proposal.type or 'ORG')}"
        + ("" if proposal.type else "  # a guess: no entity was found there"),
        f"ja = [{', '.join(map(_quoted, proposal.ja))}]",
        f"en = {_quoted(proposal.en)}",
        *([f"acronym = {_quoted(proposal.acronym)}"] if proposal.acronym else []),
        'evidence = "inline"',
        f"quote = {_quoted(proposal.quote)}",
        f"source = {_quoted(f'gloss in {proposal.document}, {proposal.mentions} times')}",
        'status = "unverified"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A JSON string is a TOML basic string."""
    return json.dumps(text, ensure_ascii=False)
