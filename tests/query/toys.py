"""Small corpora, as a toy and as an index."""

from __future__ import annotations

from pathlib import Path

from corpus_tools.index import Index, IndexWriter
from tests.query.naive import Span, Toy

ATTRIBUTES = {"s": (), "e": ("label",), "n": ("en",)}


def index_of(toy: Toy, folder: Path) -> Index:
    """Write the index of a toy corpus; the regions are added in any order."""
    writer = IndexWriter(folder, positional=["word", "pos"], structural=ATTRIBUTES, set_valued={"n_en"})
    half = len(toy.tokens) // 2
    for tokens in (toy.tokens[:half], toy.tokens[half:]):
        writer.add_tokens({name: [token[name] for token in tokens] for name in ("word", "pos")})
    for layer, spans in toy.regions.items():
        values = {name: [span.values.get(name) for span in reversed(spans)] for name in ATTRIBUTES[layer]}
        backwards = list(reversed(spans))
        writer.add_regions(layer, [one.start for one in backwards], [one.end for one in backwards], values)
    writer.close()
    return Index(folder)


def toy(words: str, pos: str = "", **regions: list[tuple[int, int] | tuple[int, int, object]]) -> Toy:
    """Make a toy from words separated by spaces; a region's third member is its only attribute's value."""
    tokens = [
        {"word": word, "pos": tag}
        for word, tag in zip(words.split(" "), pos or "N" * len(words.split(" ")), strict=True)
    ]
    spans = {
        layer: [Span(one[0], one[1], {ATTRIBUTES[layer][0]: one[2]} if len(one) > 2 else {}) for one in given]
        for layer, given in {"s": [], "e": [], "n": [], **regions}.items()
    }
    return Toy(tokens, spans)
