"""Glosses linked to names: by the mention that the Japanese part is, else by the name list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus_tools.model import Document, Span
from corpus_tools.names import Name, NameAuthority
from corpus_tools.names.search import fold


class GlossLinker:
    """Gives each gloss the name that its two parts stand for.

    A mention that covers exactly one of the parts decides; concepts, which are no entities, are looked up by
    their Japanese and English forms. A gloss that neither knows keeps ``name_id`` ``None``.
    """

    def __init__(self, authority: NameAuthority) -> None:
        self._concepts = _forms(name for name in authority if name.type == "CONCEPT")

    def __call__(self, document: Document) -> list[Span]:
        """Return the glosses of a document, linked."""
        mentions = {
            (span.start, span.end): span.attributes["name_id"]
            for span in document.spans("entity")
            if span.attributes.get("name_id")
        }
        return [self._linked(gloss, mentions) for gloss in document.spans("gloss")]

    def _linked(self, gloss: Span, mentions: dict[tuple[int, int], str]) -> Span:
        values = gloss.attributes
        name_id = (
            mentions.get((values["ja_start"], values["ja_end"]))
            or mentions.get((values["en_start"], values["en_end"]))
            or self._concepts.get(fold(values["ja"]))
        )
        return replace(gloss, attributes={**values, "name_id": name_id})


def _forms(names: Iterable[Name]) -> dict[str, str]:
    return {fold(form): name.id for name in names for form in (*name.ja, *name.english)}
