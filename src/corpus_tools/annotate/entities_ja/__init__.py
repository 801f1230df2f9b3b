"""Named entities of Japanese text, nested, exact to the character, linked to English names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from corpus_tools.annotate.entities_ja.appositions import organisations_in
from corpus_tools.annotate.entities_ja.authors import authors_in
from corpus_tools.annotate.entities_ja.candidates import (
    AUTHORITY,
    COMPOSITION,
    GAZETTEER,
    GLOSS,
    SOURCES,
    Candidate,
)
from corpus_tools.annotate.entities_ja.compose import Composer
from corpus_tools.annotate.entities_ja.glosses import EnglishNames, GlossReader
from corpus_tools.annotate.entities_ja.laws import laws_in
from corpus_tools.annotate.entities_ja.lexicon import Lexicon, Matches
from corpus_tools.annotate.entities_ja.links import Linker
from corpus_tools.annotate.entities_ja.patterns import numbered_bodies, patterns_in
from corpus_tools.annotate.entities_ja.person_words import PersonWords, with_particles
from corpus_tools.annotate.entities_ja.persons import PersonFinder
from corpus_tools.annotate.entities_ja.places import places_in, unknown_places
from corpus_tools.annotate.entities_ja.resolve import resolve
from corpus_tools.annotate.entities_ja.shadow import Shadow, WordClasses, shadow_of
from corpus_tools.annotate.entities_ja.states import states_in
from corpus_tools.annotate.entities_ja.statistical import DEFAULT_LABELS, Recogniser
from corpus_tools.annotate.entities_ja.weapons import weapons_in
from corpus_tools.errors import RecipeError
from corpus_tools.model import Document, Span, automatic_id, in_text_order
from corpus_tools.names import NameAuthority
from corpus_tools.names.gazetteer import load_gazetteers


class EntityAnnotator:
    """Finds persons, bodies, places, documents, programmes, events, weapons and forces.

    ``resolve`` says how the sources of evidence are combined; each leaves its name on the span's origin.

    Args:
        authority: The bilingual names that an annotator decided on.
        sources: Those of ``SOURCES`` that are asked: the authority, open gazetteers, composition (a place or body
            and a head noun; patterns; titles of persons), and the ``gloss`` layer of the document.
        statistical: A spaCy pipeline by name or folder, heard where no other source proposes anything.
        statistical_labels: The types taken from it.

    Raises:
        RecipeError: No such source or type.
        MissingExtraError: The spaCy pipeline is not installed.
    """

    name = "entities"
    needs: frozenset[str] = frozenset({"token"})
    provides: frozenset[str] = frozenset({"entity"})

    def __init__(
        self,
        *,
        authority: NameAuthority | None = None,
        sources: Collection[str] = SOURCES,
        statistical: str | None = None,
        statistical_labels: Collection[str] = DEFAULT_LABELS,
    ) -> None:
        _refuse_unknown(sources)
        self.sources = frozenset(sources)
        given = authority is not None and AUTHORITY in self.sources
        self.authority = authority if authority is not None and given else NameAuthority.empty()
        entries = load_gazetteers() if GAZETTEER in self.sources else ()
        self._lexicon = Lexicon(self.authority, entries, composition=COMPOSITION in self.sources)
        self._english = EnglishNames(self.authority, entries)
        self._word_classes = WordClasses()
        self._recogniser = Recogniser(statistical, labels=statistical_labels) if statistical else None

    def __call__(self, document: Document) -> Iterable[Span]:
        """Return the entities of ``document``, which is not changed, in text order."""
        shadow = shadow_of(document, self._word_classes)
        matches = self._lexicon(shadow, document.id)
        entities = resolve(self._candidates(document, shadow, matches))
        linker = Linker(document, shadow, entities, matches.held_back)
        return in_text_order(_spans(entities, shadow, linker))

    def _candidates(self, document: Document, shadow: Shadow, matches: Matches) -> list[Candidate]:
        found = matches.candidates
        if GAZETTEER in self.sources:
            found = found + list(states_in(shadow, found))
        if COMPOSITION in self.sources:
            found = self._composed(shadow, matches, found) + list(authors_in(document, shadow))
        glosses = document.spans("gloss") if GLOSS in self.sources else []
        if glosses:
            found = found + list(GlossReader(shadow, resolve(found), self._english)(glosses))
        if COMPOSITION in self.sources or glosses:
            persons = [c for c in found if c.label == "PERSON" and c.context == "text"]
            found = found + list(PersonFinder(shadow, found).again(persons))
        if self._recogniser is not None:
            found = found + list(self._recogniser(shadow, found))
        return found

    def _composed(self, shadow: Shadow, matches: Matches, found: list[Candidate]) -> list[Candidate]:
        found = found + list(organisations_in(shadow, found))
        found = found + list(unknown_places(shadow, found)) + list(places_in(shadow))
        found = found + list(weapons_in(shadow, found))
        finder = PersonFinder(shadow, found)
        found = (
            found
            + list(finder.by_titles(matches.titles))
            + list(finder.by_family_names())
            + list(PersonWords(shadow, found)())
        )
        persons = [c for c in found if c.label == "PERSON"]
        found += with_particles(shadow, persons)
        found += Composer(shadow, found)(matches.heads)
        return (
            found + list(numbered_bodies(shadow, found)) + list(patterns_in(shadow)) + list(laws_in(shadow))
        )


def _refuse_unknown(sources: Collection[str]) -> None:
    unknown = sorted(set(sources) - set(SOURCES))
    if unknown:
        raise RecipeError(
            f"No source of entities {', '.join(map(repr, unknown))}. Available: {', '.join(SOURCES)}."
        )


def _spans(entities: list[Candidate], shadow: Shadow, linker: Linker) -> Iterator[Span]:
    places = [shadow.span(entity.start, entity.end) for entity in entities]
    ids = {
        id(entity): automatic_id("entity", *place, entity.label)
        for entity, place in zip(entities, places, strict=True)
    }
    for entity, (start, end) in zip(entities, places, strict=True):
        parent = ids[id(entity.parent)] if entity.parent is not None else None
        attributes = {
            **linker(entity),
            "parent": parent,
            "depth": entity.depth,
            "context": entity.context,
            "optional": entity.optional,
        }
        yield Span(ids[id(entity)], "entity", start, end, entity.label, f"auto:{entity.source}", attributes)
