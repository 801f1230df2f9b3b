"""What of a hit is sorted by, counted or shown: an attribute at a position, as a person writes it.

``lemma`` is the whole hit's; ``R1.lemma`` the next token's; ``L2..L1.pos`` those of two tokens before it;
``match[0].word``, ``matchend[1].word``, ``target.lemma`` and labels are CQP's ways to say it; ``text_genre`` or
``match.section_title`` are values of the region around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

NODE = "node"
_PLACE = re.compile(
    r"(?P<side>[LR])(?P<distance>[1-9]\d*)|(?P<anchor>[^\W\d][\w-]*)(?:\[(?P<offset>[+-]?\d+)\])?"
)
_LONGEST_RANGE = 50
_RIGHT = (
    "Right would be: lemma, R1.lemma, L2..L1.pos, match[1].word, matchend[1].word, target.word or text_genre."
)


@dataclass(frozen=True, slots=True)
class Key:
    """An attribute at a position of a hit.

    Attributes:
        name: As it stands in tables.
        attribute: Positional, or structural such as ``text_genre``.
        anchor: ``node`` (the whole hit), ``match``, ``matchend`` or a label.
        offset: Tokens from the anchor.
    """

    name: str
    attribute: str
    anchor: str = NODE
    offset: int = 0


def parse_keys(corpus: Corpus, keys: str | Sequence[str], *, attribute: str = "word") -> list[Key]:
    """Read keys, several of them with commas.

    Args:
        attribute: Of keys that name a position alone.

    Raises:
        QueryError: A key that cannot be read, or an attribute that is not there.
    """
    parts = keys.split(",") if isinstance(keys, str) else list(keys)
    found = [key for part in parts for key in _expanded(corpus, part.strip(), attribute)]
    if not found:
        raise QueryError(Message("No key in {name!r}. {right}", name=keys, right=Message(_RIGHT)))
    return found


def is_structural(corpus: Corpus, attribute: str) -> bool:
    """Return whether a name is that of a structure's attribute, such as ``text_genre``.

    Raises:
        QueryError: There is no attribute of that name.
    """
    if attribute in corpus.index.positional:
        return False
    structural = corpus.index.structural_values()
    if attribute not in structural:
        available = ", ".join([*corpus.index.positional, *structural])
        raise QueryError(
            Message("No attribute {name!r}. Available: {available}.", name=attribute, available=available)
        )
    return True


def place(hits: Hits, key: Key) -> IntArray:
    """Return the token a key speaks of on each hit (of ``node`` the first); -1 where its label is not set.

    Raises:
        QueryError: The query has no such label.
    """
    if key.anchor in (NODE, "match"):
        return np.asarray(hits.starts) + key.offset if key.offset else np.asarray(hits.starts)
    if key.anchor == "matchend":
        return np.asarray(hits.ends) + (key.offset - 1)
    column = hits.labels.get(key.anchor)
    if column is None:
        available = ", ".join(["node", "match", "matchend", "L1", "R1", *hits.labels])
        raise QueryError(
            Message(
                "No position {name!r} in the query's hits, and no such attribute. Positions: {available}. "
                "Attributes: {attributes}.",
                name=key.anchor,
                available=available,
                attributes=", ".join(hits.corpus.index.positional) if hits.corpus is not None else "",
            )
        )
    return np.where(column < 0, -1, column + key.offset)


def _expanded(corpus: Corpus, text: str, default: str) -> Iterator[Key]:
    place, _, attribute = text.rpartition(".") if not _is_range_of_places(text) else (text, "", "")
    if not place and _is_attribute(corpus, attribute):
        yield Key(text, attribute)
        return
    if not place:
        place, attribute = attribute, ""
    attribute = attribute or default
    is_structural(corpus, attribute)
    for anchor, offset, shown in _places(place, text):
        yield Key(f"{shown}.{attribute}", attribute, anchor, offset)


def _is_range_of_places(text: str) -> bool:
    """Return whether all of ``text`` is places, as in ``R1..R3``."""
    return ".." in text and "." not in text.rpartition("..")[2]


def _is_attribute(corpus: Corpus, name: str) -> bool:
    return name in corpus.index.positional or name in corpus.index.structural_values()


def _places(place: str, text: str) -> Iterator[tuple[str, int, str]]:
    first, dots, last = place.partition("..")
    anchor, offset = _place(first.strip(), text)
    if not dots:
        yield anchor, offset, first.strip()
        return
    other, end = _place(last.strip(), text)
    if anchor != other or NODE in (anchor, other) or abs(end - offset) >= _LONGEST_RANGE:
        raise QueryError(
            Message(
                "{name!r} is no range of positions. Both ends count from one place, as in R1..R3 or L3..L1, "
                "and are fewer than {most} apart.",
                name=text,
                most=_LONGEST_RANGE,
            )
        )
    for number in range(offset, end + 1) if offset <= end else range(offset, end - 1, -1):
        yield anchor, number, _shown(anchor, number)


def _place(text: str, key: str) -> tuple[str, int]:
    found = _PLACE.fullmatch(text)
    if found is None:
        raise QueryError(Message("No key {name!r}. {right}", name=key, right=Message(_RIGHT)))
    if found["side"]:
        distance = int(found["distance"])
        return ("match", -distance) if found["side"] == "L" else ("matchend", distance)
    return found["anchor"], int(found["offset"] or 0)


def _shown(anchor: str, offset: int) -> str:
    if anchor == "match" and offset < 0:
        return f"L{-offset}"
    return f"R{offset}" if anchor == "matchend" and offset > 0 else f"{anchor}[{offset}]"
