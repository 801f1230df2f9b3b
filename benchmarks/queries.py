"""CPU time of queries on generated corpora, beside that of the Corpus Workbench where it is installed.

    python benchmarks/queries.py                        # a million tokens
    python benchmarks/queries.py --tokens 1_000_000 10_000_000 100_000_000 --results benchmarks/RESULTS.md
    python benchmarks/queries.py --corpora DIR          # keep the corpora there, for the next time

The generator (seeded, NumPy only) draws parts of speech from a chain of order one and words by Zipf's law from
coined kanji and kana; sentences, documents with genre and year, and names are regions. If ``cqp``,
``cwb-encode`` and ``cwb-makeall`` are on the PATH, the same file is encoded for them, every query is run there
too, and the numbers of hits are compared. Times are the least of several runs, from the text of the query to
arrays of starts and ends; those of ``cqp`` are its own CPU time less that of starting it; the two programs take
turns. A hundred million tokens need 10 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus_tools.index import Index
from corpus_tools.query import evaluate

ATTRIBUTES = ["word", "lemma", "pos"]
TAGS = ["NOUN", "ADP", "VERB", "AUX", "PUNCT", "ADJ", "PROPN", "ADV", "NUM"]
FOLLOWS = np.array(
    [
        [15, 50, 8, 6, 14, 1, 2, 2, 2],
        [38, 4, 28, 2, 8, 7, 8, 3, 2],
        [10, 20, 3, 42, 20, 1, 1, 2, 1],
        [10, 12, 8, 22, 42, 1, 1, 3, 1],
        [42, 2, 8, 2, 1, 8, 16, 14, 7],
        [60, 10, 6, 12, 8, 1, 1, 1, 1],
        [18, 55, 3, 4, 12, 1, 5, 1, 1],
        [15, 6, 50, 6, 10, 9, 2, 1, 1],
        [60, 12, 3, 6, 12, 1, 2, 1, 3],
    ]
)
TYPES = {"NOUN": 30_000, "VERB": 6_000, "ADJ": 1_500, "PROPN": 20_000, "ADV": 900, "NUM": 300}
CLOSED = {
    "ADP": ["の", "に", "は", "を", "が", "と", "で", "も", "から", "まで"],
    "AUX": ["た", "だ", "ます", "ない", "です", "う", "られる"],
    "PUNCT": ["。", "、", "「", "」"],
}
KANJI = (
    "山川海空国会人政経済法学校軍条約交渉都市農村工業歴史戦後平和議員新旧東西南北中心部長者品物価格水道電力"
)
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
GENRES = ["news", "law", "essay"]

QUERIES = {
    "frequent word": '[word="の"]',
    "prefix": '[word="国.*"]',
    "suffix": '[word=".*会" & pos="NOUN"]',
    "infix": '[lemma=".*経済.*"]',
    "two tags": '[pos="NOUN"][pos="ADP"]',
    "four tags": '[pos="NOUN"][pos="ADP"][pos="NOUN"][pos="ADP"]',
    "rarer first": '[pos="ADJ"][pos="NOUN"][pos="ADP"][pos="VERB"]',
    "gap in a sentence": '[pos="ADJ"] []{0,3} [pos="VERB"] within s',
    "alternation": '([pos="ADJ"] | [pos="ADV"] [pos="ADJ"]) [pos="NOUN"]',
    "negation": '[pos="NOUN" & word!="国.*"] [pos!="ADP|PUNCT"]',
    "two frequent words": '[word="に"] [word="は"]',
    "sentence start": '<s> [pos="PROPN"]',
    "after a name": '<ne_type="LOC"> []+ </ne_type> [word="の"]',
    "same lemma": 'a:[pos="NOUN"] [word="と|や|の"] b:[pos="NOUN"] :: a.lemma = b.lemma',
    "repetition": '[pos="NOUN"]{3,5}',
    "by genre": '[word="の"] :: match.text_genre = "news"',
    "optional": '[pos="ADJ"]* [pos="NOUN"]',
}


PART = 10_000_000
"""Tokens that are generated at once."""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        corpora = Path(options.corpora or scratch)
        measured = [measure(corpora / str(size), size, options) for size in options.tokens]
    report = "\n".join(_report(measured, options))
    print(report)
    if options.results:
        replace_section(Path(options.results), "Queries", report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--tokens", nargs="+", type=lambda text: int(text.replace("_", "")), default=[1_000_000]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--corpora", help="Folder in which corpora are looked for and kept")
    parser.add_argument("--results", help="Markdown file whose section 'Queries' is replaced")
    return parser.parse_args()


@dataclass(frozen=True)
class Row:
    """A query's hits and milliseconds; those of ``cqp`` are None where it is not installed."""

    name: str
    n_hits: int
    ours: float
    first: float
    theirs: float | None

    @property
    def ratio(self) -> float:
        return (self.theirs or 0.0) / self.ours


