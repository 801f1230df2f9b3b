"""The names and dates on the lines of a page: looked up together, each region once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.regions import overlapping
from corpus_tools.analysis.values import listed
from corpus_tools.model import IntArray
from corpus_tools.render import dates_on_line, names_on_line

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import StructuralAttribute

_FIELDS = {"entity": ("surface", "label", "en_shown"), "date": ("surface", "edtf", "value")}


@dataclass(frozen=True, slots=True)
class LineMark:
    """A span as it is shown on a line.

    Attributes:
        kind: ``DATE``, ``GPE`` …; empty where it has none.
        note: What it means, with ``=`` or ``≈`` before it.
        said: What stands beside the line; empty for nothing.
    """

    start: int
    end: int
    kind: str
    note: str
    said: str


def marks_on(corpus: Corpus, firsts: IntArray, lasts: IntArray) -> list[list[LineMark]]:
    """Return the marks that overlap each range of tokens, names before dates, in their order.

    Args:
        firsts: First tokens of the lines. *Shape:* ``(n_lines,)``, as ``lasts``, just after the last ones.
    """
    found: defaultdict[int, list[LineMark]] = defaultdict(list)
    for layer in _FIELDS:
        regions = corpus.index.structural.get(layer)
        if regions is None or not {"surface", "origin", "label"} <= set(regions.attributes):
            continue
        lines, numbers = overlapping(regions, firsts, lasts)
        distinct, places = np.unique(numbers, return_inverse=True)
        marks = _marks(regions, layer, distinct)
        for line, place in zip(lines.tolist(), places.tolist(), strict=True):
            found[line].append(marks[place])
    return [found[line] for line in range(len(firsts))]


def _marks(regions: StructuralAttribute, layer: str, numbers: IntArray) -> list[LineMark]:
    names = [*_FIELDS[layer], "origin"]
    columns = [_column(regions, name, numbers) for name in names]
    starts, ends = np.asarray(regions.starts)[numbers].tolist(), np.asarray(regions.ends)[numbers].tolist()
    return [
        _mark(layer, start, end, dict(zip(names, values, strict=True)))
        for start, end, *values in zip(starts, ends, *columns, strict=True)
    ]


def _column(regions: StructuralAttribute, name: str, numbers: IntArray) -> Sequence[str | None]:
    if name not in regions.attributes:
        return [None] * len(numbers)
    codes, lexicon = regions.values(name)
    return listed(lexicon, np.asarray(codes)[numbers])


def _mark(layer: str, start: int, end: int, span: dict[str, Any]) -> LineMark:
    if layer == "entity":
        meaning, kind = span["en_shown"], span["label"] or ""
        said = names_on_line([{**span, "en": meaning}])
    else:
        meaning, kind, said = span["edtf"] or span["value"], "DATE", dates_on_line([span])
    sign = "=" if span["origin"] == "gold" else "≈"
    return LineMark(start, end, kind, f"{sign} {meaning}" if meaning else "", said[0] if said else "")
