"""Organisations in no list: by the noun before them (石油大手X, 過激派組織「X」), or by what only a company has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from corpus_tools.annotate.entities_ja.candidates import PATTERN, PLACES, Candidate
from corpus_tools.annotate.entities_ja.lexicon import occurrences
from corpus_tools.annotate.entities_ja.person_words import runs_on
from corpus_tools.annotate.entities_ja.scanning import near
from corpus_tools.annotate.entities_ja.shadow import DOT, LOAN, NUMBER, OTHER, TIME, Shadow
from corpus_tools.annotate.entities_ja.words import EVERYDAY_ENDING, word_set

_KATAKANA = r"[ァ-ヴー][ァ-ヴー・=]*[ァ-ヴー]"
_LATIN = r"[A-Z][A-Za-z]*(?:[0-9]{1,3})?"
_KIND = (
    "(?:最大手|大手|準大手|中堅|与党|野党|政党|新党|右派|左派|過激派(?:組織)?|武装(?:組織|勢力|集団)|犯罪(?:組織|集団)|反政府(?:組織|勢力)|反体制派|民兵(?:組織|集団)?|準軍事組織|"
    "(?:派|主義|テロ|政治|軍事|国際|人権|環境|支援|市民|麻薬|抵抗|ゲリラ|ハッカー)組織|(?:人権|環境|市民|支援|保護|宗教|慈善|業界|民間)団体|民間軍事会社|(?:新興|国有|国営|半導体|IT|食品|医薬|化学|外資系|建設|航空|海運|石油|製薬)企業|"
    "(?:航空|投資|運用|調査|証券|製薬|保険|石油|鉄道|海運|通信|映画|格付け|運送|不動産|開発|建設|運営|配車|警備|電力)会社|親会社|子会社|新興企業|スタートアップ|シンクタンク|投資ファンド|ヘッジファンド|"
    "格付け機関|情報機関|諜報機関|秘密警察|通信社|財閥|NGO|NPO|非政府組織)"
)
_ORGANISATION = re.compile(
    rf"{_KIND}(?:の|、|・)?(?:「(?P<quoted>[^「」、。\n]{{2,20}})」|(?P<plain>{_KATAKANA}|{_LATIN}))"
)
_KIND_END = re.compile(r"[手堅党派織力団体関業社閥察クドプOP](?:の|、|・)?[「ァ-ヴA-Z]")
"""The last character of a kind and the first of a name."""
_PARTY = re.compile(
    r"(?:与党|野党|政党)・?(?P<name>[一-鿿ァ-ヴー・]{2,12}(?:運動|同盟|戦線|連盟|プラットフォーム|フォーラム))(?![一-鿿ァ-ヴー])"
)
_NOT_A_PARTY = re.compile(r"統一|共同|選挙|合同|各派|共闘|第一|第二|最大|主要")
_COMPANY = re.compile(
    rf"(?<![ァ-ヴー・A-Za-z])(?P<name>{_KATAKANA})(?:"
    r"株(?=[はがをの])|(?:日本|米国)?法人|"
    r"の(?:株価|株式|買収|決算|子会社|親会社|(?:新)?工場|本社|創業者|創業家|最高経営責任者|最高財務責任者|CEO|社長|会長|経営陣|経営破綻|売上高|純利益|営業利益|時価総額|従業員|社員|株主|上場|経営再建|[一-鿿ァ-ヴー]{2,8}事業)|"
    r"を(?:買収|傘下に|子会社化|吸収合併)|(?:が|は)(?:[^。\n]{0,25}?)(?:を買収し|を子会社|を量産|増収|減収|増益|減益|営業赤字|最終赤字|経営破綻|新規株式公開|リコールを)|"
    r"と(?:(?:資本|業務|技術)?提携|経営統合|合弁|合併))"
)
_LED = re.compile(
    rf"(?:率いる|所属する|旗揚げした|結成した|党首を務める)(?P<name>{_KATAKANA})(?=[はがをのにとも、])"
)
_SOCIETY = re.compile(rf"(?<![ァ-ヴー・])(?P<name>{_KATAKANA}会)(?![一-鿿ァ-ヴー])")
_FOREIGN_FIRM = re.compile(
    rf"(?<![一-鿿])[米英独仏伊韓加豪印](?P<name>{_KATAKANA})(?=[はがをのにとも、。などへで(])"
)
_TEAM = re.compile(r"(?<=・)[ァ-ヴー]{3,}[スズツ](?![ァ-ヴー・])")
"""ロサンゼルス・ドジャース: a plural behind a city is a team or a paper."""
_ARMED = re.compile(r"(?:部隊|旅団|師団|大隊|連隊|軍)(?:\([^()]*\))?$")
_TAIL = re.compile(r"[社側](?![一-鿿])")
_PLAIN_LATIN = word_set("IT AI PR SNS EC EV OS TV CEO CM GDP NGO NPO LED LCC PC DX ICT ESG FX PB SPA")


def organisations_in(shadow: Shadow, known: Collection[Candidate]) -> Iterator[Candidate]:
    """Yield unlisted organisations, and where the same foreign word stands again."""
    found = set(_apposed(shadow, known)) | set(_companies(shadow, known)) | set(_teams(shadow, known))
    for start, end in found:
        label = "FORCE" if _ARMED.search(shadow.text, start, end) else "ORG"
        yield Candidate(start, end, label, PATTERN, sure=True)
    forms = {shadow.text[start:end] for start, end in found}
    for start, end in occurrences(forms, shadow.text):
        if (start, end) not in found and not runs_on(shadow.text, start, end):
            yield Candidate(start, end, "ORG", PATTERN)


def _apposed(shadow: Shadow, known: Collection[Candidate]) -> Iterator[tuple[int, int]]:
    """石油大手X, 与党X, 過激派組織「X」: what the noun before the name says it is."""
    bodies = {(name.start, name.end) for name in known if name.label not in PLACES}
    for match in near(_ORGANISATION, _KIND_END, shadow.text, back=10, ahead=60):
        start, end = _group(match)
        listed = any(low == start and high <= end for low, high in bodies)
        if not listed and (match["quoted"] is not None or _is_name(shadow, start, end)):
            yield start, end
    for match in _PARTY.finditer(shadow.text):
        if shadow.borders[match.end()] and not _NOT_A_PARTY.search(match["name"]):
            yield match.span("name")


def _companies(shadow: Shadow, known: Collection[Candidate]) -> Iterator[tuple[int, int]]:
    """Xの買収, Xが率いるY, X会: a foreign word that is in no dictionary and no list."""
    covered = bytearray(len(shadow.text) + 1)
    for name in known:
        covered[name.start : name.end] = b"\1" * name.length
    for pattern in (_COMPANY, _LED, _SOCIETY, _FOREIGN_FIRM):
        for match in pattern.finditer(shadow.text):
            start, end = match.span("name")
            word = end - 1 if pattern is _SOCIETY else end
            free = pattern is _SOCIETY or not any(covered[start:end])
            several = pattern is _FOREIGN_FIRM and any(shadow.borders[start + 1 : end])
            if free and _unlisted(shadow, start, word, several=several):
                yield start, end


def _teams(shadow: Shadow, known: Collection[Candidate]) -> Iterator[tuple[int, int]]:
    """Yield a city, a dot and a plural in no list."""
    cities = {name.end: name.start for name in known if name.label == "GPE"}
    begun = {name.start for name in known}
    for match in _TEAM.finditer(shadow.text):
        start = cities.get(match.start() - 1)
        if start is not None and match.start() not in begun and not runs_on(shadow.text, start, match.end()):
            yield start, match.end()


def _is_name(shadow: Shadow, start: int, end: int) -> bool:
    """Say whether a foreign word by itself is no everyday word: 大手メーカー, 大手IT企業."""
    surface, following = shadow.text[start:end], shadow.classes[end : end + 1]
    alone = following in ("", OTHER, TIME, NUMBER) or _TAIL.match(shadow.text, end) is not None
    if surface[0].isascii():
        return alone and len(surface) > 1 and surface not in _PLAIN_LATIN and surface[:2].isupper()
    return alone and _unlisted(shadow, start, end, several=any(shadow.borders[start + 1 : end]))


def _unlisted(shadow: Shadow, start: int, end: int, *, several: bool = False) -> bool:
    """Say whether a katakana word is more than everyday loan words; ``several`` of them may make a name."""
    surface = shadow.text[start:end]
    rare = several or not set(shadow.classes[start:end]) <= {LOAN, DOT}
    return rare and len(surface) > 2 and not EVERYDAY_ENDING.search(surface)


def _group(match: re.Match[str]) -> tuple[int, int]:
    return match.span("quoted") if match["quoted"] is not None else match.span("plain")
