"""The shapes of Japanese expressions of time, as bounded patterns over squeezed text.

Every repetition is bounded, so that matching at one place costs a constant, whatever the text. The patterns
over-generate; ``date_scanner_ja`` decides between the readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from corpus_tools.annotate.dates_ja import words
from corpus_tools.annotate.dates_ja.feasts import feast_firsts, feast_pattern, feast_words

SIGN = "[-~ー]"
KANJI = "〇零一二三四五六七八九十百千"
NUMBER = rf"(?:[0-9]{{1,4}}|[{KANJI}]{{1,8}})"
SMALL = r"(?:[0-9]{1,2}|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九]|[一二三]〇|[一二][一二三四五六七八九])"


MANY = 12


def any_of(names: Iterable[str]) -> str:
    """Write an alternation, the longest first; a long one is tried only where its first characters are."""
    ordered = sorted(names, key=len, reverse=True)
    alternation = "(?:" + "|".join(re.escape(name) for name in ordered) + ")"
    firsts = "".join(sorted({re.escape(name[0]) for name in ordered}))
    return alternation if len(ordered) < MANY else f"(?:(?=[{firsts}]){alternation})"


ERA = any_of(words.ERAS)
ERA_NUMBER = (
    r"(?:元|[0-9]{1,3}|[一二三四五六]?十[一二三四五六七八九]?|[一二三四五六七八九][〇一二三四五六七八九]?)"
)
PORTION = any_of(words.PORTION_WORDS)
DAY_PART = any_of(words.DAY_PARTS)
WEEKDAY = r"(?:\([月火水木金土日](?:曜日?)?(?:[・、][祝休](?:日)?)?\)|[月火水木金土日]曜日?)"

FEAST = (
    r"(?P<feast>(?=<FIRSTS>)(?:(?<=[年月])|(?<![一-龥々ァ-ヶーA-Za-z0-9]))<FEASTS>)"
    r"(?=[にのはもがをとまよでやだ、。()」？?！!\n]|$|か(?!ぼ)|なら|午[前後]|未明|早朝|深夜|[朝昼夕夜](?![一-龥])|付|以[降来前]|中(?![継止国])|期間|当日|及び)"
)
"""Christmas, the equinoxes and the like, between words: not in 地元日程, 元日本代表, クリスマスツリー."""

CALENDAR = rf"""
(?:
  (?:(?P<bc>紀元前|BC|前)|(?P<ad>西暦|紀元後?|後|AD))?
  (?P<apostrophe>')?(?P<year>{NUMBER})(?:\({ERA}{ERA_NUMBER}年?\))?
  (?:(?:会計|事業)?年(?P<yearkind>度|代)?|(?P<century>世紀))
| (?P<era>{ERA})(?P<erayear>{ERA_NUMBER})(?:\({NUMBER}年?\))?年(?P<erakind>度|代)?
| (?P<eraletter>[MTSHR])(?P<letteryear>[0-9]{{1,2}})年(?P<letterkind>度)?
| FY(?P<fy>[0-9]{{4}})
| (?P<yearword>{any_of(words.YEAR_WORDS)})(?!齢|輩|頃|ごろ|代)(?P<wordkind>度)?
| (?P<yearstep>[翌同])(?P<stepyear>[0-9]{{1,4}}|[{KANJI}]{{1,4}})年(?!間|[前後]|も)
| (?P<centuryword>{any_of(words.CENTURY_WORDS)})
)?
(?:
  (?P<monthstep>[同翌](?={SMALL}月))?(?P<month>{SMALL}|正)月(?![間額給収曜])
| (?P<monthword>{any_of(words.MONTH_WORDS)})
| (?P<samequarter>同期)
| (?:第(?P<quarter>[1-4一二三四])・?四半期|(?P<qletter>Q[1-4]|[1-4]Q)(?![0-9A-Za-z]))
| (?P<half>上半期|下半期|上期|下期)
| (?P<seasonstage>[初早晩真盛厳])?(?P<season>[春夏秋冬])(?![分至闘季]|の?お?彼岸)(?P<seasontail>先|口|場|頃|ごろ)?
)?
(?:(?P<daystep>[同翌昨本明](?={SMALL}日))?(?P<day>{SMALL})(?:の?両)?日(?!目)|(?P<dayword>{any_of(words.DAY_WORDS)})|(?P<lastday>末日|みそか)|{FEAST})?
(?:(?<=月)第(?P<nth>[1-5一二三四五])(?=[月火水木金土日]曜日))?(?P<weekday>{WEEKDAY})?
(?P<portion>{PORTION}(?!後|日)|の(?:初め|初頭|はじめ|始め|半ば|なかば|終わり|末|暮れ|前半|後半|中頃|中ごろ|初期|末期)(?![てたとる日戦]))?
(?:
  (?P<noon>正午)
| (?:(?P<partword>{any_of(words.DAY_PART_WORDS)})|(?P<part>{DAY_PART}(?!鮮|廷|[前後]半))|(?P<samehalf>同)(?=[0-9]{{1,2}}時))?
  (?:(?P<hour>{SMALL}|[零〇])時(?![間代期点速価給差])(?:(?P<halfhour>半)|(?P<minute>{SMALL}|[二三四五]十[一二三四五六七八九]?)分(?:(?P<second>{SMALL}|[二三四五]十[一二三四五六七八九]?)(?:\.[0-9]{{1,2}})?秒)?)?
   |(?P<clock>[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?)(?![0-9:]))?
)
(?P<approximate>頃|ごろ|ころ|前後|(?:過ぎ|すぎ))?
"""

AMOUNT = rf"""
(?P<before>約|およそ|おおよそ)?(?P<whole>丸|まる|満|足[か掛]け)?
(?P<count>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,2}}|[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?[百千]?(?:[万億][0-9]{{0,4}}){{0,2}}|[{KANJI}]{{0,7}}[十百千]?数[十百千万]{{0,2}}|数[十百千万]{{0,2}}|[{KANJI}万]{{1,8}}|四半|半|(?P<untold>何[十百千]?))
(?:(?P<or>{SIGN}|、|・|,|から)(?P<count2>[0-9]{{1,4}}|[{KANJI}]{{1,5}}))?
(?P<counter>[かカヵケヶ箇個](?=[年月]))?
(?P<unit>{any_of(words.UNITS)})(?(untold)(?:も(?=前))?)
(?P<nights>(?<=日)(?P=count)晩)?
(?P<half>半)?
(?:と?(?P<more>[0-9]{{1,3}}|[{KANJI}]{{1,4}})(?P<moreunit>[かカヵケヶ箇]月間?|日間?|時間|分間?|秒間?)(?:(?<=分)(?P<seconds>[0-9]{{1,2}})秒)?)?
(?P<after>{any_of(set(words.QUANTIFIERS) - {"約", "およそ", "おおよそ"})})?
(?P<turn>ぶり|ごと|毎(?=[にの])|おき|置き|来(?=の)|後(?![半期方退続援述日継進見遺])|のち|前(?![半期提述身回任例線衛者後年倒])|に[1一]?[0-9一]?[回度]|[あ当]たり)?
"""

NUMERIC = r"""
(?P<y>[12][0-9]{3})(?P<separator>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=separator)(?P<d>3[01]|[12][0-9]|0?[1-9])
  (?![0-9]|(?P=separator)[0-9])(?:T(?P<clock>[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)(?:Z|[+-][0-9:]{4,6})?)?
| (?P<md>(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9]))(?=\([月火水木金土日](?:曜日?)?(?:[・、][祝休]日?)?\))
| (?P<ym>[12][0-9]{3})[-/](?P<ymm>0[1-9]|1[0-2])(?![0-9年月日]|[-/.~][0-9]|ー[0-9])
"""
ERA_NUMERIC = r"(?P<era>[MTSHR]|明治|大正|昭和|平成|令和)(?P<y>元|[0-9]{1,2})[.・/](?P<m>1[0-2]|0?[1-9])[.・/](?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9]|[./][0-9])"

SET = rf"""
毎(?:
  (?P<every>年度?|月|週|日|朝|晩|夜|夕|春|夏|秋|冬|時)
  (?:(?<=年)(?=<FIRSTS>)(?P<feast><FEASTS>)(?=[にはのもが、]))?(?:(?P<month>{SMALL})月)?(?P<season>(?<=年)[春夏秋冬])?(?:(?P<day>{SMALL})日)?(?:の?第[1-5一二三四五](?:[・、,と]?第?[1-5一二三四五]){{0,3}}(?=[月火水木金土日]曜))?(?P<weekday>[月火水木金土日](?:[・、と][月火水木金土日]){{0,3}}曜日?)?
  (?P<portion>(?<=月)(?:初め|上旬|中旬|下旬|末)|(?<=年)(?:初め|末)|(?<=週)末)?
  (?P<part>午前|午後|朝|夕方?|夜|晩)?(?:(?P<hour>{SMALL})時(?![間代期点])(?P<halfhour>半)?(?:(?P<minute>{SMALL}|[二三四五]十[一二三四五六七八九]?)分)?)?
)
| 隔(?P<other>年|月|週|日)(?!刊)(?:の?(?:(?<=[週の])(?P<otherweekday>[月火水木金土日])曜日?|(?<=月)(?P<otherday>{SMALL})日))?
| (?P<bare>四半期|半期|年度|年|月|週|日)(?:ごと|毎)(?=[にのでは、])
| (?P<count>[1一](?:[かカヵケヶ箇個](?=月))?)?(?P<per>年|月|週|日)(?:間?に)?(?P<times>[0-9]{{1,3}}|[{KANJI}]{{1,3}}|数)
  (?:[回度](?!目|の[会])|(?P<quota>日(?!目|[前後])|時間(?![前後])|分間?(?=ほど|程度|以上|[をの、])))
| (?P<daily>1日)(?=(?:約|およそ|平均|延べ|最大|最高)?[0-9]{{1,5}}(?![0-9]*[時:日月年]))
"""

RELATIVE_SEASON = rf"(?P<step>{any_of(words.SEASON_PREFIXES)})(?P<season>[春夏秋冬])(?:(?!(?:初め|はじめ|始め)[てた]|初の)(?P<portion>{PORTION}))?"
WEEK = rf"(?P<weekword>{any_of(words.WEEK_WORDS)}|(?=週末))(?P<weekend>(?:の)?(?:週末|土日(?![一-龥ァ-ヶ]))|末)?(?P<weekday>[月火水木金土日]曜日?)?"
LOOSE_END = (
    r"(?P<unit>年度|年|月)(?P<portion>末|初め|初|頭|明け|内|央)(?!年始|調整|商戦|[^にはもの、をかま。]まで)"
)


NATIVE = rf"""
(?P<before>約|およそ|おおよそ)?(?P<whole>丸|まる|たった)?
(?:(?P<count>ひと|ふた|み(?=月)|一(?=[夏冬])|[一二三四五六七八九十]{{1,3}}(?=[晩昼])|[0-9]{{1,2}}(?=[晩昼])|数(?=晩))
   (?P<unit>月(?![曜日給見光夜面明影球旅謝餅灯])|[春夏秋冬](?=[をはがにでもの、。過越限]|$)|晩(?![餐酌成節春夏秋冬学婚鐘])|昼夜))(?P<half>(?<=月)半(?!ば))?
(?P<after>{any_of(set(words.QUANTIFIERS) - {"約", "およそ", "おおよそ"})})?
(?P<turn>ぶり|ごと|おき|置き|後(?![半期方退続援述日継進見遺])|のち|前(?![半期提述身回任例線衛者後年倒])|[あ当]たり)?
"""
ORDINALS = r"第(?P<first>[1-5一二三四五])(?:[・、,と]?第?[1-5一二三四五]){0,3}(?P<weekday>[月火水木金土日])(?:曜日|曜(?![一-龥ァ-ヶ]))"
EVERY_LISTED = rf"毎(?P<every>[年月])(?P<items>{SMALL}(?:(?:[、・,と]|及び){SMALL}){{1,6}})(?P<unit>[月日])(?![間目前後])"
KIND_OF_DAY = r"(?<![一-龥々ァ-ヶー0-9])(?:(?P<working>平日)|土日)(?=[にはもを、。()]|の(?!ダイヤ|料金|時刻)|$|限定|のみ|だけ|祝|・祝|夜|朝|昼)"


@cache
def compiled(name: str) -> re.Pattern[str]:
    """Compile one of this module's patterns, once; the names of feasts are put in from their table."""
    pattern = globals()[name].replace("<FIRSTS>", feast_firsts()).replace("<FEASTS>", feast_pattern())
    return re.compile(pattern, re.VERBOSE)


@cache
def trigger() -> re.Pattern[str]:
    """Compile the search for characters that may begin an expression.

    One character class is what the engine skips through fastest. Those that only begin words need one of their
    second characters, too; ``starts`` then looks at all that follows.
    """
    free = {first for firsts, _ in _STARTS for first in firsts}
    free |= {word for word in _all_words() if len(word) == 1}
    only = set(starts()) - free
    seconds = {word[1] for word in _all_words() if word[0] in only}
    return re.compile(f"{_class(starts())}(?:(?<!{_class(only)})|(?={_class(seconds)}))")


def _class(characters: Iterable[str]) -> str:
    return "[" + "".join(sorted(characters)) + "]"


def _all_words() -> tuple[str, ...]:
    return (*words.ERAS, *_WORDS, *feast_words())


@cache
def starts() -> dict[str, re.Pattern[str]]:
    """Compile, for each first character, what must follow for a reading to be worth trying."""
    table: dict[str, list[str]] = {}
    for firsts, rest in _STARTS:
        for first in firsts:
            table.setdefault(first, []).append(rest)
    for word in _all_words():
        follows = rf"(?=元|[0-9{KANJI}])" if word in words.ERAS else ""
        table.setdefault(word[0], []).append(re.escape(word[1:]) + follows)
    return {first: re.compile("(?s:.)(?:" + "|".join(rests) + ")") for first, rests in table.items()}


_NUMERAL = rf"[0-9{KANJI}]"
_WORDS: tuple[str, ...] = (
    *words.YEAR_WORDS, *words.MONTH_WORDS, *words.DAY_WORDS, *words.WEEK_WORDS, *words.CENTURY_WORDS, *words.DAY_PART_WORDS,
    "上半期", "下半期", "上期", "下期", "正月", "週末", "末日", "未明", "深夜", "早朝", "正午", "明け方", "夕刻", "夕方",
)  # fmt: skip
_STARTS: tuple[tuple[str, str], ...] = (
    ("0123456789", ""),
    (KANJI + "万", rf"[{KANJI}万数]{{0,12}}[年月日時分秒週世かカヵケヶ箇四半晩昼夏冬（(、・~-]"),
    ("数何", r"[十百千万]{0,2}[年かカヵケヶ箇週日時分秒世四晩]"),
    ("四", "半世紀|半期"),
    ("半", "世紀|年|日|月|時間"),
    ("約", rf"{_NUMERAL}|[数半丸]"),
    ("お", rf"およ?そ(?:{_NUMERAL}|数)|よそ(?:{_NUMERAL}|[数ひふ])"),
    ("丸満", _NUMERAL),
    ("ま", rf"る{_NUMERAL}"),
    ("足", rf"[か掛]け(?:{_NUMERAL}|数)"),
    ("ひふ", "[とた][月春夏秋冬晩]"),
    ("み", "月"),
    ("第", r"[1-5一二三四五][0-9一二三四五・、,と第]{0,8}[月火水木金土日]曜"),
    ("平土", "日"),
    ("'", "[0-9]{2}年"),
    ("紀", rf"元[前後]?{_NUMERAL}"),
    ("西", rf"暦{_NUMERAL}"),
    ("前翌同", rf"{_NUMERAL}{{1,4}}(?:年|世紀|時|月|日)"),
    ("前", rf"{_NUMERAL}{{1,4}}[-~ー]"),
    ("昨本明", rf"{_NUMERAL}{{1,3}}日"),
    ("B", rf"C{_NUMERAL}"),
    ("A", rf"D{_NUMERAL}"),
    ("MTSHR", r"[0-9]{1,2}[年.・/]"),
    ("F", "Y[0-9]{4}"),
    ("Q", "[1-4]"),
    ("今昨来去翌同", "[春夏秋冬]"),
    ("一再こ", "[昨来の][春夏秋冬]"),
    ("初早晩真盛厳", "[春夏秋冬]"),
    ("春夏秋冬", ""),
    ("第", "[1-4一二三四]・?四半期"),
    ("上中下初", "旬"),
    ("午", "[前後]"),
    ("朝夜", _NUMERAL),
    ("月火水木金土日", "曜"),
    ("毎", "[年月週日朝晩夜夕春夏秋冬時]"),
    ("隔", "[年月週日]"),
    ("年月週日", rf"に?{_NUMERAL}{{1,3}}(?:[回度日]|時間)|に?数[回度]|(?:ごと|毎)[にのでは、]"),
    ("年", "度?[末初頭明内央]|度?(?:ごと|毎)[にのでは、]"),
    ("月", "[末初内]"),
    ("四半", "(?:半期|期)(?:ごと|毎)[にのでは、]"),
)  # fmt: skip
"""First characters and what must follow them, besides the words of ``date_words_ja``."""
