"""The tokens of a concordance line as HTML: the one place outside the templates that writes any.

A page has thousands of tokens, and a template takes ten times as long for them. Every text and value goes through
``markupsafe.escape``, as in the templates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from corpus_tools.analysis.furigana import shared_out
from corpus_tools.web.line_marks import LineMark

_WORDS = 1 << 14


def tokens_html(
    words: Sequence[str],
    spaces: Sequence[str],
    marks: Sequence[LineMark | None],
    *,
    readings: Sequence[str] | None = None,
    sorted_by: int = -1,
) -> Markup:
    """Write tokens with the marks they stand under.

    Args:
        words: The tokens. *Length:* that of ``spaces``, ``marks`` and ``readings``.
        spaces: White space before each of them.
        marks: The innermost mark of each, the very same object for tokens under one mark.
        readings: Shown over kanji.
        sorted_by: The number of the token that the lines are sorted by.
    """
    shown = [_word(word) for word in words] if readings is None else list(map(_ruby, words, readings))
    if 0 <= sorted_by < len(shown):
        shown[sorted_by] = f'<i class="sorted">{shown[sorted_by][3:]}'
    return Markup("".join(_pieces(shown, spaces, marks)))


def _pieces(shown: Sequence[str], spaces: Sequence[str], marks: Sequence[LineMark | None]) -> Iterator[str]:
    """Yield white space, marks and tokens; space before a mark's first token stays outside of the mark."""
    before: LineMark | None = None
    for token, space, mark in zip(shown, spaces, marks, strict=True):
        if mark is not before:
            yield _closed(before)
        if space:
            yield str(escape(space))
        if mark is not before:
            yield _opened(mark)
        yield token
        before = mark
    yield _closed(before)


def _opened(mark: LineMark | None) -> str:
    if mark is None or not mark.kind:
        return ""
    title = f' title="{escape(mark.note)}"' if mark.note else ""
    return f'<mark class="k-{escape(mark.kind)}"{title}>'


def _closed(mark: LineMark | None) -> str:
    return "</mark>" if mark is not None and mark.kind else ""


@lru_cache(maxsize=_WORDS)
def _word(word: str) -> str:
    return f"<i>{escape(word)}</i>"


@lru_cache(maxsize=_WORDS)
def _ruby(word: str, reading: str) -> str:
    pieces = [
        f"<ruby>{escape(text)}<rp>（</rp><rt>{escape(kana)}</rt><rp>）</rp></ruby>"
        if kana
        else str(escape(text))
        for text, kana in shared_out(word, reading)
    ]
    return f"<i>{''.join(pieces)}</i>"
