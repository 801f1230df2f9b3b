"""What is known of a token, and of the paragraph around a hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools.analysis.kwic import dates_on, entities_on, place_of
from corpus_tools.render import dates_on_line, names_on_line

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

MOST_TOKENS = 12
"""Of a longer hit only so many tokens are described."""
_ELSEWHERE = 60
"""Tokens on each side where there are no paragraphs, or one is much longer."""


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token with all its attributes and what is annotated on it."""

    cpos: int
    values: dict[str, str]
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A hit in its paragraph.

    Attributes:
        sentence: The sentence of the hit, or its paragraph where there are no sentences.
        names: ``Japanese = English`` for each name of the paragraph, and its dates.
        left_out: Tokens of the hit that are not described.
    """

    document: str
    section: str | None
    sentence_n: int | None
    before: str
    node: str
    after: str
    sentence: str
    names: tuple[str, ...]
    tokens: tuple[TokenFacts, ...]
    left_out: int


def described(corpus: Corpus, cpos: int) -> TokenFacts:
    """Return everything the corpus says of a token."""
    values = {name: attribute.value(cpos) for name, attribute in corpus.index.positional.items()}
    return TokenFacts(
        cpos, {name: value for name, value in values.items() if value}, _spans(corpus, cpos, cpos + 1)
    )


def paragraph(corpus: Corpus, start: int, end: int) -> Described:
    """Return a hit in its paragraph."""
    document = corpus.document_of(start)
    first, last = _around(corpus, document, start, end)
    place = place_of(corpus, document, start)
    shown = range(start, min(end, start + MOST_TOKENS))
    return Described(
        corpus.document_id(document),
        place["section"],
        place["sentence_n"],
        corpus.surface(document, first, start, trailing=True),
        corpus.surface(document, start, end),
        corpus.surface(document, end, last, leading=True),
        corpus.surface(document, *_around(corpus, document, start, end, ("s", "p"))),
        _spans(corpus, first, last),
        tuple(described(corpus, cpos) for cpos in shown),
        end - start - len(shown),
    )


def _around(
    corpus: Corpus, document: int, start: int, end: int, structures: tuple[str, ...] = ("p", "s")
) -> tuple[int, int]:
    begin, close = int(corpus.texts.starts[document]), int(corpus.texts.ends[document])
    structure = next((one for one in structures if corpus.regions(one, start, end)), None)
    if structure is None:
        return max(begin, start - _ELSEWHERE), min(close, end + _ELSEWHERE)
    regions = corpus.regions(structure, start, end)
    attribute = corpus.index.structural[structure]
    first, last = int(attribute.starts[regions[0]]), int(attribute.ends[regions[-1]])
    return max(begin, min(first, start)), min(close, max(last, end))


def _spans(corpus: Corpus, start: int, end: int) -> tuple[str, ...]:
    said: list[str] = []
    structural = corpus.index.structural
    if "surface" in getattr(structural.get("entity"), "attributes", ()):
        said += names_on_line(entities_on(corpus, start, end))
    if "surface" in getattr(structural.get("date"), "attributes", ()):
        said += dates_on_line(dates_on(corpus, start, end))
    return tuple(said)
