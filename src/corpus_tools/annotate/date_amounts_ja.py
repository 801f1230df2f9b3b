"""Reads durations, offsets and recurring times: 30年あまり, 4カ月後, 10年ごと, 年2回, 毎年5月.

A number before 年, 日 or 分 may also be a date or no time at all (93年に, 24日の, 5分の1); what stands around
it decides.
"""

from __future__ import annotations

import re

from corpus_tools.annotate import date_words_ja as words
from corpus_tools.annotate.date_parts import Amount, Expression, Unit
from corpus_tools.annotate.date_patterns_ja import KANJI, compiled
from corpus_tools.annotate.numerals_ja import integer

LASTS = re.compile(
    r"の?あいだ|の間|間|も(?:の|前|後|経|たっ|たた|続|かか|待|で)|が?た[ちつっ]|が(?:経|過ぎ|流れ)|経[つちっ過]|を(?:経|要|費|過ごし|かけ|超え|過ぎ|切|迎え)"
    r"|かけ|かか[るりっれ]|連続|続[くきいけ]|越し|がかり|分(?=[のをにが、])|にわた|に及|たらず|中(?![旬頃ごに東国期])|で(?:[^、。]{0,8}(?:倍|割|%|増|減|済|終|達|完))"
    r"|の(?:歳月|歴史|任期|刑|懲役|禁錮|年月|月日|期間|猶予|節目|実刑|経験|伝統|遅れ|長|寿命|空白|停職|滞在|旅|航海|闘病|眠り|休|内|うち|契約|計画|工期|差|道のり|半減期|生涯|日程|会期|刑期)"
    r"|暮ら|待|働|住[んみ]|過ごし|勤め|と(?:[0-9]|半|いう)|の?以内"
)
"""What follows a length of time, and hardly ever a date."""
SPENT = re.compile(
    r"(?:懲役|禁錮|拘禁刑|任期|過去|今後|向こう|最長|最大|最短|最低|わずか|たった|延べ|合計|計|ここ|この|これまで|その後|ほぼ|さらに|実に|あと|勤続|在任|在職|築|樹齢|期間は|期間を|連続|たかだか|せいぜい)$"
)
"""What precedes a length of time."""
_NO_AMOUNT = re.compile(
    r"[生]|目|制|債|物(?!語)|級|次|組|周|忌|祭|戦争|王国|帝国|計画|紀|限|坊主|月(?![0-9])|天下|酔い|市|町|千秋|鼠|本立|刻み"
)
_MINUTES_END = re.compile(
    r"(?:間|ほど|程度|以[内上下]|未満|後|前|ごと|おき|ぶり|近く|遅れ|足らず|弱|強|余|あまり|[がをにでとはも、。]|経|か[かけ]|の(?![0-9一二三四五六七八九十百千])|$)"
)
_NOT_BEFORE = frozenset("第.:/0123456789" + "割歳")
_EXACT_UNITS = frozenset({"年間", "月間", "週間", "週", "日間", "時間", "分間", "秒間", "秒", "四半期"})
_YEAR_TAIL = re.compile(
    rf"[度代版]|[0-9]{{1,2}}月|[{KANJI}]{{1,2}}月|[春夏秋冬]|末|初|前半|後半|半ば|当時|時点|現在|生ま|入[社学]"
)


def read_amount(text: str, start: int) -> Expression | None:
    """Read a duration, an offset (10日前) or a period (5年ごと) that begins at ``start``."""
    match = compiled("AMOUNT").match(text, start)
    if match is None or match["unit"] == "時" or text[max(0, start - 1) : start] in _NOT_BEFORE - {""}:
        return None
    match_end = _end(text, match)
    if not _is_amount(text, match, match_end):
        return None
    amount = _amount(match)
    if amount is None:
        return None
    return _expression(match, amount, match_end)


def read_set(text: str, start: int) -> Expression | None:
    """Read a recurring time: 毎年5月, 隔週, 年2回."""
    match = compiled("SET").match(text, start)
    if match is None or text.startswith(("毎日新聞", "毎日放送", "毎日系"), start):
        return None
    end = match.end()
    if match["per"]:
        if _glued(text, start):
            return None
        letter = words.UNITS[match["per"]][0]
        return _set(start, end, f"P1{letter}", freq=f"{integer(match['times']) or 'X'}X")
    if match["other"]:
        return _set(start, end, f"P2{words.UNITS[match['other']][0]}")
    return _set(start, end, _every(match))


def _glued(text: str, start: int) -> bool:
    """Tell whether 年, 月, 日 belongs to a word before it (今年2回, 5月3回)."""
    return bool(
        re.match(
            rf"[0-9{KANJI}今来先同毎翌前昨半数か]|[ァ-ヶ一-龥](?=[年月])", text[max(0, start - 1) : start]
        )
    )


