"""One-character names of states in compounds: 日米, 米ロ, 対中, 訪韓, 在日米軍, 米大統領, 米・英・仏."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.annotate.entities_ja.candidates import GAZETTEER, Candidate
from corpus_tools.annotate.entities_ja.shadow import UNKNOWN, Shadow
from corpus_tools.annotate.entities_ja.words import word_set
from corpus_tools.names.gazetteer import GazetteerEntry, kanji_states

_PAIRS = word_set(
    """日米 日英 日仏 日独 日伊 日露 日ロ 日中 日韓 日朝 日台 日印 日豪 日加 日越 日比 日蘭 日ソ 日清 日欧 日満 日泰 日西 日葡 日墨 日伯 米日 米英
    米仏 米独 米伊 米露 米ロ 米中 米韓 米朝 米台 米印 米豪 米加 米越 米比 米ソ 米欧 米西 米墨 英米 英仏 英独 英露 英ロ 英中 英ソ 英蘭 英印 英豪
    英加 英清 英日 英伊 英西 英欧 英墺 仏独 仏米 仏英 仏露 仏ロ 仏伊 仏中 仏ソ 仏西 仏墺 仏日 独仏 独伊 独露 独ロ 独ソ 独墺 独英 独米 独中 独波
    独日 伊独 伊仏 伊墺 伊英 露仏 露独 露土 露中 露朝 露米 露英 露清 露墺 露日 ロ中 ロ朝 ロ米 露印 ロ印 露普 中英 中仏 中独 中露 中ロ 中韓 中朝
    中台 中印 中豪 中越 中比 中ソ 中加 中伊 韓日 韓米 韓中 韓朝 朝米 朝中 朝露 朝ロ 朝韓 台日 台米 印中 印日 印米 印露 印豪 豪日 豪米 豪中 豪印
    豪英 加米 ソ独 ソ米 ソ中 欧米 欧中 欧日 清仏 清英 普仏 普墺 越中 比米 墨加 薩長 薩英"""
)
"""Neighbours that are two states; what is a word of its own otherwise (中米: Central America) is not here."""

_PREFIXES = {
    "対": "日米英仏独伊露ロ中韓朝台印豪越ソ欧蘭清",
    "訪": "日米英仏独伊露ロ中韓朝台印豪越ソ欧比",
    "来": "日",
    "離": "日",
    "渡": "米英仏独欧日韓中ソ豪",
    "在": "日米英韓独仏露ロ中台",
    "駐": "日米英仏独伊露ロ韓中ソ台印豪",
    "滞": "日米英独仏欧",
    "親": "日米英中韓露ロ独ソ仏台欧",
    "反": "日米英中韓露ロ独ソ欧",
    "嫌": "日米中韓",
    "知": "日米中韓",
    "抗": "日米仏",
    "排": "日",
    "侮": "日",
    "従": "米",
    "全": "米英豪仏",
}
_SINGLE = "米英仏独伊露ロ豪韓印蘭比墨伯越泰台欧加"
_FOLLOWERS = (
    "第[0-9一二三四五六七八九十]|大統領|首相|外相|長期金利|金利|外務|国防|国務|財務|商務|司法|農務|労働省|保健|内務|防衛|政府|議会|上院|下院|上下両院|軍|空母|艦艇|艦船|軍艦|軍機|駆逐艦|巡洋艦|潜水艦|原潜|イージス艦|揚陸艦|戦闘機|爆撃機|偵察機|哨戒機|無人機|輸送機|輸送艦|陸軍|海軍|空軍|海兵隊|艦隊|国王|女王|王室|皇帝|皇室|"
    "紙|誌|通信|放送|テレビ|メディア|大使|公使|領事|代表|高官|当局|企業|大手|社|紙幣|連邦|中央銀行|中央情報局|国債|株|市場|経済|景気|国内|国民|市民|人|兵|将兵|"
    "世論|東部|西部|南部|北部|中部|首都|本土|政権|側|与党|野党|民主党|共和党|保守党|労働党|自由党|社民党|検察|警察|裁判所|最高裁|大学|研究|調査|航空|宇宙|情報|捜査|"
    "運輸|環境|食品|疾病|証券|通商|特使|国家安全保障|主導|製|産|領|系|式|国境|ドル|自動車|半導体|製薬|石油|投資|金融|銀行|ファンド|映画|俳優|作家|学者|両国|両軍|両首脳|首脳|"
    "ウクライナ|ロシア|イスラエル|イラン|中央|国立|海洋|航空宇宙|同時多発|"
    "[ァ-ヴー]{2,}[一-鿿]{0,4}(?:省|庁|局|委員会|機構|協会)|[ァ-ヴ][ァ-ヴー]{2,}(?:・|社|氏|省|庁|(?:前|元|新|副)?(?:大統領|首相|外相)|州|市|軍|大学|の)"
)
_STATES = "日米英仏独伊露ロ中韓朝台印豪加越比蘭ソ清普墺欧西葡土満泰波墨伯"
_DYNASTIES = "元明宋唐隋秦漢清"
_RUN = re.compile(f"[{_STATES}薩長]{{2,6}}")
_PREFIXED = re.compile("|".join(f"{prefix}[{states}]" for prefix, states in _PREFIXES.items()))
_FOLLOWED = re.compile(f"(?<![一-鿿々])[{_SINGLE}](?={_FOLLOWERS})")
_AFTER_NAME = re.compile(f"(?<=[ァ-ヴー)）])[{_SINGLE}](?={_FOLLOWERS})")
_MEMBER = "[日米英仏独伊露ロ中韓印豪加台]"
_LIST = re.compile(
    rf"(?<![一-鿿々ァ-ヴー0-9]){_MEMBER}(?:(?:・{_MEMBER})+(?![々ァ-ヴー])|(?:、{_MEMBER})+(?=[のがはもとを、]|など|[0-9三四五六]))"
)
_BEFORE_DOT = re.compile(r"(?<![一-鿿々ァ-ヴー・0-9])[日米英仏独伊露ロ中韓印豪加](?=・[ァ-ヴA-Z])")
_SUBJECT = re.compile(r"(?<![一-鿿々ァ-ヴー・「])[英独韓豪](?=[はがにともへ](?![ろく]))")
_BEFORE_NAME = re.compile(f"(?<![一-鿿々])[{_SINGLE}](?=[ァ-ヴA-Z])")
_FOREIGN_WORD = re.compile(r"[ァ-ヴー・]+(?![ァ-ヴー一-鿿])")
_DYNASTY = re.compile(
    f"(?<![一-鿿々])[{_DYNASTIES}](?=の(?:軍勢|大軍|皇帝|朝廷|使節|使者|冊封|襲来|滅亡|太祖|太宗))"
)
"""元の軍勢: a dynasty by what only a state has."""
_STATIONED = re.compile(r"[在駐][日韓独英沖][米英仏独](?=軍)")
_DAYTIME = re.compile(
    r"日中(?=[のはにもでを、。]|$)(?!の(?:関係|首脳|貿易|対立|外交|緊張|国交|協力|経済|両|政府|間))"
)
_NOT_AFTER_PREFIX = re.compile(
    r"在中(?![国日邦])|対中[央東心間]|対独[立自占]|反中[央間]|対日[本光常]|来日[本]|親米[国]|反日[本常]|対米[国]|対英[国語雄]|対印[象刷]|対韓[国]|訪[日中韓英米][本国]"
)


def states_in(shadow: Shadow, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the one-character names of states and continents in compounds."""
    table = kanji_states()
    text = shadow.text
    seen: set[int] = set()
    starts = {name.start for name in known}
    for place in (*_places(shadow), *_before_names(shadow, starts)):
        if place not in seen:
            seen.add(place)
            # ロ before katakana is the first letter of a word (ロイヤリスト).
            if text[place] != "ロ" or not "ァ" <= text[place + 1 : place + 2] <= "ヴ":
                yield _state(place, table[text[place]])


