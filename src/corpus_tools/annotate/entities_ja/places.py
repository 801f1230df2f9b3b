"""Places that no list has: what the dictionary calls a place, and unknown words where only a place can stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.annotate.entities_ja.candidates import PATTERN, PLACES, Candidate
from corpus_tools.annotate.entities_ja.scanning import near
from corpus_tools.annotate.entities_ja.shadow import DOT, LOAN, PERSON, PLACE, UNKNOWN, Shadow

_UNKNOWN_PLACE = re.compile(
    r"(?:(?P<in>(?<=[ァ-ヴー])[州省県])|(?P<of>[東西南北中]部の|の首都|の古都|の[東西南北中]部|の|[東西南北中]部))"
    r"(?P<name>[ァ-ヴー][ァ-ヴー・]{1,14})(?=で(?![はもあなしす])|では|へ|近郊|郊外|周辺|市内|上空|付近|一帯|に(?:ある|駐|侵攻|位置|拠点|本部|本社|進軍|入っ|到着|移)|に(?=[^。]{0,20}(?:工場|拠点|本社|本部|支店|店舗|基地))|を(?:占領|制圧|包囲|奪還|空爆|訪問|攻略|解放|砲撃)|が(?:陥落|空爆|砲撃|制圧|包囲))"
)
_DIRECTIONS = re.compile(
    r"中央|大手|[東西南北中][東西南北方向部側]|[本当各両]所|都内|府内|県内|市内|山手|下町"
)
_UNLISTED = frozenset({UNKNOWN, PLACE, DOT})
_IN_PROVINCE = frozenset({UNKNOWN, PLACE, DOT, PERSON})
_NATURE = re.compile(r"(?:岳|山|川|河|島|湖|湾|海|岬|峠|半島|平野|高原|山脈|諸島|列島|海峡|砂漠)$")
_KATAKANA = re.compile(r"[ァ-ヴー]")
_PLACE_WORDS = re.compile(f"{PLACE}{{2,}}")
_NOT_A_PLACE = re.compile(r"[氏君様殿族橋湖寺城駅線]|さん|さま|牛|焼|丼|そば|塗")
_CAPITAL = re.compile(
    r"(?:首都|古都|首府|州都|省都|県都|王都|港湾都市|港湾都市の|港町|主要都市|中心都市|工業都市|国境の町|(?<=の)都市|(?<=の)町|(?<=の)村|(?<=の)集落|最大都市|最大の都市|第[2二]の都市)(?:・|は|の)?"
    r"(?P<name>[ァ-ヴー][ァ-ヴー・]{1,14})(?![ァ-ヴー一-鿿])"
)
_CAPITAL_END = re.compile(r"[都府街町村落市](?:・|は|の)?[ァ-ヴー]")
_TAKEN = re.compile(
    r"(?:(?<=[のはがも、。])|^)(?P<name>[ァ-ヴー][ァ-ヴー・]{2,14})(?=が(?:陥落|空爆|砲撃|制圧|包囲)|を(?:占領|制圧|包囲|奪還|攻略|空爆|砲撃))"
)
_RIVER = re.compile(r"[一-鿿]川$")
_OF_WATER = re.compile(
    r"の?(?:流域|水系|河口|上流|中流|下流|支流|源流|本流|堤防|河川敷|川岸|ほとり|岸辺|沿い|氾濫|水位|水質|清流)|の水(?![一-鿿])|が(?:氾濫|増水|決壊|流れ)|に(?:架か|かか|注|流れ)|を(?:渡|さかのぼ|遡|下)"
)
"""What is said of a river: 淀川 is a ward of a city else."""
_NO_NAMES = frozenset({"中華", "太平"})
"""Dictionary places that are parts of other words only: 中華まん, 太平天国."""
_HOMONYM = re.compile(
    "中国(?=電力|山地|自動車道|新聞|・四国|財務局|運輸局|地方整備局|経済産業局|四国)|(?<=四国・)中国"
)
"""The west of Honshu, called like the state."""


def places_in(shadow: Shadow) -> Iterator[Candidate]:
    """What the dictionary itself calls a place, word by word."""
    for match in _HOMONYM.finditer(shadow.text):
        yield Candidate(*match.span(), "LOC", PATTERN, sure=True)
    for match in _PLACE_WORDS.finditer(shadow.classes):
        start = match.start()
        for end in range(start + 1, match.end() + 1):
            if shadow.borders[end]:
                katakana = "ァ" <= shadow.text[start] <= "ー"
                cut = katakana and _cut(shadow.text, start, end)
                if end - start > 1 + katakana and not cut and not _no_place(shadow.text, start, end):
                    yield Candidate(start, end, _label(shadow.text, start, end), PATTERN)
                start = end


def no_loan(shadow: Shadow, start: int, end: int) -> bool:
    """Say whether a katakana word is no everyday one: in no dictionary, or pieced together from several (アル|ビル)."""
    everyday = set(shadow.classes[start:end]) <= {LOAN, DOT}
    return not everyday or (shadow.has_tokens and any(shadow.borders[start + 1 : end]))


def _label(text: str, start: int, end: int) -> str:
    """Mountains, rivers and islands are no political units; of two characters they are mostly towns (立川)."""
    if end - start > 2:
        return "LOC" if _NATURE.search(text, start, end) else "GPE"
    return "LOC" if is_river(text, start, end) else "GPE"


def is_river(text: str, start: int, end: int) -> bool:
    """Say whether a name in 川 is spoken of as water."""
    return bool(_RIVER.search(text, start, end) and _OF_WATER.match(text, end))


def _cut(text: str, start: int, end: int) -> bool:
    """Say whether a katakana word is the piece of a longer one."""
    return bool(_KATAKANA.match(text[start - 1 : start]) or _KATAKANA.match(text[end : end + 1]))


def _no_place(text: str, start: int, end: int) -> bool:
    if text[start:end] in _NO_NAMES:
        return True
    return bool(_NOT_A_PLACE.match(text, end) or _DIRECTIONS.fullmatch(text, start, end))


def unknown_places(shadow: Shadow, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """シリアのイドリブで, 首都ヌアクショット: an unknown word where only a place can stand."""
    ends = {place.end for place in known if place.label in PLACES}
    starts = {place.start for place in known}
    for match in _UNKNOWN_PLACE.finditer(shadow.text):
        start, end = match.span("name")
        after_place = match["of"] is None or match.start("of") in ends
        allowed = _IN_PROVINCE if match["in"] else _UNLISTED
        if after_place and start not in starts and set(shadow.classes[start:end]) <= allowed:
            yield Candidate(start, end, "GPE", PATTERN)
    capitals = near(_CAPITAL, _CAPITAL_END, shadow.text, back=6, ahead=20)
    for match in (*capitals, *_TAKEN.finditer(shadow.text)):
        start, end = match.span("name")
        if start not in starts and no_loan(shadow, start, end):
            yield Candidate(start, end, "GPE", PATTERN)