def _set(start: int, end: int, value: str, *, freq: str | None = None, mod: str | None = None) -> Expression:
    return Expression(start, end, "set", value=value, quant="EVERY", freq=freq, mod=mod)


def _every(match: re.Match[str]) -> str:
    every = match["every"]
    clock = f"T{integer(match['hour']) or 0:02d}:00" if match["hour"] else ""
    if match["part"] and not clock:
        clock = "T" + words.DAY_PARTS[match["part"]]
    if match["weekday"]:
        return f"XXXX-WXX-{words.WEEKDAYS[match['weekday'][0]]}{clock}"
    if match["month"] or match["day"]:
        month = f"{integer(match['month']) or 0:02d}" if match["month"] else "XX"
        return f"XXXX-{month}" + (f"-{integer(match['day']) or 0:02d}" if match["day"] else "")
    if match["season"] or every in words.SEASONS:
        return f"XXXX-{words.SEASONS[match['season'] or every]}"
    if every in words.DAY_PARTS:
        return f"XXXX-XX-XXT{words.DAY_PARTS[every]}"
    if clock:
        return f"XXXX-XX-XX{clock}"
    return {"年": "P1Y", "年度": "P1Y", "月": "P1M", "週": "P1W", "日": "P1D", "時": "PT1H"}[every]


def _end(text: str, match: re.Match[str]) -> int:
    """Leave out a tail that begins another word: 3日強行, 5年余震."""
    after, turn = match["after"], match["turn"]
    following = text[match.end() : match.end() + 1]
    if (
        after in ("強", "弱", "余", "超")
        and not turn
        and following
        and re.match("[一-龥々ァ-ヶいえ]", following)
    ):
        return match.start("after")
    return match.end()


def _is_amount(text: str, match: re.Match[str], end: int) -> bool:
    """Decide between a length of time and a date or an ordinal."""
    count, unit = match["count"], match["unit"]
    turn = match["turn"] and match.start("turn") < end
    if _NO_AMOUNT.match(text, end) and not turn:
        return False
    if unit == "分":
        return bool(_MINUTES_END.match(text, match.end("unit"))) and not _adverb(match)
    if unit == "月" and not match["counter"]:
        return count in ("半", "数") or bool(
            re.match(r"を(?:超え|経過|経)|以内", text[match.end("unit") :][:4])
        )
    if unit == "世紀":
        return count in ("半", "四半") or bool("数" in count or turn or LASTS.match(text, end))
    if unit in _EXACT_UNITS or match["counter"] or set("数半") & set(count) or match["half"] or match["more"]:
        return not (unit == "日" and "半" in count and text.startswith("本", end))
    if unit == "年":
        return _years_are_amount(text, match, end)
    return _days_are_amount(text, match, end)


def _adverb(match: re.Match[str]) -> bool:
    """Refuse 十分 (enough) unless something measures it."""
    return match["count"] in ("十", "一", "五", "百", "千") and not (
        match["before"] or match["after"] or match["turn"]
    )


def _measured(text: str, match: re.Match[str], end: int) -> bool:
    begin = match.start()
    return bool(
        match["before"] or match["whole"] or (match["after"] and match.start("after") < end and match["after"] != "前後")
        or (match["turn"] and match.start("turn") < end)
        or LASTS.match(text, end) or SPENT.search(text, max(0, begin - 6), begin)
    )  # fmt: skip


def _years_are_amount(text: str, match: re.Match[str], end: int) -> bool:
    count, number = match["count"], integer(match["count"])
    written = len(count)
    if number is None or (count.startswith("0") and not match["or"]):
        return number is None and "." in count
    if _YEAR_TAIL.match(text, match.end("unit")) and not match["before"]:
        return False
    if match["or"]:
        return _paired_years(match, number) or _measured(text, match, end)
    if number >= 1000:
        return (number > 2200 or number % 100 == 0) and _measured(text, match, end)
    if number >= 100:
        return number % 50 == 0 or _measured(text, match, end)
    if count.isdecimal() and written == 2:
        return _measured(text, match, end) or not re.match(
            r"[にのは、。からまで,)（(以]|$", text[end : end + 1]
        )
    positional = written == 2 and not set(count) & set("十百千")
    return not positional or _measured(text, match, end)


def _paired_years(match: re.Match[str], number: int) -> bool:
    """3～5年, 二、三年: both small, the second not written with a zero."""
    second = integer(match["count2"])
    return second is not None and number < second <= 100 and number < 60 and not match["count2"].startswith("0") and (
        number < 10 or number % 10 == 0
    )  # fmt: skip


