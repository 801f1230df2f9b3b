"""A spaCy entity recogniser: trained on documents, applied to texts."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.errors import FormatError
from corpus_tools.formats import docbin
from corpus_tools.model import Document, Span, automatic_id

if TYPE_CHECKING:
    from spacy.language import Language

NAME = "corpus_tools_ner"
"""spaCy puts the language before it: ``ja_corpus_tools_ner``."""


def train_recogniser(
    training: Sequence[Document],
    *,
    development: Sequence[Document] = (),
    seed: int = 0,
    max_steps: int = 400,
    log: Any = None,
) -> Language:
    """Train named entity recognition on the entities of documents with UniDic tokens, on one CPU core.

    Nested entities are flattened as ``docbin`` does it: the longest, then the first.

    Args:
        development: The best state on these is kept; without them the last one.
        max_steps: Batches of about 800 words.
        log: Text stream for spaCy's progress table.

    Raises:
        FormatError: There is nothing to learn from.
    """
    if not any(document.spans("entity") for document in training):
        raise FormatError(
            "The training documents have no entities. Build the corpus with the layer `entities`."
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docbin.write({"train": training, **({"dev": development} if development else {})}, folder)
        return _train(folder, seed, max_steps, log)


def _train(folder: Path, seed: int, max_steps: int, log: Any) -> Language:
    import spacy
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config

    overrides: dict[str, Any] = {
        "paths.train": str(folder / "train.spacy"),
        "system.seed": seed,
        "training.max_steps": max_steps,
    }
    dev = folder / "dev.spacy"
    overrides["paths.dev"] = str(dev if dev.is_file() else folder / "train.spacy")
    # The best state is looked for at each evaluation only; without development data one at the end will do.
    overrides["training.eval_frequency"] = max(1, max_steps // 10) if dev.is_file() else max_steps
    nlp = init_nlp(load_config(folder / "config.cfg", overrides=overrides, interpolate=False), use_gpu=-1)
    quiet = io.StringIO()
    (folder / "model").mkdir()
    train(nlp, folder / "model", use_gpu=-1, stdout=log or quiet, stderr=log or quiet)
    model = spacy.load(folder / "model" / ("model-best" if dev.is_file() else "model-last"))
    model.meta["name"] = NAME
    return model


def recognise(nlp: Language, documents: Iterable[Document]) -> list[list[Span]]:
    """Return what a recogniser calls entities, document by document; they do not overlap."""
    return [
        [
            Span(
                automatic_id("entity", ent.start_char, ent.end_char, ent.label_),
                "entity",
                ent.start_char,
                ent.end_char,
                ent.label_,
                "auto:statistical",
                {},
            )
            for ent in doc.ents
        ]
        for doc in nlp.pipe(document.text for document in documents)
    ]


def flat(spans: Iterable[Span]) -> list[Span]:
    """Keep the longest spans that do not overlap, of equally long ones the first: what a flat recogniser can learn."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
