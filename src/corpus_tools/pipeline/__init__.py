"""The order of the stages, from a recipe; the only module that knows it."""

from __future__ import annotations

import importlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeAlias

from corpus_tools.annotate import ANNOTATORS, Annotator
from corpus_tools.annotate.glosses_ja.links import GlossLinker
from corpus_tools.annotate.gold import GoldCounts, GoldLayer, apply_gold, gold_files, read_gold
from corpus_tools.annotate.gold.tokens import apply_gold_tokens
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.annotate.tokens_ja.name_entries import entries_from_names
from corpus_tools.errors import RecipeError
from corpus_tools.model import Document, in_text_order
from corpus_tools.names import NameAuthority
from corpus_tools.pipeline.recipe import DEFAULT_LAYERS, Recipe, load_recipe, with_output
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import read_document_folder

__all__ = [
    "DEFAULT_LAYERS",
    "Pipeline",
    "Recipe",
    "load_pipeline",
    "load_recipe",
    "pipeline_of",
    "registered_annotators",
    "with_output",
]


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent per stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Add the time of the block to ``stage``."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


@dataclass(slots=True)
class Pipeline:
    """Tokenizer and annotators in an order in which each finds what it needs.

    Attributes:
        gold: Folder of adjudicated annotation that goes in the place of the automatic.
        gold_only: Drop what the annotators found; sentences stay, which nobody annotates by hand.
        settings: What ``load_pipeline`` was called with, to make the same pipeline in another process.
        gold_counts: What gold did, per document and layer, for the report.
    """

    tokenizer: Tokenizer
    annotators: tuple[Annotator, ...]
    authority: NameAuthority
    linker: GlossLinker
    gold: Path | None = None
    gold_only: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    stopwatch: Stopwatch = field(default_factory=Stopwatch)
    gold_counts: list[tuple[str, GoldCounts]] = field(default_factory=list)

    def __call__(self, document: Document) -> Document:
        """Annotate a document in place and return it."""
        gold = self._read_gold(document)
        with self.stopwatch("tokens"):
            document.tokens = self.tokenizer(document)
            self._apply(document, [layer for layer in gold if layer.layer == "token"])
        for annotator in self.annotators:
            with self.stopwatch(annotator.name):
                self._run(annotator, document)
        if "gloss" in document.layers:
            document.layers["gloss"] = self.linker(document)
        with self.stopwatch("gold"):
            self._apply(document, [layer for layer in gold if layer.layer != "token"])
            if self.gold_only:
                self._drop_automatic(document)
        return document

    def pipe(self, documents: Iterable[Document], *, processes: int = 1) -> Iterator[Document]:
        """Annotate documents as they come, and yield them in order.

        Args:
            processes: Work in so many processes; a few documents are under way at once, never all.
        """
        return map(self, documents) if processes == 1 else self._pipe_parallel(documents, processes)

    def read_folder(self, folder: Path) -> Document:
        """Read a document folder and reconstruct its running text."""
        with self.stopwatch("reconstruct"):
            return reconstruct(read_document_folder(folder))

    def _pipe_parallel(self, documents: Iterable[Document], processes: int) -> Iterator[Document]:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, spawn, _start_worker, (self.settings,)) as pool:
            waiting: deque[Future[_Annotated]] = deque()
            for document in documents:
                waiting.append(pool.submit(_annotate_in_worker, document))
                if len(waiting) > 2 * processes:
                    yield self._taken_back(waiting.popleft().result())
            while waiting:
                yield self._taken_back(waiting.popleft().result())

    def _taken_back(self, annotated: _Annotated) -> Document:
        document, seconds, gold_counts = annotated
        for stage, spent in seconds.items():
            self.stopwatch.seconds[stage] = self.stopwatch.seconds.get(stage, 0.0) + spent
        self.gold_counts.extend(gold_counts)
        return document

    def _run(self, annotator: Annotator, document: Document) -> None:
        spans = in_text_order(annotator(document))
        for layer in annotator.provides:
            document.layers[layer] = [span for span in spans if span.layer == layer]

    def _drop_automatic(self, document: Document) -> None:
        layers = {layer for annotator in self.annotators for layer in annotator.provides} - {"s"}
        for layer in layers:
            document.layers[layer] = [span for span in document.spans(layer) if span.origin == "gold"]

    def _read_gold(self, document: Document) -> list[GoldLayer]:
        return (
            [read_gold(path) for path in gold_files(self.gold, document.id)] if self.gold is not None else []
        )

    def _apply(self, document: Document, layers: Iterable[GoldLayer]) -> None:
        for layer in layers:
            if layer.layer == "token":
                counts = apply_gold_tokens(document, layer)
            else:
                counts = apply_gold(document, layer, authority=self.authority)
            self.gold_counts.append((document.id, counts))


