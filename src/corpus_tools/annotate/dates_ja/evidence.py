"""Decides whether a number with 年, 月, 日 or 分 measures time, dates something, or does neither.

30年がたつ measures, 93年に dates, 5分の1 and 3年生 do neither; what stands around the number tells.
"""

from __future__ import annotations

import re

from corpus_tools.annotate.dates_ja.numerals import integer
from corpus_tools.annotate.dates_ja.patterns import KANJI

LASTS = re.compile(
    r"の?あいだ|の間|間|も(?:の|前|後|経|たっ|たた|続|かか|待|で)|が?た[ちつっ]|が(?:経|過ぎ|流れ)|経[つちっ過]|を(?:経|要|費|過ごし|かけ|超え|過ぎ|切|迎え)"
    r"|かけ|かか[るりっれ]|連続|続[くきいけ落伸騰]|連[騰敗勝]|続投|越し|がかり|分(?=[のをにが、])|に(?:わた|亘|渡)|に及|たらず|中(?![旬頃ごに東国期])|で(?:[^、。]{0,8}(?:倍|割|%|増|減|済|終|達|完))"
    r"|の(?:歳月|歴史|任期|刑|懲役|禁錮|年月|月日|期間|猶予|節目|実刑|経験|伝統|遅れ|長|寿命|空白|停職|滞在|旅|航海|闘病|眠り|休|内|うち|契約|計画|工期|差|道のり|半減期|生涯|日程|会期|刑期)"
    r"|から(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})[年日](?:間|にわた|ほど|程度|以上|かけ|ぐらい|くらい)|暮ら|待|働|住[んみ]|過ごし|勤め|と(?:[0-9](?![0-9]年)|半|いう)|の?以内"
)
"""What follows a length of time, and hardly ever a date."""
SPENT = re.compile(
    r"(?:懲役|禁錮|拘禁刑|任期|過去|今後|向こう|最長|最大|最短|最低|わずか|たった|延べ|合計|計|ここ|この|これまで|その後|ほぼ|さらに|実に|あと|勤続|在任|在職|在位|週休|(?:期|時効|寿命|歳月)[はがも]|築|樹齢|戦後|死後|没後|生後|産後|術後|建国|創業|結婚|被爆|期間は|期間を|連続|たかだか|せいぜい)$"
)
"""What precedes a length of time."""
_NO_AMOUNT = re.compile(
    r"生(?!ま[れし]|存)|目|制|[国社]?債|物(?!語)|級|次|(?:[A-Z]|[0-9]{1,2}|[一二三四五六七八九十])?組|周|忌|祭|戦争|王国|帝国|計画|紀|限|坊主|月(?![0-9])|天下|酔い|市|町|千秋|鼠|本立|刻み|坂|草|杉|樹"
)
GRADE = re.compile(
    r"の[一-龥々ァ-ヶー・、()0-9]{2,15}?(?:選手|投手|捕手|[内外]野手|主将|部員|生徒|児童|学生|君|くん|さん)"
)
"""3年の山田選手: a pupil's year."""
SCHOOL = re.compile(r"(?:小学校?|中学校?|高校|大学院?|高専|短大|学部|課程)$")
LAST_GRADE = 6
DIGITS = "0123456789"
LAST_SPAN = 3
"""三日の猶予 is a length, but 十六日の式 is a date."""
_MANY = re.compile(r"も(?![ちつてっら]|た[なせず])")
_NOT_REACHED = re.compile(r"(?:[もをにと]|とも)?(?:経(?:た|過せ)?|たた|待た|満た|し)(?:ず|な[いくか]|ぬ)")
"""一年を経ず, 2年もたたない: shorter than that."""
_MINUTES_END = re.compile(
    r"(?:間|ほど|程度|以[内上下]|未満|後|前|ごと|おき|ぶり|近く|遅れ|過ぎ|すぎ|足らず|弱|強|余|あまり|[がをにでとはも、。)]|経|歩|散歩|走|待|休|煮|焼|茹|ゆ|蒸|加熱|話|寝|置|乾燥|運動|読|続|走行|電車|バス|か[かけ]|の(?![0-9一二三四五六七八九十百千])|$)"
)
_GOES_ON = re.compile(r"[一-龥]{1,4}[ぁ-ん]{0,2}続け")
"""2000年落下し続ける."""
_OF_AN_EVENT = re.compile(
    r"の(?:[0-9]{1,2}月|[^、。のにはをが]{0,6}(?:選|大会|会議|サミット|五輪|改正|改定|危機|事件|政変|革命|条約|協定|総会|会談|発足|発効|締結|調印|創設|設立|開設|制定|施行|就任|撤退|併合|侵攻|首相|大統領|政権|内閣|調査|時点|段階|春|夏|秋|冬))"
)
"""80年の衆参同日選: a round number of years has no such noun."""
_AND_YEAR = re.compile(r"[とや](?:19|20)?[0-9]{2}年(?![間目])")
_OF_THAT_YEAR = re.compile(
    r"公開|発売|放送|刊行|出版|開業|開設|創業|設立|発足|制定|施行|締結|卒業?の|入団|初演"
)
"""97年公開の映画: made or done in that year."""
_RANGE_OF = re.compile(r"[-~ー][0-9]{2,4}年の$")
"""1912～26年の15年."""
_LISTED_YEAR = re.compile(r"[0-9]{2}年[、・]$")
"""1887年、91年、1902年、12年と: a list of years goes on with years."""
_EXACT_UNITS = frozenset({"年間", "月間", "週間", "週", "日間", "時間", "分間", "秒間", "秒", "四半期"})
_YEAR_TAIL = re.compile(
    rf"W杯|ワールドカップ|五輪|オリンピック|[度代版]|同[月期日]|[0-9]{{1,2}}(?:[-~][0-9]{{1,2}})?月|[{KANJI}]{{1,2}}月|[春夏秋冬]|末|初|前半|後半|半ば|当時|時点|現在|生ま|入[社学]|体制|世代|問題|大会|安保"
)


