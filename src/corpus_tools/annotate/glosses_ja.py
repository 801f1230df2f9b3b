"""Glosses in parentheses: a Japanese name and the Latin one beside it, with exact extents and kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus_tools.annotate.brackets import Parenthesis, parentheses
from corpus_tools.annotate.gloss_extent_ja import left_context, name_start
from corpus_tools.annotate.gloss_parts import TENURE, Part, fold_english, read_parts
from corpus_tools.annotate.gloss_persons_ja import person_extent
from corpus_tools.annotate.gloss_reversed_ja import reversed_glosses
from corpus_tools.annotate.gloss_words_ja import English
from corpus_tools.model import Document, Span, automatic_id

_QUOTES = {"」": "「", "』": "『", "”": "“", "》": "《", "〉": "〈"}
_LONGEST_QUOTE = 120
_CLAUSE = re.compile(
    r"。|[はがを](?=[^」]*(?:する|した|ます|です|った|れる)$)|(?:する|した|です|ます|である|だった|ない|った)$"
)
_WORK = re.compile(
    "(?:条約|協定|協約|議定書|規約|憲章|宣言|声明|覚書|合意|決議|規則|規程|法|法律|条例|指令|勧告|指針|原則|計画|戦略|報告|報告書|白書|"
    "コミュニケ|ガイドライン|アジェンダ|アウトルック|ビジョン|ロードマップ|盟約|憲法|法典|構想|書簡|論文|演説|文書|議定|条項|プラン|レポート|アピール|テーゼ|綱領|教書|概念|コンパクト|アクション|ペーパー|ルール|コード)$"
)


class GlossAnnotator:
    """Finds the glosses of a document from its text alone."""

    name = "glosses"
    needs: frozenset[str] = frozenset()
    provides: frozenset[str] = frozenset({"gloss"})

    def __call__(self, document: Document) -> Iterable[Span]:
        """Yield the gloss spans of ``document`` in text order."""
        return find_glosses(document.text, bounds=[block.start for block in document.blocks])


def find_glosses(text: str, *, bounds: Iterable[int] = ()) -> list[Span]:
    """Find every gloss of a text.

    Args:
        text: Running text; line breaks and stray spaces inside names are tolerated.
        bounds: Places that no name reaches across, such as the starts of blocks.

    Returns:
        One span per pair, in the order of the parentheses. ``start`` and ``end`` run from the first to the
        last character of both sides; ``ja`` and ``en`` are the surfaces with white space folded.
    """
    starts = sorted(bounds)
    found: list[Span] = []
    inner_of_gloss: list[int] = []
    for pair in parentheses(text):
        spans = list(_read_pair(text, pair, _bound(starts, pair.start)))
        if spans and inner_of_gloss and inner_of_gloss[-1] > pair.start:
            spans = [span for span in spans if not any(_same(span, other) for other in found[-8:])]
        if spans:
            inner_of_gloss.append(pair.start)
        found.extend(spans)
    return found


def _bound(starts: list[int], place: int) -> int:
    number = bisect_right(starts, place)
    return starts[number - 1] if number else 0


def _same(span: Span, other: Span) -> bool:
    return (span.start, span.end, span.label) == (other.start, other.end, other.label)


@dataclass(frozen=True, slots=True)
class _Side:
    """The Japanese side: its place, and how it was found."""

    start: int
    end: int
    quoted: bool = False
    person: bool = False


def _read_pair(text: str, pair: Parenthesis, bound: int) -> Iterator[Span]:
    if not re.search("[A-Za-z]", text[max(bound, pair.start - 24) : pair.end]):
        return
    if backward := list(reversed_glosses(text, pair, bound)):
        for en, ja in backward:
            yield _span(text, "reversed", _Side(*ja), *en)
        return
    parts = read_parts(text, pair.start + 1, pair.end)
    latin = [part for part in parts if part.kind in ("english", "acronym")]
    if not latin or any(part.kind == "other" for part in parts):
        return
    yield from _pairs_inside(text, parts)
    if any(part.kind == "japanese" for part in parts):
        return
    yield from _forward(text, pair, bound, parts, latin)


def _forward(
    text: str, pair: Parenthesis, bound: int, parts: list[Part], latin: list[Part]
) -> Iterator[Span]:
    if several := list(_coordinated(text, pair, bound, latin)):
        yield from several
        return
    side = _quoted(text, pair, bound, latin) or _open(text, pair, bound, parts, latin)
    if side is None:
        return
    for part in latin:
        yield _span(text, _kind(text, part, side), side, part.start, part.end)
    if side.person:
        for part in parts:
            edtf = tenure_edtf(part.text) if part.kind == "tenure" else None
            if edtf:
                yield _span(text, "tenure", side, part.start, part.end, edtf)


def _kind(text: str, part: Part, side: _Side) -> str:
    if side.person and part.kind == "english":
        return "person"
    if part.kind == "acronym":
        return "acronym"
    before = text[side.start - 1 : side.start]
    work = side.quoted and (
        before == "『" or _WORK.search(_fold_japanese(text[side.start : side.end])) or ":" in part.text
    )
    return "title" if work else "fullname"


def _quoted(text: str, pair: Parenthesis, bound: int, latin: list[Part]) -> _Side | None:
    """The name is what stands in quotation marks before the parenthesis, or around name and parenthesis."""
    last = (
        len(text[: pair.start].rstrip())
        if pair.start < 400
        else pair.start
        - len(text[pair.start - 400 : pair.start])
        + len(text[pair.start - 400 : pair.start].rstrip())
    )
    closing = text[last - 1 : last]
    if closing in _QUOTES:
        start = _opening(text, last - 1, bound, closing)
        if start is None:
            return None
        content = text[start : last - 1]
        sentence = bool(_CLAUSE.search(content)) and (latin[0].kind == "acronym" or "。" in content[:-1])
        return None if sentence or not content.strip() else _strip(text, start, last - 1)
    following = re.compile(r"\s*([」』”》〉])").match(text, pair.end + 1)
    if not following:
        return None
    start = _opening(text, pair.start, bound, following.group(1))
    if start is None:
        return None
    content = text[start:last]
    if (
        following.group(1) != "』"
        and (re.search("[。、]", content) or _CLAUSE.search(content))
        or re.search("[（(]", content)
    ):
        return None
    if _is_clausal(content):
        return None
    return _strip(text, start, last)


def _is_clausal(content: str) -> bool:
    """A topic or object particle before the name: speech in quotation marks, not a title."""
    return len(content) > 40 or bool(
        re.search("(?<=[一-鿿ァ-ヺー])(?:は|が|を)(?=[一-鿿ァ-ヺーA-Z])", content)
    )


def _opening(text: str, close: int, bound: int, closing: str) -> int | None:
    depth = 0
    for place in range(close - 1, max(bound, close - _LONGEST_QUOTE) - 1, -1):
        if text[place] == closing:
            depth += 1
        elif text[place] == _QUOTES[closing]:
            if not depth:
                return place + 1
            depth -= 1
    return None


def _strip(text: str, start: int, end: int) -> _Side | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    japanese = re.search("[ぁ-ゖァ-ヺ一-鿿]", text[start:end])
    return _Side(start, end, quoted=True) if start < end and japanese else None


def _open(text: str, pair: Parenthesis, bound: int, parts: list[Part], latin: list[Part]) -> _Side | None:
    """The name is at the end of running text."""
    context = left_context(text, pair.start, bound)
    if not context.text:
        return None
    tenure = any(part.kind == "tenure" for part in parts)
    if latin[0].kind == "english":
        after = text[pair.end + 1 : pair.end + 30]
        extent = person_extent(context.text, latin[0].text, after, tenure=tenure)
        if extent:
            return _Side(context.places[extent[0]], context.places[extent[1] - 1] + 1, person=True)
    names = [part.text for part in latin if part.kind == "english"]
    acronyms = [part.text for part in latin if part.kind == "acronym"]
    start = name_start(context, English(names, acronyms))
    if start is None or not re.search("[ァ-ヺ一-鿿]", context.text[start:]):
        return None
    return _Side(context.places[start], context.places[-1] + 1)


def _pairs_inside(text: str, parts: list[Part]) -> Iterator[Span]:
    """Japanese and Latin both inside one parenthesis: （国際連合難民高等弁務官事務所、UNHCR）."""
    for japanese, latin in zip(parts, parts[1:], strict=False):
        if japanese.kind == "japanese" and latin.kind in ("english", "acronym") and _is_name(japanese.text):
            side = _Side(japanese.start, japanese.end)
            yield _span(text, _kind(text, latin, side), side, latin.start, latin.end)


def _is_name(japanese: str) -> bool:
    return bool(re.fullmatch("[一-鿿々ァ-ヺーA-Za-z・]{4,}", re.sub(r"\s", "", japanese)))


def _coordinated(text: str, pair: Parenthesis, bound: int, latin: list[Part]) -> Iterator[Span]:
    """X・Y（A/B）: as many names as there are Latin parts between slashes."""
    if len(latin) != 1:
        return
    pieces = [piece for piece in re.split(r"[/／]", text[latin[0].start : latin[0].end])]
    if len(pieces) < 2 or any(not re.search("[A-Za-z]{2}", piece) for piece in pieces):
        return
    context = left_context(text, pair.start, bound)
    start = name_start(context, English([], ["X"]))
    if start is None:
        return
    names = list(re.finditer(r"[^・/／]+", context.text[start:]))
    if len(names) != len(pieces):
        wider = re.search(r"([一-鿿々ァ-ヺーA-Za-z]+)(?:と|や|及び|および|、)$", context.text[:start])
        if len(names) == 1 and len(pieces) == 2 and wider:
            names = [wider, names[0]]
            offsets = [0, start]
        else:
            return
    else:
        offsets = [start] * len(names)
    place = latin[0].start
    for name, offset, piece in zip(names, offsets, pieces, strict=True):
        group = 1 if offset == 0 and name.re.groups else 0
        first, last = offset + name.start(group), offset + name.end(group)
        side = _Side(context.places[first], context.places[last - 1] + 1)
        yield _span(
            text,
            "acronym" if piece.strip().isupper() or " " not in piece.strip() else "fullname",
            side,
            *_edges(text, place, place + len(piece)),
        )
        place += len(piece) + 1


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end)


def tenure_edtf(text: str) -> str | None:
    """Return a term of office as an EDTF interval: ``1991/1994``, ``2019/..``, ``1991-08/1994-07``.

    ``None`` for a range of more than 40 years, which is somebody's life.
    """
    match = TENURE.fullmatch(text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    if not match:
        return None
    start, end = match["start"], match["end"]
    if end and len(end) == 2:
        end = start[:2] + end
    if end and not 0 <= int(end) - int(start) <= 40:
        return None
    return f"{start}{_month(match['start_month'])}/{end + _month(match['end_month']) if end else '..'}"


def _month(month: str | None) -> str:
    number = re.search(r"[0-9]{1,2}(?=\s*月)", month or "")
    return f"-{int(number.group()):02d}" if number else ""


def _fold_japanese(raw: str) -> str:
    """Drop line breaks and stray spaces; between Latin words one space stays."""
    folded = re.sub(r"\s+", " ", raw)
    return re.sub(r"(?<![A-Za-z0-9.,]) | (?![A-Za-z0-9])", "", folded)


def _span(text: str, kind: str, side: _Side, start: int, end: int, edtf: str | None = None) -> Span:
    first, last = min(side.start, start), max(side.end, end)
    attributes = {
        "ja_start": side.start,
        "ja_end": side.end,
        "ja": _fold_japanese(text[side.start : side.end]),
        "en_start": start,
        "en_end": end,
        "en": fold_english(text[start:end]),
        "name_id": None,
        "edtf": edtf,
    }
    return Span(
        automatic_id("gloss", first, last, kind), "gloss", first, last, kind, "auto:glosses", attributes
    )
