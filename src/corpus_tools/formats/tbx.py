"""TBX version 3 (ISO 30042:2019), dialect TBX-Basic in DCA style: the name list as a termbase.

A name is a concept entry with a section for Japanese and one for English. What TBX-Basic has a data category for uses
it: the type is the subject field, the source the source, the quote the context of the first Japanese term; terms say
whether they are preferred, full, short, acronyms or variants. The rest are notes that begin with their key
(``date: 1997-05-27``; with a term: ``scope: document``, ``after: true``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from corpus_tools.formats.name_lists import (
    EntryPlace,
    Table,
    checked_names,
    elements,
    load_etree,
    local_name,
    names_of,
    parse_xml,
    text_of,
    xml_text,
)
from corpus_tools.names import Name

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NOTES = ("date", "place", "evidence", "status", "note")
_KEYED = re.compile(r"(id|date|place|party|evidence|status|optional|note): (.*)", re.DOTALL)
_CONDITION = re.compile(r"(scope|after): (.*)", re.DOTALL)
_ID = re.compile(r"[^\W\d][\w.-]*")


def write(names: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    """Write the rows of the table ``names``, and return how many."""
    etree = load_etree()
    root = etree.Element(f"{{{NAMESPACE}}}tbx", nsmap={None: NAMESPACE}, type="TBX-Basic", style="dca")
    root.set(XML_LANG, "en")
    source = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _add(source, "p", "Japanese names and their English, written by corpus-tools.")
    body = _add(_add(root, "text"), "body")
    listed = names_of(names)
    for number, name in enumerate(listed, 1):
        _add_entry(body, name, number)
    etree.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n")
    return len(listed)


def read(path: Path) -> tuple[Name, ...]:
    """Read the names of a TBX file; both styles are understood, DCA and DCT.

    Raises:
        FormatError: It is no TBX, or an entry lacks Japanese or English; with file and line.
    """
    return checked_names(_tables(path))


def _add_entry(body: Any, name: Name, number: int) -> None:
    valid = _ID.fullmatch(name.id) is not None
    entry = _add(body, "conceptEntry", id=name.id if valid else f"entry-{number}")
    _add(entry, "descrip", name.type, type="subjectField")
    if name.source:
        _add(entry, "admin", xml_text(name.source, name), type="source")
    for key, value in _notes(name, valid):
        _add(entry, "note", f"{key}: {xml_text(value, name)}")
    japanese = _add(entry, "langSec")
    japanese.set(XML_LANG, "ja")
    for variant in name.variants:
        section = _add_term(japanese, name, variant.text, preferred=variant is name.variants[0])
        if variant is name.variants[0] and name.quote:
            _add(section, "descrip", xml_text(name.quote, name), type="context")
        for document in variant.scope:
            _add(section, "note", f"scope: {document}")
        if variant.after:
            _add(section, "note", "after: true")
    english = _add(entry, "langSec")
    english.set(XML_LANG, "en")
    for form, kind in _english(name):
        _add_term(english, name, form, preferred=kind == "fullForm", kind=kind)


def _notes(name: Name, valid_id: bool) -> Iterator[tuple[str, str]]:
    if not valid_id:
        yield "id", name.id
    for key in _NOTES[:2]:
        if value := getattr(name, key):
            yield key, value
    for party in name.parties:
        yield "party", party
    for key in _NOTES[2:]:
        if value := getattr(name, key):
            yield key, value
    if name.optional:
        yield "optional", "true"


def _english(name: Name) -> Iterator[tuple[str, str]]:
    yield name.en, "fullForm"
    if name.en_short:
        yield name.en_short, "shortForm"
    if name.acronym:
        yield name.acronym, "acronym"
    for form in name.en_alt:
        yield form, "variant"


def _add_term(parent: Any, name: Name, term: str, *, preferred: bool, kind: str | None = None) -> Any:
    section = _add(parent, "termSec")
    _add(section, "term", xml_text(term, name))
    _add(section, "termNote", "noun", type="partOfSpeech")
    if kind is not None:
        _add(section, "termNote", kind, type="termType")
    status = "preferredTerm-admn-sts" if preferred else "admittedTerm-admn-sts"
    _add(section, "termNote", status, type="administrativeStatus")
    return section


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    element = load_etree().SubElement(parent, f"{{{NAMESPACE}}}{tag}", **attributes)
    element.text = text
    return element


def _tables(path: Path) -> Iterator[Table]:
    for number, entry in enumerate(elements(parse_xml(path, "tbx"), "conceptEntry"), 1):
        table, name_id = _entry(entry)
        yield EntryPlace(path, entry.sourceline, name_id or entry.get("id") or f"entry-{number}"), table


def _entry(entry: Any) -> tuple[dict[str, Any], str | None]:
    table: dict[str, Any] = {}
    remarks: list[str] = []
    name_id = None
    for element in entry:
        category, text = _category(element), text_of(element)
        if category == "subjectField":
            table["type"] = text
        elif category == "source":
            table["source"] = text
        elif category == "note" and (match := _KEYED.fullmatch(text)):
            name_id = match[2] if match[1] == "id" else name_id
            _put(table, match[1], match[2])
        elif category == "langSec":
            table |= _language(element)
        elif text:
            remarks.append(text if category == "note" else f"{category}: {text}")
    if remarks:
        table["note"] = "; ".join(filter(None, [table.get("note"), *remarks]))
    return table, name_id


def _put(table: dict[str, Any], key: str, value: str) -> None:
    if key == "party":
        table.setdefault("parties", []).append(value)
    elif key == "optional":
        table["optional"] = value == "true"
    elif key != "id":
        table[key] = value


def _language(section: Any) -> dict[str, Any]:
    language = str(section.get(XML_LANG)).partition("-")[0]
    terms = [_term(element) for element in elements(section, "termSec")]
    if language == "ja":
        quotes = [quote for _, _, _, quote in terms if quote]
        return {"ja": [form for form, _, _, _ in terms], **({"quote": quotes[0]} if quotes else {})}
    return _english_values([(kind, text) for _, kind, text, _ in terms]) if language == "en" else {}


def _term(section: Any) -> tuple[str | dict[str, Any], str, str, str | None]:
    """Return a term as a Japanese form, its kind, its text, and the context it is quoted in."""
    text, kind, quote = "", "", None
    condition: dict[str, Any] = {}
    for element in section.iter():
        category = _category(element)
        if category == "term":
            text = text_of(element)
        elif category == "termType":
            kind = text_of(element)
        elif category == "context":
            quote = text_of(element)
        elif category == "note" and (match := _CONDITION.fullmatch(text_of(element))):
            condition |= {"after": True} if match[1] == "after" else {}
            condition |= {"scope": [*condition.get("scope", []), match[2]]} if match[1] == "scope" else {}
    return ({"text": text, **condition} if condition else text), kind, text, quote


def _english_values(terms: list[tuple[str, str]]) -> dict[str, Any]:
    """Sort English terms into titles; lists of other hands may have none or two of a kind."""
    found: dict[str, Any] = {}
    full = next((place for place, (kind, _) in enumerate(terms) if kind == "fullForm"), 0)
    for place, (kind, text) in enumerate(terms):
        key = "en" if place == full else {"shortForm": "en_short", "acronym": "acronym"}.get(kind, "en_alt")
        if key == "en_alt" or key in found:
            found.setdefault("en_alt", []).append(text)
        else:
            found[key] = text
    return found


def _category(element: Any) -> str:
    """Return what an element says: in DCA style the type, in DCT style the element's own name."""
    return str(element.get("type") or local_name(element))