@dataclass(frozen=True)
class Measured:
    """A corpus: how it was built, and its queries."""

    n_tokens: int
    build: dict[str, float]
    rows: list[Row]


def measure(folder: Path, size: int, options: argparse.Namespace) -> Measured:
    """Build a corpus, unless it is there, and time the queries on it."""
    if not (folder / "build.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_vrt(folder / "corpus.vrt", size, options.seed)
        (folder / "build.json").write_text(json.dumps(build(folder)), encoding="utf-8")
    index = Index(next((folder / "corpus").glob("part-*")) / "index")
    encoded = (folder / "registry").exists()
    cqp = Cqp(folder / "registry") if encoded and shutil.which("cqp") else Cqp.encode(folder)
    rows = [_row(index, cqp, name, cql, options.repeat) for name, cql in QUERIES.items()]
    return Measured(size, json.loads((folder / "build.json").read_text(encoding="utf-8")), rows)


IMPORT = """
import json, resource, sys
from corpus_tools.formats.vrt import import_vrt
before = resource.getrusage(resource.RUSAGE_SELF)
import_vrt(sys.argv[1], sys.argv[2], attributes=sys.argv[3].split(","))
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps({"seconds": seconds, "memory": after.ru_maxrss / 1024}))
"""


def build(folder: Path) -> dict[str, float]:
    """Import the vertical text in a process of its own; return CPU seconds, and peak memory and disk in MB."""
    command = [sys.executable, "-c", IMPORT, str(folder / "corpus.vrt"), str(folder / "corpus")]
    found = subprocess.run([*command, ",".join(ATTRIBUTES)], check=True, capture_output=True, text=True)
    disk = sum(path.stat().st_size for path in (folder / "corpus").rglob("*") if path.is_file())
    vertical = (folder / "corpus.vrt").stat().st_size
    return {**json.loads(found.stdout), "disk": disk / 1e6, "vertical": vertical / 1e6}


def _row(index: Index, cqp: Cqp | None, name: str, cql: str, repeat: int) -> Row:
    theirs: list[float] = []
    ours: list[float] = []
    first: list[float] = []
    n_hits = 0
    for turn in range(repeat):
        if cqp and (turn < 2 or min(theirs) < 500):
            milliseconds, expected = cqp.query(cql, 1)
            theirs.append(milliseconds)
        for _ in range(2):
            start = time.process_time()
            n_hits = len(evaluate(index, cql))
            ours.append((time.process_time() - start) * 1000)
        first.append(_cpu(lambda: evaluate(index, cql, limit=50)))
        if cqp and n_hits != expected:
            raise SystemExit(f"{cql}: {n_hits} hits here, {expected} in cqp")
    return Row(name, n_hits, min(ours), min(first), min(theirs) if theirs else None)


# ----------------------------------------------------------------------------------------------- corpus


def write_vrt(path: Path, n_tokens: int, seed: int) -> None:
    """Write a corpus of generated sentences, ``PART`` tokens at a time."""
    with path.open("w", encoding="utf-8") as stream:
        n_texts = 0
        for number, start in enumerate(range(0, n_tokens, PART)):
            rng = np.random.default_rng(seed + 1000 * number)
            n_texts = _write_part(stream, min(PART, n_tokens - start), rng, n_texts)


def _write_part(stream, n_tokens: int, rng: np.random.Generator, n_texts: int) -> int:
    tags = _tags(rng, n_tokens)
    lines = np.empty(n_tokens, dtype=object)
    for number, tag in enumerate(TAGS):
        places = np.flatnonzero(tags == number)
        forms = _forms(tag, np.random.default_rng(number))
        ranks = np.minimum(rng.zipf(1.25, len(places)) - 1, len(forms) - 1)
        lines[places] = np.array([_line(form, tag) for form in forms], dtype=object)[ranks]
    return _write_texts(stream, lines.tolist(), rng, n_texts)


def _tags(rng: np.random.Generator, n_tokens: int) -> np.ndarray:
    cumulated = np.cumsum(FOLLOWS / FOLLOWS.sum(axis=1, keepdims=True), axis=1)
    chains = 1000
    tags = np.zeros((n_tokens // chains + 1, chains), dtype=np.int8)
    for step in range(1, len(tags)):
        drawn = rng.random(chains)[:, None] > cumulated[tags[step - 1]]
        tags[step] = np.minimum(drawn.sum(axis=1), len(TAGS) - 1)
    return tags.T.ravel()[:n_tokens]


def _forms(tag: str, rng: np.random.Generator) -> list[str]:
    if tag in CLOSED:
        return CLOSED[tag]
    letters = KANA if tag == "PROPN" else KANJI
    ending = {"VERB": "る", "ADJ": "い", "NUM": "年"}.get(tag, "")
    drawn = rng.integers(0, len(letters), (TYPES[tag], 4))
    lengths = rng.integers(1, 5, TYPES[tag])
    pairs = zip(drawn, lengths, strict=True)
    return list(dict.fromkeys("".join(letters[i] for i in row[:size]) + ending for row, size in pairs))


def _line(word: str, tag: str) -> str:
    line = f"{word}\t{word}\t{tag}\n"
    if tag == "PROPN":
        return f'<ne type="{("LOC", "ORG", "PERSON")[ord(word[0]) % 3]}">\n{line}</ne>\n'
    return line if word != "。" else line + BREAK


BREAK = "</s>\n<s>\n"


def _write_texts(stream, lines: list[str], rng: np.random.Generator, n_texts: int) -> int:
    start = 0
    while start < len(lines):
        end = min(start + int(rng.integers(200, 4000)), len(lines))
        genre, year = GENRES[int(rng.integers(3))], int(rng.integers(1900, 2025))
        stream.write(f'<text id="t{n_texts}" genre="{genre}" year="{year}">\n<s>\n')
        stream.write("".join(lines[start:end]).removesuffix(BREAK))
        stream.write("</s>\n</text>\n")
        start, n_texts = end, n_texts + 1
    return n_texts


# ---------------------------------------------------------------------------------------------- timing


class Cqp:
    """A corpus encoded for the Corpus Workbench."""

    def __init__(self, registry: Path) -> None:
        self._registry = registry
        self._idle = self.run("")[0]

    @classmethod
    def encode(cls, folder: Path) -> Cqp | None:
        """Encode the generated corpus, or return None where the programs are not installed."""
        if not all(map(shutil.which, ("cqp", "cwb-encode", "cwb-makeall"))):
            return None
        data, registry = folder / "data", folder / "registry"
        data.mkdir()
        registry.mkdir()
        positional = [part for name in ATTRIBUTES[1:] for part in ("-P", name)]
        structural = ["-S", "text:0+id+genre+year", "-S", "s:0", "-S", "ne:0+type"]
        command = ["cwb-encode", "-c", "utf8", "-d", str(data), "-f", str(folder / "corpus.vrt")]
        subprocess.run([*command, "-R", str(registry / "bench"), *positional, *structural], check=True)
        subprocess.run(["cwb-makeall", "-r", str(registry), "BENCH"], check=True, stdout=subprocess.DEVNULL)
        return cls(registry)

    def query(self, cql: str, repeat: int) -> tuple[float, int]:
        """Return the least CPU milliseconds of a query, and how many hits it has."""
        runs = [self.run(f"A = {cql};\nsize A;\n") for _ in range(repeat)]
        return max(0.0, min(cpu for cpu, _ in runs) - self._idle), int(runs[0][1].split()[-1])

    def run(self, commands: str) -> tuple[float, str]:
        """Return CPU milliseconds, those of starting the program among them, and what is printed."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = subprocess.run(
            ["cqp", "-c", "-r", str(self._registry)],
            input=f"BENCH;\n{commands}exit;\n".encode(),
            capture_output=True,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return used * 1000, found.stdout.decode()


def _cpu(work) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _report(measured: list[Measured], options: argparse.Namespace) -> Iterator[str]:
    yield (
        f"Generated tokens (seed {options.seed}), CPU milliseconds, least of {2 * options.repeat} here and of "
        f"{options.repeat} there (2 where it takes half a second or more); Python {platform.python_version()}, "
        f"NumPy {np.__version__}. `first 50` is the time to the first 50 hits alone."
    )
    for one in measured:
        yield from ("", f"### {one.n_tokens:,} tokens", "", *_table(one))
    yield from (
        "",
        "### Growth with size",
        "",
        *_growth(measured),
        "",
        "### Building",
        "",
        *_building(measured),
    )


def _table(one: Measured) -> Iterator[str]:
    beside = one.rows[0].theirs is not None
    yield "| query | hits | first 50 | ours |" + (" cqp | ratio |" if beside else "")
    yield "| --- | ---: | ---: | ---: |" + (" ---: | ---: |" if beside else "")
    for row in one.rows:
        cql = QUERIES[row.name].replace("|", "\\|")
        line = f"| {row.name}: `{cql}` | {row.n_hits:,} | {row.first:.2f} | {row.ours:.2f} |"
        yield line + (f" {row.theirs:.2f} | {row.ratio:.1f} |" if beside else "")
    yield ""
    if beside:
        ratios = [row.ratio for row in one.rows]
        mean = np.exp(np.mean(np.log(np.maximum(ratios, 1e-3))))
        yield f"Geometric mean of the ratios: {mean:.1f}; the least is {min(ratios):.1f}."
    else:
        yield "`cqp` was not on the PATH, so that there is nothing to compare with."


def _growth(measured: list[Measured]) -> Iterator[str]:
    """Say how the time of each query grows: milliseconds by million tokens."""
    yield "Milliseconds for a million tokens:"
    yield ""
    yield "| query |" + "".join(f" {one.n_tokens:,} |" for one in measured)
    yield "| --- |" + " ---: |" * len(measured)
    for rows in zip(*(one.rows for one in measured), strict=True):
        pairs = zip(rows, measured, strict=True)
        yield f"| {rows[0].name} |" + "".join(f" {row.ours / one.n_tokens * 1e6:.3f} |" for row, one in pairs)


def _building(measured: list[Measured]) -> Iterator[str]:
    yield "| tokens | vertical text, MB | CPU seconds | peak memory, MB | index on disk, MB |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for one in measured:
        known = one.build
        yield (
            f"| {one.n_tokens:,} | {known['vertical']:.0f} | {known['seconds']:.1f} | {known['memory']:.0f} | "
            f"{known['disk']:.0f} |"
        )


def replace_section(path: Path, title: str, body: str) -> None:
    """Replace one section of a Markdown file, or append it; the others stay as they are."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Results\n"
    before, found, rest = text.partition(f"\n## {title}\n")
    _, heading, after = rest.partition("\n## ")
    kept = f"\n## {after}" if found and heading else ""
    path.write_text(f"{before.rstrip()}\n\n## {title}\n\n{body}\n{kept}", encoding="utf-8")


if __name__ == "__main__":
    main()
