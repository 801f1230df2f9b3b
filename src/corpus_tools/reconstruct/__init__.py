"""Source text to running text, keeping the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from corpus_tools.model import Block, Document, Metadata, OffsetMap, Piece, Span
from corpus_tools.reconstruct.block_types import LineBlock
from corpus_tools.reconstruct.blocks import group_lines, marked_blocks
from corpus_tools.reconstruct.characters import LINE_BREAKS
from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.geometry import drop_footnotes, drop_headers, read_geometry
from corpus_tools.reconstruct.glyphs import repair_glyphs
from corpus_tools.reconstruct.headings_ja import number_end
from corpus_tools.reconstruct.layers import add_layers
from corpus_tools.reconstruct.layout import Layout, measure_layout
from corpus_tools.reconstruct.lines import Line, find_page_starts, split_lines
from corpus_tools.reconstruct.notes import drop_marked_notes, drop_notes
from corpus_tools.reconstruct.pages import drop_page_furniture
from corpus_tools.reconstruct.spacing import LINE_BREAK, MARGIN, settle_spaces
from corpus_tools.sources import SourceText
from corpus_tools.sources.marks import Mark

__all__ = ["as_running_text", "block_records", "reconstruct"]


def reconstruct(source: SourceText) -> Document:
    """Make running text of a source: one block per line, repaired, with the way back to the source.

    Layers: ``p`` (type), ``section`` (title, level), ``page`` (n), ``note`` (n, zero width), ``gap``
    (suggestion). Nothing is guessed into the text: a lost glyph becomes 〓.
    """
    draft = Draft(source.text)
    repair_glyphs(draft)
    lines = drop_headers(draft, split_lines(draft), source.marks)
    lines = drop_page_furniture(draft, lines)
    find_page_starts(lines)
    layout = _layout(lines, source.marks)
    lines = drop_footnotes(draft, lines)
    notes = drop_marked_notes(draft, source.marks) or drop_notes(draft, damaged=layout.wrapped)
    lines = _reread(draft, lines)
    blocks = marked_blocks(lines, source.marks) or group_lines(lines, layout)
    pages = [line.start for line in lines if line.page_before]
    pages += [mark.start for mark in source.marks if mark.kind == "page" and mark.start]
    _settle(draft, blocks, layout, frozenset(pages))
    text, offsets, places = draft.finish()
    document = _document(source, text, offsets, _placed(blocks, layout, places))
    add_layers(
        document, notes=[(places[note.start], note.n) for note in notes], pages=[places[p] for p in pages]
    )
    return document


def as_running_text(id: str, text: str, metadata: Metadata | None = None) -> Document:  # noqa: A002 - the name of the field
    """Take a text as it is: no repair, each line that is not empty a block."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", 0, start, start + len(line)))
        start += len(line) + 1
    source = SourceText(id, text, dict(metadata or {}))
    document = _document(source, text, OffsetMap.identity(len(text)), blocks)
    add_layers(document, notes=[], pages=[])
    return document


def block_records(document: Document) -> Iterator[dict[str, Any]]:
    """Yield each block as one object: type, level, place, text, source ranges and notes."""
    offsets = document.offsets or OffsetMap.identity(len(document.text))
    shown = [piece for piece in offsets.pieces if piece.end > piece.start]
    starts = [piece.start for piece in shown]
    notes = document.spans("note")
    for block in document.blocks:
        yield {
            "type": block.type,
            "level": block.level,
            "start": block.start,
            "end": block.end,
            "text": document.text[block.start : block.end],
            "source": _source_ranges(shown, starts, block),
            "notes": [_note(note) for note in notes if block.start <= note.start <= block.end],
        }


def _note(note: Span) -> dict[str, int]:
    return {"n": note.attributes["n"], "at": note.start}


def _source_ranges(shown: list[Piece], starts: list[int], block: Block) -> list[list[int]]:
    """Return the source ranges that a block was made from; ranges that touch are one."""
    ranges: list[list[int]] = []
    place = max(0, bisect_right(starts, block.start) - 1)
    while place < len(shown) and shown[place].start < block.end:
        piece = shown[place]
        first, last = piece.source_start, piece.source_end
        if piece.kind == "kept":
            first += max(0, block.start - piece.start)
            last -= max(0, piece.end - block.end)
        if ranges and ranges[-1][1] == first:
            ranges[-1][1] = last
        else:
            ranges.append([first, last])
        place += 1
    return ranges


def _layout(lines: list[Line], marks: tuple[Mark, ...]) -> Layout:
    """Take the layout from the page; from the blocks a file states, where each line is one; else measure it."""
    if any(mark.kind == "block" for mark in marks):
        return Layout(wrapped=False, measured=True)
    return read_geometry(lines, marks) or measure_layout(lines)


def _reread(draft: Draft, lines: list[Line]) -> list[Line]:
    """Read the lines again without their note markers; a line that was only a marker is none."""
    for line in lines:
        line.text = draft.text(line.start, line.end).strip()
    for line, following in pairwise(lines):
        following.page_before = following.page_before or (line.page_before and not line.text)
    return [line for line in lines if line.text]


def _settle(draft: Draft, blocks: list[LineBlock], layout: Layout, pages: frozenset[int]) -> None:
    """Settle the white space inside blocks, and leave one line break between two of them."""
    after = 0
    for block in blocks:
        start, end = _source_start(block, layout), block.lines[-1].end
        _settle_between(draft, after, start, first=block is blocks[0])
        if layout.wrapped or len(block.lines) > 1:
            settle_spaces(draft, start, end, pages=pages, kept=_kept_spaces(draft, block))
        after = end
    _settle_between(draft, after, len(draft.source), first=True)


def _source_start(block: LineBlock, layout: Layout) -> int:
    """Return where a block begins: with its indent, where nothing is repaired."""
    first = block.lines[0]
    keeps_indent = not layout.wrapped and not layout.measured and not first.page_before
    return first.start - (len(first.margin) if keeps_indent else 0)


def _settle_between(draft: Draft, start: int, end: int, *, first: bool) -> None:
    """Leave one line break of ``source[start:end]``, which lies between blocks; none before the first."""
    breaks = (place for place in range(start, end) if draft.source[place] in LINE_BREAKS)
    kept = end if first else next(breaks, end)
    for place in range(start, end):
        if place != kept:
            draft.drop(place, place + 1, LINE_BREAK if draft.source[place] in LINE_BREAKS else MARGIN)
    if kept == end:
        return
    draft.restore(kept)
    if draft.source[kept] != "\n":
        draft.replace(kept, kept + 1, "\n", LINE_BREAK)


def _kept_spaces(draft: Draft, block: LineBlock) -> frozenset[int]:
    """Return the places of the spaces that belong to a block: in a name, after a heading's number."""
    first = block.lines[0]
    source = draft.source[first.start : first.end]
    if block.type == "author":
        return frozenset(first.start + place for place, c in enumerate(source) if c == " ")
    if block.type in ("heading", "title"):
        end = number_end(source)
        return frozenset((first.start + end - 1, first.start + end)) if end else frozenset()
    return frozenset()


def _placed(blocks: list[LineBlock], layout: Layout, places: list[int]) -> list[Block]:
    return [
        Block(block.type, block.level, places[_source_start(block, layout)], places[block.lines[-1].end])
        for block in blocks
    ]


def _document(source: SourceText, text: str, offsets: OffsetMap, blocks: list[Block]) -> Document:
    return Document(
        id=source.id,
        text=text,
        lang=source.metadata.get("language", "ja"),
        metadata=dict(source.metadata),
        blocks=blocks,
        offsets=offsets,
        source=source.text,
    )
