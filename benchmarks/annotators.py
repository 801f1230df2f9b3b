"""Scores the date, gloss and entity annotators on the sentences in ``tests/data``, set by set.

    python benchmarks/annotators.py [--results benchmarks/RESULTS.md]

``dev`` was tuned on; ``test`` was written beforehand by the rules' own author and not tuned on; ``heldout`` was written
from the guidelines by another reader, who had not seen the rules, and was never tuned on.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from corpus_tools.evaluate.layers import ALL, score_layer
from corpus_tools.model import Document, Span
from corpus_tools.pipeline import load_pipeline
from corpus_tools.reconstruct import as_running_text

DATA = Path(__file__).parent.parent / "tests" / "data"
SETS = ("dev", "test", "heldout")
LAYERS = {"dates": ("date", "type"), "glosses": ("gloss", "kind"), "entities": ("entity", "label")}
SHOWN = {"dates": ("exact", "value", "edtf"), "glosses": ("exact",), "entities": ("exact", "extent")}
HEAD = ["layer", "set", "texts", "measure", "gold", "predicted", "correct", "precision", "recall", "f1"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, help="write the section `Annotators` of this file")
    arguments = parser.parse_args()
    table = "\n".join(_lines())
    print(table)
    if arguments.results:
        _replace_section(arguments.results, table)


def _lines() -> Iterator[str]:
    yield "| " + " | ".join(HEAD) + " |"
    yield "| " + " | ".join("---" for _ in HEAD) + " |"
    pipeline = load_pipeline()
    for kind, (layer, label) in LAYERS.items():
        for name in SETS:
            texts = [json.loads(line) for line in (DATA / kind / f"{name}.jsonl").open(encoding="utf-8")]
            counts = [_scores(pipeline, text, kind, layer, label) for text in texts]
            for row in _pooled(pd.concat(counts)).loc[list(SHOWN[kind])].itertuples():
                cells = [kind, name, len(texts), row.Index, row.gold, row.predicted, row.correct]
                figures = [f"{value:.3f}" for value in (row.precision, row.recall, row.f1)]
                yield "| " + " | ".join(map(str, [*cells, *figures])) + " |"


def _scores(pipeline: object, text: dict[str, object], kind: str, layer: str, label: str) -> pd.DataFrame:
    metadata = {"written": text["dct"]} if text.get("dct") else {}
    document = pipeline(as_running_text(str(text["id"]), str(text["text"]), metadata))  # type: ignore[operator]
    gold = [_span(row, layer, label) for row in text[kind]]  # type: ignore[attr-defined]
    return score_layer(document, layer, gold, _predicted(document, layer))


def _predicted(document: Document, layer: str) -> list[Span]:
    if layer != "gloss":
        return document.spans(layer)
    return [_span({**span.attributes, "kind": span.label}, layer, "kind") for span in document.spans(layer)]


def _span(row: dict[str, object], layer: str, label: str) -> Span:
    """Make a span of a row; that of a gloss stands for both parts, so that both extents must be right."""
    if layer == "gloss":
        start = int(row["ja_start"]) * 1_000_000 + int(row["ja_end"])  # type: ignore[call-overload]
        end = int(row["en_start"]) * 1_000_000 + int(row["en_end"]) + 10**12  # type: ignore[call-overload]
        return Span("x", layer, start, end, str(row["kind"]), "", {})
    return Span("x", layer, int(row["start"]), int(row["end"]), str(row[label]), "", dict(row))  # type: ignore[call-overload]


def _pooled(scores: pd.DataFrame) -> pd.DataFrame:
    """Add up the counts of all texts and make the measures from the sums (micro average)."""
    sums = scores[scores["label"] == ALL].groupby("measure")[["gold", "predicted", "correct"]].sum()
    sums["precision"] = sums["correct"] / sums["predicted"]
    sums["recall"] = sums["correct"] / sums["gold"]
    sums["f1"] = 2 * sums["correct"] / (sums["gold"] + sums["predicted"])
    return sums


def _replace_section(path: Path, table: str) -> None:
    text = path.read_text(encoding="utf-8")
    section = f"## Annotators\n\n`python benchmarks/annotators.py`. {__doc__.split('RESULTS.md]', 1)[1].strip()}\n\n{table}\n"
    pattern = re.compile(r"^## Annotators\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    found = pattern.search(text)
    text = pattern.sub(lambda _: section + "\n", text) if found else text.rstrip() + "\n\n" + section
    path.write_text(text.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
