"""What the tables and the index hold: layers, their attributes and types, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

FORMAT = "corpus-tools corpus"
FORMAT_VERSION = 1

ValueType: TypeAlias = Literal["text", "whole", "boolean", "texts"]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of spans as the tables and the index know it.

    Attributes:
        attributes: Attribute names with their types; ``texts`` is a list of strings.
    """

    name: str
    attributes: dict[str, ValueType]


LAYERS: dict[str, Layer] = {
    layer.name: layer
    for layer in (
        Layer("s", {}),
        Layer("p", {"type": "text", "level": "whole"}),
        Layer("section", {"title": "text", "level": "whole"}),
        Layer("page", {"n": "whole"}),
        Layer("note", {"n": "whole"}),
        Layer("gap", {"suggestion": "text"}),
        Layer(
            "date",
            {
                "value": "text",
                "edtf": "text",
                "mod": "text",
                "quant": "text",
                "freq": "text",
                "earliest": "text",
                "latest": "text",
                "anaphoric": "boolean",
                "anchor": "text",
                "certainty": "text",
                "role": "text",
                "range": "text",
            },
        ),
        Layer(
            "entity",
            {
                "name_id": "text",
                "en": "text",
                "link_by": "text",
                "link_note": "text",
                "parent": "text",
                "depth": "whole",
                "context": "text",
                "optional": "boolean",
            },
        ),
        Layer(
            "gloss",
            {
                "ja_start": "whole",
                "ja_end": "whole",
                "ja": "text",
                "en_start": "whole",
                "en_end": "whole",
                "en": "text",
                "edtf": "text",
                "name_id": "text",
                "agreement": "text",
            },
        ),
    )
}
"""The layers that the package's own annotators make. Layers of other annotators are stored too: what has no
column of its own goes into ``attributes`` as JSON."""

SPAN_FIELDS = ("id", "label", "origin", "surface", "char_start", "char_end")
"""Attributes every structural attribute of spans has in the index, beside its layer's own."""

SET_VALUED = ("entity_en", "entity_en_official")
"""Structural attributes whose regions hold a set of values."""


def structural_attributes() -> dict[str, tuple[str, ...]]:
    """Return the attributes of every layer in the index, except ``text``, whose attributes are metadata."""
    extra = {"entity": ("en_shown", "en_official")}
    return {name: (*SPAN_FIELDS, *layer.attributes, *extra.get(name, ())) for name, layer in LAYERS.items()}
