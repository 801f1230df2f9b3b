"""SKOS (W3C, 2009) in Turtle: the name list as a concept scheme.

A name is a ``skos:Concept``. Its first Japanese form and its official English title are the preferred labels; the
other English titles and the forms that hold everywhere are alternative labels, the forms that hold under a condition
hidden ones. What SKOS and Dublin Core have no predicate for (conditions, the order of the forms, which title is the
short one …) has one in the vocabulary ``urn:corpus-tools:names#``, so that a list reads back as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote, unquote

from corpus_tools.errors import FormatError, MissingExtraError
from corpus_tools.formats.name_lists import EntryPlace, Table, checked_names, names_of
from corpus_tools.names import Name, Variant

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

BASE = "urn:corpus-tools:name:"
VOCABULARY = "urn:corpus-tools:names#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""The Library of Congress' datatype of dates in EDTF."""

_OWN_TEXTS = {"type": "type", "en_short": "shortTitle", "acronym": "acronym", "place": "place"} | {
    "evidence": "evidence",
    "status": "status",
}
_OWN_LISTS = {"en_alt": "alternativeTitles", "parties": "parties"}
_SUFFIXES = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".jsonld": "json-ld", ".nt": "nt"}


def write(names: Iterable[Mapping[str, Any]], stream: TextIO, *, base: str = BASE) -> int:
    """Write the rows of the table ``names`` as Turtle, and return how many.

    Args:
        base: What the address of a concept begins with; its id follows.
    """
    listed = names_of(names)
    writer = _Writer(base)
    for name in listed:
        writer.add(name)
    stream.write(writer.graph.serialize(format="turtle"))
    return len(listed)


def read(path: Path) -> tuple[Name, ...]:
    """Read the concepts of a SKOS file: Turtle, RDF/XML, JSON-LD or N-Triples, by the ending of its name.

    Raises:
        FormatError: It is not well formed, or a concept lacks a label in Japanese or English; with file and line.
    """
    rdflib = _rdflib()
    syntax = _SUFFIXES.get(path.suffix.lower())
    if syntax is None:
        raise FormatError(f"{path}: no SKOS file by its name. Right would be one of: {', '.join(_SUFFIXES)}.")
    graph = rdflib.Graph()
    try:
        graph.parse(path, format=syntax)
    except Exception as error:  # each of rdflib's parsers has errors of its own
        line = getattr(error, "lines", None) or getattr(error, "getLineNumber", lambda: 0)()
        reason = getattr(error, "message", None) or str(error).partition("\n")[0]
        raise FormatError(f"{path}, line {line or '?'}: no {syntax} ({reason}). Correct it.") from error
    return checked_names(_Reader(graph, path).tables())


def _rdflib() -> Any:
    try:
        import rdflib
    except ImportError as error:
        raise MissingExtraError("SKOS needs rdflib: pip install 'corpus-tools[exchange]'.") from error
    return rdflib


class _Writer:
    """Collects the statements about names."""

    def __init__(self, base: str) -> None:
        self._rdf = _rdflib()
        self._base = base
        self._own = self._rdf.Namespace(VOCABULARY)
        self.graph: Graph = self._rdf.Graph()
        self.graph.bind("skos", self._rdf.SKOS)
        self.graph.bind("dcterms", self._rdf.DCTERMS)
        self.graph.bind("names", self._own)
        self._scheme = self._rdf.URIRef(base.rstrip(":/#"))
        self._say(self._scheme, self._rdf.RDF.type, self._rdf.SKOS.ConceptScheme)
        self._say(
            self._scheme, self._rdf.DCTERMS.title, self._literal("Japanese names and their English", "en")
        )

    def add(self, name: Name) -> None:
        """Say all that is known of a name."""
        skos, terms = self._rdf.SKOS, self._rdf.DCTERMS
        concept = self._rdf.URIRef(self._base + quote(name.id, safe=""))
        self._say(concept, self._rdf.RDF.type, skos.Concept)
        self._say(concept, skos.inScheme, self._scheme)
        self._say(concept, skos.topConceptOf, self._scheme)
        self._say(self._scheme, skos.hasTopConcept, concept)
        self._say(concept, skos.notation, self._literal(name.id))
        self._add_labels(concept, name)
        for predicate, text, language in (
            (skos.note, name.note, "en"),
            (skos.example, name.quote, "ja"),
            (terms.source, name.source, None),
        ):
            if text:
                self._say(concept, predicate, self._literal(text, language))
        if name.date:
            self._say(concept, terms.date, self._rdf.Literal(name.date, datatype=self._rdf.URIRef(EDTF)))
        self._add_own(concept, name)

    def _add_labels(self, concept: Node, name: Name) -> None:
        skos, first = self._rdf.SKOS, name.variants[0]
        self._say(concept, skos.prefLabel, self._literal(first.text, "ja"))
        self._say(concept, skos.prefLabel, self._literal(name.en, "en"))
        for variant in name.variants[1:]:
            label = skos.hiddenLabel if variant.conditional else skos.altLabel
            self._say(concept, label, self._literal(variant.text, "ja"))
        for form in sorted(name.english - {name.en}):
            self._say(concept, skos.altLabel, self._literal(form, "en"))

    def _add_own(self, concept: Node, name: Name) -> None:
        for key, predicate in _OWN_TEXTS.items():
            if value := getattr(name, key):
                self._say(concept, self._own[predicate], self._literal(value))
        for key, predicate in _OWN_LISTS.items():
            if values := getattr(name, key):
                self._say(concept, self._own[predicate], self._list(map(self._literal, values)))
        if name.optional:
            self._say(concept, self._own.optional, self._rdf.Literal(True))
        forms = [self._form(variant) for variant in name.variants]
        self._say(concept, self._own.forms, self._list(forms))

    def _form(self, variant: Variant) -> Node:
        node: Node = self._rdf.BNode()
        self._say(node, self._own.form, self._literal(variant.text, "ja"))
        if variant.scope:
            self._say(node, self._own.scope, self._list(map(self._literal, variant.scope)))
        if variant.after:
            self._say(node, self._own.after, self._rdf.Literal(True))
        return node

    def _list(self, items: Iterable[Node]) -> Node:
        from rdflib.collection import Collection

        node: Node = self._rdf.BNode()
        Collection(self.graph, node, list(items))
        return node

    def _literal(self, text: str, language: str | None = None) -> Any:
        return self._rdf.Literal(text, lang=language)

    def _say(self, subject: Any, predicate: Any, value: Any) -> None:
        self.graph.add((subject, predicate, value))