def _days_are_amount(text: str, match: re.Match[str], end: int) -> bool:
    number = integer(match["count"])
    if number is None:
        return "." in match["count"]
    if _measured(text, match, end) or number > 31:
        return True
    if match["or"]:
        return match["or"] == "、"
    if match["count"].isdecimal():
        return False
    return not re.match(r"[に、。から夜朝昼夕午未深早付は(]|の[夜朝昼夕午未深早]|まで|$", text[end : end + 2])


def _amount(match: re.Match[str]) -> Amount | None:
    letter, name = words.UNITS[match["unit"]]
    number = _digits(match["count"], letter)
    if number is None:
        return None
    value, count, unit = number
    parts = [_part(value, letter)]
    if match["or"] and match["count2"]:
        second = integer(match["count2"])
        return Amount(f"{_iso(parts)}/{_iso([_part(str(second), letter)])}", None, _unit(name))
    if match["half"] and count is not None and not unit:
        extra, finer, per = {
            "Y": ("6M", "month", 12),
            "M": ("15D", "day", 30),
            "TH": ("T30M", "minute", 60),
        }.get(letter, ("", name, 1))
        parts.append(extra)
        return Amount(_iso(parts), count * per + per // 2, _unit(finer))
    if match["more"]:
        more = match["moreunit"].lstrip("かカヵケヶ箇個")
        parts.append(_part(str(integer(match["more"])), words.UNITS[more][0]))
        return Amount(_iso(parts), _months(count, letter, match), _unit(words.UNITS[more][1]))
    return Amount(_iso(parts), count, _unit(unit or name))


def _months(count: int | None, letter: str, match: re.Match[str]) -> int | None:
    """Count 1年3カ月 in months; other pairs are not counted."""
    more = integer(match["more"])
    fits = letter == "Y" and "月" in match["moreunit"] and count is not None and more is not None
    return count * 12 + more if fits and count is not None and more is not None else None


def _unit(name: str) -> Unit:
    return name  # type: ignore[return-value]


def _part(number: str, letter: str) -> str:
    if letter == "C":
        return f"{number}00Y"
    return f"T{number}{letter[1]}" if letter.startswith("T") else f"{number}{letter}"


def _iso(parts: list[str]) -> str:
    """Join ``1Y`` and ``6M``; the ``T`` before clock units is written once."""
    text = "".join(parts)
    first, mark, rest = text.partition("T")
    return "P" + first + mark + rest.replace("T", "")


def _digits(count: str, letter: str) -> tuple[str, int | None, str] | None:
    """Return the written number, its count and, for halves, the finer unit it is counted in."""
    if count == "半":
        half = {
            "Y": ("6", 6, "month"),
            "D": ("12", 12, "hour"),
            "M": ("15", 15, "day"),
            "C": ("50", 50, "year"),
            "TH": ("30", 30, "minute"),
        }
        return half.get(letter)
    if count == "四半":
        return ("25", 25, "year")
    if "数" in count:
        return (_several(count), None, "")
    if "." in count:
        return (count, None, "")
    number = integer(count)
    return None if number is None else (str(number), number, "")


def _several(count: str) -> str:
    """Write 数 as X: 数年 X, 十数年 1X, 数十年 X0, 数百年 X00."""
    before, _, after = count.partition("数")
    zeros = {"": "", "十": "0", "百": "00", "千": "000", "万": "0000"}.get(after, "")
    tens = integer(before) if before else None
    return (str(tens // 10) if tens else "") + "X" + zeros


def _expression(match: re.Match[str], amount: Amount, end: int) -> Expression:
    start, turn = match.start(), match["turn"] if match["turn"] and match.start("turn") < end else None
    mod = (
        words.QUANTIFIERS.get(match["after"] or "") if match["after"] and match.start("after") < end else None
    )
    mod = mod or words.QUANTIFIERS.get(match["before"] or "")
    amount = _halves(match, amount)
    if turn in ("ごと", "毎", "おき") or (turn or "").startswith("に"):
        freq = "1X" if turn and turn.startswith("に") else None
        return Expression(
            start, end, "set", amount=amount, value=amount.value, quant="EVERY", freq=freq, mod=mod
        )
    if turn in ("後", "のち", "前"):
        return Expression(start, end, "offset", amount=amount, direction=-1 if turn == "前" else 1, mod=mod)
    return Expression(start, end, "duration", amount=amount, again=turn == "ぶり", mod=mod)


def _halves(match: re.Match[str], amount: Amount) -> Amount:
    """Write half a unit in the finer one: 半年 P6M, 半日 PT12H, 半世紀 P50Y."""
    if match["count"] not in ("半", "四半"):
        return amount
    letter = words.UNITS[match["unit"]][0]
    written = {"Y": "P6M", "D": "PT12H", "M": "P15D", "C": "P50Y", "TH": "PT30M"}[letter]
    return Amount("P25Y" if match["count"] == "四半" else written, amount.count, amount.unit)
