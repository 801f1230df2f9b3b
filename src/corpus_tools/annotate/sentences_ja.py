"""Japanese sentences: cut at full stops that stand outside quotations and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.model import Document, Span, automatic_id

_LONGEST_BRACKET = 600
_OPEN = "「『（(［[｛{〔〈《【“‘〝｢⦅"
_CLOSE = "」』）)］]｝}〕〉》】”’〟｣⦆"
_QUOTES = "「『“〝｢"
_PARTNER = dict(zip(_CLOSE, _OPEN, strict=True)) | {")": "（(", "）": "（("}
_STOPS = "。｡．.！？!?‼⁇⁈⁉"
_STOP_RUN = re.compile(rf"[{re.escape(_STOPS)}]+[{re.escape(_CLOSE)}\"]*")
_PLACES = re.compile(rf"[{re.escape(_OPEN + _STOPS)}]")
_JAPANESE = re.compile("[ぁ-ゖァ-ヺー々〆ヶ\u3400-\u9fff\U00020000-\U0003ffff」』）)”％%]")
_SENTENCE_FINAL = re.compile("[ぁ-ゖ」』）]")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")

_AFTER_QUOTATION = re.compile(
    r"\s?(?:"
    r"[、，,。．.・：:；;（(［」』）)〕】》〉…―—-]"
    r"|と(?!にかく|ころが|ころで|ても|もに|もあれ|りあえず|つぜん|うとう|たんに|きに|きどき|なりの|くに|もかく)"
    r"|って|など|なんて|なる|だけ|ばかり|くらい|ぐらい|ほど|まで|より|から|みたい|らしい|である|です|だった|だろう"
    r"|を|へ(?!え|ん)|の(?!ち|で|り)|は(?!い|じめ|たして|るか|ず)|が(?![、，っん])|に(?!わか|こ|っこり|やり|もかかわらず)"
    r"|も(?!う|し|ちろん|っと|はや|とも)|や(?!が|は|っと)|か(?![つれのらえな])|で(?![もはすき]|、(?:も|は))"
    r")"
)
"""What goes on with the sentence that a quotation began, rather than beginning a new one."""

_AFTER_EXCLAMATION = re.compile(
    r"\s?(?:[、，,・…」』）)]"
    r"|と(?:い|言|述|思|聞|問|叫|話|語|答|考|し|の|驚|書|呼|訴|迫|、|は)|って"
    r"|を|[のがはにも](?=[「『（\u3400-\u9fffァ-ヺ]))"
)
"""What goes on after ！ or ？ in mid-sentence: 「なぜ？」と聞く without the brackets, 平和を！の声."""

_AFTER_FULL_STOP = re.compile(r"(?:[、，」』）)〕】]|を|の(?=[\u3400-\u9fffァ-ヺ]))")
_TRAILING_NOTE = re.compile(
    r"\s?(?:[（(](?:[笑泣汗涙爆]|拍手|注\s?[\d０-９]*|[^。（）()]{0,12}(?:筆者|引用者|傍点|強調|拙訳|参照|頁|ページ)[^。（）()]{0,8})[）)]"
    r"|[［\[](?:注)?\s?[\d０-９,，、-]+[］\]])"
)
"""A remark in brackets that belongs to the sentence just closed; numbered points such as （1） do not."""

_ENUMERATION = re.compile(r"\s*[（(]?(?:[ァ-ヺぁ-ゖ]|[一二三四五六七八九十]{1,3})$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|Vol|pp?|eds?|Jr|Sr|Inc|Ltd|Co|Corp|Fig|cf|al|Gen|Col|Lt|Sen|Rep|Gov|Art|U\.S|U\.K|e\.g|i\.e)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])$"
)


class SentenceAnnotator:
    """Yields the sentences of a document; each heading and each block is at least one."""

    name = "sentences"
    needs: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"s"})

    def __call__(self, document: Document) -> Iterator[Span]:
        """Yield the sentences found in ``document``, which is not changed."""
        for start, end in split_sentences(document.text):
            identifier = automatic_id("s", start, end, "")
            yield Span(identifier, "s", start, end, "", f"auto:{self.name}", {})


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences as character ranges, in order, without white space at their edges.

    A line break ends a sentence. Brackets and quotations do not: what stands in them goes with the sentence
    around them, unless they are a sentence of their own (「はい。」 before another sentence). Brackets
    that are not closed on their line, or not within 600 characters, count as ordinary characters.
    """
    return list(_trimmed(text, _raw_sentences(text)))


