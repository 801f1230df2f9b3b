"""The values of a lexicon as the flags of a string compare them, for comparing two tokens with each other."""

from __future__ import annotations

import numpy as np

from corpus_tools.index import Lexicon
from corpus_tools.index.lexicon import SEPARATOR
from corpus_tools.query.folding import CASE, FOLDING_FLAGS, folded_lexicon
from corpus_tools.query.patterns import fold_diacritics

DIACRITICS = "d"
NORMAL_FLAGS = FOLDING_FLAGS | {CASE, DIACRITICS}


def normalized_lexicon(lexicon: Lexicon, flags: frozenset[str]) -> Lexicon:
    """Return the values with width, kana, characters, case and diacritics folded, in the same order."""
    folded = folded_lexicon(lexicon, flags)
    if DIACRITICS not in flags:
        return folded
    values = [fold_diacritics(value).encode("utf-8") + SEPARATOR for value in folded.decoded()]
    return Lexicon(b"".join(values), np.cumsum([0, *map(len, values)]).astype(np.int64))
