"""Readings over characters: the reading of each token shared out over the kanji that it is read from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus_tools.errors import Message, QueryError

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

_KANJI = "々〆ヶ\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_KANJI}]+|[^{_KANJI}]+")
_HAS_KANJI = re.compile(f"[{_KANJI}]")
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_MARKED = re.compile("\ufff9([^\ufffa]*)\ufffa([^\ufffb]*)\ufffb")


class Marks(NamedTuple):
    """What stands before a piece, between it and its reading, and after that."""

    before: str
    between: str
    after: str


IN_TEXT = Marks("", "《", "》")
"""加盟《かめい》, as in the digital library Aozora."""
INTERLINEAR = Marks("\ufff9", "\ufffa", "\ufffb")
"""Unicode's characters for the purpose, which no text has; ``ruby_html`` makes elements of them."""


def annotated(
    corpus: Corpus,
    document: int,
    start: int,
    end: int,
    *,
    marks: Marks = IN_TEXT,
    leading: bool = False,
    trailing: bool = False,
) -> str:
    """Return the text of a range of tokens with the readings of what is written in kanji.

    Args:
        leading: With the white space between the token before and the first one.
        trailing: With the white space between the last token and the one after.

    Raises:
        QueryError: The corpus has no readings.
    """
    attribute = corpus.index.positional.get("reading")
    if attribute is None:
        available = ", ".join(corpus.index.positional)
        raise QueryError(
            Message(
                "Furigana need the attribute 'reading'; this corpus has {available}.", available=available
            )
        )
    pieces = []
    for cpos in range(start, end):
        surface = corpus.surface(document, cpos, cpos + 1)
        spaced = corpus.surface(document, cpos, cpos + 1, leading=leading or cpos > start)
        pieces.append(spaced[: len(spaced) - len(surface)])
        pieces += [_marked(piece, kana, marks) for piece, kana in shared_out(surface, attribute.value(cpos))]
    if trailing and end > start:
        pieces.append(corpus.surface(document, end - 1, end, trailing=True)[len(surface) :])
    return "".join(pieces)


@lru_cache(maxsize=1 << 14)
def shared_out(surface: str, reading: str) -> tuple[tuple[str, str], ...]:
    """Return the pieces of a token with their readings in hiragana, empty for what is not kanji.

    取り組む, トリクム → 取 と, り, 組 く, む. Where the kana of the token are not found in its reading, the whole
    token is one piece.
    """
    if not _HAS_KANJI.search(surface) or not reading:
        return ((surface, ""),)
    runs = _RUN.findall(surface)
    kana = reading.translate(_TO_HIRAGANA)
    pattern = "".join("(.+?)" if _HAS_KANJI.match(run) else re.escape(_hiragana(run)) for run in runs)
    found = re.fullmatch(pattern, kana)
    if found is None:
        return ((surface, kana),)
    readings = iter(found.groups())
    return tuple((run, next(readings) if _HAS_KANJI.match(run) else "") for run in runs)


def ruby_html(escaped: str) -> str:
    """Turn readings between interlinear marks into ruby elements, in text that is escaped already."""
    return _MARKED.sub(r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>", escaped)


def _marked(piece: str, kana: str, marks: Marks) -> str:
    return f"{marks.before}{piece}{marks.between}{kana}{marks.after}" if kana else piece


def _hiragana(text: str) -> str:
    return text.translate(_TO_HIRAGANA)
