"""TEI elements made, and text put into them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
ID = f"{{{XML}}}id"
LANG = f"{{{XML}}}lang"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]")


def sub(parent: Any, tag: str, text: str | None = None, **attributes: str | None) -> Any:
    """Append an element; ``xml_id`` and ``xml_lang`` are the attributes of the namespace of XML."""
    made = element(tag, **attributes)
    parent.append(made)
    if text is not None:
        put(made, text)
    return made


def element(tag: str, **attributes: str | None) -> Any:
    """Make an element without a parent; attributes that are ``None`` are left out."""
    made = etree.Element(f"{{{TEI}}}{tag}", nsmap={None: TEI})
    for name, value in attributes.items():
        if value is not None:
            made.set({"xml_id": ID, "xml_lang": LANG}.get(name, name.replace("_", "-")), clean(value))
    return made


def put(parent: Any, text: str) -> None:
    """Append text; a character that XML does not allow becomes a ``g`` that names it."""
    at = 0
    for found in _NO_XML.finditer(text):
        _append(parent, text[at : found.start()])
        sub(parent, "g", n=f"U+{ord(found[0]):04X}")
        at = found.end()
    _append(parent, text[at:])


def clean(value: str) -> str:
    """Return an attribute's value without the characters that XML does not allow."""
    return _NO_XML.sub("\ufffd", value)


def xml_id(*parts: str) -> str:
    """Return an identifier as XML allows them."""
    name = ".".join(_NO_NAME.sub(lambda found: f"_{ord(found[0]):x}_", part) for part in parts)
    return name if name[:1].isalpha() or name[:1] == "_" else f"_{name}"


def _append(parent: Any, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
