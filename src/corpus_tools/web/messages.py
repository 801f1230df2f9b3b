"""What the query engine says, in the language of the page.

A message carries the template it was made from and its values (``errors.Message``), so that it is looked up, never
recognised: no value can be taken for a part of a sentence, whatever it holds, and the engine speaks English alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from corpus_tools.errors import Message

OWN = "en"
"""The language that messages are written in."""


class Said(NamedTuple):
    """A message as a page shows it.

    Attributes:
        language: Of the text: where it is not that of the page, the element needs a ``lang`` of its own.
    """

    text: str
    language: str


def in_language(message: str, language: str) -> Said:
    """Say a message in a language; one that has no translation stays in English, whole."""
    translated = None if language == OWN else _translated(message, catalogue(language))
    return Said(str(message), OWN) if translated is None else Said(translated, language)


@lru_cache(maxsize=4)
def catalogue(language: str) -> Mapping[str, str]:
    """Return the templates of a language by the English ones."""
    text = files("corpus_tools.web").joinpath(f"messages_{language}.json").read_text(encoding="utf-8")
    templates: dict[str, str] = json.loads(text)
    return templates


def _translated(message: str, templates: Mapping[str, str]) -> str | None:
    made = message if isinstance(message, Message) else Message(message)
    template = templates.get(made.template)
    if template is None or not made.values:
        return template
    values = {
        name: _translated(value, templates) if isinstance(value, Message) else value
        for name, value in made.values.items()
    }
    missing = any(value is None and made.values[name] is not None for name, value in values.items())
    return None if missing else template.format(**values)