def _state(place: int, entry: GazetteerEntry) -> Candidate:
    return Candidate(place, place + 1, entry.label, GAZETTEER, entry=entry)


def _places(shadow: Shadow) -> Iterator[int]:
    text = shadow.text
    for match in _RUN.finditer(text):
        yield from _in_run(shadow, *match.span())
    for match in _PREFIXED.finditer(text):
        if not _NOT_AFTER_PREFIX.match(text, match.start()) and _free(shadow, match.start(), match.end()):
            yield match.end() - 1
    for pattern in (_FOLLOWED, _AFTER_NAME):
        for match in pattern.finditer(text):
            if shadow.borders[match.start()] and (shadow.borders[match.end()] or text[match.end()] == "軍"):
                yield match.start()
    yield from (
        m.start() for m in _SUBJECT.finditer(text) if shadow.borders[m.start()] and shadow.borders[m.end()]
    )
    for match in _STATIONED.finditer(text):
        yield from (place for place in range(match.start() + 1, match.end()) if text[place] != "沖")
    yield from (match.start() for match in _DYNASTY.finditer(text))
    yield from (match.start() for match in _BEFORE_DOT.finditer(text))
    for match in _LIST.finditer(text):
        if not shadow.has_tokens or shadow.borders[match.start()]:
            yield from range(match.start(), match.end(), 2)


def _before_names(shadow: Shadow, starts: set[int]) -> Iterator[int]:
    """米インテル, 英スコットランド, 米ウエスタンデジタル: the state of a foreign name that follows."""
    for match in _BEFORE_NAME.finditer(shadow.text):
        end = match.end()
        named = end in starts or shadow.classes[end] == UNKNOWN or _several_words(shadow, end)
        if named and shadow.borders[match.start()]:
            yield match.start()


def _several_words(shadow: Shadow, start: int) -> bool:
    """Say whether a katakana word is made of words of the dictionary, none of them alone."""
    word = _FOREIGN_WORD.match(shadow.text, start)
    return word is not None and any(shadow.borders[start + 1 : word.end()])


def _free(shadow: Shadow, start: int, end: int) -> bool:
    """Say whether a prefixed state is not the middle of a longer word."""
    return (
        not shadow.has_tokens
        or bool((shadow.borders[start] or shadow.borders[start + 1]) and shadow.borders[end])
        or (shadow.text[end : end + 1] == "軍")
    )


def _in_run(shadow: Shadow, start: int, end: int) -> Iterator[int]:
    """Yield the states of the longest chains of known neighbours that begin and end where words do."""
    text, borders = shadow.text, shadow.borders
    place = start
    while place < end - 1:
        stop = place + 1
        while stop < end and text[stop - 1 : stop + 1] in _PAIRS:
            stop += 1
        while stop - place > 1 and not (borders[stop] or text[stop : stop + 1] in {"軍", "両"}):
            stop -= 1
        if stop - place > 1 and borders[place] and not (stop - place == 2 and _DAYTIME.match(text, place)):
            yield from range(place, stop)
            place = stop
        else:
            place += 1
