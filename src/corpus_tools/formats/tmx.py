"""TMX 1.4b: the name list as a translation memory, one unit per Japanese form.

The first form of a name is paired with the official title, another with the title that is shown, or with the acronym
when it is one. Properties say which name a unit is of (``x-name``), and in the first unit of a name all else that is
known; a form that means its name under a condition only has ``x-scope`` or ``x-after``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from corpus_tools._version import __version__
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
from corpus_tools.names import Name, Variant

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
_TEXTS = ("type", "en_short", "acronym", "date", "place", "evidence", "quote", "source", "status")
_LISTS = ("en_alt", "parties")


def write(names: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    """Write the rows of the table ``names``, and return how many."""
    etree = load_etree()
    root = etree.Element("tmx", version="1.4")
    header = {
        "creationtool": "corpus-tools",
        "creationtoolversion": __version__,
        "segtype": "phrase",
        "o-tmf": "corpus-tools names",
        "adminlang": "en",
        "srclang": "ja",
        "datatype": "plaintext",
    }
    etree.SubElement(root, "header", header)
    body = etree.SubElement(root, "body")
    listed = names_of(names)
    for name in listed:
        for number, variant in enumerate(name.variants, 1):
            _add_unit(body, name, variant, number)
    etree.indent(root)
    stream.write(_DOCTYPE + etree.tostring(root, encoding="unicode") + "\n")
    return len(listed)


def read(path: Path) -> tuple[Name, ...]:
    """Read the names of a TMX file; a unit that belongs to no name is a name of its own.

    Raises:
        FormatError: It is no TMX, or a unit lacks Japanese or English; with file and line.
    """
    return checked_names(_tables(path))


def _add_unit(body: Any, name: Name, variant: Variant, number: int) -> None:
    etree = load_etree()
    unit = etree.SubElement(body, "tu", tuid=f"{name.id}/{number}")
    if number == 1 and name.note:
        etree.SubElement(unit, "note").text = xml_text(name.note, name)
    for kind, value in _properties(name, variant, number):
        etree.SubElement(unit, "prop", type=f"x-{kind}").text = xml_text(value, name)
    english = name.en if number == 1 else name.acronym if variant.text == name.acronym else name.title
    for language, text in (("ja", variant.text), ("en", english)):
        version = etree.SubElement(unit, "tuv")
        version.set(XML_LANG, language)
        etree.SubElement(version, "seg").text = xml_text(text or name.en, name)


def _properties(name: Name, variant: Variant, number: int) -> Iterator[tuple[str, str]]:
    yield "name", name.id
    yield from (("scope", document) for document in variant.scope)
    if variant.after:
        yield "after", "true"
    if number > 1:
        return
    for key in _TEXTS:
        if value := getattr(name, key):
            yield key, value
    for key in _LISTS:
        yield from ((key, value) for value in getattr(name, key))
    if name.optional:
        yield "optional", "true"


def _tables(path: Path) -> Iterator[Table]:
    """Join the units of one name."""
    found: dict[str, Table] = {}
    for number, unit in enumerate(elements(parse_xml(path, "tmx"), "tu"), 1):
        properties = _read_properties(unit)
        stated = properties.pop("name", None)
        name_id = str(stated or unit.get("tuid") or f"unit-{number}")
        place = EntryPlace(path, unit.sourceline, name_id)
        values = _unit(unit, properties)
        if stated is None or name_id not in found:
            if name_id in found:
                place.fail("stands already in the file; give each unit a tuid of its own.")
            found[name_id] = place, values
        elif values.get("ja"):
            found[name_id][1].setdefault("ja", []).extend(values["ja"])
    return iter(found.values())


def _read_properties(unit: Any) -> dict[str, Any]:
    """Return the unit's own properties; those that may stand several times are lists."""
    found: dict[str, Any] = {}
    for element in unit:
        kind = str(element.get("type") or "").removeprefix("x-")
        if local_name(element) == "prop" and kind in (*_LISTS, "scope"):
            found.setdefault(kind, []).append(text_of(element))
        elif local_name(element) == "prop" and kind in (*_TEXTS, "name", "after", "optional"):
            found[kind] = text_of(element)
        elif local_name(element) in ("note", "prop"):
            remark = text_of(element) if local_name(element) == "note" else f"{kind}: {text_of(element)}"
            found["note"] = "; ".join(filter(None, [found.get("note"), remark]))
    return found


def _unit(unit: Any, properties: dict[str, Any]) -> dict[str, Any]:
    texts: dict[str, list[str]] = {}
    for version in elements(unit, "tuv"):
        language = str(version.get(XML_LANG) or version.get("lang")).lower().partition("-")[0]
        texts.setdefault(language, []).extend(text_of(segment) for segment in elements(version, "seg"))
    scope, after = properties.pop("scope", []), properties.pop("after", None) == "true"
    if properties.pop("optional", None) == "true":
        properties["optional"] = True
    condition = {**({"scope": scope} if scope else {}), **({"after": True} if after else {})}
    japanese = [{"text": text, **condition} if condition else text for text in texts.get("ja", [])]
    english = texts.get("en", [])
    table = {**properties, "ja": japanese, **({"en": english[0]} if english else {})}
    if len(english) > 1:
        table["en_alt"] = [*properties.get("en_alt", []), *english[1:]]
    return table
