"""From a mention to a name: the authority's, the gazetteer's, or the text's own; or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from corpus_tools.annotate.entities_ja.candidates import AUTHORITY, COMPOSITION, GAZETTEER, GLOSS, Candidate
from corpus_tools.annotate.entities_ja.composed_english import NOTE, composed_english
from corpus_tools.annotate.entities_ja.shadow import Shadow
from corpus_tools.model import Document, Span
from corpus_tools.names import Name

_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_OWN_YEAR = re.compile(
    r"(?P<year>(?:[一-鿿]{2})?[0-9０-９〇一二三四五六七八九十元]{1,4})年(?:[0-9０-９]{1,2}月)?(?:[0-9０-９]{1,2}日)?の?(?:新たな|新しい)?[「『]?$"
)
_SENTENCE_END = re.compile(r"[。\n]")
_NEAR = 30
"""Characters before a mention in which a year is taken to be its own, even past a sentence's end."""


class Linker:
    """Links the entities of one document.

    Args:
        held_back: Names whose form stands there under a condition that does not hold.
        entities: All entities, whose English place names help to decide between documents.
    """

    def __init__(
        self,
        document: Document,
        shadow: Shadow,
        entities: Sequence[Candidate],
        held_back: Iterable[tuple[int, int, Name]],
    ) -> None:
        self.shadow = shadow
        self._document = document
        self._entities = tuple(entities)
        self._parts: dict[int, list[Candidate]] = {}
        for entity in entities:
            if entity.parent is not None:
                self._parts.setdefault(id(entity.parent), []).append(entity)
        self._held: dict[tuple[int, int], list[Name]] = {}
        for start, end, name in held_back:
            self._held.setdefault((start, end), []).append(name)

    @cached_property
    def _years(self) -> list[tuple[int, str]]:
        """The years of the text, worked out where several documents have one title."""
        return sorted(_years(self._document, self.shadow))

    @cached_property
    def _places(self) -> list[tuple[int, str]]:
        places = (e for e in self._entities if e.entry is not None and e.label == "GPE")
        return [(e.start, form) for e in places if e.entry is not None for form in e.entry.en]

    def __call__(self, entity: Candidate) -> dict[str, Any]:
        """Return ``name_id``, ``en``, ``link_by`` and ``link_note``."""
        if entity.names:
            return self._to_authority(entity)
        if entity.source == GLOSS and entity.en is not None and entity.entry is None:
            return _link(entity.name_id, entity.en, GLOSS, entity.note)
        if entity.entry is not None and not _more_exact(entity):
            return _link(entity.entry.id, entity.entry.en[0], GAZETTEER, None)
        if entity.en is not None:
            return _link(entity.name_id, entity.en, GLOSS, entity.note)
        if (
            english := composed_english(entity, self._parts.get(id(entity), ()), self.shadow.text)
        ) is not None:
            return _link(None, english, COMPOSITION, NOTE)
        return _link(None, None, None, self._why_not(entity))

    def _why_not(self, entity: Candidate) -> str:
        held = self._held.get((entity.start, entity.end))
        if held:
            ids = ", ".join(name.id for name in held)
            return f"the authority uses this form for {ids} under a condition that does not hold here"
        return "in no list of names, and not glossed in the text"

    def _to_authority(self, entity: Candidate) -> dict[str, Any]:
        if len(entity.names) == 1:
            name = entity.names[0]
            return _link(name.id, name.title, AUTHORITY, None)
        return self._decide(entity)

    # ------------------------------------------------------------------- one title, several documents

    def _decide(self, entity: Candidate) -> dict[str, Any]:
        """Choose by the year that stands nearest before, then by a place in the sentence.

        A year that the title itself has (1999年の「戦略概念」) must be the name's: no other year or place is asked then.
        """
        start, end = self._sentence(entity)
        own = _OWN_YEAR.search(self.shadow.text, max(0, entity.start - _NEAR), entity.start)
        if own is not None and (year := self._year_at(own.start("year"))) is not None:
            return self._of_year(entity, year)
        by_year = self._by_year(entity, start, end)
        if by_year is not None:
            name, year = by_year
            return _link(name.id, name.title, AUTHORITY, f"chosen by the year {year} beside it")
        for place, form in self._places:
            if start <= place < end:
                for name in entity.names:
                    if name.place is not None and form in re.split(r"[;,(]\s*", name.place):
                        return _link(
                            name.id, name.title, AUTHORITY, f"chosen by the place {form} in the sentence"
                        )
        ids = ", ".join(name.id for name in entity.names)
        return _link(None, None, None, f"may be {ids}: no year or place nearby decides")

    def _year_at(self, place: int) -> str | None:
        return next((year for at, year in self._years if at == place), None)

    def _of_year(self, entity: Candidate, year: str) -> dict[str, Any]:
        for name in entity.names:
            if year in _YEAR.findall(name.date or ""):
                return _link(name.id, name.title, AUTHORITY, f"chosen by the year {year} beside it")
        ids = ", ".join(name.id for name in entity.names)
        return _link(None, None, None, f"may be {ids}, but the year {year} beside it is none of theirs")

    def _by_year(self, entity: Candidate, start: int, end: int) -> tuple[Name, str] | None:
        low = min(start, entity.start - _NEAR)
        before = [(entity.start - at, year) for at, year in self._years if low <= at < entity.start]
        after = [(at - entity.start + _NEAR, year) for at, year in self._years if entity.start < at < end]
        for _, year in sorted(before + after):
            for name in entity.names:
                if name.date is not None and year in _YEAR.findall(name.date):
                    return name, year
        return None

    def _sentence(self, entity: Candidate) -> tuple[int, int]:
        text = self.shadow.text
        before = [
            match.end() for match in _SENTENCE_END.finditer(text, max(0, entity.start - 400), entity.start)
        ]
        after = _SENTENCE_END.search(text, entity.end)
        return (before[-1] if before else max(0, entity.start - 400)), (after.start() if after else len(text))


def _more_exact(entity: Candidate) -> bool:
    """Say whether the gloss has the full name where the list has only the family's: George W. Bush."""
    listed = entity.entry.en[0] if entity.entry is not None else ""
    return entity.label == "PERSON" and (entity.en or "").endswith(f" {listed}") and entity.en != listed


def _link(name_id: str | None, en: str | None, by: str | None, note: str | None) -> dict[str, Any]:
    return {"name_id": name_id, "en": en, "link_by": by, "link_note": note}


def _years(document: Document, shadow: Shadow) -> Iterable[tuple[int, str]]:
    """Yield the years of the text: of its dates where they are annotated, as written otherwise."""
    for match in _YEAR.finditer(shadow.text):
        if (
            shadow.text[match.end() : match.end() + 1] == "年"
            and shadow.text[match.end() + 1 : match.end() + 2] != "代"
        ):
            yield match.start(), match[0]
    for span in document.spans("date"):
        if span.label == "DATE" and (year := _year_of(span)) is not None:
            yield shadow.slice(span.start, span.end)[0], year


def _year_of(span: Span) -> str | None:
    attributes: Mapping[str, Any] = span.attributes
    match = _YEAR.match(str(attributes.get("edtf") or attributes.get("value") or ""))
    return match[0] if match else None
