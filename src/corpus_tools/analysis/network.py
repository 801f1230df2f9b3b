"""Which names are mentioned together: pairs in the same sentence or paragraph, scored, as a table and as a graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corpus_tools.analysis.measures import Contingency, chosen_measures, scores
from corpus_tools.analysis.regions import innermost, structure
from corpus_tools.analysis.rows import rows
from corpus_tools.errors import FormatError, MissingExtraError

if TYPE_CHECKING:
    import networkx

    from corpus_tools.corpus import Corpus

PAIR_COLUMNS = (
    *("source", "source_label", "source_ja", "source_en", "target", "target_label", "target_ja", "target_en"),
    *("weight", "E11", "R1", "C1", "N", "score"),
)


@dataclass(slots=True)
class _Named:
    """One name as a corpus mentions it."""

    label: str
    en: str | None
    forms: Counter[str]


def name_pairs(
    corpus: Corpus,
    *,
    unit: str = "s",
    names: AbstractSet[str] | None = None,
    labels: Collection[str] | None = None,
    nested: bool = False,
    measure: str = "log-likelihood",
    min_weight: int = 1,
) -> pd.DataFrame:
    """List the names that are mentioned in the same units, the most closely associated first.

    Mentions of one name count once in a unit. A mention that has no name stands for itself, by its form.

    Args:
        unit: Structure whose regions are the units: ``s``, ``p``, ``section``, ``text``.
        names: Only pairs with one of these names (ids, or forms of mentions that have none), which is the source then.
        labels: Only mentions of these types: ``ORG``, ``GPE`` …
        nested: Count mentions inside others, too (日 in 日米安全保障条約): they always go together.
        measure: A name in ``MEASURES``.
        min_weight: Least number of units a pair shares.

    Returns:
        One row per pair. Columns: ``PAIR_COLUMNS``; ``weight`` (O11) is the number of units with both names, ``R1``
        and ``C1`` those with the one and the other, ``N`` all units, ``E11`` what chance would give.

    Raises:
        QueryError: No such structure or measure.
    """
    chosen_measures(measure)
    units, found = _units(corpus, unit, labels, nested)
    weights = Counter(pair for held in units.values() for pair in combinations(sorted(held), 2))
    kept = sorted(
        _asked_first(pair, names)
        for pair, weight in weights.items()
        if weight >= min_weight and (names is None or not names.isdisjoint(pair))
    )
    frequency = Counter(key for held in units.values() for key in held)
    tables = Contingency.of(
        [weights[min(pair), max(pair)] for pair in kept],
        [frequency[source] for source, _ in kept],
        [frequency[target] for _, target in kept],
        len(structure(corpus, unit)),
    )
    table = pd.DataFrame([_pair(pair, found) for pair in kept], columns=list(PAIR_COLUMNS[:8]))
    table["weight"] = tables.O11.astype(np.int64)
    table["E11"] = tables.E11
    for name in ("R1", "C1", "N"):
        table[name] = getattr(tables, name).astype(np.int64)
    table["score"] = scores(tables, measure) if kept else []
    ordered = table.sort_values(["score", "weight"], ascending=False, kind="stable", ignore_index=True)
    ordered.attrs["unit"] = unit
    return ordered


def name_graph(pairs: pd.DataFrame) -> networkx.Graph[str]:
    """Return the pairs as a graph; nodes have ``label ja en units``, edges ``weight score``.

    Raises:
        MissingExtraError: NetworkX is not installed.
    """
    graph = _networkx().Graph(unit=str(pairs.attrs.get("unit", "s")))
    for row in rows(pairs):
        for side, units in (("source", "R1"), ("target", "C1")):
            known = {key: row[f"{side}_{key}"] for key in ("label", "ja", "en") if row[f"{side}_{key}"]}
            graph.add_node(row[side], **known, units=int(row[units]))
        graph.add_edge(row["source"], row["target"], weight=int(row["weight"]), score=float(row["score"]))
    return graph


def _networkx() -> Any:
    try:
        import networkx
    except ImportError as error:
        raise MissingExtraError("A network needs NetworkX: pip install 'corpus-tools[exchange]'.") from error
    return networkx


def require_pairs(pairs: pd.DataFrame, place: object) -> None:
    """Refuse to draw or write nothing.

    Raises:
        FormatError: There is no pair.
    """
    if not len(pairs):
        raise FormatError(
            f"{place}: no two names are mentioned together. Ask for fewer conditions or a larger unit."
        )


def _units(
    corpus: Corpus, unit: str, labels: Collection[str] | None, nested: bool
) -> tuple[dict[int, set[str]], dict[str, _Named]]:
    """Return the names in each unit, and what is known of each name."""
    regions, entity = structure(corpus, unit), structure(corpus, "entity")
    places = innermost(regions, np.asarray(entity.starts))
    units: defaultdict[int, set[str]] = defaultdict(set)
    found: dict[str, _Named] = {}
    for region, place in enumerate(places.tolist()):
        label = str(entity.value("label", region))
        outside = place < 0 or (labels is not None and label not in labels)
        if outside or (not nested and entity.value("parent", region)):
            continue
        form = "".join(str(entity.value("surface", region)).split("\n"))
        key = entity.value("name_id", region) or form
        named = found.setdefault(key, _Named(label, corpus.shown_english(region), Counter()))
        named.forms[form] += 1
        units[place].add(key)
    return units, found


def _asked_first(pair: tuple[str, str], names: AbstractSet[str] | None) -> tuple[str, str]:
    return (pair[1], pair[0]) if names is not None and pair[0] not in names else pair


def _pair(pair: tuple[str, str], found: dict[str, _Named]) -> tuple[str | None, ...]:
    cells: list[str | None] = []
    for key in pair:
        named = found[key]
        cells += [key, named.label, max(named.forms, key=lambda form: (named.forms[form], form)), named.en]
    return tuple(cells)
