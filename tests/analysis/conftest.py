"""Small corpora made of a few lines."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.formats.vrt import import_vrt

Maker = Callable[[list[list[list[str]]]], Corpus]


@pytest.fixture
def make_corpus(tmp_path: Path) -> Maker:
    """Make a corpus of texts of sentences of words; the part of speech of a word is its first letter."""

    def make(texts: list[list[list[str]]]) -> Corpus:
        lines = []
        for number, sentences in enumerate(texts):
            lines.append(f'<text id="t{number}" year="{1990 + number}">')
            for words in sentences:
                lines += ["<s>", *(f"{word}\t{word[0]}" for word in words), "</s>"]
            lines.append("</text>")
        path = tmp_path / "corpus.vrt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        import_vrt(path, tmp_path / "corpus", attributes=["word", "pos"])
        return Corpus(tmp_path / "corpus")

    return make


@pytest.fixture
def random_texts() -> list[list[list[str]]]:
    """Texts of words drawn at random, some of them one token long."""
    rng = random.Random(7)
    words = [a + b for a in "あいう" for b in "𠮷かきく"]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [
        [rng.choices(words, weights, k=rng.randint(1, 9)) for _ in range(rng.randint(1, 6))] for _ in range(9)
    ]
