"""The names of a corpus: the authority's and those its texts and the gazetteers brought, with their mentions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from corpus_tools.analysis.rows import rows
from corpus_tools.names import Name, Variant
from corpus_tools.names.gazetteer import GazetteerEntry, load_gazetteers
from corpus_tools.names.search import best_names

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

_LISTS = ("ja", "conditions", "en_alt", "parties")

NAME_COLUMNS = ("id", "type", "ja", "en", "acronym", "date", "evidence", "mentions")


def name_list(corpus: Corpus, *, everything: bool = False) -> pd.DataFrame:
    """List the bilingual names.

    Args:
        everything: With the names that gazetteers and the texts' own glosses brought, by their mentions.

    Returns:
        One row per name; the authority's fields and ``mentions``, the number of mentions in the corpus.
    """
    table = corpus.table("names")
    lists = {key: [_plain(value) for value in table[key]] for key in _LISTS if key in table}
    table = table.astype(object).where(table.notna(), None)
    for key, values in lists.items():
        table[key] = values
    if not everything:
        return table
    known = set(table["id"])
    brought = [_row(name, mentions) for name, mentions in _mentioned(corpus) if name.id not in known]
    others = pd.DataFrame(brought, columns=table.columns).sort_values(
        "mentions", ascending=False, kind="stable"
    )
    return pd.concat([table, others], ignore_index=True) if len(others) else table


def _plain(value: Any) -> list[Any]:
    """Return a list column's value with Python's own types; none is an empty list."""
    if value is None or isinstance(value, float):
        return []
    return [
        {key: _plain(one) if key == "scope" else one for key, one in item.items()}
        if isinstance(item, dict)
        else item
        for item in value
    ]


def find_mentioned(corpus: Corpus, query: str) -> tuple[set[str], set[str]]:
    """Find which names a reader means, in either language.

    Returns:
        Ids of names, and surfaces of mentions that have no name and read like the query.
    """
    listed = [_name(row) for row in rows(name_list(corpus))]
    known = {name.id for name in listed}
    brought = [_with_listed_forms(name) for name, _ in _mentioned(corpus) if name.id not in known]
    unlinked = [
        Name(surface, "ORG", (Variant(surface),), english) for surface, english in _unlinked(corpus).items()
    ]
    found = {name.id for name in best_names([*listed, *brought, *unlinked], query)}
    surfaces = {name.id for name in unlinked}
    return found - surfaces, found & surfaces


def _name(row: dict[str, Any]) -> Name:
    return Name(
        row["id"],
        row["type"],
        tuple(Variant(text) for text in row["ja"]),
        row["en"],
        en_short=row["en_short"],
        en_alt=tuple(row["en_alt"]),
        acronym=row["acronym"],
        date=row["date"],
    )


def _mentioned(corpus: Corpus) -> list[tuple[Name, int]]:
    """Make a name of every id that mentions are linked to, from the forms that stand in the texts."""
    entity = corpus.index.structural.get("entity")
    if entity is None:
        return []
    forms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    english: dict[str, str] = {}
    labels: dict[str, str] = {}
    mentions: defaultdict[str, int] = defaultdict(int)
    for region in range(len(entity.starts)):
        name_id = entity.value("name_id", region)
        if name_id:
            forms[name_id][str(entity.value("surface", region))] = None
            english.setdefault(name_id, corpus.shown_english(region) or "")
            labels.setdefault(name_id, str(entity.value("label", region)))
            mentions[name_id] += 1
    return [
        (
            Name(name_id, labels[name_id], tuple(map(Variant, forms[name_id])), english[name_id]),
            mentions[name_id],
        )
        for name_id in forms
    ]


def _with_listed_forms(name: Name) -> Name:
    """Add the forms that a gazetteer has, though the texts use others: キエフ and Kiev find キーウ."""
    entry = _gazetteer().get(name.id)
    if entry is None:
        return name
    forms = dict.fromkeys((*name.ja, *entry.ja))
    return replace(name, variants=tuple(map(Variant, forms)), en_alt=entry.en)


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, GazetteerEntry]:
    return {entry.id: entry for entry in load_gazetteers()}


def _unlinked(corpus: Corpus) -> dict[str, str]:
    """Return the forms of mentions that have no name, with the English that was composed for some."""
    entity = corpus.index.structural.get("entity")
    if entity is None:
        return {}
    regions = (region for region in range(len(entity.starts)) if not entity.value("name_id", region))
    return {str(entity.value("surface", region)): corpus.shown_english(region) or "" for region in regions}


def _row(name: Name, mentions: int) -> dict[str, Any]:
    return {
        "id": name.id,
        "type": name.type,
        "ja": list(name.ja),
        "conditions": [],
        "en": name.en or None,
        "en_short": None,
        "en_alt": [],
        "acronym": None,
        "date": None,
        "place": None,
        "parties": [],
        "evidence": "inline" if name.id.startswith("text:") else "external",
        "quote": None,
        "source": name.id.partition(":")[0],
        "status": None,
        "note": None,
        "optional": None,
        "mentions": mentions,
    }
