"""A Hugging Face dataset: Parquet files with typed features, one row a sentence, and a card.

``datasets.load_dataset(folder)`` reads it; so does the ``Dataset.from_parquet`` of a single file, whose features are in
the file itself. Writing needs nothing but pyarrow. ``ner_tags`` are flat IOB2 (the longest entities that share no
token); ``entities`` has all of them, with offsets in the sentence.
"""

from __future__ import annotations

from corpus_tools.formats.hf.reading import read
from corpus_tools.formats.hf.writing import write

__all__ = ["read", "write"]
