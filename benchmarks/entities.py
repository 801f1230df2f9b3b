"""Scores entities by type, nested and outermost, links and glosses, side by side with a statistical recogniser.

    python benchmarks/entities.py [--statistical ja_ginza] [--results benchmarks/RESULTS.md]

Sets: the shipped chapter against its gold (in-sample: the rules were written on it), and the sentences of
``tests/data``: ``dev`` (tuned on), ``test`` (never tuned on), ``heldout`` (by another reader, never looked at). With
``--statistical`` a spaCy pipeline is scored alone, and as the last voice beside the rules.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus_tools.annotate.glosses_ja.agreement import NONE, agreement
from corpus_tools.evaluate.corpus import compare_with_gold
from corpus_tools.evaluate.layers import without_foreign_links, without_optional
from corpus_tools.evaluate.spans import Scores
from corpus_tools.model import Span
from corpus_tools.names import ENTITY_TYPES
from corpus_tools.pipeline import load_pipeline, load_recipe
from corpus_tools.reconstruct import as_running_text

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
SETS = ("dev", "test", "heldout")
HEADING = "Entities and glosses"
Pair = tuple[list[Span], list[Span]]
"""Gold and predicted spans of one text, less what is optional."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statistical", help="a spaCy pipeline, by name or folder")
    parser.add_argument("--results", type=Path, help=f"write the section `{HEADING}` of this file")
    arguments = parser.parse_args()
    text = "\n".join(_report(arguments.statistical))
    print(text)
    if arguments.results:
        _replace_section(arguments.results, text)


def _report(statistical: str | None) -> Iterator[str]:
    ours = {"chapter": _chapter("entity", {}), **{name: _entities(name, {}) for name in SETS}}
    theirs: dict[str, list[Pair]] = {}
    if statistical:
        alone = {"sources": (), "statistical": statistical, "statistical_labels": ENTITY_TYPES}
        theirs = {"chapter": _chapter("entity", alone), **{name: _entities(name, alone) for name in SETS}}
    yield from _by_type(ours, theirs, statistical)
    yield from ("", *_links(), "")
    if statistical:
        yield from (*_as_a_voice(ours, statistical), "")
    yield from _glosses()
    yield from ("", *_agreement())


# --------------------------------------------------------------------------------------------- entities


def _chapter(layer: str, options: dict[str, Any]) -> list[Pair]:
    recipe = load_recipe(ROOT / "corpus" / "recipe.toml")
    if options:
        recipe = type(recipe)(
            recipe.documents, recipe.output, names=recipe.names, gold=recipe.gold, entities=options
        )
    assert recipe.gold is not None
    found = compare_with_gold(recipe, recipe.gold, layers=[layer])
    return [without_optional(one.gold, without_foreign_links(one.gold, one.predicted)) for one in found]


def _entities(name: str, options: dict[str, Any]) -> list[Pair]:
    pipeline = load_pipeline(entities=options)
    pairs = []
    for row in _rows("entities", name):
        document = pipeline(as_running_text(row["id"], row["text"]))
        gold = [Span("x", "entity", e["start"], e["end"], e["label"], "", e) for e in row["entities"]]
        pairs.append(without_optional(gold, document.spans("entity")))
    return pairs


def _by_type(ours: dict[str, list[Pair]], theirs: dict[str, list[Pair]], name: str | None) -> Iterator[str]:
    head = [f"{one}: gold | F1" + (f" | {name}" if name else "") for one in ours]
    yield "| exact extent and type | " + " | ".join(head) + " |"
    yield "| --- |" + " --- |" * ((3 if name else 2) * len(ours))
    rows: list[tuple[str, Callable[[list[Span]], list[Span]]]] = [
        *((label, lambda spans, label=label: [s for s in spans if s.label == label]) for label in ENTITY_TYPES),
        ("all", list),
        ("outermost only", _outermost),
        ("nested only", lambda spans: [span for span in spans if span not in _outermost(spans)]),
    ]  # fmt: skip
    for title, chosen in rows:
        cells = []
        for one, pairs in ours.items():
            scores = _scores(pairs, chosen)
            cells += [str(scores.gold), _f1(scores)]
            cells += [_f1(_scores(theirs[one], chosen))] if name else []
        yield f"| {title} | " + " | ".join(cells) + " |"


def _scores(pairs: Iterable[Pair], chosen: Callable[[list[Span]], list[Span]] = list) -> Scores:
    gold = predicted = correct = 0
    for sides in pairs:
        wanted, found = ({(s.start, s.end, s.label) for s in chosen(side)} for side in sides)
        gold, predicted, correct = gold + len(wanted), predicted + len(found), correct + len(wanted & found)
    return Scores(gold, predicted, correct)


def _outermost(spans: list[Span]) -> list[Span]:
    return [
        span
        for span in spans
        if not any(o.start <= span.start and span.end <= o.end and o.end - o.start > span.end - span.start for o in spans)
    ]  # fmt: skip


