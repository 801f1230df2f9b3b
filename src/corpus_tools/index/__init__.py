"""Positional and structural attributes on memory maps: written from columns, opened without loading."""

from corpus_tools.index.attributes import PositionalAttribute, StructuralAttribute
from corpus_tools.index.joined import JoinedIndex, join_indexes
from corpus_tools.index.lexicon import Lexicon
from corpus_tools.index.reader import Index
from corpus_tools.index.tuples import Tuples
from corpus_tools.index.writer import IndexWriter

__all__ = [
    "Index",
    "IndexWriter",
    "JoinedIndex",
    "Lexicon",
    "PositionalAttribute",
    "StructuralAttribute",
    "Tuples",
    "join_indexes",
]
