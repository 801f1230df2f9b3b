"""Positional and structural attributes on memory maps: written from columns, opened without loading."""

from corpus_tools.index.lexicon import Lexicon
from corpus_tools.index.reader import Index, PositionalAttribute, StructuralAttribute
from corpus_tools.index.writer import IndexWriter

__all__ = ["Index", "IndexWriter", "Lexicon", "PositionalAttribute", "StructuralAttribute"]
