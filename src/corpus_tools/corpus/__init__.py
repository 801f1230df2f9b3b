"""Documents to tables on disk and their index; opening them. Writing is ``corpus_tools.corpus.writer``."""

from corpus_tools.corpus.manifest import read_manifest
from corpus_tools.corpus.reader import Corpus

__all__ = ["Corpus", "read_manifest"]
