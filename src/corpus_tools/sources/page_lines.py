"""Glyphs on a page to lines in reading order, horizontal or vertical."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus_tools.sources.glyphs import Glyph, PageLine
from corpus_tools.sources.reading_order import in_reading_order

SMALL = 0.8
"""A glyph smaller than this, against the size of its page's text, is a note number, ruby or a note's text."""
COLUMN_GAP = 1.8
"""Room (em) inside a line that parts two columns, or a heading from a page number beside it."""
WORD_GAP = 0.15
"""Room (em) between Latin letters that is a space; between Japanese characters more is needed."""
JAPANESE_GAP = 0.25
NUMBER_GAP = 0.7
HALF_SIGNS = frozenset("、。，．」』）〕］｝〉》")
"""At a line's end only half of their box is theirs."""


def page_lines(glyphs: Iterable[Glyph]) -> list[PageLine]:
    """Return the lines of a page in reading order.

    A page is vertical when neighbouring glyphs mostly stand under each other. On a vertical page what lies
    beside the text and runs across it (a running header) is a horizontal line.
    """
    ink = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not ink:
        return []
    if not _is_vertical(ink):
        return _horizontal_lines(ink, vertical=False)
    across = _across(ink)
    columns = _horizontal_lines([g.turned() for g in ink if g not in across], vertical=True)
    middle = median(g.top for g in ink)
    others = _horizontal_lines(list(across), vertical=False)
    above = [line for line in others if line.box[1] < middle]
    return [*above, *map(_turned_back, columns), *(line for line in others if line not in above)]


def line_text(line: PageLine) -> tuple[str, list[int]]:
    """Return the text of a line, spaces put in where there is room for one, and each glyph's place in it."""
    text, places = "", []
    for before, glyph in zip([None, *line.glyphs], line.glyphs, strict=False):
        if before is not None and _has_space(before, glyph, line.vertical):
            text += " "
        places.append(len(text))
        text += glyph.text
    return text, places


def _has_space(before: Glyph, glyph: Glyph, vertical: bool) -> bool:
    room = glyph.top - before.bottom if vertical else glyph.left - before.right
    if before.wide != glyph.wide:
        # Scripts that touch have room between them, and no space; a heading's number has more.
        return room > NUMBER_GAP * glyph.size
    return room > (JAPANESE_GAP if glyph.wide else WORD_GAP) * max(before.size, glyph.size)


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Count whether Japanese glyphs are mostly followed by one below them or by one to the right."""
    wide = [glyph for glyph in glyphs if glyph.wide]
    places = {(round(g.left), round(g.top)) for g in wide}
    below = sum(_near(places, g.left, g.bottom) for g in wide)
    right = sum(_near(places, g.right, g.top) for g in wide)
    return below > right


def _near(places: set[tuple[int, int]], left: float, top: float) -> bool:
    x, y = round(left), round(top)
    return any((x + dx, y + dy) in places for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def _across(glyphs: Sequence[Glyph]) -> set[Glyph]:
    """Return the glyphs of a vertical page that lie above or below all that stand under one another."""
    wide = [glyph for glyph in glyphs if glyph.wide]
    places = {(round(g.left), round(g.top)) for g in wide}
    followed = [glyph for glyph in wide if _near(places, glyph.left, glyph.bottom)]
    top = min((glyph.top for glyph in followed), default=0.0)
    bottom = max((glyph.bottom + glyph.size for glyph in followed), default=0.0)
    return {glyph for glyph in glyphs if glyph.bottom <= top or glyph.top >= bottom}


def _turned_back(line: PageLine) -> PageLine:
    glyphs = [replace(g, left=-g.bottom, right=-g.top, top=g.left, bottom=g.right) for g in line.glyphs]
    return PageLine(glyphs, True, line.raised, line.ruby)


# ------------------------------------------------------------------------------------- horizontal geometry


def _horizontal_lines(glyphs: Sequence[Glyph], *, vertical: bool) -> list[PageLine]:
    if not glyphs:
        return []
    body = median(glyph.size for glyph in glyphs)
    rows = _rows([glyph for glyph in glyphs if glyph.size >= SMALL * body])
    small = [glyph for glyph in glyphs if glyph.size < SMALL * body]
    lines = [PageLine(part, vertical) for row in rows for part in _parts(row)]
    apart = [glyph for glyph in small if not _join(glyph, lines)]
    ruby, rest = _ruby(apart, lines)
    lines += [PageLine(part, vertical) for row in _rows(rest) for part in _parts(row)]
    for line in lines:
        _settle(line, body, ruby.get(id(line), []))
    return in_reading_order(lines)


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Gather glyphs whose middles lie on one level."""
    rows: list[list[Glyph]] = []
    levels: list[float] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom) / 2):
        middle = (glyph.top + glyph.bottom) / 2
        if rows and middle - levels[-1] < 0.5 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
            levels[-1] += (middle - levels[-1]) / len(rows[-1])
        else:
            rows.append([glyph])
            levels.append(middle)
    return rows