def _raw_sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield from _line_sentences(text, at, at + len(line))
        at += len(line)


def _trimmed(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in ranges:
        inner = text[start:end].strip()
        if inner:
            first = text.index(inner, start)
            yield first, first + len(inner)


def _line_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    partners = _partners(text, start, end)
    begin = at = _skip_space(text, start, end)
    while (found := _PLACES.search(text, at, end)) is not None:
        place = found.start()
        if text[place] in _OPEN:
            at = partners.get(place, place) + 1
            cut = at > place + 1 and place == begin and _is_alone(text, at, end, partners)
        else:
            at = _end_of_stop(text, place, end)
            cut = _is_end(text, begin, place, at, end)
        if cut:
            at = _with_notes(text, at, end)
            yield begin, at
            begin = at = _skip_space(text, at, end)
    yield begin, end


def _partners(text: str, start: int, end: int) -> dict[int, int]:
    """Match opening to closing brackets; one left open inside a matched pair is passed over."""
    partners: dict[int, int] = {}
    stack: list[int] = []
    for place in range(start, end):
        character = text[place]
        if character in _OPEN:
            stack.append(place)
        elif character in _PARTNER:
            depth = next(
                (n for n in reversed(range(len(stack))) if text[stack[n]] in _PARTNER[character]), None
            )
            if depth is not None and place - stack[depth] <= _LONGEST_BRACKET:
                partners[stack[depth]] = place
                del stack[depth:]
    return partners


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _end_of_stop(text: str, place: int, end: int) -> int:
    run = _STOP_RUN.match(text, place, end)
    return run.end() if run is not None else place + 1


def _is_alone(text: str, at: int, end: int, partners: dict[int, int]) -> bool:
    """Say whether a bracket that opened the sentence is a sentence of its own.

    Quotations in a row go on together: 「行く！」「行かない！」と言い争う is one sentence.
    """
    if text[at - 2] not in _STOPS:
        return False
    last = at
    while last < end and text[last] in _QUOTES and last in partners:
        last = partners[last] + 1
    return at < end and not (last < end and _AFTER_QUOTATION.match(text, last, end))


def _is_end(text: str, begin: int, place: int, at: int, end: int) -> bool:
    """Say whether the run of stops from ``place`` to ``at`` ends the sentence that began at ``begin``."""
    stops = text[place:at]
    if stops[-1] in _CLOSE and _AFTER_QUOTATION.match(text, at, end):
        return False
    if "。" in stops or "｡" in stops:
        return not _AFTER_FULL_STOP.match(text, at, end)
    if stops.strip(_CLOSE + '"') in ("．", "."):
        return _is_full_stop(text, begin, place, at, end)
    if place > begin and _LATIN.match(text[place - 1]) and stops[0] in "!?":
        return at >= end or (text[at].isspace() and not _LATIN.match(text, _skip_space(text, at, end)))
    return set(stops) <= {"．", "."} or not _AFTER_EXCLAMATION.match(text, at, end)


def _is_full_stop(text: str, begin: int, place: int, at: int, end: int) -> bool:
    """Tell a stop from a decimal point, a numbering (１．) and an abbreviation."""
    before = text[begin:place]
    if not before or _ENUMERATION.fullmatch(before):
        return False
    if _SENTENCE_FINAL.match(before[-1]):
        return True
    if _JAPANESE.match(before[-1]):
        return at >= end or text[place] == "．" or text[at].isspace()
    if not _LATIN.match(before[-1]) or (at < end and not text[at].isspace()):
        return False
    following = _skip_space(text, at, end)
    english = not _JAPANESE.search(re.sub(r"[）)”％%]", "", before))
    return english and (following >= end or text[following].isupper()) and not _ABBREVIATION.search(before)


def _with_notes(text: str, at: int, end: int) -> int:
    while (note := _TRAILING_NOTE.match(text, at, end)) is not None:
        at = note.end()
    return at
