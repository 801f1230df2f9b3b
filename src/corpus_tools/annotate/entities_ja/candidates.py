"""What the sources of evidence propose: a stretch, a label, and what it may be linked to."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus_tools.names import Name
from corpus_tools.names.gazetteer import GazetteerEntry

AUTHORITY, GLOSS, GAZETTEER, COMPOSITION, PATTERN, STATISTICAL = (
    "authority",
    "gloss",
    "gazetteer",
    "composition",
    "pattern",
    "statistical",
)
TRUST: dict[str, int] = {
    source: rank
    for rank, source in enumerate((AUTHORITY, GLOSS, GAZETTEER, COMPOSITION, PATTERN, STATISTICAL))
}
"""What stands in the origin of a span, the more trusted first: decides between equal stretches."""

SOURCES = (AUTHORITY, GAZETTEER, COMPOSITION, GLOSS)
"""The sources that can be switched; patterns go with composition, the statistical one is switched on by its name."""

NOTHING = "NOTHING"
"""Label of a stretch in which there is no name; it is taken out in the end."""

PLACES = frozenset({"GPE", "LOC"})


@dataclass(slots=True)
class Candidate:
    """A proposed entity, in characters of the shadow.

    Attributes:
        names: Entries of the authority it may mean; several when one title names several documents.
        entry: The gazetteer's entry.
        en: English found in the text itself.
        sealed: Nothing inside is a name of something else.
        sure: Goes before equal stretches, whatever their source (石川 in 石川氏).
        nests: A composed name that keeps its sense inside a longer one.
    """

    start: int
    end: int
    label: str
    source: str
    names: tuple[Name, ...] = ()
    entry: GazetteerEntry | None = None
    en: str | None = None
    name_id: str | None = None
    note: str | None = None
    context: str = "text"
    optional: bool = False
    sealed: bool = False
    nests: bool = False
    sure: bool = False
    parent: Candidate | None = field(default=None, repr=False)
    depth: int = 0

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start
