"""Finds mentions of relative time, and the events that a text dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus_tools.annotate.relative_dates_ja.words import (
    AFTER,
    BEGINS,
    END,
    ENDS,
    EVENT,
    FIXED,
    RELATIONS,
    VAGUE,
)
from corpus_tools.model import Span

LONGEST_EVENT = 16
"""So many characters of a compound are read to the left of the noun of its event."""
_HEAD = re.compile(r"[一-龥々ァ-ヶーA-Za-z]{0,16}$")
_NUMBER_IN_HEAD = re.compile(r".*[年月日時]")
_RELATION = "(?:" + "|".join(sorted(RELATIONS, key=len, reverse=True)) + ")"
_DATED_EVENT = re.compile(
    rf"の?(?P<event>[一-龥々ァ-ヶーA-Za-z]{{0,12}}?{EVENT})(?:(?![一-龥々ァ-ヶー])|(?={_RELATION}(?![一-龥々ァ-ヶー])))"
)
_STEP = re.compile(r"翌|前[日年月週]|.*[後前]$")
_JOINT = re.compile(rf"(?P<event>[一-龥々ァ-ヶーA-Za-z]{{0,{LONGEST_EVENT}}}?{EVENT})(?:の|から|より)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A relative time as written.

    Attributes:
        label: ``EVENT`` or ``VAGUE``.
        event: The event's name, for ``EVENT``.
        relation: ``AFTER``, ``BEFORE``, ``DURING``, or ``STEP`` for 会談の翌日.
        value: For ``VAGUE``.
        step: The date that 翌日 is.
    """

    start: int
    end: int
    label: str
    event: str | None = None
    relation: str | None = None
    value: str | None = None
    step: Span | None = None


def mentions(text: str, dates: Sequence[Span]) -> Iterator[Mention]:
    """Yield the relative times of a text in order, the longer of two that overlap, and none inside a date."""
    found = [*_by_event(text), *_by_clause(text), *_by_step(text, dates), *_fixed(text)]
    taken = sorted(found, key=lambda mention: (mention.start, -mention.end))
    vague = (mention for mention in _vague(text) if not _covered(mention, dates))
    end = 0
    for mention in sorted([*taken, *vague], key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= end:
            end = mention.end
            yield mention


def event_dates(text: str, dates: Sequence[Span]) -> dict[str, Span]:
    """Return the events that the text dates: 2022年2月24日の全面侵攻, 2014年ウクライナ危機, 終戦（1945年8月）.

    An event that is dated twice to different times is left out.
    """
    known: dict[str, Span] = {}
    unsure: set[str] = set()
    for date in dates:
        event = _event_of(text, date) if date.label == "DATE" and date.attributes["edtf"] else None
        if event is None:
            continue
        before = known.get(event, date)
        if _finer(date, before):
            known[event] = date
        elif not _finer(before, date):
            unsure.add(event)
    return {event: date for event, date in known.items() if event not in unsure}


def _finer(one: Span, other: Span) -> bool:
    """Tell whether a date says the same, or the same more exactly: 2022年2月24日 after 2022年2月."""
    return str(one.attributes["edtf"]).startswith(str(other.attributes["edtf"]))


def _event_of(text: str, date: Span) -> str | None:
    after = _DATED_EVENT.match(text, date.end, date.end + LONGEST_EVENT + 8)
    if after:
        return after["event"]
    if text[date.start - 1 : date.start] not in ("（", "("):
        return None
    before = re.search(
        rf"(?P<event>[一-龥々ァ-ヶーA-Za-z]{{0,12}}?{EVENT})$", text[max(0, date.start - 21) : date.start - 1]
    )
    return before["event"] if before else None


def _by_event(text: str) -> Iterator[Mention]:
    """Yield 開戦後, 冷戦終結以来, 全面侵攻の直前."""
    for match in _placed().finditer(text):
        head = _HEAD.search(text, max(0, match.start() - LONGEST_EVENT), match.start())
        start = match.start() - len(_own(head[0])) if head else match.start()
        event = text[start : match.end("event")]
        yield Mention(start, match.end(), "EVENT", event, RELATIONS[match["relation"]])


def _by_clause(text: str) -> Iterator[Mention]:
    """Yield 侵攻が始まった後, 会談が開かれる前, 戦争が終わってから: the noun of an event and a verb that places by it."""
    for match in _clauses().finditer(text):
        head = _HEAD.search(text, max(0, match.start() - LONGEST_EVENT), match.start())
        start = match.start() - len(_own(head[0])) if head else match.start()
        event = text[start : match.end("event")] + (END if match["ended"] else "")
        relation = RELATIONS[match["before"]] if match["before"] else AFTER
        yield Mention(start, match.end(), "EVENT", event, relation)


def _own(head: str) -> str:
    """Leave out a date that stands before the event: 2014年危機後."""
    return head[len(match[0]) :] if (match := _NUMBER_IN_HEAD.match(head)) else head


def _by_step(text: str, dates: Sequence[Span]) -> Iterator[Mention]:
    """Yield 会談の翌日, 事件の2日前, 独立から3年後, whose steps are dates."""
    for date in dates:
        if not _STEP.match(date.surface(text)):
            continue
        before = text[max(0, date.start - LONGEST_EVENT - 6) : date.start]
        match = _JOINT.search(before)
        if match:
            start = date.start - (len(before) - match.start())
            yield Mention(start, date.end, "EVENT", match["event"], "STEP", step=date)


def _fixed(text: str) -> Iterator[Mention]:
    for match in _fixed_words().finditer(text):
        event, relation = FIXED[match[0]]
        yield Mention(match.start(), match.end(), "EVENT", event, relation)


def _vague(text: str) -> Iterator[Mention]:
    for match in _vague_words().finditer(text):
        yield Mention(match.start(), match.end(), "VAGUE", value=VAGUE[match[0]])


def _covered(mention: Mention, dates: Sequence[Span]) -> bool:
    """Tell whether a mention touches a date: 2022年現在, 2015年以前 are no vague times."""
    place = bisect_right(dates, mention.start, key=lambda date: date.start) - 1
    return place >= 0 and dates[place].end >= mention.start


@cache
def _placed() -> re.Pattern[str]:
    return re.compile(rf"(?P<event>{EVENT})の?(?P<relation>{_RELATION})(?![一-龥々ァ-ヶー])")


@cache
def _clauses() -> re.Pattern[str]:
    """Compile the clauses; every verb is short, so that a match costs a constant."""
    after = "(?:った|[たいん]だ?)(?:直後|以後|以降|以来|後|のち)"
    since = "[っんい]?[てで](?:から|以来)"
    before = "る(?P<before>直前|以前|前)"
    placed = rf"(?:(?:{after}|{before})(?![一-龥々ァ-ヶー])|{since})"
    return re.compile(rf"(?P<event>{EVENT})[がの](?:{BEGINS}|(?P<ended>{ENDS})){placed}")


@cache
def _fixed_words() -> re.Pattern[str]:
    return re.compile(rf"(?<![一-龥])(?:{'|'.join(sorted(FIXED, key=len, reverse=True))})(?!線|派|生)")


@cache
def _vague_words() -> re.Pattern[str]:
    words = "|".join(sorted(VAGUE, key=len, reverse=True))
    return re.compile(rf"(?<![一-龥])(?:{words})(?:(?<=[ぁ-ん])|(?![一-龥々]))")
