"""CPU time of what is done with hits, beside that of the Corpus Workbench where it is installed.

    python benchmarks/operations.py                        # a million tokens
    python benchmarks/operations.py --tokens 10_000_000 --results benchmarks/RESULTS.md

The corpus is that of ``queries.py``. Hits are at hand; times are the least of several runs, from them to the whole
DataFrame, strings and scores included. Those of ``cqp`` are its CPU time with the operation less that of the query
alone, output thrown away; the two programs take turns. How many rows a frequency table has is compared. ``cqp`` does
not score collocates: its time is that of ten ``group`` commands, one for each place.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus_tools.analysis.collocates import collocates
from corpus_tools.analysis.frequency import freq, tabulate
from corpus_tools.analysis.kwic import kwic
from corpus_tools.analysis.sampling import sampled
from corpus_tools.analysis.sorting import sort_order
from corpus_tools.corpus import Corpus
from corpus_tools.formats.vrt import import_vrt
from corpus_tools.query import Hits
from queries import ATTRIBUTES, Cqp, replace_section, write_vrt

MEASURABLE = 1.0
"""Milliseconds: the time of two processes is not told apart more finely."""
NOWHERE = ' > "/dev/null"'
CONTEXT = "L5..L1.lemma,R1..R5.lemma"
SHOWN = ",".join(f"{place}.{name}" for name in ATTRIBUTES for place in ("L5..L1", "node", "R1..R5"))


@dataclass(frozen=True)
class Operation:
    """Something done with the hits of a query, here and in ``cqp``.

    Attributes:
        counted: Whether ``cqp`` prints as many lines as the table has rows.
    """

    name: str
    query: str
    ours: Callable[[Corpus, Hits], Any]
    theirs: str
    counted: bool = False


def ten_groups() -> str:
    places = [f"matchend[{step}]" for step in range(1, 6)] + [f"match[-{step}]" for step in range(1, 6)]
    return "".join(f"group A {place} lemma{NOWHERE};\n" for place in places)


PAIR = '[pos="NOUN"][pos="ADP"]'
RARE, FREQUENT, MOST = '[lemma="国"]', '[word="に"]', '[word="の"]'
SORT = "sort A by word on matchend[1] .. matchend[3];\n"
OPERATIONS = [
    Operation(
        "lemma of the first token, all frequencies",
        PAIR,
        lambda corpus, hits: freq(corpus, hits, by="match.lemma"),
        f"group A match lemma{NOWHERE};\n",
        counted=True,
    ),
    Operation(
        "pairs of lemmas, those that occur twice",
        PAIR,
        lambda corpus, hits: freq(corpus, hits, by="lemma", min_frequency=2),
        f"count A by lemma cut 2{NOWHERE};\n",
        counted=True,
    ),
    Operation("sort by the three words to the right", RARE, lambda corpus, hits: _sorted(corpus, hits), SORT),
    Operation("the same, more hits", FREQUENT, lambda corpus, hits: _sorted(corpus, hits), SORT),
    Operation("collocates ±5, log-likelihood", RARE, collocates, ten_groups()),
    Operation("the same, more hits", FREQUENT, collocates, ten_groups()),
    Operation(
        "lemmas of the context of every hit",
        RARE,
        lambda corpus, hits: tabulate(corpus, hits, keys=CONTEXT),
        f"tabulate A match[-5]..match[-1] lemma, matchend[1]..matchend[5] lemma{NOWHERE};\n",
    ),
    Operation(
        "first page: 50 hits with word, lemma, pos",
        MOST,
        lambda corpus, hits: tabulate(corpus, hits.take(slice(50)), keys=SHOWN),
        f"set Context 5 words; show +lemma +pos; cat A 0 49{NOWHERE};\n",
    ),
    Operation(
        "first page: 50 concordance lines",
        MOST,
        lambda corpus, hits: kwic(corpus, hits, limit=50),
        f"set Context 10 words; cat A 0 49{NOWHERE};\n",
    ),
    Operation(
        "sample of 1000",
        MOST,
        lambda corpus, hits: hits.take(sampled(len(hits), 1000)),
        "B = A; reduce B to 1000;\n",
    ),
    Operation(
        "starts and ends of all hits",
        FREQUENT,
        lambda corpus, hits: (np.array(hits.starts), np.array(hits.ends)),
        f"dump A{NOWHERE};\n",
    ),
]


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_vrt(folder / "corpus.vrt", options.tokens, options.seed)
        import_vrt(folder / "corpus.vrt", folder / "corpus", attributes=ATTRIBUTES)
        report = "\n".join(_report(Corpus(folder / "corpus"), Cqp.encode(folder), options))
    print(report)
    if options.results:
        replace_section(Path(options.results), options.title, report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokens", type=lambda text: int(text.replace("_", "")), default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--title", default="Operations")
    parser.add_argument("--results", help="Markdown file whose section (see --title) is replaced")
    return parser.parse_args()


def _report(corpus: Corpus, cqp: Cqp | None, options: argparse.Namespace) -> Iterator[str]:
    yield (
        f"{len(corpus):,} generated tokens (seed {options.seed}), CPU milliseconds, least of {options.repeat}; "
        f"Python {platform.python_version()}, NumPy {np.__version__}."
    )
    yield ""
    yield "| operation | of | hits | ours |" + (" cqp | ratio |" if cqp else "")
    yield "| --- | --- | ---: | ---: |" + (" ---: | ---: |" if cqp else "")
    ratios = []
    for one in OPERATIONS:
        hits = corpus.query(one.query)
        ours, theirs = _timed(one, corpus, hits, cqp, options.repeat)
        row = f"| {one.name} | `{one.query}` | {len(hits):,} | {ours:.2f} |"
        if cqp:
            _check(one, corpus, hits, cqp)
            measurable = theirs > MEASURABLE
            ratios += [theirs / ours] if measurable else []
            row += f" {theirs:.2f} | {ratios[-1]:.1f} |" if measurable else f" under {MEASURABLE:.0f} | |"
        yield row
    yield ""
    yield (
        f"Geometric mean of the ratios where `cqp` needs a millisecond or more: {np.exp(np.mean(np.log(ratios))):.1f}."
        if cqp
        else "`cqp` was not on the PATH, so that there is nothing to compare with."
    )


def _timed(one: Operation, corpus: Corpus, hits: Hits, cqp: Cqp | None, repeat: int) -> tuple[float, float]:
    """Return the least times of both programs, which take turns, so that the same load falls on both."""
    ours, with_operation, alone = [], [], []
    query = f"A = {one.query};\n"
    for _ in range(repeat):
        start = time.process_time()
        one.ours(corpus, hits)
        ours.append((time.process_time() - start) * 1000)
        if cqp:
            with_operation.append(cqp.run(query + one.theirs)[0])
            alone.append(cqp.run(query)[0])
    return min(ours), min(with_operation) - min(alone) if cqp else 0.0


def _check(one: Operation, corpus: Corpus, hits: Hits, cqp: Cqp) -> None:
    if not one.counted:
        return
    printed = cqp.run(f"A = {one.query};\n" + one.theirs.replace(NOWHERE, ""))[1]
    lines = [line for line in printed.splitlines() if "\t" in line]
    rows = len(one.ours(corpus, hits))
    if len(lines) != rows:
        raise SystemExit(f"{one.name}: {rows} rows here, {len(lines)} in cqp")


def _sorted(corpus: Corpus, hits: Hits) -> Hits:
    return hits.take(sort_order(corpus, hits, np.arange(len(hits)), "R1..R3"))


if __name__ == "__main__":
    main()
