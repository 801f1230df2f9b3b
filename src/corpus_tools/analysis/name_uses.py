"""Which forms of names stand in a corpus, and which links lead to names."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_tools.annotate.entities_ja.lexicon import occurrences

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

LINKED_LAYERS = ("entity", "gloss")
"""The layers whose spans link to names."""


def forms_used(corpus: Corpus, forms: Iterable[str]) -> set[str]:
    """Return which of the forms stand anywhere in the texts of a corpus, as they are written there."""
    wanted = set(forms)
    found: set[str] = set()
    for number in range(corpus.n_documents):
        text = (corpus.text(number) or "").replace("\n", "")
        found.update(text[start:end] for start, end in occurrences(wanted - found, text))
    return found


def gold_links(folder: Path) -> Iterator[tuple[Path, int, str]]:
    """Yield file, line and id of every link to a name in adjudicated annotation."""
    for layer in LINKED_LAYERS:
        for path in sorted(folder.glob(f"*/{layer}.jsonl")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                name_id = _row(line).get("name_id")
                if isinstance(name_id, str):
                    yield path, number, name_id


def corpus_links(corpus: Corpus, known: Collection[str]) -> Iterator[tuple[Path, int, str]]:
    """Yield the ids that mentions of a corpus link to and nobody knows, each once.

    Ids with a colon are those of gazetteers (``cldr:RU``) and of the texts' own glosses (``text:…``): they need no
    entry in an authority.
    """
    links = corpus.table("links")["name_id"]
    for name_id in sorted(set(links) - set(known)):
        if ":" not in name_id:
            yield corpus.folder, 0, name_id


def _row(line: str) -> dict[str, object]:
    """Return a line as an object; what is none is the matter of ``check``."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return row if isinstance(row, dict) else {}
