"""What stands around an expression of time: brackets, clause, tense, the nouns it dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus_tools.annotate.dates_ja.parts import Expression
from corpus_tools.annotate.dates_ja.text import Layout

Attachment: TypeAlias = Literal["clause", "relative", "noun"]
Tense: TypeAlias = Literal["past", "future", "open"]

_RELATIVE = re.compile(
    r"[^。\n「]{0,45}?(?:[^ま]た|[うくぐすつぬぶむるい]る|[れえけげせてでべめきちにみり]る|だった|[うくすむつ])(?=[一-龥ァ-ヶA-Z「『])"
)
_TEMPORAL_NOUN = re.compile(
    r"後|際|時|以降|以来|直後|直前|前(?!首相|大統領|政権)|中|一方|結果|上|以上|場合|途端|頃|翌|同|ころ|間"
)
_NOUN = re.compile(r"(?:以降|以来|以前|まで|から|頃|ごろ)?の(?=[一-龥ァ-ヶA-Za-z「『0-9])")
LONGEST_TOPIC = 8
"""So many characters may stand between the begin of a sentence and the date it is about."""
_MADE = re.compile(
    r"(?:創業|創立|創設|創刊|設立|設置|結成|発足|開業|開設|開園|開館|開通|竣工|完成|建造|建立|建設|制定|締結|採択|公布|施行|就任|着任|発売|刊行|出版|発行|公開|発表|製造|生まれ|生|没|卒業?|入社|入省|入学|来日|製|産|築|建て?)"
    r"(?:の(?=[一-龥ァ-ヶA-Za-z「『])|で、|。)"
)
"""1973年創業の会社: 1973年に創業した会社."""
_LIKENED = re.compile(
    r"(?:の[^。、\n]{1,15}?|[一-龥ァ-ヶーA-Za-z]{1,12})?(?:に(?:続[くきい]|次[ぐい]|並[ぶび]|比べ|匹敵)|とは?(?:比べ|同じ|同様|並[ぶび]|違|異な)|以来)"
)
"""1979年のエジプトに続く: another time is named only to compare, or to count with."""
_ALSO = re.compile(r"に(?:も(?!か)|はすでに|は既に|さかのぼ|遡)|まで(?:さかのぼ|遡)")
"""What looks back even as the topic of its sentence."""
_BACKGROUND = re.compile(
    r"(?:。|で、|であっ|であり|である|だっ|だ。|です|でし)"
    r"|[^。、\n「]{0,40}?(?:[てで](?:い[たるて]|お[りっ])|た(?:もの(?:だ|で)|ことがあ|のだ|のであ))"
)
"""A date that is itself the predicate (…のは2003年で、), or what held or was done before (2009年から使われていた)."""
_TOPIC = re.compile(
    r"(?:[ぁ-ん]{2,6}、|[一-龥]{1,3}[ぁ-ん]{0,2}、|その後|しかし|そして|一方|また|なお|さらに|次いで|続いて)?$"
)
"""Nothing but a connective between the begin of the sentence and the date."""
_SINCE = re.compile(r"[^。、\n]{0,25}?[てで](?:から|以来)")
_EXAMPLE = re.compile(r"(?:例えば|たとえば|かつて|そもそも|もともと|さかのぼ|これに先立)[^。]{0,12}$")
_FUTURE = re.compile(
    r"予定|見通し|見込|方針|計画|目指|だろう|であろう|めど|はずだ|つもり|ことになる|ことになって|控え|向け|迎える|来る|べき|しよう|たい(?:。|と)|れる見|開く|開かれる"
)
_PAST = re.compile(
    r"(?:[^ま]た|だ|でした|ました|という|ている|ていた|[一-龥ァ-ヶ])(?:と(?:いう|述べた|した|発表した))?[。」)！？\n]*$"
)
_PAST_PREDICATE = re.compile(
    r"(?:った|した|れた|いた|きた|けた|めた|えた|んだ|いだ|びた|ちた|せた|てた|にた|みた|りた|げた|べた)[。」)！？\n]*$"
)
_REPORTED = re.compile(
    r"[るうくすつぬぶむ]との?(?:発表|決め|決定|述べ|表明|明らか|語|示|発言|伝え|報じ|見通し|方針|約束)"
)
_TO_COME = re.compile(r"(?<!て)(?<!てい)る$|行う$")
"""18日に開かれる会議: still to come, whatever the sentence tells."""
_PLANNED_ONCE = re.compile(r"(?:予定|見通し|方針|はず|計画)だった")
_CONTENT = re.compile(r"[一-龥々]{3,}|[ァ-ヶー]{3,}")


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one expression.

    Attributes:
        position: Its first character.
        opening: It stands in the first sentence of its paragraph.
        heading: It stands in a heading.
        aside_end: End of the parentheses or quotation around it; 0 outside.
        parenthesised: The aside is a parenthesis.
        attachment: It belongs to the clause, to a relative clause, or to a noun.
        attached_until: Where the relative clause ends.
        example: Introduced as an example or as what came before.
        tense: Of the sentence's predicate.
        nouns: Content words after it.
        after_of: The word before is の or その: the step is from a named event or the narrative.
        background: It is told as a state that held, or as what a cleft singles out, not as its sentence's topic.
        modified: A clause before it modifies it.
        lead: The characters just before it.
    """

    position: int
    sentence: int
    paragraph: int
    opening: bool
    heading: bool
    aside_end: int
    parenthesised: bool
    attachment: Attachment
    attached_until: int
    example: bool
    tense: Tense
    nouns: frozenset[str]
    after_of: bool
    background: bool
    modified: bool
    lead: str


