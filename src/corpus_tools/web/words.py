"""The texts of the interface, in Japanese and in English."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files

from fastapi import Request

from corpus_tools.web.messages import Said, in_language

LANGUAGES = ("ja", "en")


def _read(language: str) -> dict[str, str]:
    text = files("corpus_tools.web").joinpath(f"words_{language}.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


class _Lazy(dict[str, dict[str, str]]):
    """The words of each language, read when first asked for."""

    def __missing__(self, language: str) -> dict[str, str]:
        self[language] = _read(language)
        return self[language]


WORDS: Mapping[str, dict[str, str]] = _Lazy()


class Words:
    """The words of one language: ``say.search`` in a template, ``say("hits", n=3)`` with values."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __getattr__(self, key: str) -> str:
        try:
            return self._words[key]
        except KeyError:
            raise AttributeError(key) from None

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values put in; of one thing (``n=1``) as it is said of one, where that differs."""
        one = self._words.get(f"{key}_one") if values.get("n") == 1 else None
        return (one or self._words[key]).format(**values)

    def message(self, message: str, language: str) -> Said:
        """Return what the query engine says, in a language if it can be said in it."""
        return in_language(message, language)

    def named(self, kind: str, value: str) -> str:
        """Return what a value is called (``label_org``); the value itself where no name for it is known."""
        return self._words.get(f"{kind}_{value.lower()}", value)


def language_of(request: Request) -> str:
    """Return the language a visitor chose (``?lang=``, cookie) or whose browser prefers it; English else."""
    chosen = request.query_params.get("lang") or request.cookies.get("language")
    if chosen in LANGUAGES:
        return chosen
    preferred = request.headers.get("accept-language", "").lower()
    return "ja" if preferred.startswith("ja") else "en"
