"""The words Japanese puts time into: eras, calendar words that lean on another date, parts of periods and days."""

from __future__ import annotations

from corpus_tools.annotate.dates_ja.eras import ERAS as ERAS
from corpus_tools.annotate.dates_ja.parts import Reference

ERA_LETTERS: dict[str, str] = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}

YEAR_WORDS: dict[str, Reference] = {
    "同年": Reference("year", 0, "narrative"), "同じ年": Reference("year", 0, "narrative"),
    "当年": Reference("year", 0, "narrative"),
    "翌年": Reference("year", 1, "narrative"), "翌々年": Reference("year", 2, "narrative"),
    "前年": Reference("year", -1, "narrative"), "前々年": Reference("year", -2, "narrative"),
    "昨年": Reference("year", -1, "dct"), "去年": Reference("year", -1, "dct"),
    "一昨年": Reference("year", -2, "dct"), "おととし": Reference("year", -2, "dct"),
    "一昨々年": Reference("year", -3, "dct"),
    "今年": Reference("year", 0, "dct"), "ことし": Reference("year", 0, "dct"), "本年": Reference("year", 0, "dct"),
    "来年": Reference("year", 1, "dct"), "明年": Reference("year", 1, "dct"), "再来年": Reference("year", 2, "dct"),
}  # fmt: skip

MONTH_WORDS: dict[str, Reference] = {
    "同月": Reference("month", 0, "narrative"), "当月": Reference("month", 0, "narrative"),
    "翌月": Reference("month", 1, "narrative"), "翌々月": Reference("month", 2, "narrative"),
    "前月": Reference("month", -1, "narrative"), "前々月": Reference("month", -2, "narrative"),
    "先月": Reference("month", -1, "dct"), "先々月": Reference("month", -2, "dct"),
    "今月": Reference("month", 0, "dct"), "来月": Reference("month", 1, "dct"), "再来月": Reference("month", 2, "dct"),
}  # fmt: skip

DAY_WORDS: dict[str, Reference] = {
    "同日": Reference("day", 0, "narrative"), "当日": Reference("day", 0, "narrative"),
    "翌日": Reference("day", 1, "narrative"), "翌々日": Reference("day", 2, "narrative"),
    "前日": Reference("day", -1, "narrative"), "前々日": Reference("day", -2, "narrative"),
    "昨日": Reference("day", -1, "dct"), "きのう": Reference("day", -1, "dct"),
    "一昨日": Reference("day", -2, "dct"), "おととい": Reference("day", -2, "dct"),
    "今日": Reference("day", 0, "dct"), "きょう": Reference("day", 0, "dct"), "本日": Reference("day", 0, "dct"),
    "明日": Reference("day", 1, "dct"), "あす": Reference("day", 1, "dct"),
    "明後日": Reference("day", 2, "dct"), "あさって": Reference("day", 2, "dct"),
}  # fmt: skip

WEEK_WORDS: dict[str, Reference] = {
    "同週": Reference("week", 0, "narrative"), "翌週": Reference("week", 1, "narrative"),
    "前週": Reference("week", -1, "narrative"), "今週": Reference("week", 0, "dct"),
    "先週": Reference("week", -1, "dct"), "先々週": Reference("week", -2, "dct"),
    "来週": Reference("week", 1, "dct"), "再来週": Reference("week", 2, "dct"),
}  # fmt: skip

CENTURY_WORDS: dict[str, Reference] = {
    "今世紀": Reference("century", 0, "dct"), "前世紀": Reference("century", -1, "dct"),
    "来世紀": Reference("century", 1, "dct"), "同世紀": Reference("century", 0, "narrative"),
}  # fmt: skip

DAY_PART_WORDS: dict[str, tuple[Reference, str]] = {
    "翌朝": (Reference("day", 1, "narrative"), "MO"), "翌晩": (Reference("day", 1, "narrative"), "NI"),
    "翌夕": (Reference("day", 1, "narrative"), "EV"), "同夜": (Reference("day", 0, "narrative"), "NI"),
    "同夕": (Reference("day", 0, "narrative"), "EV"), "前夜": (Reference("day", -1, "narrative"), "NI"),
    "前夕": (Reference("day", -1, "narrative"), "EV"),
    "今朝": (Reference("day", 0, "dct"), "MO"), "けさ": (Reference("day", 0, "dct"), "MO"),
    "今夕": (Reference("day", 0, "dct"), "EV"), "今夜": (Reference("day", 0, "dct"), "NI"),
    "今晩": (Reference("day", 0, "dct"), "NI"), "昨夜": (Reference("day", -1, "dct"), "NI"),
    "昨晩": (Reference("day", -1, "dct"), "NI"), "ゆうべ": (Reference("day", -1, "dct"), "NI"),
    "昨夕": (Reference("day", -1, "dct"), "EV"), "明晩": (Reference("day", 1, "dct"), "NI"),
}  # fmt: skip

