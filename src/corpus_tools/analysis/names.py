"""The names of a corpus: the authority's and those its texts and the gazetteers brought, with their mentions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corpus_tools.analysis.rows import rows
from corpus_tools.model import IntArray
from corpus_tools.names import Name, Variant
from corpus_tools.names.gazetteer import GazetteerEntry, load_gazetteers
from corpus_tools.names.search import best_names

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import StructuralAttribute

_LISTS = ("ja", "conditions", "en_alt", "parties")

_FIELDS = [
    "id",
    "type",
    "ja",
    "conditions",
    "en",
    "en_short",
    "en_alt",
    "acronym",
    "date",
    "place",
    "parties",
    "evidence",
    "quote",
    "source",
    "status",
    "note",
    "optional",
    "mentions",
]
"""The columns of the authority, where a corpus has none."""

NAME_COLUMNS = ("id", "type", "ja", "en", "acronym", "date", "evidence", "mentions")


def name_list(corpus: Corpus, *, everything: bool = False) -> pd.DataFrame:
    """List the bilingual names.

    Args:
        everything: With the names that gazetteers and the texts' own glosses brought, by their mentions.

    Returns:
        One row per name; the authority's fields and ``mentions``, the number of mentions in the corpus. A corpus
        that came as tokens has no authority.
    """
    table = corpus.table("names") if corpus.has_table("names") else pd.DataFrame(columns=_FIELDS)
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
    return NameFinder(corpus).find(query)


class NameFinder:
    """The names of a corpus and its mentions without a name, gathered once and asked many times."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def find(self, query: str) -> tuple[set[str], set[str]]:
        """See ``find_mentioned``."""
        found = {name.id for name in best_names(self._names, query)}
        return found - self._surfaces, found & self._surfaces

    @cached_property
    def _names(self) -> list[Name]:
        listed = [_name(row) for row in rows(name_list(self._corpus))]
        known = {name.id for name in listed}
        brought = [_with_listed_forms(name) for name, _ in _mentioned(self._corpus) if name.id not in known]
        return [*listed, *brought, *self._unlinked]

    @cached_property
    def _surfaces(self) -> set[str]:
        return {name.id for name in self._unlinked}

    @cached_property
    def _unlinked(self) -> list[Name]:
        return [
            Name(surface, "ORG", (Variant(surface),), english)
            for surface, english in _unlinked(self._corpus).items()
        ]


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
    entity = _entities(corpus)
    if entity is None:
        return []
    codes, ids = entity.values("name_id")
    linked = np.flatnonzero(np.asarray(codes) >= 0)
    mentions = np.bincount(np.asarray(codes)[linked], minlength=len(ids))
    known, surfaces = ids.decoded(), entity.lexicon("surface").decoded()
    forms: defaultdict[int, list[str]] = defaultdict(list)
    firsts: dict[int, int] = {}
    for region in _first_regions(entity, linked):
        code = int(codes[region])
        forms[code].append(surfaces[entity.codes("surface")[region]])
        firsts.setdefault(code, region)
    return [
        (_brought(corpus, known[code], region, forms[code]), int(mentions[code]))
        for code, region in firsts.items()
    ]


def _brought(corpus: Corpus, name_id: str, region: int, forms: list[str]) -> Name:
    """Make a name of its forms and what its first mention says."""
    label = str(corpus.index.structural["entity"].value("label", region))
    return Name(name_id, label, tuple(map(Variant, forms)), corpus.shown_english(region) or "")


def _entities(corpus: Corpus) -> StructuralAttribute | None:
    """Return the entities, if the corpus has them with names."""
    entity = corpus.index.structural.get("entity")
    needed = {"name_id", "surface", "label", "en_shown"}
    return entity if entity is not None and needed <= set(entity.attributes) else None


def _first_regions(entity: StructuralAttribute, regions: IntArray) -> list[int]:
    """Return the first of the regions with each pair of a name and a form, in their order."""
    surfaces, lexicon = entity.values("surface")
    pairs = np.asarray(entity.codes("name_id"), dtype=np.int64)[regions] * (len(lexicon) + 1)
    _, firsts = np.unique(pairs + np.asarray(surfaces)[regions], return_index=True)
    found: list[int] = np.asarray(regions)[np.sort(firsts)].tolist()
    return found


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
    entity = _entities(corpus)
    if entity is None:
        return {}
    regions = np.flatnonzero(np.asarray(entity.codes("name_id")) < 0)
    # Of several mentions of one form the last one's English is taken.
    last = _first_regions(entity, regions[::-1])
    return {str(entity.value("surface", region)): corpus.shown_english(region) or "" for region in last}


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