def _parts(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut a row where a column ends."""
    parts: list[list[Glyph]] = []
    for glyph in sorted(row, key=lambda g: g.left):
        if parts and glyph.left - parts[-1][-1].right < COLUMN_GAP * glyph.size:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return parts


def _join(glyph: Glyph, lines: Sequence[PageLine]) -> bool:
    """Put a small glyph into the line whose band it lies in and whose glyphs it touches; a digit may stand out."""
    least = -0.3 if glyph.text.isdigit() else 0.5
    best = max(lines, key=lambda line: _shared_height(glyph, line), default=None)
    if best is None or _shared_height(glyph, best) <= least:
        return False
    best.glyphs.append(glyph)
    return True


def _shared_height(glyph: Glyph, line: PageLine) -> float:
    """Return how much of a glyph's height lies in a line's band, as a share; below 0 beside or apart from it."""
    left, top, right, bottom = line.box
    if not left - glyph.size <= glyph.left <= right + glyph.size:
        return -1.0
    return (min(bottom, glyph.bottom) - max(top, glyph.top)) / (glyph.bottom - glyph.top)


def _ruby(glyphs: Sequence[Glyph], lines: Sequence[PageLine]) -> tuple[dict[int, list[Glyph]], list[Glyph]]:
    """Tell small kana right above a line (its ruby) from other small print."""
    ruby: dict[int, list[Glyph]] = {}
    rest = []
    for glyph in glyphs:
        line = next((line for line in lines if _lies_above(glyph, line)), None)
        if line is not None and _is_kana(glyph.text):
            ruby.setdefault(id(line), []).append(glyph)
        else:
            rest.append(glyph)
    return ruby, rest


def _lies_above(glyph: Glyph, line: PageLine) -> bool:
    left, top, right, _ = line.box
    return left <= _middle(glyph) <= right and -glyph.size <= top - glyph.bottom <= 0.6 * glyph.size


def _is_kana(text: str) -> bool:
    return "\u3041" <= text <= "\u30ff"


def _settle(line: PageLine, body: float, ruby: Sequence[Glyph]) -> None:
    line.glyphs.sort(key=lambda g: g.left)
    last = line.glyphs[-1]
    if last.text in HALF_SIGNS and last.right - last.left > 0.75 * last.size:
        line.glyphs[-1] = replace(last, right=last.left + last.size / 2)
    if line.vertical:
        _order_upright_digits(line.glyphs)
    full = [glyph for glyph in line.glyphs if glyph.size >= SMALL * body]
    if full:
        middle = median((glyph.top + glyph.bottom) / 2 for glyph in full)
        line.raised = {
            place
            for place, glyph in enumerate(line.glyphs)
            if glyph.size < SMALL * body and (glyph.top + glyph.bottom) / 2 < middle - 0.05 * body
        }
    line.ruby = _readings(line, ruby)


def _order_upright_digits(glyphs: list[Glyph]) -> None:
    """Put digits that stand side by side in a column (縦中横) in their order from left to right."""
    for n, (glyph, following) in enumerate(pairwise(glyphs)):
        beside = min(glyph.right, following.right) - max(glyph.left, following.left)
        if beside > 0.6 * (glyph.right - glyph.left) and following.top > glyph.top:
            glyphs[n], glyphs[n + 1] = following, glyph


def _readings(line: PageLine, ruby: Sequence[Glyph]) -> list[tuple[int, int, str]]:
    """Give each stretch of ruby the glyphs under it."""
    found = []
    for part in _runs(sorted(ruby, key=lambda g: g.left)):
        left, right = part[0].left, part[-1].right
        under = [
            n for n, g in enumerate(line.glyphs) if left - 0.4 * g.size < _middle(g) < right + 0.4 * g.size
        ]
        while len(under) > 1 and not _is_kanji(line.glyphs[under[0]].text):
            under = under[1:]
        while len(under) > 1 and not _is_kanji(line.glyphs[under[-1]].text):
            under = under[:-1]
        if under:
            found.append((under[0], under[-1], "".join(g.text for g in part)))
    return found


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _is_kanji(text: str) -> bool:
    return "\u3400" <= text <= "\u9fff" or text >= "\U00020000" or text == "々"


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and glyph.left - runs[-1][-1].right < 0.7 * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs
