"""The date, name and gloss annotators as spaCy pipeline components: ``ja_timex``, ``ja_names``, ``ja_glosses``.

spaCy loads this module through its entry points whenever a pipeline is made, so it imports little; decorating
is how spaCy learns of components.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from corpus_tools.annotate import ANNOTATORS, Annotator

_NEEDED_LAYERS = {"gloss": "glosses", "s": "sentences", "date": "dates"}


class AnnotatorComponent:
    """Runs one of the annotators on a ``Doc``: its spans go to ``doc.spans``, names also to ``doc.ents``.

    Args:
        annotator: Name of the annotator.
        settings: Its options, as they stand in the pipeline's config.
        layer: The layer that goes to ``doc.spans``.
        entities: Whether to set ``doc.ents`` too.
        then: Name and layer of a second annotator, which works on what the first has found.
    """

    def __init__(
        self,
        annotator: str,
        settings: dict[str, Any],
        *,
        layer: str,
        entities: bool = False,
        then: tuple[str, str] | None = None,
    ) -> None:
        self._annotator = _make(annotator, settings)
        self._arguments = (annotator, settings, layer, entities, then)
        self._helpers = [
            _make(_NEEDED_LAYERS[need], {})
            for need in sorted(self._annotator.needs)
            if need in _NEEDED_LAYERS
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place and return it."""
        from corpus_tools.formats.spacy_doc import from_spacy, set_entities, set_spans

        _, _, layer, entities, then = self._arguments
        document = from_spacy(doc)
        for helper in self._helpers:
            for needed in helper.provides - document.layers.keys():
                document.layers[needed] = [span for span in helper(document) if span.layer == needed]
        spans = [span for span in self._annotator(document) if span.layer == layer]
        set_spans(doc, layer, spans)
        if entities:
            set_entities(doc, spans)
        if then is not None:
            document.layers[layer] = spans
            set_spans(doc, then[1], list(_make(then[0], {})(document)))
        return doc

    def __reduce__(self) -> tuple[Callable[..., AnnotatorComponent], tuple[Any, ...]]:
        return _rebuild, self._arguments


def _rebuild(
    annotator: str, settings: dict[str, Any], layer: str, entities: bool, then: tuple[str, str] | None
) -> AnnotatorComponent:
    return AnnotatorComponent(annotator, settings, layer=layer, entities=entities, then=then)


def _make(annotator: str, settings: dict[str, Any]) -> Annotator:
    module, _, attribute = ANNOTATORS[annotator].partition(":")
    arguments = dict(settings)
    if "names" in arguments:
        names = importlib.import_module("corpus_tools.names").NameAuthority
        folder = arguments.pop("names")
        arguments["authority"] = names.load(folder) if folder else names.empty()
    made: Annotator = getattr(importlib.import_module(module), attribute)(**arguments)
    return made


@Language.factory("ja_timex", assigns=["doc.spans"], default_config={"dct": None, "relative": False})
def ja_timex(nlp: Language, name: str, dct: str | None, relative: bool) -> AnnotatorComponent:
    """Make the component that finds dates, times, durations and sets: ``doc.spans["date"]``.

    Args:
        dct: Document creation time (EDTF), for 昨年 and the like.
        relative: Find event-relative and vague times too: ``doc.spans["relative_date"]``.
    """
    then = ("relative_dates", "relative_date") if relative else None
    return AnnotatorComponent("dates", {"dct": dct}, layer="date", then=then)


@Language.factory("ja_names", assigns=["doc.spans", "doc.ents"], default_config={"names": None})
def ja_names(nlp: Language, name: str, names: str | None) -> AnnotatorComponent:
    """Make the component that finds names: ``doc.spans["entity"]``, and ``doc.ents`` without nesting.

    Args:
        names: Folder of a name authority; without one gazetteers and the text's own glosses link.
    """
    return AnnotatorComponent("entities", {"names": names}, layer="entity", entities=True)


@Language.factory("ja_glosses", assigns=["doc.spans"])
def ja_glosses(nlp: Language, name: str) -> AnnotatorComponent:
    """Make the component that finds glosses in parentheses: ``doc.spans["gloss"]``."""
    return AnnotatorComponent("glosses", {}, layer="gloss")
