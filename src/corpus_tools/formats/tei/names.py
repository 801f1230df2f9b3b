"""The names that a document mentions, as lists of organisations, persons, places, works, events and objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus_tools.formats.tei.header import W3C_DATE
from corpus_tools.formats.tei.xml import sub, xml_id
from corpus_tools.model import Document


@dataclass(frozen=True, slots=True)
class _List:
    """How TEI lists one kind of names: ``listOrg > org > orgName``."""

    tag: str
    item: str
    name: str
    labels: tuple[str, ...]


_LISTS = (
    _List("listOrg", "org", "orgName", ("ORG", "FORCE", "PROGRAM")),
    _List("listPerson", "person", "persName", ("PERSON",)),
    _List("listPlace", "place", "placeName", ("GPE", "LOC")),
    _List("listBibl", "bibl", "title", ("DOCUMENT",)),
    _List("listEvent", "event", "label", ("EVENT",)),
    _List("listObject", "object", "objectName", ("WEAPON",)),
    _List("listNym", "nym", "form", ("CONCEPT",)),
)
_OTHERS = _LISTS[-1]


def name_id(prefix: str, name: str) -> str:
    """Return the identifier of a name in its document."""
    return xml_id(prefix, "name", name)


def name_lists(
    standoff: Any,
    document: Document,
    prefix: str,
    known: Mapping[str, Mapping[str, Any]],
    counts: Counter[str],
    standoff_only: bool,
) -> None:
    """Append the lists of the names that entities and glosses of the document are linked to.

    Of a name that the authority does not know (a state, a person whom the text itself glosses) the list has the
    English name, and the first Japanese form of the text unless ``standoff_only``.
    """
    rows = _mentioned(document, known, standoff_only)
    counts["names"] += len(rows)
    for kind in _LISTS:
        mine = {name: row for name, row in rows.items() if _kind(row) is kind}
        if mine:
            made = sub(standoff, kind.tag)
            for name, row in mine.items():
                _item(made, kind, name_id(prefix, name), name, row)


def _mentioned(
    document: Document, known: Mapping[str, Mapping[str, Any]], standoff_only: bool
) -> dict[str, Mapping[str, Any]]:
    rows: dict[str, Mapping[str, Any]] = {}
    for span in (*document.spans("entity"), *document.spans("gloss")):
        name = span.attributes.get("name_id")
        if not name or name in rows:
            continue
        if name in known:
            rows[name] = known[name]
        elif span.layer == "entity":
            english = span.attributes.get("en")
            surface = span.surface(document.text)
            shown = None if standoff_only else surface
            rows[name] = {"type": span.label, "ja": [shown] if shown else [], "en": english}
    return rows


def _kind(row: Mapping[str, Any]) -> _List:
    return next((kind for kind in _LISTS if row["type"] in kind.labels), _OTHERS)


def _item(made: Any, kind: _List, identifier: str, name: str, row: Mapping[str, Any]) -> None:
    labels = kind.labels if len(kind.labels) > 1 else ()
    item = sub(
        made, kind.item, xml_id=identifier, n=name, type=row["type"] if row["type"] in labels else None
    )
    holder = sub(item, "objectIdentifier") if kind.item == "object" else item
    for language, role, text in _forms(row):
        typed = None if kind.name in ("label", "form") else role
        sub(holder, kind.name, text, xml_lang=language, type=typed)
    if kind.item == "bibl":
        _date(item, row.get("date"))
        if row.get("place"):
            sub(item, "pubPlace", row["place"])
    notes = {"date": row.get("date"), "place": row.get("place")} if kind.item != "bibl" else {}
    for role, said in {**notes, "source": row.get("source"), "status": row.get("status")}.items():
        if said and kind.item != "nym":
            sub(item, "note", said, type=role)


def _forms(row: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Yield language, role and text of every form of a name, English first."""
    listed: list[tuple[str, str, Any]] = [("en", "main", row.get("en")), ("en", "short", row.get("en_short"))]
    listed += [("en", "alt", text) for text in row.get("en_alt") or ()]
    listed += [("en", "acronym", row.get("acronym"))]
    listed += [("ja", "main", text) for text in row.get("ja") or ()]
    seen: set[tuple[str, str]] = set()
    for language, role, text in listed:
        if text and (language, text) not in seen:
            seen.add((language, text))
            yield language, role, text


def _date(item: Any, date: str | None) -> None:
    if date:
        first, _, last = date.partition("/")
        whole = W3C_DATE.fullmatch(date)
        limits = all(map(W3C_DATE.fullmatch, (first, last)))
        sub(
            item,
            "date",
            date,
            when=date if whole else None,
            **{"from": first, "to": last} if limits else {},
        )
