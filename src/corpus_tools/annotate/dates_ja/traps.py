"""Tells apart what only looks like a time: event names, ordinals, titles' numbers, names of places and things."""

from __future__ import annotations

import re

from corpus_tools.annotate.dates_ja.evidence import is_grade
from corpus_tools.annotate.dates_ja.parts import Expression

_EVENT_AFTER_MONTH = re.compile(
    r"革命|王政|事件|事変|政変|戦争|クーデター|テーゼ|蜂起|虐殺|(?:民主)?抗争|暴動|運動|人民蜂起|勅令"
    r"|祭|節句|場所|号(?![外泊])|大?歌舞伎|病(?=[のにはをが、。]|$)"
)
"""What makes a month and day part of a fixed name: 九月虐殺, 9月30日事件, 五月祭, 3月号."""
_EVENT_AFTER_KANJI_MONTH = re.compile(r"危機|党|人民|同盟|列島|会派|の春|闘争|広場|宣言|憲法|病|攻勢|派")
_ISSUE = re.compile(r"号(?![外泊])")
_EVENT_AFTER_AGE = re.compile(r"戦争|王国|帝国|戦役")
_AFTER_COUNT = re.compile(
    r"生(?!ま[れし])|目|制|[国社]?債|物(?!語)|級|次|(?:[A-Z]|[0-9]{1,2}|[一二三四五六七八九十])?組|周|忌|祭|戦争|王国|帝国|戦役|計画|紀|寝|坂|草|杉|樹"
)
_WORDS_WITH_NUMBERS = re.compile(
    r"[一二三四五六七八九十]日(?:市場|市街|町)|三日月|三日坊主|三日天下|四日市|八日市|五日市|廿日市|二日市|十日町|六日町|七日町|八日町|二日酔|五月雨|五月晴|五月病|五月蠅|五月人形|四月馬鹿|[5-9]0年談話|三月堂|二月堂|一日千秋|一日の長|千秋|九十九|七夕|十五夜"
    r"|百日紅|千日手|千日前|千日回峰|万年|百日咳|百年の(?:計|恋|孤独)|一年の計|三年寝|石の上にも三年|桃栗三年|十年一日|十年一昔|二百十日|二百二十日"
)
_ONCE = re.compile(
    r"一日も早|一日として|一日一日|一年一年|一分の隙|一秒たりとも|一刻|一時(?!間|[0-9二三四五]|半)|六時中"
)
_NAME_AFTER_DAY = re.compile(r"選(?!挙は行わ)|券|編|選挙")
_DAY_WORD_TRAPS = re.compile(
    r"けさ[れせ]|明日[香葉]|きょうだい|きょうと|今日的|本日休|昨今|きのうえ|あすか|前日銀|前日[弁経本米]|前年[齢]|今週刊|同日選|当日券|前月[給]"
)
_STEP_WORD = re.compile(r"[同翌前当昨今来本先明一再きあおこけゆ]")
_KANA_WORDS = ("きのう", "きょう", "あす", "あさって", "おととい", "おととし", "ことし", "けさ", "ゆうべ")
_LETTER_BEFORE = re.compile(r"[A-Za-z]")
_UNTOLD = frozenset("何幾")
_WORD_WITH_ONE = frozenset("統唯単均画専純逐随択同")
"""統一日報: before these characters' 一 no number begins."""


def is_trap(text: str, expression: Expression) -> bool:
    """Tell whether an expression is a part of something that is no time."""
    start, end = expression.start, expression.end
    if text[start - 1 : start] == "第" and not _ordinal_period(text, start):
        return True
    if _WORDS_WITH_NUMBERS.match(text, start) or _ONCE.match(text, start) or _inside_word(text, start):
        return True
    if _LETTER_BEFORE.match(text[start - 1 : start]) and text[start].isdecimal():
        return True
    return _trap_by_kind(text, expression, start, end)


def _inside_word(text: str, start: int) -> bool:
    """Tell whether the number is untold (何百万年前) or its 一 ends a word (統一日報)."""
    before = text[start - 1 : start]
    return before in _UNTOLD or (text[start] == "一" and before in _WORD_WITH_ONE)


def _trap_by_kind(text: str, expression: Expression, start: int, end: int) -> bool:
    point = expression.point
    if expression.kind == "duration":
        return bool(_EVENT_AFTER_AGE.match(text, end))
    if point is None:
        return False
    if text.startswith("間", end) and text[end - 1] in "年月日時分":
        return True  # 七日間戦争: a length that is part of a name
    if text.startswith("紀", end):
        return True  # 千年紀, ジュラ紀: an age, not a year
    if (
        point.precision == "year"
        and expression.until is None
        and point.year
        and 0 < point.year < 1000
        and text[end - 1] == "年"
    ):
        return bool(_AFTER_COUNT.match(text, end)) or is_grade(text, start, point.year, end)
    if point.year is None and point.reference is None and (point.month or point.day):
        kanji = not text[start].isdecimal() and not point.day
        return bool(
            _EVENT_AFTER_MONTH.match(text, end) or (kanji and _EVENT_AFTER_KANJI_MONTH.match(text, end))
        )
    if point.reference is not None and _STEP_WORD.match(text, start):
        return _step_trap(text, start, end)
    return False


def _ordinal_period(text: str, start: int) -> bool:
    return bool(re.match(r"[0-9一二三四]{1,2}(?:・?四半期|世紀)", text[start : start + 6]))


def _step_trap(text: str, start: int, end: int) -> bool:
    """Refuse 以前日本, 前年齢, 衆参同日選 and kana that only spell a calendar word."""
    if _DAY_WORD_TRAPS.match(text, start) or (
        text.startswith("同日", start) and _NAME_AFTER_DAY.match(text, end)
    ):
        return True
    before = text[start - 1 : start]
    if text[end - 1] == "月" and _ISSUE.match(text, end):
        return True  # 今月号
    if text.startswith("けさ", start) and re.match("[一-龥]", before):
        return True  # 静けさ
    if text.startswith(_KANA_WORDS, start):
        return bool(re.match(r"[ぁ-ん]", before)) and before not in "はがもをにのでと"
    if text.startswith("前夜", start):
        return bool(re.match(r"[一-龥ァ-ヶーの]", before))
    if text.startswith("前", start):
        return before in ("以", "直", "事", "午", "目", "戦") and bool(before)
    if text.startswith("今日", start):
        return not _beside_explicit(text, start, end)
    return False


def _beside_explicit(text: str, start: int, end: int) -> bool:
    """今日 is a date beside one (今日3月5日, 今日午後), elsewhere it means nowadays."""
    return end - start > 2 or bool(re.match(r"[、,]?[0-9]{1,4}[年月日]", text[end : end + 7]))
