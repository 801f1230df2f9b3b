"""Names as dictionary entries: those of an authority that are one word must not be cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.annotate.tokens_ja.user_dictionary import UserEntry
from corpus_tools.names import Name

_KATAKANA = re.compile(r"[ァ-ヴー]{3,}")
_ACRONYM = re.compile(r"[A-Za-z]{2,}")
_OTHER = "名詞-固有名詞-一般"
_POS = {
    "GPE": "名詞-固有名詞-地名-一般",
    "LOC": "名詞-固有名詞-地名-一般",
    "PERSON": "名詞-固有名詞-人名-一般",
}


def entries_from_names(names: Iterable[Name]) -> Iterator[UserEntry]:
    """Yield an entry for each form that is one word: all katakana, or an acronym in Latin letters.

    Names of several words (北大西洋条約機構) stay cut into short units, and forms that other texts use for other
    things are left to the dictionary.
    """
    seen: set[str] = set()
    for name in names:
        for variant in name.variants:
            if variant.text in seen or variant.conditional:
                continue
            seen.add(variant.text)
            if _KATAKANA.fullmatch(variant.text):
                yield UserEntry(variant.text, reading=variant.text, pos=_POS.get(name.type, _OTHER))
            elif _ACRONYM.fullmatch(variant.text):
                yield UserEntry(variant.text, pos=_POS.get(name.type, _OTHER))