class _Reader:
    """Reads concepts, of ours and of other hands."""

    def __init__(self, graph: Graph, path: Path) -> None:
        self._rdf = _rdflib()
        self._own = self._rdf.Namespace(VOCABULARY)
        self._graph = graph
        self._path = path
        self._lines = path.read_text(encoding="utf-8", errors="replace").splitlines()

    def tables(self) -> Iterator[Table]:
        """Yield each concept as a table, in the order in which the ids stand in the file."""
        skos = self._rdf.SKOS
        found = []
        for concept in self._graph.subjects(self._rdf.RDF.type, skos.Concept):
            name_id = self._text(concept, skos.notation) or unquote(_last(str(concept)))
            found.append((self._line(str(concept), name_id), name_id, concept))
        for line, name_id, concept in sorted(found, key=lambda one: one[:2]):
            yield EntryPlace(self._path, line, name_id), self._table(concept)

    def _table(self, concept: Node) -> dict[str, Any]:
        skos, terms = self._rdf.SKOS, self._rdf.DCTERMS
        table: dict[str, Any] = {
            "ja": self._forms(concept),
            "en": next(iter(self._labels(concept, skos.prefLabel, "en")), None),
            "note": "; ".join(self._texts(concept, skos.note)) or None,
            "quote": self._text(concept, skos.example),
            "source": self._text(concept, terms.source),
            "date": self._text(concept, terms.date),
            "optional": self._text(concept, self._own.optional) == "true",
        }
        table |= {key: self._text(concept, self._own[predicate]) for key, predicate in _OWN_TEXTS.items()}
        table |= {key: self._listed(concept, predicate) for key, predicate in _OWN_LISTS.items()}
        if not self._text(concept, self._own.type):
            table["en_alt"] = table["en_alt"] or self._labels(concept, skos.altLabel, "en")
        return {key: value for key, value in table.items() if value not in (None, [])}

    def _forms(self, concept: Node) -> list[str | dict[str, Any]]:
        forms = self._items(concept, "forms")
        if not forms:
            skos = self._rdf.SKOS
            labels = (skos.prefLabel, skos.altLabel, skos.hiddenLabel)
            return [form for label in labels for form in self._labels(concept, label, "ja")]
        return [self._form(node) for node in forms]

    def _form(self, node: Node) -> str | dict[str, Any]:
        text = self._text(node, self._own.form) or ""
        scope = self._listed(node, "scope")
        after = self._text(node, self._own.after) == "true"
        condition = {**({"scope": scope} if scope else {}), **({"after": True} if after else {})}
        return {"text": text, **condition} if condition else text

    def _listed(self, concept: Node, predicate: str) -> list[str]:
        return [str(node) for node in self._items(concept, predicate)]

    def _items(self, concept: Node, predicate: str) -> list[Node]:
        head = self._graph.value(concept, self._own[predicate])
        return list(self._graph.items(head)) if head is not None else []

    def _labels(self, concept: Node, predicate: Any, language: str) -> list[str]:
        labels = self._graph.objects(concept, predicate)
        wanted = [
            label for label in labels if str(getattr(label, "language", "")).partition("-")[0] == language
        ]
        return sorted(map(str, wanted))

    def _texts(self, subject: Node, predicate: Any) -> list[str]:
        return sorted(map(str, self._graph.objects(subject, predicate)))

    def _text(self, subject: Node, predicate: Any) -> str | None:
        return next(iter(self._texts(subject, predicate)), None)

    def _line(self, address: str, name_id: str) -> int:
        """Find the line of a concept: where its statements begin, else where its address or id stands first."""
        local = _last(address)
        begins = (f"<{address}> a ", f":{local} a ", f'about="{address}"', address, name_id)
        for wanted in begins:
            for number, line in enumerate(self._lines, 1):
                if wanted in line:
                    return number
        return 0


def _last(address: str) -> str:
    """Return the last part of an address."""
    return max((address.rpartition(sign)[2] for sign in "#/:"), key=lambda part: -len(part)) or address
