"""What stands inside a parenthesis: names, acronyms, terms of office, Japanese, or nothing a gloss is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus_tools.annotate.glosses_ja.measures import is_measure
from corpus_tools.annotate.glosses_ja.persons import TITLE_END
from corpus_tools.annotate.glosses_ja.word_lists import word_set

PartKind: TypeAlias = Literal["acronym", "english", "tenure", "japanese", "year", "other"]

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿﬀ-ﬆ"
_ENGLISH = re.compile(rf"[{_LATIN}0-9 \t\r\n　'’‘ʻʼ`´.,:&+/–—‐‑!?\"“”•·%@#*_−-]+")
_WORD = re.compile(rf"[{_LATIN}]{{2,}}")
_ACRONYM = re.compile(r"[A-Za-z0-9][A-Za-z0-9&+.\-‐‑/₀-₉]*")
_LABEL_WORD = re.compile(
    r"[一-鿿々ァ-ヺー・\s]{0,16}?(?:在任|在職|在位|任期|統治)(?:期間|中)?\s*[：:＝=は]?\s*"
    r"|(?:英語?|英文|仏語?|フランス語|独語?|ドイツ語|西語?|スペイン語|露語?|ロシア語|伊語?|イタリア語|蘭語?|ラテン語|羅|原語?|原題|原文"
    r"|略称?|略号|略して|通称|英名|英語名|英文名|英略|正式名称?|別名|俗称|旧称)(?:名称?|略称?|表記|訳)?\s*[：:＝=は]?\s*"
)
_OFFICE = re.compile(r"([一-鿿々ァ-ヺー・]{2,16})\s*[：:]?\s*(?=[12])")
_REMARK = re.compile(
    r"以下|以降|例えば|たとえば|例[：:]|いわゆる|つまり|すなわち|参照|出典|注|第[0-9０-９一二三四五六七八九十]|図|表|写真|同上|前掲"
)

_YEAR = r"(?:[12][0-9]{3}|[１２][０-９]{3})"
_MONTH = r"(?:\s*年\s*[0-9０-９]{1,2}\s*月)"
_DASH = r"\s*[-－–—―‐‑−~〜～ー]\s*"
TENURE = re.compile(
    rf"(?:在任|在職|任期|在位|統治)?\s*[：:]?\s*(?P<start>{_YEAR})(?P<start_month>{_MONTH})?\s*年?{_DASH}"
    rf"(?:(?P<end>{_YEAR}|[0-9０-９]{{2}})(?P<end_month>{_MONTH})?\s*年?)?\s*(?:在任|在職|在位)?"
)
_SINGLE_YEAR = re.compile(rf"{_YEAR}\s*(?:年|[a-z])?")

_NO_GLOSS = re.compile(
    r"https?:|www\.|doi\b|[\w.]+@[\w.]+|\bISBN\b|\bISSN\b|\bet al\b|\bibid\b|\bop\. ?cit|\bcf\.|\be\.g\.|\bi\.e\.|\bpp?\. ?[0-9]"
    r"|\b[Ee]ds?\.|\bvol\. ?[0-9]|\bvols\.|\btrans\.|\bn\.d\.|\b[Ss]ee\b [A-Z]|\bVer\. ?[0-9]|\bver\. ?[0-9]"
    r"|^(?:Figs?|Tabs?|Table|Figure|Eqs?|Equation|Sec|Section|Chap|Chapter|Ch|No|Nos|Art|Article|Appendix|Part|Vol|Step|Page|Line|Box|Panel|Note|Type|Case|Grade|Class|Group|Level|Phase|Stage|Model|Fig|Plate|Map|Photo)\b\.? ?(?:[0-9]+|[IVX]+|[A-Z])(?:[-.(–a-z0-9)]*)$"
    r"|^(?:NYSE|NASDAQ|Nasdaq|TYO|TSE|LSE|HKEX|SSE|SZSE|KRX|AMEX|FWB|TWSE)\s*[：:]"
    r"|[$€£¥]|^(?:USD|EUR|JPY|GBP|CNY|US)\s*[0-9]"
    r"|^[A-Z]{1,6}(?:/[A-Z0-9.]+)+/[0-9(][^ ]*$|^[A-Z]/[0-9][^ ]*$|^[A-Z]{1,4}/[A-Z.]+/?[0-9]+[^ ]*$"
    r"|^[0-9][0-9.,:%/ –-]*$|\b(?:JST|GMT|UTC|a\.m\.|p\.m\.)|^[A-Za-z]?$|^[A-Z][+\-–−]$|^(?=.)X{0,3}(?:IX|IV|V?I{0,3})$|^(?=.)x{0,3}(?:ix|iv|v?i{0,3})$|^(?:A{2,3}|B{2,3}|C{2,3})[+\-−]?$|^[「『]"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}(?:, [0-9]{4})?$"
    r"|^[nNprRtF]\s?[=<>]|^\.\w+$|^\w+\.(?:txt|pdf|jpg|png|csv|py|html|com|jp|org)$"
)

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_DIVIDED = re.compile(r"(?P<before>[A-Za-z]+)-[ \t]*\n\s*(?=(?P<small>[a-z])|[A-Z])")
_PREFIXES = word_set(
    "non self co pre post anti multi inter ex pro trans counter sub semi vice long short all"
)
"""A hyphen behind these belongs to the word, also at the end of a line."""
_BROKEN_LIGATURE = re.compile(r"(?<![A-Za-z-])(?P<before>[A-Za-z]*(?:f[fil]|ff[il])) (?=[a-z])")
_END_SO = word_set(
    "sufi delfi off staff tariff sheriff cliff bluff stuff cuff puff bailiff plaintiff mastiff"
)
"""Words that do end in what a ligature writes."""
_SOFT_MARK = re.compile(r"[：:,]|(?<=[A-Za-z)])\s+(?=[12][0-9]{3}年?\s*[-－–—~〜～])")
_MOST_CUTS = 12  # a parenthesis of more is a list, not a gloss


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a parenthesis, from its first to just after its last character."""

    kind: PartKind
    start: int
    end: int
    text: str
    nested: bool = False


