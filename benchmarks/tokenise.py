"""Tokens per second of CPU time: MeCab alone, fugashi's feature namedtuples, and this package's tokenizer.

All ways run in turn, several times, in one process, so that their ratios mean something on a busy machine too.

    python benchmarks/tokenise.py                       # text from the generator below
    python benchmarks/tokenise.py --text FILE [FILE…]   # any UTF-8 text; repeated lines are dropped

The generator (seeded) fills sentence frames with names of places, languages and currencies from CLDR. Its text
has fewer new words than a real one; give a real text to see what a first pass costs.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fugashi
from babel import Locale

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.annotate.tokens_ja.user_dictionary import unidic_arguments

FRAMES = (
    "{year}年{month}月{day}日、{place}の{people}は{place}との{matter}を{act}した。",
    "{place}では{language}を話す{people}が{number}万人を超え、{matter}が{quality}になっている。",
    "「{matter}を{act}すべきだ。」と{place}の{people}は述べた。",
    "{money}の相場は{year}年以来の水準にまで{move}、{place}の{people}に影響を与えた。",
    "{people}によれば、{place}と{place}を結ぶ{matter}は{number}％ほど{move}という。",
    "しかし、{quality}な{matter}をめぐって{place}と{place}が対立し、{act}には至らなかった。",
    "{language}の文献を{act}した{people}は、{year}年代の{place}における{matter}を明らかにした。",
)
WORDS = {
    "people": [
        "政府",
        "大統領",
        "首相",
        "研究者",
        "農民",
        "学生",
        "裁判所",
        "企業",
        "漁師",
        "医師",
        "記者",
        "住民",
        "議会",
        "委員会",
        "専門家",
        "労働組合",
    ],
    "matter": [
        "条約",
        "貿易協定",
        "国境",
        "鉄道",
        "電力網",
        "気候変動",
        "感染症",
        "漁業権",
        "教育制度",
        "選挙制度",
        "関税",
        "水資源",
        "文化財",
        "人口減少",
    ],
    "act": [
        "批准",
        "検討",
        "延期",
        "調査",
        "翻訳",
        "公表",
        "否決",
        "再開",
        "拡大",
        "比較",
        "要求",
        "支援",
        "非難",
        "署名",
    ],
    "quality": ["深刻", "重要", "困難", "複雑", "活発", "不透明", "慎重", "新た", "明確", "可能"],
    "move": ["上がり", "下がり", "回復し", "落ち込み", "伸び", "縮み"],
}


def generate(characters: int, *, seed: int = 1) -> Iterator[str]:
    """Yield distinct lines of about ``characters`` in all."""
    dice = random.Random(seed)
    japanese = Locale("ja")
    words = {
        **WORDS,
        "place": [*japanese.territories.values(), *_cities(japanese)],
        "language": list(japanese.languages.values()),
        "money": list(japanese.currencies.values()),
    }
    seen: set[str] = set()
    while characters > 0:
        line = "".join(_fill(dice.choice(FRAMES), words, dice) for _ in range(5))
        if line not in seen:
            seen.add(line)
            characters -= len(line)
            yield line


def _cities(locale: Locale) -> list[str]:
    return [zone["city"] for zone in locale.time_zones.values() if "city" in zone]


def _fill(frame: str, words: dict[str, list[str]], dice: random.Random) -> str:
    while "{" in frame:
        key = frame[frame.index("{") + 1 : frame.index("}")]
        value = dice.choice(words[key]) if key in words else str(dice.randint(1, _LIMITS[key]))
        frame = frame.replace("{" + key + "}", value, 1)
    return frame


_LIMITS = {"year": 2025, "month": 12, "day": 31, "number": 990}


def ways(lines: list[str]) -> dict[str, Callable[[], int]]:
    """Return what is measured; each call returns the number of tokens."""
    text = "\n".join(lines)
    silent = fugashi.GenericTagger(unidic_arguments() + ' -O "" -F "" -U "" -E ""')
    tagger = fugashi.Tagger(unidic_arguments())
    warm, uncorrected = Tokenizer(), Tokenizer(corrections=False)
    n_tokens = len(warm.tokenize(text))
    uncorrected.tokenize(text)

    def mecab() -> int:
        for line in lines:
            silent.parse(line)
        return n_tokens

    def namedtuples() -> int:
        return sum(len([(node.surface, node.feature) for node in tagger(line)]) for line in lines)

    return {
        "MeCab's analysis alone": mecab,
        "fugashi, surface + feature namedtuple": namedtuples,
        "corpus-tools, all attributes + UPOS, first pass": lambda: len(Tokenizer().tokenize(text)),
        "corpus-tools, all attributes + UPOS, warm": lambda: len(warm.tokenize(text)),
        "corpus-tools, the same without corrections": lambda: len(uncorrected.tokenize(text)),
    }


def measure(lines: list[str], *, rounds: int) -> None:
    """Print the median of tokens per second of CPU time, and the ratio to the namedtuples."""
    speeds: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, way in ways(lines).items():
            start = time.process_time()
            n_tokens = way()
            speeds.setdefault(name, []).append(n_tokens / (time.process_time() - start))
    base = speeds["fugashi, surface + feature namedtuple"]
    print(f"{sum(map(len, lines)):,} characters, {n_tokens:,} tokens, {rounds} rounds")
    print("| way | tokens/s of CPU time (median; best) | × namedtuples (median of rounds) |")
    print("| --- | --- | --- |")
    for name, values in speeds.items():
        ratio = statistics.median(value / other for value, other in zip(values, base, strict=True))
        print(f"| {name} | {statistics.median(values):,.0f}; {max(values):,.0f} | {ratio:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", nargs="+", type=Path, help="UTF-8 files; lines that repeat are dropped")
    parser.add_argument("--characters", type=int, default=800_000, help="size of the generated text")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    if arguments.text:
        read = "\n".join(path.read_text(encoding="utf-8") for path in arguments.text)
        lines = [line for line in dict.fromkeys(read.split("\n")) if line.strip()]
    else:
        lines = list(generate(arguments.characters))
    measure(lines, rounds=arguments.rounds)


if __name__ == "__main__":
    main()
