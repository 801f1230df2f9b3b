"""Weapons by designation (F-35, K2戦車, 10式戦車) or by the noun before their names; ships that bear other names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from corpus_tools.annotate.entities_ja.candidates import NOTHING, PATTERN, PLACES, Candidate
from corpus_tools.annotate.entities_ja.scanning import near
from corpus_tools.annotate.entities_ja.shadow import OTHER, Shadow

_SERIES = (
    "F|B|C|E|P|U|V|T|M|MQ|RQ|AH|UH|CH|MH|SH|OH|EA|EC|RC|KC|KJ|SR|WC|Su|Tu|MiG|Mig|An|Il|Mi|Ka|Yak|S|BM|BMP|BTR|AK|AKM|AR|"
    "AIM|AGM|MIM|RIM|BGM|UGM|LGM|SM|PAC|DF|JL|HQ|YJ|CJ|KN|RPG|SS|RS|TOS|Kh|KH|GBU|MK|Mk|PzH|FH|ASM|SSM|US|H|Y|J|JH|Z|UH"
)
_WEAPON = re.compile(
    rf"(?<![A-Za-z0-9-])(?:{_SERIES})-(?:[0-9]{{1,4}}[A-Z]{{0,3}}|[0-9][A-Z])(?![A-Za-z0-9-])"
)
_HYPHENATED = re.compile(r"[A-Za-z]-[0-9]")
_NOT_A_WEAPON = re.compile(r"(?:B|C|E|H|M|P|S|T|U|V)-[0-9](?![0-9A-Z])|C-14|H-1[0-9]B|F-1(?![0-9])")
_KINDS = (
    "(?:戦闘機|爆撃機|戦闘爆撃機|攻撃機|輸送機|空中給油機|給油機|哨戒機|偵察機|早期警戒機|警戒管制機|電子戦機|練習機|無人機|無人偵察機|無人攻撃機|ドローン|戦車|主力戦車|装甲車|歩兵戦闘車|戦闘車|"
    "ロケット砲|榴弾砲|自走砲|高射砲|迫撃砲|機関銃|小銃|ライフル|ミサイル|誘導弾|魚雷|爆弾|飛行爆弾|防空システム|迎撃システム|迎撃ミサイル|ヘリ|ヘリコプター|水上艇|無人艇|原潜|潜水艦)"
)
_BEFORE_KIND = "(?:型|式|改)?(?:[一-鿿]{0,8}|ステルス|垂直離着陸|マルチロール)"
_BARE = re.compile(
    rf"(?<![A-Za-z0-9ァ-ヴー-])(?:[A-Z]{{1,3}}|MiG|Mig|Su|Tu|Yak|Kh|Il)[0-9]{{1,3}}[A-Z]{{0,2}}(?={_BEFORE_KIND}{_KINDS})"
)
"""K2戦車, FA50軽攻撃機: newspapers leave the hyphen out; the class of the weapon follows."""
_IN_LIST = re.compile(
    rf"(?<![A-Za-z0-9-])(?:{_SERIES})(?:[0-9]{{2,3}}[A-Z]{{0,2}}|[0-9][A-Z])(?![A-Za-z0-9-])(?=[とや、・]|など|[をがはの])"
)
_ASIAN = re.compile(r"(?:火星|北極星|東風|巨浪|鷹撃|長剣)-?[0-9]{1,2}[A-Z]?(?![0-9年月日])")
_MODEL = re.compile(rf"-?[0-9]{{1,3}}[A-Z]{{0,2}}(?=$|[^0-9A-Za-z一-鿿]|{_KINDS})")
"""What goes on behind a listed name: ミグ29, but not ジャベリン5基."""
_ROCKET = re.compile(r"(?<![A-Za-z0-9])V-?[12](?=号|ロケット|ミサイル|飛行爆弾)")
_TYPE = re.compile(rf"(?<![0-9.])[0-9]{{1,2}}式(?:[一-鿿]{{0,6}}){_KINDS}")
_SHIPS = "(?:空母|旗艦|戦艦|巡洋艦|駆逐艦|護衛艦|イージス艦|フリゲート|フリゲート艦|潜水艦|原潜|揚陸艦|補給艦|哨戒艦|巡視船|練習艦|輸送艦|砲艦|軍艦|客船|クルーズ船|貨客船|タンカー|貨物船|調査船|帆船|フェリー|連絡船)"
_SHIP = re.compile(
    rf"{_SHIPS}(?:「(?P<quoted>[^「」\n]{{2,20}})」|・?(?P<plain>[ァ-ヴー・=]{{2,}}|[一-鿿]{{2,4}}))"
)
_ARM = re.compile(rf"{_KINDS}(?:「(?P<quoted>[^「」、。\n]{{2,20}})」|・(?P<plain>[ァ-ヴー]{{3,}}))")


def weapons_in(shadow: Shadow, known: Collection[Candidate]) -> Iterator[Candidate]:
    """Yield weapons, and block the places and persons that a ship is called after: 旗艦「モスクワ」."""
    text = shadow.text
    for match in near(_WEAPON, _HYPHENATED, text, back=4, ahead=12):
        if not _NOT_A_WEAPON.fullmatch(match[0]):
            yield Candidate(*match.span(), "WEAPON", PATTERN)
    bare = [match.span() for pattern in (_BARE, _ROCKET, _TYPE, _ASIAN) for match in pattern.finditer(text)]
    if bare:
        bare += [match.span() for match in _IN_LIST.finditer(text)]
    for span in bare:
        yield Candidate(*span, "WEAPON", PATTERN)
    for name in known:
        if name.label == "WEAPON" and name.context == "text" and (model := _MODEL.match(text, name.end)):
            yield Candidate(name.start, model.end(), "WEAPON", PATTERN)
    for match in _ARM.finditer(text):
        part = "quoted" if match["quoted"] is not None else "plain"
        yield Candidate(*match.span(part), "WEAPON", PATTERN, sure=True, sealed=True)
    yield from _ships(shadow, known)


def _ships(shadow: Shadow, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield what stands for a ship only; it has no label of its own."""
    namesakes: dict[int, int] = {}
    for name in known:
        if name.label in PLACES | {"PERSON"}:
            namesakes[name.start] = max(name.end, namesakes.get(name.start, 0))
    for match in _SHIP.finditer(shadow.text):
        start, end = match.span("quoted")
        if match["quoted"] is None:
            start = match.start("plain")
            end = namesakes.get(start, start)
            end = end if shadow.classes[end : end + 1] in ("", OTHER) else start
        if start < end:
            yield Candidate(start, end, NOTHING, PATTERN, sure=True, sealed=True)
