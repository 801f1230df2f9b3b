"""The bilingual name authority: the names an annotator decided on, looked up in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus_tools.errors import AuthorityError
from corpus_tools.names.search import find_names

ENTITY_TYPES: tuple[str, ...] = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "DOCUMENT",
    "PROGRAM",
    "EVENT",
    "WEAPON",
    "FORCE",
)
"""The labels of the ``entity`` layer."""

NAME_TYPES: tuple[str, ...] = (*ENTITY_TYPES, "CONCEPT")
"""What a name may be; a concept has an English name for its glosses but is no entity."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One Japanese (or Latin) form under which a text may speak of a name.

    Attributes:
        scope: Documents in which the form means this name; empty for every document.
        after: The form means this name once an unconditional form of it has stood in the document.
    """

    text: str
    scope: tuple[str, ...] = ()
    after: bool = False

    @property
    def conditional(self) -> bool:
        """Whether other texts use this form for other things."""
        return bool(self.scope) or self.after

    def holds(self, document_id: str, *, introduced: bool) -> bool:
        """Say whether the form means its name here; ``introduced``: an unconditional form stood before."""
        return not self.conditional or document_id in self.scope or (self.after and introduced)


@dataclass(frozen=True, slots=True)
class Name:
    """One entry of the authority.

    Attributes:
        variants: Every form in Japanese text, the first being the one to show.
        en: The full official English title; ``en_short`` what one calls it; ``en_alt`` other forms.
        date: EDTF: when it was signed, adopted or founded.
        evidence: ``inline`` where a text glosses it, else ``external``.
        optional: Careful annotators may differ on whether to mark it.
    """

    id: str
    type: str
    variants: tuple[Variant, ...]
    en: str
    en_short: str | None = None
    en_alt: tuple[str, ...] = ()
    acronym: str | None = None
    date: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    evidence: str = "external"
    quote: str | None = None
    source: str | None = None
    status: str = "unverified"
    note: str | None = None
    optional: bool = False

    @property
    def ja(self) -> tuple[str, ...]:
        """The Japanese forms, conditional ones included."""
        return tuple(variant.text for variant in self.variants)

    @property
    def title(self) -> str:
        """The English name to show: the short one where there is one."""
        return self.en_short or self.en

    @property
    def english(self) -> frozenset[str]:
        """Every English form: official, short, alternatives, acronym."""
        return frozenset(filter(None, (self.en, self.en_short, self.acronym, *self.en_alt)))


@dataclass(frozen=True)
class NameAuthority:
    """A list of names with unique ids; make one with ``load`` or ``empty``."""

    names: tuple[Name, ...] = ()
    _by_id: dict[str, Name] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update({name.id: name for name in self.names})
        if len(self._by_id) != len(self.names):
            raise AuthorityError("Two names have the same id; give every name an id of its own.")

    @classmethod
    def load(cls, folder: Path | str) -> NameAuthority:
        """Read every ``*.toml`` of a folder.

        Raises:
            AuthorityError: The folder is missing, or an entry does not hold to the schema.
        """
        from corpus_tools.names.schema import read_folder

        return cls(read_folder(Path(folder)))

    @classmethod
    def empty(cls) -> NameAuthority:
        """Make an authority that knows no name."""
        return cls()

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.names)

    def get(self, name_id: str) -> Name | None:
        """Return the name with this id, if there is one."""
        return self._by_id.get(name_id)

    def find(self, query: str) -> list[Name]:
        """Return the names a reader may mean by ``query``, in either language, best first."""
        return find_names(self.names, query)

    def english(self, name: Name | str) -> frozenset[str]:
        """Return every English form of a name: official, short, alternatives, acronym."""
        entry = self._by_id.get(name) if isinstance(name, str) else name
        return entry.english if entry is not None else frozenset()

    def with_names(self, names: Iterable[Name]) -> NameAuthority:
        """Return an authority that knows these names too."""
        return NameAuthority((*self.names, *names))
