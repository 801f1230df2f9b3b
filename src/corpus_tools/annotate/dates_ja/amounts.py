"""Reads durations, offsets and periods: 30年あまり, 4カ月後, 10年ごと."""

from __future__ import annotations

import re

from corpus_tools.annotate.dates_ja import words
from corpus_tools.annotate.dates_ja.evidence import falls_short, is_amount, second_of_pair
from corpus_tools.annotate.dates_ja.numerals import integer
from corpus_tools.annotate.dates_ja.parts import Amount, Expression, Unit
from corpus_tools.annotate.dates_ja.patterns import compiled

_UNTOLD = "数何"
_NOT_BEFORE = frozenset("第.:/0123456789" + "割歳")
_CLAUSE_BEFORE = frozenset("、。「(はがもをに\n") | {""}
"""What may stand before み月, which many words end in (休み月)."""
_NATIVE_UNITS = frozenset("月春夏秋冬晩昼")
LONGEST_NATIVE = 8
"""Within so many characters the unit begins: およそひと月."""
_NATIVE_TAIL = re.compile("目")
"""二晩目 is an ordinal."""


def read_amount(text: str, start: int) -> Expression | None:
    """Read a duration, an offset (10日前) or a period (5年ごと) that begins at ``start``."""
    match = compiled("AMOUNT").match(text, start)
    if match is None or match["unit"] == "時" or text[max(0, start - 1) : start] in _NOT_BEFORE - {""}:
        return None
    if match["more"] and not _finer(match["unit"], match["moreunit"]):
        match = compiled("AMOUNT").match(text, start, match.start("more"))  # 24時間365日
        if match is None:
            return None
    match_end = _end(text, match)
    if not is_amount(text, match, match_end):
        return None
    amount = _amount(match)
    if amount is None:
        return None
    return _expression(match, amount, match_end, short=falls_short(text, match_end))


def read_native(text: str, start: int) -> Expression | None:
    """Read months, seasons and nights with native numerals: ひと月, ふた月前, ひと夏, 二晩, 一昼夜."""
    if _NATIVE_UNITS.isdisjoint(text[start : start + LONGEST_NATIVE]):
        return None
    match = compiled("NATIVE").match(text, start)
    if match is None or _NATIVE_TAIL.match(text, match.end()):
        return None
    before = text[max(0, start - 1) : start]
    if before in _NOT_BEFORE - {""} or (match["count"] == "み" and before not in _CLAUSE_BEFORE):
        return None
    end = _end(text, match)
    return _expression(match, _native_amount(match), end, short=falls_short(text, end))


def _native_amount(match: re.Match[str]) -> Amount:
    number = {"ひと": 1, "ふた": 2, "み": 3}.get(match["count"]) or integer(match["count"])
    written, unit = "X" if number is None else str(number), match["unit"]
    if match["half"] and number is not None:
        return Amount(f"P{written}M15D", number * 30 + 15, "day")
    if unit == "月":
        return Amount(f"P{written}M", number, "month")
    if unit == "昼夜":
        return Amount(f"P{written}D", number, "day")
    if unit == "晩":
        return Amount(f"PT{written}NI", None, "day")
    return Amount(f"P{written}{words.SEASONS[unit]}", None, "season")


def _finer(unit: str, more: str) -> bool:
    """Tell whether a second unit goes on from a first: 1年3カ月, 2時間30分."""
    letters = ["C", "Y", "M", "W", "D", "TH", "TM", "TS"]
    first, second = words.UNITS[unit][0], words.UNITS[more.lstrip("かカヵケヶ箇個")][0]
    return first in letters and letters.index(first) < letters.index(second)


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


def _amount(match: re.Match[str]) -> Amount | None:
    letter, name = words.UNITS[match["unit"]]
    number = _digits(match["count"], letter)
    if number is None:
        return None
    value, count, unit = number
    parts = [_part(value, letter)]
    if match["or"] and match["count2"]:
        second = second_of_pair(match)
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
        if match["seconds"]:
            return Amount(_iso([*parts, f"T{match['seconds']}S"]), None, "second")
        return Amount(_iso(parts), _finer_count(count, letter, match), _unit(words.UNITS[more][1]))
    return Amount(_iso(parts), count, _unit(unit or name))


def _finer_count(count: int | None, letter: str, match: re.Match[str]) -> int | None:
    """Count 1年3カ月 in months and 2時間40分 in minutes; other pairs are not counted."""
    more = integer(match["more"])
    pairs = {("Y", "月"): 12, ("TH", "分"): 60}
    per = next(
        (number for (unit, finer), number in pairs.items() if unit == letter and finer in match["moreunit"]),
        None,
    )
    return None if count is None or more is None or per is None else count * per + more


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
        return ("25", 25, "year") if letter == "C" else None
    if count[0] in _UNTOLD or "数" in count:
        return (_several(count.replace("何", "数")), None, "")
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


def _expression(match: re.Match[str], amount: Amount, end: int, *, short: bool) -> Expression:
    start, turn = match.start(), match["turn"] if match["turn"] and match.start("turn") < end else None
    mod = (
        words.QUANTIFIERS.get(match["after"] or "") if match["after"] and match.start("after") < end else None
    )
    mod = mod or words.QUANTIFIERS.get(match["before"] or "") or ("LESS_THAN" if short else None)
    mod = mod or (
        "EQUAL_OR_LESS" if (match["whole"] or "").startswith("足") else None
    )  # 足かけ5年: parts of five
    amount = _halves(match, amount)
    if turn in ("ごと", "毎", "おき", "置き", "あたり", "当たり") or (turn or "").startswith("に"):
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
