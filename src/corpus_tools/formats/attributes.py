"""Attributes of spans as strings and back, for formats whose attributes have no types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from corpus_tools.corpus.schema import LAYERS, ValueType
from corpus_tools.model import Attributes

OTHERS = "attributes"
"""Holds, as JSON, what the schema of a layer does not know."""


def to_strings(layer: str, attributes: Attributes) -> dict[str, str]:
    """Return a span's attributes as strings; those that are ``None`` are left out."""
    own = LAYERS[layer].attributes if layer in LAYERS else {}
    strings = {name: _string(attributes[name]) for name in own if attributes.get(name) is not None}
    others = {name: value for name, value in attributes.items() if name not in own}
    return {**strings, **({OTHERS: json.dumps(others, ensure_ascii=False, default=str)} if others else {})}


def from_strings(layer: str, strings: Mapping[str, str]) -> Attributes:
    """Return what ``to_strings`` made strings of; a known layer has all its attributes.

    Raises:
        ValueError: A string that is no number, truth value or list where the schema wants one.
    """
    own = LAYERS[layer].attributes if layer in LAYERS else {}
    found: dict[str, Any] = {
        name: _value(strings[name], kind) if name in strings else None for name, kind in own.items()
    }
    others = json.loads(strings[OTHERS]) if OTHERS in strings else {}
    if not isinstance(others, dict):
        raise ValueError(f"{OTHERS} {strings[OTHERS]!r} is no JSON object")
    return {**found, **others}


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _value(string: str, kind: ValueType) -> Any:
    if kind == "whole":
        return int(string)
    if kind == "boolean":
        if string not in ("true", "false"):
            raise ValueError(f"{string!r} is neither true nor false")
        return string == "true"
    return json.loads(string) if kind == "texts" else string
