"""A recipe carried out: source files to a corpus on disk, and the report of it."""

from __future__ import annotations

import json
import platform
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_tools._version import __version__
from corpus_tools.corpus.growing import lacking
from corpus_tools.corpus.manifest import read_manifest, replace_file, summed
from corpus_tools.corpus.writer import TEXT_ATTRIBUTES, write_corpus
from corpus_tools.model import Document
from corpus_tools.names import NameAuthority
from corpus_tools.names.proposals import Proposal, Proposals, add_proposals, propose, write_proposals
from corpus_tools.pipeline import Pipeline, Recipe, pipeline_of

DESCRIPTIVE = ("provenance", "rights", "redistribute", "sha256")
"""Metadata that describe the file, not the text: they stay in the table and are no attribute of ``text``."""

ANNOTATION_VERSION_FILE = "VERSION"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made.

    Attributes:
        counts: Documents, tokens, types, spans per layer and label, links, widened spans.
        seconds: Wall time per stage.
        warnings: What a reader should know: dropped spans, spans on no token, proposals waiting.
    """

    folder: Path
    counts: dict[str, Any]
    seconds: dict[str, float]
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON holds it."""
        return {
            "folder": str(self.folder),
            **self.counts,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            "warnings": list(self.warnings),
        }


def build(recipe: Recipe, *, processes: int = 1, append: bool = False, progress: bool = False) -> BuildReport:
    """Carry out a recipe; the previous corpus stays as it was until the new one is whole.

    Args:
        processes: Annotate in so many processes.
        append: Annotate only the documents that the corpus does not have yet, and add them as a part of its own.
        progress: Show a progress bar on stderr.

    Raises:
        CorpusError: There is no corpus to add to, it was built by another recipe, or a document in it has changed.
    """
    if append:
        recipe = lacking(recipe, _manifest(recipe)["recipe"])
    pipeline = pipeline_of(recipe)
    found = Proposals()
    empty: list[str] = []
    sources = map(pipeline.read_folder, _tracked(recipe.documents, progress))
    annotated = _not_empty(pipeline.pipe(sources, processes=processes), empty)
    documents = _proposing(annotated, pipeline.authority, found)
    with pipeline.stopwatch("write"):
        counts = write_corpus(
            documents,
            recipe.output,
            authority=pipeline.authority,
            text_attributes=_text_attributes(recipe.documents),
            manifest=_manifest(recipe),
            append=append,
        )
    seconds = dict(pipeline.stopwatch.seconds)
    if processes == 1:
        seconds["write"] -= sum(value for stage, value in seconds.items() if stage != "write")
    proposals = found.sorted()
    (add_proposals if append else write_proposals)(recipe.output / "proposals.toml", proposals)
    warnings = (*_of_empty(empty), *_warnings(pipeline, counts.as_dict(), proposals))
    report = BuildReport(recipe.output, counts.as_dict(), seconds, warnings)
    _keep(report, append=append)
    return report


def _keep(report: BuildReport, *, append: bool) -> None:
    """Write the report beside the corpus; that of a corpus that grew is about all of it."""
    path, said = report.folder / "report.json", report.as_dict()
    if append and path.is_file():
        before = json.loads(path.read_text(encoding="utf-8"))
        counts = read_manifest(report.folder)["counts"]
        said = {**summed(before, said), **counts, "warnings": [*before["warnings"], *said["warnings"]]}
    replace_file(path, json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def _not_empty(documents: Iterable[Document], empty: list[str]) -> Iterator[Document]:
    """Yield the documents that have tokens, and note the ids of the others."""
    for document in documents:
        if document.tokens is None or not len(document.tokens):
            empty.append(document.id)
        else:
            yield document


def _of_empty(documents: Sequence[str]) -> Iterator[str]:
    for document in documents:
        yield f"{document} was left out: its source has no text."


def _proposing(
    documents: Iterable[Document], authority: NameAuthority, proposals: Proposals
) -> Iterator[Document]:
    """Yield the documents, and collect on the way what their glosses propose for the name list."""
    for document in documents:
        for proposal in propose([document], authority):
            proposals.add(proposal)
        yield document


def _tracked(folders: Sequence[Path], progress: bool) -> Iterable[Path]:
    if not progress:
        return folders
    from rich.console import Console
    from rich.progress import track

    return track(folders, description="Building", console=Console(stderr=True), transient=True)


def _text_attributes(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the metadata that become attributes of ``text``: the usual ones, then the recipe's own."""
    names = dict.fromkeys(TEXT_ATTRIBUTES)
    for folder in folders:
        table = tomllib.loads((folder / "meta.toml").read_text(encoding="utf-8"))
        names |= dict.fromkeys(
            key
            for key, value in table.items()
            if isinstance(value, str | int | float) and key not in DESCRIPTIVE
        )
    return tuple(names)


def _manifest(recipe: Recipe) -> dict[str, Any]:
    packages = ("fugashi", "unidic-lite", "spacy", "numpy", "pyarrow")
    return {
        "annotations_version": annotations_version(recipe),
        "recipe": {
            "documents": [folder.name for folder in recipe.documents],
            "layers": list(recipe.layers),
            "names": recipe.names is not None,
            "gold": recipe.gold is not None,
            "annotation": recipe.annotation,
            "user_dictionary": recipe.user_dictionary,
            "corrections": recipe.corrections,
        },
        "made_with": {
            "corpus-tools": __version__,
            "python": platform.python_version(),
            **{package: version(package) for package in packages},
        },
    }


def annotations_version(recipe: Recipe) -> str | None:
    """Return the version that the annotations' folder states, if there is one."""
    for folder in (recipe.gold, recipe.names):
        if folder is not None and (folder.parent / ANNOTATION_VERSION_FILE).is_file():
            return (folder.parent / ANNOTATION_VERSION_FILE).read_text(encoding="utf-8").strip()
    return None


def _warnings(pipeline: Pipeline, counts: dict[str, Any], proposals: Sequence[Proposal]) -> Iterator[str]:
    for document, gold in pipeline.gold_counts:
        if gold.automatic_dropped_at_border:
            yield (
                f"{document}, {gold.layer}: {gold.automatic_dropped_at_border} automatic span(s) dropped at the "
                "border of the gold coverage."
            )
    for layer, number in counts["unplaced"].items():
        yield f"{layer}: {number} span(s) stand on no token; they are in the tables, not in the index."
    if proposals:
        yield f"{len(proposals)} gloss(es) that the name list lacks are proposed in proposals.toml."
    if doubtful := sum(proposal.doubtful for proposal in proposals):
        yield f"{doubtful} of them may be wrong pairs: their sides agree neither by sound nor by words."
