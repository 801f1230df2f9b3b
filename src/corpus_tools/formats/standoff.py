"""What of an annotated text spells the text: an export of annotation alone leaves it out."""

from __future__ import annotations

from typing import Any

SPELLING_TOKENS = ("word", "lemma", "reading", "pron", "norm", "lemma_unidic", "lemma_note")
"""Token attributes from which the text could be read."""

SPELLING_SPANS: dict[str, tuple[str, ...]] = {
    "gloss": ("ja", "en"),
    "section": ("title",),
    "gap": ("suggestion", "note"),
}
"""Span attributes, by layer, that quote the text."""


def without_spelling(layer: str, attributes: dict[str, Any]) -> dict[str, Any]:
    """Return a span's attributes with ``None`` for those that quote the text, ``surface`` among them."""
    spelling = ("surface", *SPELLING_SPANS.get(layer, ()))
    return {key: None if key in spelling else value for key, value in attributes.items()}
