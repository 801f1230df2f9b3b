"""Words that UniDic lacks: a MeCab user dictionary, compiled once and kept under a name made from its content."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import fugashi
import unidic_lite

from corpus_tools.annotate.tokens_ja.mecab_text import fold
from corpus_tools.errors import AnnotationError

USER_MARK = "user"
"""Stands after UniDic's own fields in the entries of a user dictionary."""

_KANA = 17
_DEFAULT_COST = 3000
_FORMAT = "1"
_O_AND_U = re.compile("(?<=[オコソトノホモヨロヲゴゾドボポョォ])ウ")
_COMPILE = "import sys, fugashi; fugashi.build_dictionary(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class UserEntry:
    """A word for the user dictionary.

    Attributes:
        reading: In katakana, as UniDic writes readings.
        lemma: The surface if empty.
        pos: UniDic 品詞, levels joined by ``-``.
        goshu: 語種: 固 for names, 和 漢 外 混 for other words.
        cost: The lower, the sooner MeCab takes the word.
    """

    surface: str
    reading: str = ""
    lemma: str = ""
    pos: str = "名詞-固有名詞-一般"
    goshu: str = "固"
    cost: int = _DEFAULT_COST


@cache
def package_entries() -> tuple[UserEntry, ...]:
    """Return the package's own list: frequent names and words that the dictionary of 2013 cuts up."""
    text = files("corpus_tools.annotate.tokens_ja").joinpath("user_words.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple(
        UserEntry(
            row["surface"],
            row["reading"],
            row["lemma"],
            row["pos"],
            row["goshu"],
            int(row["cost"] or _DEFAULT_COST),
        )
        for row in rows
    )


def words_unidic_lacks(entries: Iterable[UserEntry]) -> tuple[UserEntry, ...]:
    """Leave out the entries that UniDic has as one word of the same kind: it knows more about them.

    What it has as a word of another kind (CIS, a common noun there) keeps UniDic's reading
    unless the entry states one.
    """
    tagger = fugashi.GenericTagger(unidic_arguments())
    kept = []
    for entry in dict.fromkeys(entries):
        fields = _fields_in_unidic(entry.surface, tagger)
        if fields[:2] != entry.pos.split("-")[:2]:
            kept.append(replace(entry, reading=fields[_KANA]) if fields and not entry.reading else entry)
    return tuple(dict.fromkeys(kept))


def _fields_in_unidic(surface: str, tagger: fugashi.GenericTagger) -> list[str]:
    """Return UniDic's fields if it has the surface as one word."""
    nodes = tagger(fold(surface))
    return list(nodes[0].feature) if len(nodes) == 1 and not nodes[0].is_unk else []


def unidic_arguments() -> str:
    """Return the options that make MeCab use unidic-lite, whatever else is installed."""
    rc = Path(unidic_lite.DICDIR, "mecabrc")
    return f"-d {shlex.quote(unidic_lite.DICDIR)} -r {shlex.quote(str(rc))}"


def user_dictionary(entries: Iterable[UserEntry]) -> Path | None:
    """Return the compiled dictionary of ``entries``, compiling it if no earlier run has.

    Raises:
        AnnotationError: An entry cannot stand in a dictionary, or none can be compiled here.
    """
    table = _csv(dict.fromkeys(entries))
    if not table:
        return None
    key = hashlib.sha256("\0".join((_FORMAT, unidic_lite.VERSION, version("unidic-lite"), table)).encode())
    folder = _cache_folder()
    path = folder / f"user-{key.hexdigest()[:20]}.dic"
    if not path.exists():
        _compile(table, path)
    return path


def _csv(entries: Iterable[UserEntry]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(_fields(entry) for entry in entries)
    return out.getvalue()


def _fields(entry: UserEntry) -> list[str]:
    """Return an entry in UniDic's 26 fields and our mark, behind word, context ids and cost."""
    word = fold(entry.surface)
    if not word or any(character.isspace() for character in word):
        raise AnnotationError(
            f"User dictionary entry {entry.surface!r} has white space or no characters; give one word without it."
        )
    context = str(_context_id(entry.pos, entry.goshu))
    lemma = entry.lemma or entry.surface
    written = lemma if "固有名詞" in entry.pos else word
    pron = _O_AND_U.sub("ー", entry.reading)
    levels = [*entry.pos.split("-"), *"****"][:4]
    features = [
        *(*levels, "*", "*", entry.reading, lemma, word, pron, written, pron, entry.goshu, *"****"),
        *(entry.reading, entry.reading, entry.reading, entry.reading, *"*****"),
    ]
    return [word, context, context, str(entry.cost), *features, USER_MARK]


def _context_id(pos: str, goshu: str) -> int:
    """Look up how words of this kind connect to their neighbours."""
    ids = _context_ids()
    context = ids.get((pos, goshu), ids.get((pos, "*")))
    if context is None:
        known = ", ".join(sorted({name for name, _ in ids}))
        raise AnnotationError(
            f"The dictionary knows no uninflected 品詞 {pos!r} of 語種 {goshu!r}. Available: {known}."
        )
    return context


@cache
def _context_ids() -> dict[tuple[str, str], int]:
    """Read the ids of uninflected words by 品詞 and 語種; UniDic's left and right ids are the same."""
    ids: dict[tuple[str, str], int] = {}
    for line in Path(unidic_lite.DICDIR, "left-id.def").read_text(encoding="utf-8").splitlines():
        number, _, names = line.partition(" ")
        fields = names.split(",")
        if len(fields) == 9 and set(fields[4:8]) == {"*"}:
            pos = "-".join(level for level in fields[:4] if level != "*")
            ids.setdefault((pos, fields[8]), int(number))
    return ids


def _cache_folder() -> Path:
    """Return a folder of this user's that outlives the process; a temporary one where none can be written."""
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = (Path(root) if root else Path.home() / ".cache") / "corpus-tools"
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except (OSError, RuntimeError):  # no home, or one that is read-only
        pass
    return Path(tempfile.mkdtemp(prefix="corpus-tools-"))


def _compile(table: str, path: Path) -> None:
    """Compile beside ``path``, then move there in one step: other processes see all of it or nothing.

    In a process of its own, because MeCab's compiler prints to standard output and exits on errors.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        source, target = Path(folder, "user.csv"), Path(folder, "user.dic")
        source.write_text(table, encoding="utf-8")
        options = ["-d", unidic_lite.DICDIR, "-u", str(target), "-f", "utf8", "-t", "utf8", str(source)]
        arguments = "fugashi-build-dict " + shlex.join(options)
        run = subprocess.run([sys.executable, "-c", _COMPILE, arguments], capture_output=True, text=True)
        if not target.exists():
            raise AnnotationError(
                f"MeCab could not compile the user dictionary: {(run.stderr or run.stdout).strip()[-400:]} "
                "Use Tokenizer(use_user_dictionary=False) to go without."
            )
        target.replace(path)
