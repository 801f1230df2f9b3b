"""Addresses of pages, made in one place: ids are what somebody wrote and are quoted."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode


def address(path: str, **query: Any) -> str:
    """Return a path with a query; parameters that are ``None`` or empty are left out."""
    given = {name: value for name, value in query.items() if value not in (None, "", [])}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def sentence_address(document: str, sentence: int | None) -> str:
    """Return the address of a sentence in the running text."""
    place = f"/read/{quote(document, safe='')}"
    return f"{place}?s={sentence}#s{sentence}" if sentence else place


def name_address(name_id: str) -> str:
    """Return the address of a name's page."""
    return f"/name/{quote(name_id, safe='')}"


def document_address(document: str) -> str:
    """Return the address of what is known of a document."""
    return f"/document/{quote(document, safe='')}"


ADDRESSES = {
    "address": address,
    "sentence_address": sentence_address,
    "name_address": name_address,
    "document_address": document_address,
}
"""The functions as templates know them."""
