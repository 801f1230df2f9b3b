"""The columns of the dataset: what Arrow calls them, and what Hugging Face does."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

LABELS = ("PERSON", "ORG", "GPE", "LOC", "DOCUMENT", "PROGRAM", "EVENT", "WEAPON", "FORCE")

_TEXT, _NUMBER = pa.string(), pa.int32()
_SPAN = {"id": _TEXT, "start": _NUMBER, "end": _NUMBER, "label": _TEXT, "text": _TEXT, "origin": _TEXT}
ENTITY = {**_SPAN, "name_id": _TEXT, "en": _TEXT}
DATE = {**_SPAN, "value": _TEXT, "edtf": _TEXT, "earliest": _TEXT, "latest": _TEXT}
COLUMNS: dict[str, pa.DataType] = {
    "id": _TEXT,
    "document": _TEXT,
    "section": _TEXT,
    "start": _NUMBER,
    "end": _NUMBER,
    "before": _TEXT,
    "text": _TEXT,
    "after": _TEXT,
    "tokens": pa.list_(_TEXT),
    "token_starts": pa.list_(_NUMBER),
    "token_ends": pa.list_(_NUMBER),
    "lemmas": pa.list_(_TEXT),
    "readings": pa.list_(_TEXT),
    "upos": pa.list_(_TEXT),
    "xpos": pa.list_(_TEXT),
    "ner_tags": pa.list_(pa.int64()),
    "entities": pa.list_(pa.struct(ENTITY)),
    "dates": pa.list_(pa.struct(DATE)),
}
"""``start`` and ``end`` are places in the document; those of tokens, entities and dates are places in the sentence."""


def tag_names(labels: list[str]) -> list[str]:
    """Return the names of the IOB2 tags, in the order of their numbers."""
    return ["O", *(f"{kind}-{label}" for label in labels for kind in "BI")]


def schema(tags: list[str]) -> pa.Schema:
    """Return the Arrow schema, with the features that Hugging Face reads from it."""
    info = {"info": {"features": {name: _feature(kind, name, tags) for name, kind in COLUMNS.items()}}}
    return pa.schema(COLUMNS, metadata={"huggingface": json.dumps(info)})


def card_features(tags: list[str]) -> list[dict[str, Any]]:
    """Return the features as the card of a dataset has them."""
    return [{"name": name, **_card(kind, name, tags)} for name, kind in COLUMNS.items()]


def _feature(kind: pa.DataType, name: str, tags: list[str]) -> Any:
    if name == "ner_tags":
        return {"feature": {"names": tags, "_type": "ClassLabel"}, "_type": "Sequence"}
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        return [{item.name: _feature(item.type, "", tags) for item in kind.value_type}]
    if pa.types.is_list(kind):
        return {"feature": _feature(kind.value_type, "", tags), "_type": "Sequence"}
    return {"dtype": str(kind), "_type": "Value"}


def _card(kind: pa.DataType, name: str, tags: list[str]) -> dict[str, Any]:
    if name == "ner_tags":
        return {"list": {"class_label": {"names": {str(number): tag for number, tag in enumerate(tags)}}}}
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        return {"list": [{"name": item.name, **_card(item.type, "", tags)} for item in kind.value_type]}
    return {"list": str(kind.value_type)} if pa.types.is_list(kind) else {"dtype": str(kind)}
