"""What a page carries besides its text: page numbers and running headers."""

from __future__ import annotations

import re
from collections import Counter

from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.lines import Line

_DASHES = r"[-‐–—―－ー\s]*"
_PAGE_NUMBER = re.compile(rf"{_DASHES}(?:[pP]\.?\s*)?([0-9０-９]{{1,4}}){_DASHES}(?:/\s*[0-9０-９]{{1,4}})?")
_DIGITS = re.compile(r"[0-9０-９]+")

PAGE_NUMBER = "page number"
RUNNING_HEADER = "running header"


def drop_page_furniture(draft: Draft, lines: list[Line]) -> list[Line]:
    """Drop page numbers and running headers or footers; return the lines that are left.

    Rules: a line that is nothing but a number is a page number when it stands first or last on a page, or
    when the numbers of such lines rise by one at least twice. A line is a running header (or footer) when
    it stands first (or last) on at least three pages, in at least half of them, numbers aside; the first
    line of the file stays, for headers repeat the title.
    """
    left = _drop(draft, lines, _page_numbers(lines), PAGE_NUMBER)
    return _drop(draft, left, _running_headers(left), RUNNING_HEADER)


def _page_numbers(lines: list[Line]) -> set[int]:
    numbers = {n: value for n, line in enumerate(lines) if (value := _page_number(line)) is not None}
    pages = sum(line.page_before for line in lines)
    edges = {n for n in numbers if pages and _at_page_edge(lines, n)}
    return edges | _rising(numbers)


def _page_number(line: Line) -> int | None:
    match = _PAGE_NUMBER.fullmatch(line.text) if len(line.text) <= 20 else None
    return int(match[1]) if match else None


def _at_page_edge(lines: list[Line], n: int) -> bool:
    return lines[n].page_before or n + 1 == len(lines) or lines[n + 1].page_before


def _rising(numbers: dict[int, int]) -> set[int]:
    """Return the longest run of consecutive number lines that count up by one (three lines or more)."""
    best: list[int] = []
    run: list[int] = []
    for n, value in numbers.items():
        # Neighbouring lines would be a list, not pages.
        follows = run and value == numbers[run[-1]] + 1 and n > run[-1] + 2
        run = [*run, n] if follows else [n]
        best = max(best, run, key=len)
    return set(best) if len(best) >= 3 else set()


def _running_headers(lines: list[Line]) -> set[int]:
    firsts = [n for n, line in enumerate(lines) if n == 0 or line.page_before]
    lasts = [n - 1 for n in firsts[1:]] + ([len(lines) - 1] if lines else [])
    return _repeated(lines, firsts) | _repeated(lines, lasts)


def _repeated(lines: list[Line], edge: list[int]) -> set[int]:
    forms = Counter(_form(lines[n]) for n in edge)
    # The first line of all is kept: headers mostly repeat a title, and that is where it stands.
    return {n for n in edge if n and forms[_form(lines[n])] >= max(3, len(edge) / 2)}


def _form(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _drop(draft: Draft, lines: list[Line], dropped: set[int], reason: str) -> list[Line]:
    left: list[Line] = []
    page = False
    for n, line in enumerate(lines):
        if n in dropped:
            draft.drop(line.start, line.end, reason, force=True)
            page = bool(left)
            continue
        line.page_before = line.page_before or page
        page = False
        left.append(line)
    return left
