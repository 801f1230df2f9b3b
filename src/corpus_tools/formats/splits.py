"""Documents to training, development and test data: stratified, seeded, no sentence in two of them."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import FormatError
from corpus_tools.formats.pieces import Unit, cut, pieces, span_places
from corpus_tools.model import Document

PARTS = ("train", "dev", "test")
FRACTIONS = (0.8, 0.1, 0.1)
_STRATIFIED = ("entity", "date")


@dataclass(frozen=True, slots=True)
class Split:
    """How documents are split.

    Attributes:
        by: The unit that is never divided.
        fractions: Shares of ``train``, ``dev`` and ``test`` in tokens and in every label.
    """

    by: Unit
    seed: int = 0
    fractions: tuple[float, float, float] = FRACTIONS


@dataclass(frozen=True, slots=True)
class SplitDocuments:
    """Pieces of documents by part, in text order, and what the manifest says of them."""

    parts: dict[str, list[Document]]
    report: dict[str, Any]


def split(documents: Iterable[Document], how: Split) -> SplitDocuments:
    """Split documents at their sections or paragraphs.

    Pieces that share a sentence, word for word, go to the same part. Then the pieces, large ones rather first, are
    given one by one to the part that lacks most of what they have (tokens, entities and dates by label); the seed
    decides on the order. ``metadata["split"]`` of each piece names its part.

    Raises:
        FormatError: There are too few pieces, or fractions that are none.
    """
    _check(how)
    made, crossing = _pieces(documents, how.by)
    groups = _groups(made)
    parts: dict[str, list[int]] = {name: [] for name in PARTS}
    for name, group in _assigned(made, groups, how):
        parts[name] += group
    if empty := [name for name, share in zip(PARTS, how.fractions, strict=True) if share and not parts[name]]:
        raise FormatError(
            f"{len(groups)} {how.by}(s) without common sentences are too few for {', '.join(empty)}. "
            "Split by paragraph, or set the fraction to 0."
        )
    chosen = {
        name: [_marked(made[n], name) for n in sorted(numbers)] for name, numbers in parts.items() if numbers
    }
    return SplitDocuments(chosen, _report(chosen, how, len(made) - len(groups), crossing))


def _check(how: Split) -> None:
    if min(how.fractions) < 0 or not how.fractions[0] or abs(sum(how.fractions) - 1) > 1e-6:
        raise FormatError(
            f"The fractions {how.fractions} are no shares of train, dev and test. Give three that add up to 1, "
            "the first above 0."
        )


def _pieces(documents: Iterable[Document], by: Unit) -> tuple[list[Document], Counter[str]]:
    made: list[Document] = []
    crossing: Counter[str] = Counter()
    for document in documents:
        places = span_places(document)
        for number, (start, end) in enumerate(pieces(document, by), start=1):
            name = f"{document.id}.{by[0]}{number:03}"
            piece, lost = cut(document, start, end, name=name, places=places)
            made.append(piece)
            crossing += lost
    return made, crossing


def _groups(made: Sequence[Document]) -> list[list[int]]:
    """Join the pieces that share a sentence."""
    leader = list(range(len(made)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    first: dict[str, int] = {}
    for number, piece in enumerate(made):
        for sentence in _sentences(piece):
            other = find(first.setdefault(sentence, number))
            leader[find(number)] = other
    groups: dict[int, list[int]] = {}
    for number in range(len(made)):
        groups.setdefault(find(number), []).append(number)
    return list(groups.values())


def _sentences(piece: Document) -> set[str]:
    surfaces = [span.surface(piece.text) for span in piece.spans("s")] or [piece.text]
    return {"".join(surface.split()) for surface in surfaces}


def _assigned(
    made: Sequence[Document], groups: list[list[int]], how: Split
) -> Iterable[tuple[str, list[int]]]:
    shares = _shares(made, groups)
    generator = random.Random(how.seed)
    size = [share * generator.uniform(0.5, 1.5) for share in shares.sum(axis=1).tolist()]
    order = sorted(range(len(groups)), key=lambda number: -size[number])
    wanted = np.array(how.fractions)[:, None] * np.ones(shares.shape[1])
    has = np.zeros_like(wanted)
    for number in order:
        need = (wanted - has) / np.maximum(wanted, 1e-9)
        score = (need * shares[number]).sum(axis=1)
        score[np.array(how.fractions) == 0] = -np.inf
        part = int(score.argmax())
        has[part] += shares[number]
        yield PARTS[part], groups[number]


def _shares(made: Sequence[Document], groups: list[list[int]]) -> npt.NDArray[np.float64]:
    """Return for each group its share of all tokens and of every label. *Shape:* ``(n_groups, n_features)``."""
    counts = [sum((_features(made[number]) for number in group), Counter()) for group in groups]
    names = sorted({name for count in counts for name in count})
    table = np.array([[count[name] for name in names] for count in counts], dtype=np.float64)
    table = table.reshape(len(groups), len(names))
    shares: npt.NDArray[np.float64] = table / np.maximum(table.sum(axis=0), 1)
    return shares


def _features(piece: Document) -> Counter[str]:
    found = Counter(f"{layer}.{span.label}" for layer in _STRATIFIED for span in piece.spans(layer))
    found["tokens"] = len(piece.tokens) if piece.tokens is not None else len(piece.text)
    return found


def _marked(piece: Document, name: str) -> Document:
    piece.metadata["split"] = name
    return piece


def _report(
    parts: dict[str, list[Document]], how: Split, joined: int, crossing: Counter[str]
) -> dict[str, Any]:
    return {
        "by": how.by,
        "seed": how.seed,
        "fractions": dict(zip(PARTS, how.fractions, strict=True)),
        "joined_by_common_sentences": joined,
        "spans_across_borders_dropped": dict(sorted(crossing.items())),
        "parts": {name: _part_report(documents) for name, documents in parts.items()},
    }


def _part_report(documents: list[Document]) -> dict[str, Any]:
    counts = sum((_features(piece) for piece in documents), Counter())
    counts["sentences"] = sum(len(piece.spans("s")) for piece in documents)
    rows = [
        {
            "id": piece.id,
            "document": piece.metadata["part_of"],
            "start": piece.metadata["part_start"],
            "end": piece.metadata["part_end"],
            "sha256": hashlib.sha256(piece.text.encode("utf-8", "surrogatepass")).hexdigest(),
        }
        for piece in documents
    ]
    whole = hashlib.sha256("\n".join(f"{row['id']} {row['sha256']}" for row in rows).encode()).hexdigest()
    return {"counts": dict(sorted(counts.items())), "sha256": whole, "pieces": rows}
