"""Entities that their own shape shows: quoted titles, titles with に関する."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.annotate.entities_ja.candidates import COMPOSITION, Candidate
from corpus_tools.annotate.entities_ja.shadow import Shadow
from corpus_tools.annotate.entities_ja.words import HEADS

_QUOTED = re.compile(r"「([^「」\n]{2,60})」")
_NUMBERED_FORCE = re.compile(
    r"第[0-9一二三四五六七八九十]{1,4}(?:[一-鿿]{2})?(?:艦隊|師団|旅団|連隊|軍団|方面軍|護衛隊群|航空団|軍)(?![一-鿿])"
)
_NUMBERED_BODY = re.compile(r"第[0-9一二三四五六七八九十]{1,3}(?:管区海上保安本部|検察審査会)(?![一-鿿])")
_SUMMIT = re.compile(
    r"(?<![A-Za-z0-9])(?:G7|G8|G20|APEC|ASEAN|NATO|EU)(?P<host>[ァ-ヴー]{2,})(?:サミット|首脳会議)"
)
_DIRECTION = re.compile(
    r"(?<![一-鿿ァ-ヴー])[東西南北中]部(?:\([^()\n]{1,30}\))?(?:紛争|戦争|内戦|戦線の戦い)"
)
_REVOLT = re.compile(r"(?<![一-鿿々])[一-鿿々]{2,6}の(?:乱|変|大獄|合戦)(?![一-鿿])")
"""応仁の乱, 禁門の変: a revolt by its year or place."""
_DATED_BODY = re.compile(
    r"(?<![0-9])[0-9]{1,2}月[0-9]{1,2}日(?:(?P<ORG>運動(?![会場家期])|旅団)|(?P<EVENT>革命|事件))"
)
"""7月26日運動: a body or event by its day."""
_DATED_PLAN = re.compile(
    r"(?:ビジョン|ホライズン|プラン|プログラム|計画|構想|製造)20[0-9]{2}(?=[」』のはをがにもと、。()]|$)"
)
"""ビジョン2030: a programme by the year it is to end in."""
_OF_PLAN = re.compile(r"(?<![一-鿿々ァ-ヴーA-Za-z])(?:[一-鿿々]{2,8}|[ァ-ヴー]{2,10})$")
_GLOSS_TAIL = re.compile(r"\([^()]*\)$")
_SENTENCE = re.compile(
    r"[。、](?!(?:(?:[^「」]*に関する)))|との戦い$|(?:する|した|である|だ|です|ます|せよ|ない|べき)$|^(?:この|その|あの|我々|われわれ|私)"
)
_TITLE_HEADS = re.compile(
    "(?P<DOCUMENT>条約|協定|議定書|憲章|宣言|共同声明|声明|覚書|合意|盟約|規約|戦略|戦略概念|大綱|綱領|ガイドライン|行動計画|指針|白書|勅語|詔書|憲法|コンセンサス|アジェンダ)$|"
    "(?P<PROGRAM>パートナーシップ|イニシアティブ|イニシアチブ|プログラム|プロジェクト|パッケージ|対話|計画|構想|枠組み|プラン|メカニズム)$|"
    "(?P<ORG>理事会|委員会|評議会|機構|部会|センター|連盟|協会|会議|フォーラム|共同体|基金|党|同盟|機関)$|"
    "(?P<EVENT>革命|戦争|紛争|危機|事件|動乱|の春|の戦い|の乱|サミット)$"
)
_QUOTED_KIND = re.compile(
    r"「(?P<name>[^「」\n。、]{3,30})」(?:という)?(?:(?P<PROGRAM>構想|計画|プログラム|プロジェクト|イニシアティブ|イニシアチブ|プラン)|(?P<EVENT>作戦|事件)|"
    r"(?P<DOCUMENT>条約|協定|議定書|共同宣言|共同声明|覚書|憲章))"
)
_TOO_PLAIN = frozenset(
    [
        "条約",
        "協定",
        "宣言",
        "声明",
        "合意",
        "覚書",
        "憲章",
        "対話",
        "計画",
        "構想",
        "枠組み",
        "戦略",
        "革命",
        "戦争",
        "紛争",
        "危機",
        "事件",
        "会議",
        "同盟",
        "プラン",
        "憲法",
        "首脳会議",
        "共同声明",
        "首脳宣言",
        "平和条約",
        "講和条約",
        "停戦合意",
        "和平合意",
        "独立戦争",
        "文明の対話",
        "新冷戦",
        "有事",
        "軍事同盟",
        "政治同盟",
        "安全保障対話",
        "政治対話",
        "戦略対話",
        "平和宣言",
        "勝利宣言",
        "終戦宣言",
        "緊急事態宣言",
        "経済危機",
        "金融危機",
        "食料危機",
        "気候危機",
        "人道危機",
        "政治危機",
        "産業革命",
        "技術革命",
        "情報戦争",
        "ハイブリッド戦争",
        "貿易戦争",
        "経済戦争",
        "テロとの戦争",
        "民主主義の危機",
        "対テロ戦争",
    ]
)
_ABOUT = re.compile(
    r"に関する(?:国際|枠組|枠組み|包括的|共同|諸|政府間|追加|選択|特別|一般|基本|暫定|最終|修正|改正)*"
    r"(?P<head>条約|諸条約|協定|諸協定|議定書|協約|枠組条約|規約|覚書|共同宣言|共同声明|宣言|一般協定|共同作業部会|作業部会|政府間パネル)"
)
_START_OF_TITLE = re.compile(
    r"(?:[一-鿿々ァ-ヴーA-Za-z0-9・]|の|及び|並びに|又は|または|および|に対する|における|あらゆる)+$"
)


def patterns_in(shadow: Shadow) -> Iterator[Candidate]:
    """Yield quoted titles and titles with に関する."""
    yield from _quoted(shadow)
    yield from _about(shadow)
    yield from _quoted_kinds(shadow)
    for match in _SUMMIT.finditer(shadow.text):
        yield Candidate(*match.span(), "EVENT", COMPOSITION)
        yield Candidate(*match.span("host"), "GPE", COMPOSITION, nests=True)
    for match in _DATED_BODY.finditer(shadow.text):
        yield Candidate(*match.span(), str(match.lastgroup), COMPOSITION, sealed=True)
    for match in _DATED_PLAN.finditer(shadow.text):
        before = _OF_PLAN.search(shadow.text, max(0, match.start() - 11), match.start())
        yield Candidate((before or match).start(), match.end(), "PROGRAM", COMPOSITION)
    for pattern in (_DIRECTION, _REVOLT):
        for match in pattern.finditer(shadow.text):
            if shadow.borders[match.start()] and shadow.borders[match.end()]:
                yield Candidate(*match.span(), "EVENT", COMPOSITION)


def numbered_bodies(shadow: Shadow, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """第7艦隊, 米第7艦隊, 第11管区海上保安本部: a force or body by its number, and the state it belongs to."""
    owners = {place.end: place.start for place in known if place.label in {"GPE", "FORCE"}}
    for pattern, label in ((_NUMBERED_FORCE, "FORCE"), (_NUMBERED_BODY, "ORG")):
        for match in pattern.finditer(shadow.text):
            if shadow.borders[match.end()]:
                start = owners.get(match.start(), match.start())
                yield Candidate(start, match.end(), label, COMPOSITION)


def _quoted(shadow: Shadow) -> Iterator[Candidate]:
    """「…憲章」, 「…パートナーシップ（PfP）」: all that stands inside, less the gloss."""
    for match in _QUOTED.finditer(shadow.text):
        inside = _GLOSS_TAIL.sub("", match[1])
        kind = _TITLE_HEADS.search(inside)
        if kind is None or inside in _TOO_PLAIN or _SENTENCE.search(inside) or not 4 <= len(inside) <= 40:
            continue
        label = str(kind.lastgroup)
        if (kind[0] != inside and kind[0] in HEADS) or label in {"DOCUMENT", "PROGRAM", "ORG"}:
            yield Candidate(match.start(1), match.start(1) + len(inside), label, COMPOSITION)


def _quoted_kinds(shadow: Shadow) -> Iterator[Candidate]:
    """「X」構想, 「X」作戦: the kind stands behind the quotation marks."""
    for match in _QUOTED_KIND.finditer(shadow.text):
        name = _GLOSS_TAIL.sub("", match["name"])
        if not _SENTENCE.search(name):
            start = match.start("name")
            yield Candidate(start, start + len(name), str(match.lastgroup), COMPOSITION)


def _about(shadow: Shadow) -> Iterator[Candidate]:
    """児童の権利に関する条約: the whole descriptive phrase, from the first noun of what it is about."""
    for match in _ABOUT.finditer(shadow.text):
        title = _START_OF_TITLE.search(shadow.text, max(0, match.start() - 50), match.start())
        if title is not None and title.end() - title.start() > 1:
            label = "ORG" if match["head"].endswith(("部会", "パネル")) else "DOCUMENT"
            yield Candidate(title.start(), match.end(), label, COMPOSITION)