def load_pipeline(
    *,
    names: str | Path | None = None,
    layers: Sequence[str] = DEFAULT_LAYERS,
    dct: str | None = None,
    user_dictionary: bool = True,
    corrections: bool = True,
    entities: Mapping[str, Any] | None = None,
    gold: str | Path | None = None,
    gold_only: bool = False,
) -> Pipeline:
    """Make the annotation pipeline.

    Args:
        names: Folder of the name authority; without one only gazetteers and the text's own glosses link.
        layers: Names of annotators, a subset of the registered ones.
        dct: Document creation time (EDTF) for texts whose metadata has none.
        user_dictionary: Keep the words of the small list and of the authority in one piece.
        corrections: Correct tokens by their neighbours.
        entities: ``sources``, ``statistical`` and ``statistical_labels`` of the entity annotator.
        gold: Folder of adjudicated annotation, put in the place of the automatic.
        gold_only: Keep nothing but gold in the annotators' layers (sentences excepted).

    Raises:
        RecipeError: No such annotator, or one whose needs no other fulfils.
    """
    authority = NameAuthority.load(Path(names)) if names is not None else NameAuthority.empty()
    tokenizer = Tokenizer(
        user_entries=entries_from_names(authority) if user_dictionary else (),
        use_user_dictionary=user_dictionary,
        corrections=corrections,
    )
    settings: dict[str, dict[str, Any]] = {
        "dates": {"dct": dct},
        "entities": {"authority": authority, **(entities or {})},
    }
    annotators = _in_order([_make(name, settings.get(name, {})) for name in layers])
    given = {
        "names": names,
        "layers": tuple(layers),
        "dct": dct,
        "user_dictionary": user_dictionary,
        "corrections": corrections,
        "entities": dict(entities or {}),
        "gold": gold,
        "gold_only": gold_only,
    }
    folder = Path(gold) if gold is not None else None
    return Pipeline(tokenizer, annotators, authority, GlossLinker(authority), folder, gold_only, given)


def pipeline_of(recipe: Recipe) -> Pipeline:
    """Make the pipeline that a recipe describes."""
    return load_pipeline(
        names=recipe.names,
        layers=recipe.layers,
        user_dictionary=recipe.user_dictionary,
        corrections=recipe.corrections,
        entities=recipe.entities,
        gold=recipe.gold if recipe.annotation != "automatic" else None,
        gold_only=recipe.annotation == "gold",
    )


def registered_annotators() -> dict[str, str]:
    """Return the annotators by name, other packages' included, each as ``module:attribute``."""
    return {
        **{point.name: point.value for point in entry_points(group="corpus_tools.annotators")},
        **ANNOTATORS,
    }


def _make(name: str, settings: Mapping[str, Any]) -> Annotator:
    known = registered_annotators()
    if name not in known:
        raise RecipeError(f"No annotator {name!r}. Available: {', '.join(sorted(known))}.")
    module, _, attribute = known[name].partition(":")
    factory: Callable[..., Annotator] = getattr(importlib.import_module(module), attribute)
    return factory(**settings)


def _in_order(annotators: Sequence[Annotator]) -> tuple[Annotator, ...]:
    """Order annotators so that each comes after those whose layers it needs, else as they were named."""
    provided = {"token", "p", "section", "page", "note", "gap"}
    waiting, ordered = list(annotators), []
    while waiting:
        ready = next((one for one in waiting if one.needs <= provided), None)
        if ready is None:
            lacks = {one.name: sorted(one.needs - provided) for one in waiting}
            raise RecipeError(f"Annotators need layers that nothing provides: {lacks}. Add them to `layers`.")
        waiting.remove(ready)
        ordered.append(ready)
        provided |= ready.provides
    return tuple(ordered)


# ---------------------------------------------------------------------------------------------- workers

_Annotated: TypeAlias = tuple[Document, dict[str, float], list[tuple[str, GoldCounts]]]
_worker: list[Pipeline] = []


def _start_worker(settings: dict[str, Any]) -> None:
    """Make a worker process' own pipeline: a tagger cannot be sent from one process to another."""
    _worker.append(load_pipeline(**settings))


def _annotate_in_worker(document: Document) -> _Annotated:
    pipeline = _worker[0]
    pipeline.stopwatch.seconds.clear()
    pipeline.gold_counts.clear()
    annotated = pipeline(document)
    assert annotated.tokens is not None
    annotated.tokens = annotated.tokens.compact()
    return annotated, dict(pipeline.stopwatch.seconds), list(pipeline.gold_counts)
