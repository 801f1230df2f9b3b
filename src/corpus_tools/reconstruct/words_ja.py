"""Parts of speech, where layout cannot be settled by form alone; the tagger is loaded on first use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def tags(text: str) -> list[str]:
    """Return the UniDic part of speech of each word, its levels joined by ``-``."""
    return ["-".join(part for part in node.feature[:4] if part and part != "*") for node in _tagger()(text)]


@lru_cache(maxsize=1)
def _tagger() -> Any:
    import fugashi

    return fugashi.Tagger()
