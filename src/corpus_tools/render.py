"""A concordance as text or HTML, escaped once; shared by terminal, notebook and browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import wcwidth

from corpus_tools.analysis.furigana import INTERLINEAR, ruby_html
from corpus_tools.analysis.kwic import kwic
from corpus_tools.analysis.rows import rows

if TYPE_CHECKING:
    import pandas as pd

    from corpus_tools.query import Hits

_ELLIPSIS = "…"


def columns_of(text: str) -> int:
    """Return how many terminal columns a text takes: a full-width character takes two."""
    return max(0, wcwidth.wcswidth(text)) if wcwidth.wcswidth(text) >= 0 else sum(map(_width, text))


def fit_left(text: str, columns: int) -> str:
    """Cut a text from its left to so many columns and fill it up on the left, so that its end is aligned."""
    kept = (
        text
        if columns_of(text) <= columns
        else _ELLIPSIS + _last_columns(text, columns - columns_of(_ELLIPSIS))
    )
    return " " * (columns - columns_of(kept)) + kept


def fit_right(text: str, columns: int) -> str:
    """Cut a text from its right to so many columns and fill it up on the right."""
    kept = (
        text
        if columns_of(text) <= columns
        else _first_columns(text, columns - columns_of(_ELLIPSIS)) + _ELLIPSIS
    )
    return kept + " " * (columns - columns_of(kept))


def kwic_text(lines: pd.DataFrame, *, width: int, color: bool = False) -> str:
    """Lay out a concordance, aligned on the node, for a terminal of ``width`` columns.

    Each line is followed by where it stands and by the English names and the dates on it.
    """
    if lines.empty:
        return ""
    shown = rows(lines)
    number = len(str(max(row["hit"] for row in shown) + 1))
    layout = _Layout.of(shown, width - number - 1, color)
    blank = " " * (number + 1)
    return "\n".join(
        f"{row['hit'] + 1:>{number}} {layout.line(row)}{layout.below(blank + _below(row))}" for row in shown
    )


def mentions_text(mentions: pd.DataFrame, *, lead: Sequence[str], width: int, color: bool = False) -> str:
    """Lay out mentions or dates like a concordance, each line led by some of its columns.

    Below each line stands where it is, and the English name; ``node`` and the contexts are cut at the span's own characters.
    """
    if mentions.empty:
        return ""
    shown = rows(mentions)
    leads = ["  ".join(str(row[name] or "-") for name in lead) for row in shown]
    space = min(max(map(columns_of, leads)), width // 3)
    layout = _Layout.of(shown, width - space - 2, color)
    return "\n".join(
        f"{fit_right(text, space)}  {layout.line(row)}{layout.below(' ' * (space + 2) + _mention_note(row))}"
        for text, row in zip(leads, shown, strict=True)
    )


def kwic_html(lines: pd.DataFrame) -> str:
    """Lay out a concordance as an HTML table; readings between ``furigana.INTERLINEAR`` become ruby."""
    head = "<tr><th>hit</th><th>left</th><th>node</th><th>right</th><th>section</th><th>names</th><th>dates</th></tr>"
    body = "".join(_html_row(row) for row in rows(lines))
    return f'<table class="kwic" lang="ja">{head}{body}</table>'


def hits_html(hits: Hits, *, limit: int = 20, furigana: bool = False) -> str:
    """Show the first hits of a query as HTML, with their number, and with readings as ruby where asked."""
    if hits.corpus is None:
        return f"<p>{escape(repr(hits))}</p>"
    shown = min(limit, len(hits))
    note = f"<p>{escape(hits.query)}: {shown} of {len(hits):,} hits</p>"
    return note + kwic_html(kwic(hits.corpus, hits, limit=limit, furigana=INTERLINEAR if furigana else None))


def names_on_line(entities: Sequence[dict[str, Any]]) -> list[str]:
    """Return ``Japanese = English`` for each distinct name on a line that has an English name.

    ``=`` stands for gold, ``≈`` for what the program found.
    """
    seen: dict[str, None] = {}
    for entity in entities:
        if entity["en"] and entity["en"] != entity["surface"]:
            seen[f"{entity['surface']} {_sign(entity)} {entity['en']}"] = None
    return list(seen)


def dates_on_line(dates: Sequence[dict[str, Any]]) -> list[str]:
    """Return ``surface = value`` for each distinct date on a line; the sign is that of ``names_on_line``."""
    return list({f"{date['surface']} {_sign(date)} {date['edtf'] or date['value']}": None for date in dates})


def _sign(span: dict[str, Any]) -> str:
    return "=" if span.get("origin") == "gold" else "≈"


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a concordance: so many for the left side, the node and the right side."""

    left: int
    node: int
    right: int
    color: bool

    @classmethod
    def of(cls, shown: Sequence[dict[str, Any]], width: int, color: bool) -> _Layout:
        node = min(max(columns_of(row["node"]) for row in shown), max(8, width // 3))
        side = max(8, (width - node - 2) // 2)
        left = min(side, max(columns_of(row["left"]) for row in shown))
        return cls(left, node, max(8, width - left - node - 2), color)

    def line(self, row: dict[str, Any]) -> str:
        node = fit_right(row["node"], self.node)
        shown = f"\x1b[1;33m{node}\x1b[0m" if self.color else node
        return f"{fit_left(row['left'], self.left)} {shown} {fit_right(row['right'], self.right)}".rstrip()

    def below(self, note: str) -> str:
        if not note.strip():
            return ""
        return f"\n\x1b[2m{note}\x1b[0m" if self.color else f"\n{note}"


def _below(row: dict[str, Any]) -> str:
    return " | ".join([_place(row), *names_on_line(row["entities"]), *dates_on_line(row["dates"])])


def _mention_note(row: dict[str, Any]) -> str:
    meaning = row.get("en") or row.get("edtf")
    beside = [*names_on_line(row.get("entities") or []), *dates_on_line(row.get("dates") or [])]
    return " | ".join([_place(row), *([f"{_sign(row)} {meaning}"] if meaning else []), *beside])


def _place(row: dict[str, Any]) -> str:
    number = row.get("sentence_n")
    parts = [row["document"], row["section"], f"s{number}" if number else None]
    return " · ".join(part for part in parts if part)


def _html_row(row: dict[str, Any]) -> str:
    cells = [
        f"<td>{row['hit'] + 1}</td>",
        f'<td style="text-align:right">{ruby_html(escape(row["left"]))}</td>',
        f"<td><b>{ruby_html(escape(row['node']))}</b></td>",
        f'<td style="text-align:left">{ruby_html(escape(row["right"]))}</td>',
        f"<td>{escape(row['section'] or '')}</td>",
        f"<td>{'<br>'.join(map(escape, names_on_line(row['entities'])))}</td>",
        f"<td>{'<br>'.join(map(escape, dates_on_line(row['dates'])))}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _first_columns(text: str, columns: int) -> str:
    taken = 0
    for place, character in enumerate(text):
        taken += _width(character)
        if taken > columns:
            return text[:place]
    return text


def _last_columns(text: str, columns: int) -> str:
    return _first_columns(text[::-1], columns)[::-1]


def _width(character: str) -> int:
    return max(0, wcwidth.wcwidth(character))
