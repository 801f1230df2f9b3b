"""CPU time of dates, glosses and entities beside the tokenizer's, with name lists of several sizes.

    python benchmarks/throughput.py [--text FILE] [--names 100000] [--results benchmarks/RESULTS.md]

The stages run in turn over the same documents, several times, in one process on one core; the least time of each
counts. Without a text, that of ``tokenise.py``'s generator is used, every line once. The names of the long list are
made up (seeded): places, bodies and treaties in katakana and kanji.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus_tools.annotate import Annotator
from corpus_tools.annotate.dates_ja import DateAnnotator
from corpus_tools.annotate.entities_ja import EntityAnnotator
from corpus_tools.annotate.glosses_ja import GlossAnnotator
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.model import Document
from corpus_tools.names import Name, NameAuthority, Variant
from corpus_tools.reconstruct import as_running_text
from tokenise import generate

HEADING = "Throughput of the annotators"
DOCUMENT = 2000
"""Characters of a document."""
KANA = "アイウエオカキクケコサシスセソタチツテトナニノハヒフホマミムメモラリルレロンガギグゴザジズデドバビブボパピプポ"
KANJI = "東西南北中央海山川原田口島崎谷沢浜津岡本松竹梅桜石金銀銅鉄水火土木林森"
TAILS = {"GPE": "州", "ORG": "委員会", "DOCUMENT": "条約", "PERSON": "", "PROGRAM": "計画"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, help="UTF-8 text; repeated lines are dropped")
    parser.add_argument("--characters", type=int, default=200_000)
    parser.add_argument("--names", type=int, default=100_000, help="length of the long list of names")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--results", type=Path, help=f"write the section `{HEADING}` of this file")
    arguments = parser.parse_args()
    lines = (
        _distinct_lines(arguments.text, arguments.characters)
        if arguments.text
        else generate(arguments.characters)
    )
    documents = list(_documents(lines))
    table = "\n".join(_table(documents, (0, arguments.names), arguments.rounds))
    print(table)
    if arguments.results:
        _replace_section(arguments.results, table)


def _distinct_lines(path: Path, characters: int) -> Iterator[str]:
    for line in dict.fromkeys(path.read_text(encoding="utf-8").splitlines()):
        yield line
        characters -= len(line)
        if characters < 0:
            return


def _documents(lines: Iterable[str]) -> Iterator[Document]:
    text, number = "", 0
    for line in lines:
        text += line + "\n"
        if len(text) > DOCUMENT:
            number += 1
            yield as_running_text(f"d{number}", text)
            text = ""


def _table(documents: Sequence[Document], sizes: Sequence[int], rounds: int) -> Iterator[str]:
    tokenizer = Tokenizer()
    stages: dict[str, Annotator] = {"dates": DateAnnotator(), "glosses": GlossAnnotator()}
    for size in sizes:
        stages[f"entities, {size:,} names"] = EntityAnnotator(authority=NameAuthority(tuple(_names(size))))
    times = _least_times(tokenizer, stages, documents, rounds)
    n_tokens = sum(len(document.tokens or ()) for document in documents)
    yield f"{sum(len(d.text) for d in documents):,} characters, {n_tokens:,} tokens, least of {rounds} rounds."
    yield "\n| stage | tokens/s of CPU time | time, in the tokenizer's |\n| --- | --- | --- |"
    sums = {
        f"dates + glosses + entities, {size:,} names": times["dates"]
        + times["glosses"]
        + times[f"entities, {size:,} names"]
        for size in sizes
    }
    for stage, seconds in (times | sums).items():
        yield f"| {stage} | {n_tokens / seconds:,.0f} | {seconds / times['tokens']:.2f} |"


def _least_times(
    tokenizer: Tokenizer, stages: dict[str, Annotator], documents: Sequence[Document], rounds: int
) -> dict[str, float]:
    least: dict[str, float] = {}
    for _ in range(rounds):
        spent = dict.fromkeys(("tokens", *stages), 0.0)
        for document in documents:
            start = time.process_time()
            document.tokens = tokenizer(document)
            spent["tokens"] += time.process_time() - start
            for name, annotator in stages.items():
                start = time.process_time()
                spans = list(annotator(document))
                spent[name] += time.process_time() - start
                for layer in annotator.provides:
                    document.layers[layer] = [span for span in spans if span.layer == layer]
        least = {name: min(seconds, least.get(name, seconds)) for name, seconds in spent.items()}
    return least


def _names(size: int) -> Iterator[Name]:
    dice = random.Random(0)
    for number in range(size):
        label = dice.choice(list(TAILS))
        letters = KANA if dice.random() < 0.6 else KANJI
        form = "".join(dice.choices(letters, k=dice.randint(3, 8))) + TAILS[label]
        yield Name(f"N{number}", label, (Variant(form),), f"Name {number}")


def _replace_section(path: Path, text: str) -> None:
    before = path.read_text(encoding="utf-8")
    section = f"## {HEADING}\n\n`python benchmarks/throughput.py`. {(__doc__ or '').split('RESULTS.md]', 1)[1].strip()}\n\n{text}\n\n"
    pattern = re.compile(rf"^## {HEADING}\n.*?(?=^##|\Z)", re.DOTALL | re.MULTILINE)
    after = (
        pattern.sub(lambda _: section, before)
        if pattern.search(before)
        else before.rstrip() + "\n\n" + section
    )
    path.write_text(after.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
