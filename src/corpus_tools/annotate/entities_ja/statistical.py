"""A statistical recogniser as the last voice: any spaCy pipeline with entities, heard where no rule speaks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from corpus_tools.annotate.entities_ja.candidates import STATISTICAL, Candidate
from corpus_tools.annotate.entities_ja.shadow import Shadow
from corpus_tools.annotate.entities_ja.words import word_set
from corpus_tools.errors import MissingExtraError, RecipeError

if TYPE_CHECKING:
    from spacy.language import Language

_OF_TYPE = {
    "PERSON": "Person N_Person PER",
    "ORG": """International_Organization Organization_Other Government Company Company_Group Corporation_Other
        Political_Organization_Other Political_Party Cabinet Public_Institution School Research_Institute Museum
        Nonprofit_Organization Show_Organization Sports_Organization_Other Pro_Sports_Organization Sports_League
        GOE_Other N_Organization""",
    "GPE": "Country City Province County GPE_Other N_Country",
    "LOC": """Continental_Region Domestic_Region Geological_Region_Other Region_Other Location_Other Sea Bay Lake
        River Island Mountain Water_Route""",
    "DOCUMENT": "Treaty Law Rule_Other LAW",
    "PROGRAM": "Plan Project",
    "EVENT": "War Incident_Other Conference Earthquake Natural_Disaster Game Religious_Festival",
    "WEAPON": "Weapon Aircraft",
    "FORCE": "Military",
}
LABELS: dict[str, str] = {
    **{theirs: ours for ours, words in _OF_TYPE.items() for theirs in word_set(words)},
    **{ours: ours for ours in _OF_TYPE},
}
"""Labels of recognisers and the types they stand for; what is not here (dates, titles, money) is not taken. Beside
our own types: the extended named entity hierarchy, which ja_ginza uses, and the OntoNotes labels of spaCy's models."""

DEFAULT_LABELS = ("ORG",)
"""The one type in which the measured recogniser found more right than wrong on unseen sentences."""

_NEEDED = frozenset({"tok2vec", "transformer", "curated_transformer", "ner", "entity_ruler"})
_CHUNK = re.compile(r"[^\n]{1,1500}(?:[。\n]|$)|[^\n]{1,1500}")
"""What is read at once: tokenizers have limits of length."""


class Recogniser:
    """Proposes what a spaCy pipeline calls an entity.

    Args:
        pipeline: Name of an installed pipeline (``ja_ginza``) or the folder of a trained one.
        labels: The types that are taken from it.

    Raises:
        MissingExtraError: The pipeline or its tokenizer is not installed.
        RecipeError: A label that no entity has.
    """

    def __init__(self, pipeline: str, *, labels: Collection[str] = DEFAULT_LABELS) -> None:
        unknown = sorted(set(labels) - _OF_TYPE.keys())
        if unknown:
            raise RecipeError(f"No entity type {', '.join(unknown)}. Available: {', '.join(_OF_TYPE)}.")
        self.labels = frozenset(labels)
        self._nlp = _load(pipeline)

    def __call__(self, shadow: Shadow, known: Collection[Candidate]) -> Iterator[Candidate]:
        """Yield the entities that share no character with what any other source proposes."""
        covered = bytearray(len(shadow.text))
        for candidate in known:
            covered[candidate.start : candidate.end] = b"\1" * candidate.length
        chunks = [(match[0], match.start()) for match in _CHUNK.finditer(shadow.text)]
        for doc, offset in self._nlp.pipe(chunks, as_tuples=True):
            for entity in doc.ents:
                label = LABELS.get(entity.label_)
                start, end = offset + entity.start_char, offset + entity.end_char
                if label in self.labels and not any(covered[start:end]):
                    yield Candidate(start, end, label, STATISTICAL)


def _load(pipeline: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(pipeline)
    except (OSError, ImportError, ValueError) as error:
        raise MissingExtraError(
            f"The spaCy pipeline {pipeline!r} cannot be loaded ({str(error).splitlines()[0]}). For ja_ginza: "
            "pip install 'corpus-tools[ginza]'; else give the folder of a trained pipeline."
        ) from error
    idle = [name for name in nlp.pipe_names if name not in _NEEDED]
    nlp.select_pipes(disable=idle)
    return nlp
