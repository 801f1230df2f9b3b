"""CPU time of queries on a generated corpus, beside that of the Corpus Workbench where it is installed.

    python benchmarks/queries.py                        # a million tokens
    python benchmarks/queries.py --tokens 10_000_000 --results benchmarks/RESULTS.md

The generator (seeded, NumPy only) draws parts of speech from a chain of order one and words by Zipf's law from
coined kanji and kana; sentences, documents with genre and year, and names are regions. If ``cqp``,
``cwb-encode`` and ``cwb-makeall`` are on the PATH, the same file is encoded for them, every query is run there
too, and the numbers of hits are compared. Times are the least of several runs, from the text of the query to
arrays of starts and ends; those of ``cqp`` are its own CPU time less that of starting it.
"""

from __future__ import annotations

import argparse
import platform
import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from corpus_tools.formats.vrt import import_vrt
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


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_vrt(folder / "corpus.vrt", options.tokens, options.seed)
        build = _cpu(lambda: import_vrt(folder / "corpus.vrt", folder / "corpus", attributes=ATTRIBUTES))
        index = Index(next((folder / "corpus").glob("part-*")) / "index")
        cqp = Cqp.encode(folder)
        report = "\n".join(_report(index, cqp, build, options))
    print(report)
    if options.results:
        replace_section(Path(options.results), "Queries", report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tokens", type=lambda text: int(text.replace("_", "")), default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--results", help="Markdown file whose section 'Queries' is replaced")
    return parser.parse_args()


# ----------------------------------------------------------------------------------------------- corpus


def write_vrt(path: Path, n_tokens: int, seed: int) -> None:
    """Write a corpus of generated sentences."""
    rng = np.random.default_rng(seed)
    tags = _tags(rng, n_tokens)
    words = np.empty(n_tokens, dtype=object)
    for number, tag in enumerate(TAGS):
        places = np.flatnonzero(tags == number)
        forms = _forms(tag, np.random.default_rng(number))
        ranks = np.minimum(rng.zipf(1.25, len(places)) - 1, len(forms) - 1)
        words[places] = np.array(forms, dtype=object)[ranks]
    with path.open("w", encoding="utf-8") as stream:
        _write_texts(stream, words.tolist(), tags.tolist(), rng)


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


def _write_texts(stream, words: list[str], tags: list[int], rng: np.random.Generator) -> None:
    start, n_texts = 0, 0
    while start < len(words):
        end = min(start + int(rng.integers(200, 4000)), len(words))
        genre, year = GENRES[int(rng.integers(3))], int(rng.integers(1900, 2025))
        stream.write(f'<text id="t{n_texts}" genre="{genre}" year="{year}">\n<s>\n')
        for place in range(start, end):
            _write_token(stream, words[place], TAGS[tags[place]], last=place == end - 1)
        stream.write("</s>\n</text>\n")
        start, n_texts = end, n_texts + 1


def _write_token(stream, word: str, tag: str, *, last: bool) -> None:
    line = f"{word}\t{word}\t{tag}\n"
    if tag == "PROPN":
        line = f'<ne type="{("LOC", "ORG", "PERSON")[ord(word[0]) % 3]}">\n{line}</ne>\n'
    stream.write(line if word != "。" or last else f"{line}</s>\n<s>\n")


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


def _report(index: Index, cqp: Cqp | None, build: float, options: argparse.Namespace):
    size = sum(path.stat().st_size for path in index.folder.iterdir())
    yield (
        f"{index.n_tokens:,} generated tokens (seed {options.seed}), CPU milliseconds, least of {options.repeat}; "
        f"Python {platform.python_version()}, NumPy {np.__version__}. "
        f"Built from vertical text in {build / 1000:.1f} s of CPU time; {size / 1e6:.0f} MB on disk."
    )
    yield ""
    yield "| query | hits | ours |" + (" cqp | ratio |" if cqp else "")
    yield "| --- | ---: | ---: |" + (" ---: | ---: |" if cqp else "")
    ratios = []
    for name, cql in QUERIES.items():
        ours = min(_cpu(lambda cql=cql: evaluate(index, cql)) for _ in range(options.repeat))
        n_hits = len(evaluate(index, cql))
        row = f"| {name}: `{cql.replace('|', chr(92) + '|')}` | {n_hits:,} | {ours:.2f} |"
        if cqp:
            theirs, expected = cqp.query(cql, options.repeat)
            if n_hits != expected:
                raise SystemExit(f"{cql}: {n_hits} hits here, {expected} in cqp")
            ratios.append(theirs / ours)
            row += f" {theirs:.2f} | {ratios[-1]:.1f} |"
        yield row
    if cqp:
        yield ""
        yield f"Geometric mean of the ratios: {np.exp(np.mean(np.log(np.maximum(ratios, 1e-3)))):.1f}."
    else:
        yield ""
        yield "`cqp` was not on the PATH, so that there is nothing to compare with."


def replace_section(path: Path, title: str, body: str) -> None:
    """Replace one section of a Markdown file, or append it; the others stay as they are."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Results\n"
    before, found, rest = text.partition(f"\n## {title}\n")
    _, heading, after = rest.partition("\n## ")
    kept = f"\n## {after}" if found and heading else ""
    path.write_text(f"{before.rstrip()}\n\n## {title}\n\n{body}\n{kept}", encoding="utf-8")


if __name__ == "__main__":
    main()