class Surroundings:
    """Answers for each expression of a text what stands around it."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        self._layout = layout
        self._opening: dict[int, int] = {}

    def of(self, expression: Expression) -> Context:
        """Describe the surroundings of an expression."""
        text, place = self._text, self._layout.place(expression.start)
        end = min(place.sentence_end, expression.end + 60)
        attachment, until = attachment_of(text, expression.end, end)
        first = self._layout.opens_paragraph(place.sentence)
        aside = (
            place.quote[1]
            if place.quote
            else self._layout.parenthesis_end(expression.end)
            if place.in_parentheses
            else 0
        )
        before = text[max(place.sentence_start, expression.start - 16) : expression.start]
        return Context(
            position=expression.start,
            sentence=place.sentence,
            paragraph=place.paragraph,
            opening=first,
            heading=self._layout.is_heading(place.paragraph),
            aside_end=aside,
            parenthesised=place.in_parentheses,
            attachment=attachment,
            attached_until=until,
            example=bool(_EXAMPLE.search(before)),
            tense=_tense(text, expression.end, place.sentence_end, attachment, until),
            nouns=frozenset(_CONTENT.findall(text[expression.end : min(end, expression.end + 30)])),
            after_of=before.endswith(("の", "その", "から")),
            background=attachment == "clause" and _is_background(text, expression, place.sentence_start, end),
            modified=before.endswith(("た", "る")),
            lead=before[-4:],
        )


def attachment_of(text: str, start: int, end: int) -> tuple[Attachment, int]:
    """Tell whether what follows a date makes it part of a noun phrase, and where that phrase's head begins."""
    aside = _MADE.match(text, start, end) or _LIKENED.match(text, start, end)
    if aside:
        return ("relative", aside.end())
    if _NOUN.match(text, start, end):
        return ("noun", start)
    if text.startswith(("、", ","), start):
        return ("clause", start)  # set off by a comma, a date belongs to the whole clause
    if _SINCE.match(text, start, end):
        return ("noun", start)  # 1964年に予言されてから48年: where a span began
    relative = _RELATIVE.match(text, start, end)
    if relative and not _TEMPORAL_NOUN.match(text, relative.end()) and "は、" not in relative[0]:
        return ("relative", relative.end())
    return ("clause", start)


def _is_background(text: str, expression: Expression, start: int, end: int) -> bool:
    if _ALSO.match(text, expression.end, end):
        return True
    topic = expression.start - start < LONGEST_TOPIC and _TOPIC.match(text, start, expression.start)
    return not topic and _BACKGROUND.match(text, expression.end, end) is not None


def _tense(text: str, start: int, end: int, attachment: Attachment, until: int) -> Tense:
    """Read the tense of a date's own clause: 11月に就任した首相は、来月訪米する is past at first."""
    if attachment == "relative" and text[until - 1] == "た":
        return "past"
    if attachment == "relative" and _TO_COME.search(text, max(start, until - 3), until):
        return "future"
    return tense_of(text[max(start, end - 24) : end])


def tense_of(tail: str) -> Tense:
    """Read the tense off the end of a sentence; a plan that is reported (開くと発表した) leaves it open."""
    if _PAST_PREDICATE.search(tail):
        planned = _FUTURE.search(tail) or _REPORTED.search(tail)
        return "open" if planned and not _PLANNED_ONCE.search(tail) else "past"
    if _FUTURE.search(tail):
        return "future"
    return "past" if _PAST.search(tail) else "open"