SEASON_PREFIXES: dict[str, Reference] = {
    "一昨": Reference("year", -2, "dct"), "再来": Reference("year", 2, "dct"),
    "今": Reference("year", 0, "dct"), "この": Reference("year", 0, "dct"), "昨": Reference("year", -1, "dct"),
    "来": Reference("year", 1, "dct"), "去": Reference("year", -1, "dct"),
    "翌": Reference("year", 1, "narrative"), "同": Reference("year", 0, "narrative"),
}  # fmt: skip

SEASONS: dict[str, str] = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
SEASON_STAGES: dict[str, str] = {"初": "start", "早": "start", "晩": "end", "真": "", "盛": "", "厳": ""}

PORTION_WORDS: dict[str, str] = {
    "初頭": "start", "初期": "start", "初め": "start", "始め": "start", "はじめ": "start", "年初": "start",
    "年頭": "start", "初": "start", "冒頭": "start", "明け": "start", "序盤": "start",
    "前半": "first-half", "前期": "first-half",
    "半ば": "mid", "なかば": "mid", "中頃": "mid", "中ごろ": "mid", "中期": "mid", "中葉": "mid", "中盤": "mid",
    "後半": "second-half", "後期": "second-half",
    "末期": "end", "末葉": "end", "末": "end", "終わり": "end", "暮れ": "end", "終盤": "end",
    "上旬": "first-ten", "初旬": "first-ten", "中旬": "middle-ten", "下旬": "last-ten",
}  # fmt: skip

DAY_PARTS: dict[str, str] = {
    "未明": "NI", "深夜": "NI", "夜中": "NI", "夜半": "NI", "夜": "NI", "晩": "NI", "夜遅く": "NI",
    "早朝": "MO", "明け方": "MO", "夜明け": "MO", "朝方": "MO", "朝": "MO", "午前中": "MO", "午前": "MO",
    "昼過ぎ": "AF", "昼すぎ": "AF", "昼前": "MI", "昼": "MI", "午後": "AF",
    "夕方": "EV", "夕刻": "EV", "夕": "EV",
}  # fmt: skip
"""TIMEX3's parts of the day."""

WEEKDAYS: dict[str, int] = {name: number for number, name in enumerate("月火水木金土日", start=1)}

UNITS: dict[str, tuple[str, str]] = {
    "世紀": ("C", "century"), "年間": ("Y", "year"), "年": ("Y", "year"), "四半期": ("Q", "quarter"),
    "月間": ("M", "month"), "月": ("M", "month"), "週間": ("W", "week"), "週": ("W", "week"),
    "日間": ("D", "day"), "日": ("D", "day"), "時間": ("TH", "hour"), "時": ("TH", "hour"),
    "分間": ("TM", "minute"), "分": ("TM", "minute"), "秒間": ("TS", "second"), "秒": ("TS", "second"),
}  # fmt: skip
"""Counters, the letter of ISO 8601 (after ``T`` for clock units), and the unit's name."""

QUANTIFIERS: dict[str, str] = {
    "約": "APPROX", "およそ": "APPROX", "おおよそ": "APPROX", "ほど": "APPROX", "程度": "APPROX", "前後": "APPROX",
    "くらい": "APPROX", "ぐらい": "APPROX", "余り": "MORE_THAN", "あまり": "MORE_THAN", "余": "MORE_THAN",
    "強": "MORE_THAN", "超": "MORE_THAN", "近く": "LESS_THAN", "弱": "LESS_THAN", "未満": "LESS_THAN",
    "足らず": "LESS_THAN", "以上": "EQUAL_OR_MORE", "以内": "EQUAL_OR_LESS", "以下": "EQUAL_OR_LESS",
}  # fmt: skip
