"""One rule for all sources of evidence: the longest stretch first, and inside it only names of other things."""

from __future__ import annotations

from collections.abc import Iterable

from corpus_tools.annotate.entities_ja.candidates import COMPOSITION, NOTHING, PLACES, TRUST, Candidate

_SEALED = frozenset({"PERSON", "GPE", "LOC", "WEAPON"})
"""The parts of such a name are no names: クリミア in クリミア半島, 福島 in 福島瑞穂."""


def resolve(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Choose among candidates, and say which stands inside which.

    1. Longer stretches go before shorter ones, equal ones by trust in their source (``TRUST``).
    2. A stretch that crosses the border of a chosen one is left out.
    3. Equal stretches are one entity: the label of the first, the links of all of that label.
    4. Inside a person, place or weapon nothing is chosen; inside others nothing of the same label that
       ends where the outer name ends (its own head), no other form of the outer name itself, and of composed
       names only those that keep their sense (北大西洋条約 in 北大西洋条約機構, but no 地方裁判 in 地方裁判所).

    Returns:
        The entities in text order, outer before inner.
    """
    chosen: list[Candidate] = []
    by_cluster = _clusters(candidates)
    for cluster in by_cluster:
        chosen += _choose(cluster)
    return [candidate for candidate in chosen if candidate.label != NOTHING]


def _clusters(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Split the candidates where no stretch reaches across: each part can be resolved alone."""
    clusters: list[list[Candidate]] = []
    reach = -1
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if candidate.start >= reach:
            clusters.append([])
        clusters[-1].append(candidate)
        reach = max(reach, candidate.end)
    return clusters


def _choose(cluster: list[Candidate]) -> list[Candidate]:
    if len(cluster) == 1:
        return cluster
    chosen: list[Candidate] = []
    for candidate in sorted(cluster, key=_rank):
        outer = _outer(candidate, chosen)
        if outer is not None and (outer.start, outer.end) == (candidate.start, candidate.end):
            _merge(outer, candidate)
        elif _allowed(candidate, outer, chosen):
            candidate.parent = outer
            candidate.depth = outer.depth + 1 if outer is not None else 0
            chosen.append(candidate)
        elif outer is not None:
            _merge_head(outer, candidate)
    return sorted(chosen, key=lambda c: (c.start, -c.end))


def _rank(candidate: Candidate) -> tuple[int, bool, int, int]:
    return candidate.start - candidate.end, not candidate.sure, TRUST[candidate.source], candidate.start


def _outer(candidate: Candidate, chosen: list[Candidate]) -> Candidate | None:
    """Return the smallest chosen stretch that holds the candidate."""
    start, end = candidate.start, candidate.end
    around = [c for c in chosen if c.start <= start and end <= c.end]
    return min(around, key=lambda c: c.length) if around else None


def _allowed(candidate: Candidate, outer: Candidate | None, chosen: list[Candidate]) -> bool:
    crossed = any(
        c.start < candidate.end and candidate.start < c.end
        for c in chosen
        if not (c.start <= candidate.start and candidate.end <= c.end)
        and not (candidate.start <= c.start and c.end <= candidate.end)
    )
    if crossed:
        return False
    if outer is None:
        return True
    if (
        outer.sealed
        or outer.label in _SEALED
        or (candidate.entry is not None and candidate.entry is outer.entry)
    ):
        return False
    if candidate.source == COMPOSITION and not candidate.nests:
        return False
    if outer.label == "FORCE" and candidate.label == "EVENT":
        return False  # イラン革命 in イラン革命防衛隊
    return candidate.end != outer.end or _kind(candidate) != _kind(outer)


def _kind(candidate: Candidate) -> str:
    """What a programme is called may be a document, too: 行動計画 in 加盟のための行動計画."""
    return "DOCUMENT" if candidate.label == "PROGRAM" else candidate.label


def _merge_head(outer: Candidate, head: Candidate) -> None:
    """A force with its state before it is the listed force: ロシア in ロシア黒海艦隊."""
    if outer.label == head.label == "FORCE" and outer.end == head.end and outer.entry is None:
        outer.names, outer.entry = outer.names or head.names, head.entry


def _merge(kept: Candidate, other: Candidate) -> None:
    """Take over from an equal stretch what the chosen one lacks."""
    if other.label != kept.label and not (other.label in PLACES and kept.label in PLACES):
        return
    kept.names = kept.names or other.names
    kept.entry = kept.entry or other.entry
    kept.en = kept.en or other.en
    kept.optional = kept.optional and other.optional
    if kept.name_id is None:
        kept.name_id = other.name_id