def _as_a_voice(ours: dict[str, list[Pair]], statistical: str) -> Iterator[str]:
    """What the recogniser adds where no rule speaks."""
    voices: dict[str, Sequence[str]] = {"ORG only": ("ORG",), "all types": ENTITY_TYPES}
    yield f"| {statistical} as the last voice | " + " | ".join(SETS) + " |"
    yield "| --- |" + " --- |" * len(SETS)
    yield "| without | " + " | ".join(_f1(_scores(ours[name]), 4) for name in SETS) + " |"
    for title, labels in voices.items():
        options = {"statistical": statistical, "statistical_labels": labels}
        cells = []
        for name in SETS:
            before, after = _scores(ours[name]), _scores(_entities(name, options))
            added = f"{after.correct - before.correct} of {after.predicted - before.predicted} right"
            cells.append(f"{_f1(after, 4)} ({added})")
        yield f"| {title} | " + " | ".join(cells) + " |"


def _links() -> Iterator[str]:
    """Which of the chapter's mentions carry the gold's name, or rightly none of the authority's."""
    (pair,) = _chapter("entity", {})
    found = {(s.start, s.end, s.label): s.attributes.get("name_id") for s in pair[1]}
    named = [span for span in pair[0] if span.attributes.get("name_id")]
    for title, spans in (("with a name", named), ("with a name or a recorded none", pair[0])):
        right = sum(
            found.get((s.start, s.end, s.label), "missed") == s.attributes.get("name_id") for s in spans
        )
        yield f"Links of the chapter's mentions {title}: {right} of {len(spans)} right ({right / len(spans):.3f})."


# --------------------------------------------------------------------------------------------- glosses


def _glosses() -> Iterator[str]:
    yield "| glosses, both extents and kind | gold | predicted | correct | precision | recall | F1 |"
    yield "| --- |" + " --- |" * 6
    for name, pairs in {
        "chapter": _chapter("gloss", {}),
        **{name: _gloss_pairs(name) for name in SETS},
    }.items():
        s = _scores([tuple(map(_both_sides, pair)) for pair in pairs])  # type: ignore[misc]
        yield (
            f"| {name} | {s.gold} | {s.predicted} | {s.correct} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} |"
        )


def _gloss_pairs(name: str) -> list[Pair]:
    pipeline = load_pipeline(layers=("glosses",))
    pairs = []
    for row in _rows("glosses", name):
        gold = [Span("x", "gloss", g["ja_start"], g["en_end"], g["kind"], "", g) for g in row["glosses"]]
        pairs.append((gold, pipeline(as_running_text(row["id"], row["text"])).spans("gloss")))
    return pairs


def _both_sides(spans: Iterable[Span]) -> list[Span]:
    """Make spans that are the same only where both parts are."""
    places = ("ja_start", "ja_end", "en_start", "en_end")
    return [Span("x", "gloss", 0, 1, f"{[s.attributes[p] for p in places]} {s.label}", "", {}) for s in spans]


def _agreement() -> Iterator[str]:
    """How many right pairs are doubted, and how many wrong ones: the English sides of one kind changed round."""
    yield "Agreement of the two sides: right pairs that are doubted, and wrong ones (the English changed round) caught.\n"
    for name in SETS:
        pairs = [(g["kind"], g["ja"], g["en"]) for row in _rows("glosses", name) for g in row["glosses"]]
        pairs = [pair for pair in pairs if pair[0] in ("person", "acronym", "fullname")]
        wrong = list(_changed_round(pairs))
        doubted, caught = (sum(agreement(*pair) == NONE for pair in some) for some in (pairs, wrong))
        yield (
            f"{name}: {doubted} of {len(pairs)} right pairs doubted, {caught} of {len(wrong)} wrong ones caught.  "
        )


def _changed_round(pairs: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    shuffled = random.Random(0)
    for kind in sorted({kind for kind, _, _ in pairs}):
        of_kind = [pair for pair in pairs if pair[0] == kind]
        for _ in range(5):
            others = shuffled.sample(of_kind, len(of_kind))
            yield from ((kind, one[1], other[2]) for one, other in zip(of_kind, others, strict=True) if one[1] != other[1])  # fmt: skip


# ---------------------------------------------------------------------------------------------- common


def _rows(kind: str, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / kind / f"{name}.jsonl").open(encoding="utf-8")]


def _f1(scores: Scores, digits: int = 3) -> str:
    return f"{scores.f1:.{digits}f}" if scores.gold or scores.predicted else "–"


def _replace_section(path: Path, text: str) -> None:
    """Put the figures in the place of the section's own; what stands under headings of it stays."""
    before = path.read_text(encoding="utf-8")
    intro = __doc__.split("RESULTS.md]", 1)[1].strip() if __doc__ else ""
    section = f"## {HEADING}\n\n`python benchmarks/entities.py`. {intro}\n\n{text}\n\n"
    pattern = re.compile(rf"^## {HEADING}\n.*?(?=^##|\Z)", re.DOTALL | re.MULTILINE)
    if pattern.search(before):
        after = pattern.sub(lambda _: section, before)
    else:
        after = before.rstrip() + "\n\n" + section
    path.write_text(after.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