def read_parts(text: str, start: int, end: int, *, before: str = "") -> list[Part]:
    """Split the inside of a parenthesis into its parts.

    Args:
        text: The whole text.
        start: First character after the opening mark.
        end: Place of the closing mark.
        before: The text to the left; a year that stands there too is part of a name (Vision 2030).

    Returns:
        The parts in order; none when the parenthesis is a citation, a symbol, a remark …: no gloss.
    """
    inside = fold_english(text[start:end])
    if not inside or _NO_GLOSS.search(inside):
        return []
    pieces = list(_pieces(text, start, end))
    if len(pieces) > _MOST_CUTS:
        return []
    parts = [part for piece in pieces for part in _read(text, *piece)]
    return [] if _is_citation(parts, before) else parts


def fold_english(raw: str) -> str:
    """Fold white space to single spaces and mend what a PDF's text layer breaks in Latin words.

    A hyphen at the end of a line divides a word; a ligature (fi, fl, ff, ffi, ffl) is one character, or
    leaves a space behind it.
    """
    mended = re.sub(r"(?<=[A-Za-z])[­]\s*", "", raw.translate(_LIGATURES))
    mended = re.sub(r"\s+", " ", _DIVIDED.sub(_join_divided, mended)).strip()
    return _BROKEN_LIGATURE.sub(_join_ligature, mended)


def _join_divided(match: re.Match[str]) -> str:
    """A word divided at the end of a line loses its hyphen, unless a capital or a prefix stands beside it."""
    keeps = match["small"] is None or match["before"].lower() in _PREFIXES
    return match["before"] + ("-" if keeps else "")