def is_amount(text: str, match: re.Match[str], end: int) -> bool:
    """Decide between a length of time and a date or an ordinal."""
    count, unit = match["count"], match["unit"]
    turn = match["turn"] and match.start("turn") < end
    if _NO_AMOUNT.match(text, end) and not turn:
        return False
    if match["untold"]:
        return _many(text, match) and (unit != "月" or match["counter"] is not None)
    if match["nights"]:
        return True
    if unit == "分":
        return bool(_MINUTES_END.match(text, match.end("unit"))) and not _adverb(text, match)
    if unit == "月" and not match["counter"]:
        return count in ("半", "数") or bool(
            re.match(r"を(?:超え|経過|経)|以内", text[match.end("unit") :][:4])
        )
    if unit == "秒" and text[end : end + 1].isdecimal():
        return False  # a result in hundredths: 9秒98
    if unit == "世紀":
        return count in ("半", "四半") or bool(
            "数" in count or turn or match["after"] or LASTS.match(text, end)
        )
    if unit in _EXACT_UNITS or match["counter"] or set("数半") & set(count) or match["half"] or match["more"]:
        return not (unit == "日" and "半" in count and text.startswith("本", end))
    if unit == "年":
        return _years_are_amount(text, match, end)
    return _days_are_amount(text, match, end)


def _many(text: str, match: re.Match[str]) -> bool:
    """Tell whether 何年も is many years, not a question (何年もつか)."""
    return match["turn"] == "前" or _MANY.match(text, match.end("unit")) is not None


def is_grade(text: str, start: int, number: int, end: int) -> bool:
    """Tell whether N年 is a year at school: 高校2年, 3年の山田選手."""
    named = GRADE.match(text, end) or SCHOOL.search(text, max(0, start - 3), start)
    return number <= LAST_GRADE and named is not None


