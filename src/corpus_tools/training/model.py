"""From a corpus to a model on disk, with its card and its figures."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from corpus_tools._version import __version__
from corpus_tools.errors import FormatError
from corpus_tools.model import Document, Span
from corpus_tools.pipeline import load_pipeline
from corpus_tools.replacing import replace_folder
from corpus_tools.training.card import Report, model_card
from corpus_tools.training.recogniser import NAME, recognise, train_recogniser
from corpus_tools.training.scores import (
    cross_validate,
    learning_curve,
    read_sentences,
    scores,
    section_pieces,
)

if TYPE_CHECKING:
    from spacy.language import Language

RULES = "rules of corpus-tools, without a name list"


def train_model(
    documents: Sequence[Document],
    output: Path,
    *,
    unseen: Path | None = None,
    compare: Sequence[str] = (),
    n_folds: int = 5,
    seed: int = 0,
    max_steps: int = 400,
    curve: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Train a recogniser on all of a corpus, measure it, and write it to a folder.

    The folder is a spaCy pipeline (``spacy.load``) with ``README.md``, its card, and ``figures.json``; a failed run
    leaves the previous one as it was.

    Args:
        documents: With tokens and entities.
        unseen: Sentences that are no part of the corpus, as JSON Lines (``read_sentences``).
        compare: Installed spaCy pipelines scored on the same sentences.
        n_folds: Of the cross-validation over sections; 0 leaves it out.
        curve: Whether to draw the learning curve; it needs ``unseen``.
        progress: Told what begins.

    Raises:
        FormatError: There are no entities, too few sections, or sentences of another form.
    """
    sections = section_pieces(documents)
    sentences = read_sentences(unseen) if unseen is not None else []
    progress(f"Training on {len(sections)} sections")
    nlp = train_recogniser(sections, seed=seed, max_steps=max_steps)
    validated = pd.DataFrame()
    if n_folds:
        progress(f"Cross-validation, {n_folds} folds")
        validated = cross_validate(sections, n_folds=n_folds, seed=seed, max_steps=max_steps)
    tables = _compare(nlp, sentences, compare, progress) if sentences else {}
    if curve and sentences:
        progress("Learning curve")
    grown = (
        learning_curve(sections, sentences, seed=seed, max_steps=max_steps) if curve and sentences else None
    )
    settings = {"seed": seed, "max_steps": max_steps, "folds": n_folds}
    report = Report(_data(documents, sections), settings, validated, tables, grown)
    _write(nlp, report, output)
    return report


def package_model(model: Path, output: Path) -> Path:
    """Make an installable package (a wheel) of a trained model; ``spacy.load("ja_corpus_tools_ner")`` finds it then.

    Raises:
        FormatError: The folder holds no model.
    """
    from spacy.cli.package import package

    if not (model / "meta.json").is_file():
        raise FormatError(f"{model} holds no model. Train one: corpus-tools train --output {model}.")
    output.mkdir(parents=True, exist_ok=True)
    package(model, output, create_sdist=False, create_wheel=True, force=True, silent=True)
    return next(output.glob("*/dist/*.whl"))


def _compare(
    nlp: Language, sentences: list[Document], others: Sequence[str], progress: Callable[[str], None]
) -> dict[str, pd.DataFrame]:
    import spacy

    progress(f"Scoring on {len(sentences)} unseen sentences")
    tables = {
        "this model": scores(sentences, recognise(nlp, sentences)),
        RULES: scores(sentences, _by_rules(sentences)),
    }
    for name in others:
        tables[name] = scores(sentences, _translated(recognise(spacy.load(name), sentences)))
    return tables


def _by_rules(sentences: Sequence[Document]) -> list[list[Span]]:
    pipeline = load_pipeline()
    copies = [
        Document(one.id, one.text, blocks=one.blocks, offsets=one.offsets, source=one.source)
        for one in sentences
    ]
    return [document.spans("entity") for document in pipeline.pipe(copies)]


def _translated(found: list[list[Span]]) -> list[list[Span]]:
    """Give another pipeline's entities our labels; those without one are left out."""
    from dataclasses import replace

    from corpus_tools.annotate.entities_ja.statistical import LABELS

    return [
        [replace(span, label=LABELS[span.label]) for span in spans if span.label in LABELS] for spans in found
    ]


def _data(documents: Sequence[Document], sections: Sequence[Document]) -> dict[str, Any]:
    entities = [span for document in documents for span in document.spans("entity")]
    return {
        "documents": len(documents),
        "sections": len(sections),
        "tokens": sum(len(document.tokens or ()) for document in documents),
        "entities": len(entities),
        "gold": sum(span.origin == "gold" for span in entities),
    }


def _write(nlp: Language, report: Report, output: Path) -> None:
    beside = output.with_name(f".{output.name}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.parent.mkdir(parents=True, exist_ok=True)
    nlp.meta.update(_meta(report))
    nlp.to_disk(beside)
    (beside / "README.md").write_text(model_card(f"ja_{NAME}", report), encoding="utf-8")
    figures = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
    (beside / "figures.json").write_text(figures + "\n", encoding="utf-8")
    _replace(beside, output)


def _meta(report: Report) -> Mapping[str, Any]:
    return {
        "name": NAME,
        "version": __version__,
        "description": "Named entities in Japanese on UniDic tokens, trained with corpus-tools.",
        "requirements": [f"corpus-tools>={__version__}"],
        "performance": report.as_dict(),
    }


def _replace(beside: Path, output: Path) -> None:
    if output.exists() and not (output / "meta.json").is_file():
        shutil.rmtree(beside, ignore_errors=True)
        raise FormatError(f"{output} exists and is no model. Give another --output, or remove it.")
    replace_folder(beside, output)
