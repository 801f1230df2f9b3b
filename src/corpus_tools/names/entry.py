"""One name as a table of plain values: read with every check, and written back."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, NoReturn, Protocol

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from corpus_tools.names.authority import NAME_TYPES, Name, Variant

TEXTS = ("en", "en_short", "acronym", "date", "place", "evidence", "quote", "source", "status", "note")
LISTS = ("en_alt", "parties")
KEYS = ("type", "ja", *TEXTS, *LISTS, "optional")
"""What a table of a name may hold."""

ORDER = (
    *("type", "ja", "en", "en_short", "en_alt", "acronym", "date", "place", "parties"),
    *("evidence", "quote", "source", "status", "note", "optional"),
)
"""The order in which the values of a name are written."""

_CHOICES = {"evidence": ("inline", "external"), "status": ("verified", "unverified")}


class Place(Protocol):
    """Where an entry stands: says so when it is wrong."""

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        """Raise an error that names the file, the line of the entry or of one of its keys, and the message."""
        ...


def name_of(name_id: str, table: Mapping[str, Any], place: Place) -> Name:
    """Return the name that a table holds.

    Raises:
        CorpusToolsError: What ``place.fail`` raises: what was given, what would have been right, what to do.
    """
    _check_keys(table, place)
    texts = {key: _text(table, key, place) for key in TEXTS}
    lists = {key: _list(table, key, place) for key in LISTS}
    _check_date(texts["date"], place)
    if not isinstance(table.get("optional", False), bool):
        place.fail(f"optional is {table['optional']!r}; write true or false.", "optional")
    variants = _variants(table.get("ja"), place)
    given: dict[str, Any] = {key: value for key, value in texts.items() if value is not None} | lists
    return Name(name_id, table["type"], variants, optional=bool(table.get("optional", False)), **given)


def table_of(name: Name) -> dict[str, Any]:
    """Return a name as the table that ``name_of`` reads; what is not known has no key."""
    values: dict[str, Any] = {key: getattr(name, key) for key in ORDER if key != "ja"}
    values["ja"] = [_form(variant) for variant in name.variants]
    listed = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
    return {key: listed[key] for key in ORDER if listed[key] not in (None, [], False)}


def condition_of(variant: Variant) -> dict[str, Any]:
    """Return under which condition a form means its name, as the keys of the table have it."""
    scope = {"scope": list(variant.scope)} if variant.scope else {}
    return {**scope, **({"after": True} if variant.after else {})}


def _form(variant: Variant) -> str | dict[str, Any]:
    return {"text": variant.text, **condition_of(variant)} if variant.conditional else variant.text


def _check_keys(table: Mapping[str, Any], place: Place) -> None:
    for key in table:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Keys: {', '.join(KEYS)}."
            place.fail(f"unknown key '{key}'. {hint}", key)
    if table.get("type") not in NAME_TYPES:
        place.fail(f"type is {table.get('type')!r}; it must be one of {', '.join(NAME_TYPES)}.", "type")
    if not table.get("en"):
        place.fail('has no English name; add en = "…" with the full official title.', "en")


def _text(table: Mapping[str, Any], key: str, place: Place) -> str | None:
    value = table.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        place.fail(f"{key} is {value!r}; write a text in quotation marks, or leave the key out.", key)
    if value is not None and key in _CHOICES and value not in _CHOICES[key]:
        place.fail(f"{key} is '{value}'; it must be {' or '.join(_CHOICES[key])}.", key)
    return value


def _list(table: Mapping[str, Any], key: str, place: Place) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        place.fail(f'{key} is {value!r}; write a list of texts: {key} = ["…"].', key)
    return tuple(value)


def _check_date(date: str | None, place: Place) -> None:
    if date is None:
        return
    try:
        parse_edtf(date)
    except EDTFParseException:
        place.fail(
            f"date is '{date}'; write EDTF: 1997, 1997-05, 1997-05-27 or 1991-11-07/1991-11-08.", "date"
        )


def _variants(given: object, place: Place) -> tuple[Variant, ...]:
    if not isinstance(given, list) or not given:
        place.fail('has no Japanese form; add ja = ["…"].', "ja")
    variants = tuple(_variant(item, place) for item in given)
    texts = [variant.text for variant in variants]
    for text in texts:
        if texts.count(text) > 1:
            place.fail(f"gives '{text}' twice in ja; keep one.", "ja")
    return variants


def _variant(item: object, place: Place) -> Variant:
    if isinstance(item, str) and item.strip():
        return Variant(item)
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not item["text"].strip():
        place.fail(f'has {item!r} in ja; write "…" or {{ text = "…", after = true }}.', "ja")
    scope, after = item.get("scope", []), item.get("after", False)
    if unknown := set(item) - {"text", "scope", "after"}:
        place.fail(
            f"has unknown keys in a form: {', '.join(sorted(unknown))}. Keys: text, scope, after.", "ja"
        )
    if not isinstance(scope, list) or not all(isinstance(one, str) for one in scope):
        place.fail(f'has scope {scope!r}; write a list of document ids: scope = ["…"].', "ja")
    if not isinstance(after, bool):
        place.fail(f"has after = {after!r}; write true or false.", "ja")
    return Variant(item["text"], tuple(scope), after)


def name_of_row(row: Mapping[str, Any]) -> Name:
    """Return the name that a row of the table ``names`` holds; what a build checked is not checked again."""
    conditions = {item["text"]: item for item in _listed(row.get("conditions"))}
    variants = [
        Variant(text, tuple(_listed(conditions[text]["scope"])), bool(conditions[text]["after"]))
        if text in conditions
        else Variant(text)
        for text in _listed(row["ja"])
    ]
    given: dict[str, Any] = {key: row[key] for key in TEXTS if isinstance(row.get(key), str)}
    given |= {key: tuple(_listed(row.get(key))) for key in LISTS}
    return Name(row["id"], row["type"], tuple(variants), optional=bool(row.get("optional") or False), **given)


def _listed(value: Any) -> list[Any]:
    """Return a list column's value; a table gives an array, or ``None`` or NaN where there is none."""
    return list(value) if hasattr(value, "__len__") and not isinstance(value, str) else []
