"""Names that a text glosses and the authority lacks, written down for a person to review."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus_tools.model import Document, Span
from corpus_tools.names.authority import Name, NameAuthority, Variant
from corpus_tools.names.gazetteer import slug
from corpus_tools.names.search import fold
from corpus_tools.names.toml_files import toml_of, write_text

NEW = "NEW-"
"""How the id of a proposal begins, until it is accepted."""

GUESSED = "ORG"
"""The type of a proposal where no entity was found; a comment beside it says so."""

_HEADER = """\
# Names found in glosses that the authority does not know. Review each: correct the type, the forms and the English,
# then move it into the authority with `corpus-tools names accept --id ID`, or delete it here. A family name holds in
# the texts that gloss it only (scope): other texts may mean other persons.
"""
_DOUBT = "# Doubtful: the Japanese and the English agree neither by sound nor by words. Look whether they are a pair.\n"
_PROPOSED_KINDS = frozenset({"fullname", "acronym", "person", "title"})
_CLOSING = "）)〕］]"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that might go into the authority.

    Attributes:
        type: The label that the entity annotator gave it; none when no entity stands there.
        ja: The Japanese forms that are glossed with this English.
        documents: The documents that gloss it.
        mentions: How often it is glossed.
        doubtful: Its sides agree neither by sound nor by words; the pair may be a wrong one.
    """

    id: str
    type: str | None
    ja: tuple[str, ...]
    en: str
    acronym: str | None
    quote: str
    documents: tuple[str, ...]
    mentions: int
    doubtful: bool = False

    def name(self) -> Name:
        """Return the proposal as an entry of the authority."""
        return Name(
            self.id,
            self.type or GUESSED,
            tuple(Variant(form, scope=self._scope(form)) for form in self.ja),
            self.en,
            acronym=self.acronym,
            evidence="inline",
            quote=self.quote,
            source=f"gloss in {', '.join(self.documents)}, {_times(self.mentions)}",
        )

    def _scope(self, form: str) -> tuple[str, ...]:
        family_name = self.type == "PERSON" and not set(form) & set("・＝=　 ") and len(form) < _FULL_NAME
        return self.documents if family_name else ()


_FULL_NAME = 12
"""From so many characters on a personal name without dots is taken to be a whole one."""


class Proposals:
    """Proposals as they are found, those of one Japanese form or one English name made one."""

    def __init__(self) -> None:
        self._found: list[Proposal] = []
        self._by_form: dict[str, int] = {}
        self._by_english: dict[tuple[str, str | None], int] = {}

    def add(self, new: Proposal) -> None:
        """Take in a proposal."""
        places = [self._by_form[form] for form in new.ja if form in self._by_form]
        places += [self._by_english[key] for key in (_english(new),) if key in self._by_english]
        place = places[0] if places else len(self._found)
        if places:
            new = self._found[place] = _joined(self._found[place], new)
        else:
            self._found.append(new)
        self._by_english.setdefault(_english(new), place)
        for form in new.ja:
            self._by_form.setdefault(form, place)

    def sorted(self) -> list[Proposal]:
        """Return the proposals by id, which is unique."""
        return sorted(_with_unique_ids(self._found), key=lambda proposal: proposal.id)


def propose(documents: Iterable[Document], authority: NameAuthority) -> list[Proposal]:
    """Return what the glosses of the documents name in English and the authority lacks.

    A gloss is known when an entry of the authority has its Japanese form and its English; the reversed
    ones and tenures propose nothing. An acronym that goes with a full name becomes part of one proposal, and
    so do several Japanese forms of one English name.
    """
    known = {fold(form): {fold(en) for en in name.english} for name in authority for form in name.ja}
    found = Proposals()
    for document in documents:
        labels = {(span.start, span.end): span.label for span in document.spans("entity")}
        for gloss in document.spans("gloss"):
            values = gloss.attributes
            if gloss.label in _PROPOSED_KINDS and fold(values["en"]) not in known.get(fold(values["ja"]), ()):
                found.add(_proposal(document, gloss, labels.get((values["ja_start"], values["ja_end"]))))
    return found.sorted()


def write_proposals(path: Path, proposals: Iterable[Proposal]) -> int:
    """Write proposals in the form of the authority's files, and return how many."""
    tables = [_table(proposal) for proposal in proposals]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, "\n".join([_HEADER, *tables]))
    return len(tables)


def add_proposals(path: Path, proposals: Iterable[Proposal]) -> int:
    """Write proposals behind those of a file that it does not have yet, and return how many."""
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEADER
    known = tomllib.loads(text)
    pairs = {(_first(table), table.get("en")) for table in known.values()}
    new = [one for one in proposals if (one.ja[0], one.en) not in pairs]
    tables = [_table(one) for one in _with_unique_ids(new, known)]
    write_text(path, "\n".join([text, *tables]))
    return len(tables)


def _first(table: dict[str, Any]) -> str | None:
    """Return the first Japanese form of an entry as its file has it."""
    forms = table.get("ja") or [None]
    form = forms[0] if isinstance(forms, list) else forms
    found = form["text"] if isinstance(form, dict) else form
    return found if isinstance(found, str) else None


def _proposal(document: Document, gloss: Span, label: str | None) -> Proposal:
    values, text = gloss.attributes, document.text
    end = gloss.end + (text[gloss.end : gloss.end + 1] in tuple(_CLOSING))
    return Proposal(
        id=f"{NEW}{slug(values['en'])}",
        type=label,
        ja=(values["ja"],),
        en=values["en"],
        acronym=values["en"] if gloss.label == "acronym" else None,
        quote=text[gloss.start : end].replace("\n", ""),
        documents=(document.id,),
        mentions=1,
        doubtful=values.get("agreement") == "none",
    )


def _english(proposal: Proposal) -> tuple[str, str | None]:
    return fold(proposal.en), proposal.type


def _joined(old: Proposal, new: Proposal) -> Proposal:
    """Return two proposals as one; a full name is better English than an acronym."""
    fuller = old if old.acronym != old.en or new.acronym == new.en else new
    return replace(
        fuller,
        id=old.id,
        type=old.type or new.type,
        ja=tuple(dict.fromkeys((*old.ja, *new.ja))),
        acronym=old.acronym or new.acronym,
        quote=old.quote,
        documents=tuple(dict.fromkeys((*old.documents, *new.documents))),
        mentions=old.mentions + new.mentions,
        doubtful=old.doubtful or new.doubtful,
    )


def _with_unique_ids(proposals: Iterable[Proposal], known: Collection[str] = ()) -> Iterable[Proposal]:
    seen = set(known)
    for proposal in proposals:
        ids = itertools.chain([proposal.id], (f"{proposal.id}-{number}" for number in itertools.count(2)))
        free = next(one for one in ids if one not in seen)
        seen.add(free)
        yield replace(proposal, id=free)


def _table(proposal: Proposal) -> str:
    text = (_DOUBT if proposal.doubtful else "") + toml_of(proposal.name())
    if proposal.type is not None:
        return text
    return text.replace(f'type = "{GUESSED}"', f'type = "{GUESSED}"  # a guess: no entity was found there', 1)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