def _join_ligature(match: re.Match[str]) -> str:
    return match[0] if match["before"].lower() in _END_SO else match["before"]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at marks that always separate: 、 ，；; and inner parentheses."""
    place = start
    for mark in re.finditer(r"[、，；;（）()]", text[start:end]):
        yield (place, start + mark.start())
        place = start + mark.end()
    yield (place, end)


def _read(text: str, start: int, end: int) -> Iterator[Part]:
    """Classify a piece, cutting it further at colons and commas where the rest says so."""
    start, end = _trim(text, start, end)
    if start == end:
        return
    rest = _after_label(text, start, end)
    if rest < end and text[rest].isascii() and text[rest].isalnum():
        yield from _read(text, rest, end)
        return
    cuts = list(_SOFT_MARK.finditer(text[start:end]))
    for cut in cuts if len(cuts) <= _MOST_CUTS else []:
        rest, _ = _trim(text, start + cut.end(), end)
        kinds = (_kind(text[start : start + cut.start()]), _kind(text[rest:end]))
        if _separates(cut.group(), kinds, text[rest:end]):
            yield from _read(text, start, start + cut.start())
            yield from _read(text, rest, end)
            return
    yield Part(_kind(text[start:end]), start, end, fold_english(text[start:end]))


def _after_label(text: str, start: int, end: int) -> int:
    """Return where the Latin name or the term begins that a label announces: 略称, 在任, an office; else ``end``."""
    piece = text[start:end]
    office = _OFFICE.match(piece)
    if office and TITLE_END.search(office[1]) and TENURE.fullmatch(piece, office.end()):
        return start + office.end()
    label = _LABEL_WORD.match(piece)
    return _trim(text, start + label.end(), end)[0] if label else end


def _separates(mark: str, kinds: tuple[PartKind, PartKind], rest: str) -> bool:
    left, right = kinds
    if right in ("tenure", "year"):
        return left in ("english", "acronym")
    if right == "acronym":
        return left == "english" and not re.fullmatch(r"(?:Jr|Sr|Inc|Ltd|Co|LLC|PLC|USA|UK|DC|D\.C)\.?", rest)
    if mark != "," and left == "acronym":
        return right == "english" and len(rest) > 3
    return (left == "english" and right == "japanese") or (
        left == "japanese" and right in ("english", "acronym")
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",，、:：;；=＝\"“”'’‘/／「」『』"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ',，、:：;；=＝"“”‘/／「」『』'):
        end -= 1
    return (start, end)


def _kind(raw: str) -> PartKind:
    folded = fold_english(raw)
    if TENURE.fullmatch(folded):
        return "tenure"
    if _SINGLE_YEAR.fullmatch(folded):
        return "year"
    if is_acronym(folded):
        return "acronym"
    if _ENGLISH.fullmatch(folded) and _WORD.search(folded) and not is_measure(folded):
        return "english"
    if re.search("[ぁ-ゖァ-ヺ一-鿿々]", folded) and not _REMARK.match(folded):
        return "japanese"
    return "other"


def is_acronym(word: str) -> bool:
    """Say whether a word is written as an acronym or a symbol: mostly capitals (NATO, SDGs, CO2, PfP)."""
    if not _ACRONYM.fullmatch(word) or is_measure(word) or _NO_GLOSS.search(word):
        return False
    capitals = sum(letter.isupper() for letter in word)
    small = sum(letter.islower() for letter in word.removesuffix("s"))
    if capitals >= 2:
        return small < capitals
    return capitals == 1 and any(letter.isdigit() for letter in word) and small <= 1


def _is_citation(parts: list[Part], before: str) -> bool:
    """Latin with a year beside it, alone or at its end: (Smith 2010), (Yamada & Sato, 2019)."""
    latin = [part for part in parts if part.kind in ("english", "acronym")]
    if latin and any(part.kind == "year" for part in parts):
        return True
    ends = [_YEAR_AT_END.search(part.text) for part in latin]
    return any(end and end["year"] not in before for end in ends)


_YEAR_AT_END = re.compile(r"[A-Za-z.,&] ?[(]?(?P<year>(?:1[5-9]|20)[0-9]{2})[a-z]?(?: ?[:,] ?[0-9].*)?$")