def falls_short(text: str, end: int) -> bool:
    """Tell whether the words after a length say that it was not reached."""
    return _NOT_REACHED.match(text, end) is not None


def second_of_pair(match: re.Match[str]) -> int | None:
    """Read the second number of 二、三年, and of 十四、五年, which has its tens from the first."""
    first, second = integer(match["count"]), integer(match["count2"])
    if first is None or second is None or first < second or second >= len(DIGITS):
        return second
    return first - first % len(DIGITS) + second


def _adverb(text: str, match: re.Match[str]) -> bool:
    """Refuse 十分 (enough) and 五分 (even) unless something measures them."""
    if match["before"] or match["after"] or match["turn"]:
        return False
    following = text[match.end("unit") : match.end("unit") + 2]
    if match["count"] == "十":
        return not re.match(r"間|も経|もし|もす|か[かけ]|歩|待|遅", following)
    return match["count"] in ("一", "五", "百", "千", "九") and not re.match(
        r"間|も|が経|か[かけ]|歩|待|遅", following
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
    if number is not None and not match["turn"] and is_grade(text, match.start(), number, end):
        return False
    if number is None or (count.startswith("0") and not match["or"]):
        return number is None and "." in count
    if set("万億") & set(count):
        return True
    if _YEAR_TAIL.match(text, match.end("unit")) and not match["before"]:
        return False
    if match["or"]:
        return _paired_years(match, number) or (number < 60 and _measured(text, match, end))
    if number >= 1000:
        lasting = _measured(text, match, end) or _GOES_ON.match(text, end)
        return (number > 2200 or number % 100 == 0) and bool(lasting)
    if number >= 100:
        return number % 50 == 0 or _measured(text, match, end)
    if count.isdecimal() and written == 2:
        if _RANGE_OF.search(text, max(0, match.start() - 9), match.start()):
            return True
        if _LISTED_YEAR.search(text, max(0, match.start() - 8), match.start()) and not match["before"]:
            return False
        return _measured(text, match, end) or not _year_of_century(text, match.start(), number, end)
    positional = written == 2 and not set(count) & set("十百千")
    return not positional or _measured(text, match, end)


def _year_of_century(text: str, start: int, number: int, end: int) -> bool:
    """Tell whether two digits are a year: 93年に, 20年の; a round number needs more to be one (30年)."""
    following = text[end : end + 1]
    if _AND_YEAR.match(text, end) or _OF_THAT_YEAR.match(text, end):
        return True
    if text.startswith(("から", "以来"), start - 2) and not text.startswith(("まで", "にかけ"), end):
        return False  # 終戦から76年
    if number % 10 == 0:
        return (
            following in ("に", "は")
            or (number <= 20 and following == "の")
            or text.startswith(("から", "まで"), end)
            or _OF_AN_EVENT.match(text, end) is not None
        )
    return following in set("にのは、。から,)(以まで") or not following


def _paired_years(match: re.Match[str], number: int) -> bool:
    """3～5年, 二、三年: both small, the second not written with a zero."""
    second = second_of_pair(match)
    near = second is not None and number < second <= 100 and number < 60
    next_to = match["or"] == "、" and second == number + 1
    return near and not match["count2"].startswith("0") and (number < 10 or number % 10 == 0 or next_to)


def _days_are_amount(text: str, match: re.Match[str], end: int) -> bool:
    number = integer(match["count"])
    if number is None:
        return "." in match["count"]
    if _measured(text, match, end) or number > 31:
        return True
    if match["or"]:
        second = integer(match["count2"])
        return (
            match["or"] in ("、", ",")
            and number <= 9
            and second == number + 1
            and text[match.start() - 1 : match.start()] != "月"
        )
    if match["count"].isdecimal() or (number > LAST_SPAN and text.startswith("の", end)):
        return False
    return not re.match(
        r"[に、。から夜朝昼夕午未深早付は(]|の[夜朝昼夕午未深早]|まで|と[一二三四五六七八九十]|$",
        text[end : end + 2],
    )
