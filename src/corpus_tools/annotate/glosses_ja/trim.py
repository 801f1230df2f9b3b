"""What stands before a name without a particle, and is not part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_tools.annotate.glosses_ja.evidence import English
from corpus_tools.annotate.glosses_ja.word_lists import word_set
from corpus_tools.annotate.glosses_ja.words import Word, joined

NAME_MARKS = frozenset("・＝=－-―‐－/／&＆ー")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DROPPED_PREFIXES = word_set(
    """
        同 当 各 両 現 元 前 旧 対 本 某 故 諸 該 昨 翌 今 先 毎 約 計 いわゆる 右 上記 前記 後記 左記 右記
        """
)
_TIMES = word_set(
    """
        昨年 今年 去年 一昨年 来年 翌年 同年 近年 当年 例年 昨日 今日 明日 同日 翌日 先日 今回 今月 先月 来月 同月 翌月 今週 先週 来週 昨春 昨夏 昨秋 昨冬 今春
        今夏 今秋 今冬 当時 現在 最近 従来 以前 以後 以降 以来 以内 以上 以下 前後 その後 直後 直前 途中 今後 当初 最後 最初 結局 結果 一方 他方 反面 半面 同時
        通常 普段 事実 実際 本来 元来 多く 大半 一部 大部分 半ば 初頭 末 頃 上旬 中旬 下旬 前年 前月 前日 早朝 午前 午後 後半 前半
        """
)
_COUNTRIES = word_set("米 英 独 仏 伊 露 ロ 中 韓 印 豪 加 蘭 西 台")
_FOREIGN_NAME = re.compile("[ァ-ヺーA-Za-z・＝]{2,}")
_ROLES = word_set("与党 野党 第一党 連立 隣国 盟主 議長国 首都 本拠 宿敵 同盟国")
_APPOSED = re.compile(
    "(?:最大手|大手|首都|新興企業|子会社|親会社|傘下|本社|系列|会社|企業|社|都市|州都|港湾都市|古都|港|作家|詩人|画家|哲学者|学者|専門誌|医学誌|科学誌|誌|紙|通信社|"
    "県庁所在地|議長国|隣国|主要国|週刊誌|月刊誌|検索|サービス|アプリ|ソフト|薬|治療薬|抗体|製剤|新薬|探査機|人工衛星|衛星|ロケット|宇宙船|号|艦|球団|チーム|クラブ)$"
)

_TIME_UNITS = word_set("年 月 日 年度 世紀 年代 時 分 年間 月間 日間 週間")


def trim(words: Sequence[Word], first: int, english: English) -> int:
    """Leave out what stands before a name without a particle: times, 同, 旧, 大手 and the like."""
    end = len(words)
    while first < end - 1:
        word = words[first]
        if size := _time_size(words, first, english):
            first += min(size, end - 1 - first)
        elif (
            (word.text in _DROPPED_PREFIXES and not _keeps_prefix(words, first, english))
            or (word.text in _COUNTRIES and _FOREIGN_NAME.fullmatch(joined(words[first + 1 :])))
            or word.text in NAME_MARKS
            or word.pos == "補助記号"
            or (word.pos == "接尾辞" and word.text != "的")
        ):
            first += 1
        elif first + 2 < end and words[first + 1].text == "・" and word.text in _ROLES:
            first += 2
        elif apposed := _after_apposed(words, first, end):
            first = apposed
        else:
            break
    return first


def _time_size(words: Sequence[Word], first: int, english: English) -> int:
    """Return how many words of a time stand here: 昨年, 2015 年, 七 月 …; none if the English has the number."""
    if words[first].text in _TIMES:
        return 1
    place = first
    while place < len(words) and (
        words[place].pos2 == "数詞" or re.fullmatch("[0-9０-９]+", words[place].text)
    ):
        place += 1
    number = joined(words[first:place])
    if not number or number.translate(_DIGITS) in english.items:
        return 0
    if place < len(words) and words[place].text in _TIME_UNITS:
        return place + 1 - first
    return place - first if re.fullmatch("[12][0-9]{3}", number) else 0


def _keeps_prefix(words: Sequence[Word], first: int, english: English) -> bool:
    """A prefix stays where the English shows it (対: anti-); 旧 in the name of a court for a former state."""
    if len(english.match(words[first:]).open) < len(english.match(words[first + 1 :]).open):
        return True
    return words[first].text == "旧" and joined(words[first + 1 :]).endswith(("裁判所", "法廷"))


def _after_apposed(words: Sequence[Word], first: int, end: int) -> int:
    """Return where a katakana or Latin name begins after 大手, 首都 and the like; 0 if nothing of the kind."""
    for place in range(end - 1, first, -1):
        if not re.fullmatch("[ァ-ヺーA-Za-z・＝]+", words[place].text):
            break
        if _APPOSED.search(joined(words[first:place])):
            return place
    return 0
