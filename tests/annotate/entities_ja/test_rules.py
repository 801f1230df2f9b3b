"""General rules for names in no list, each with the words that look like them and are none."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.entities_ja import EntityAnnotator
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.model import Document


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="module")
def annotator() -> EntityAnnotator:
    return EntityAnnotator()


LAWS = [
    ("食品衛生法と会社法を読む。", ["DOCUMENT 食品衛生法", "DOCUMENT 会社法"]),
    ("改正入管法が成立した。", ["DOCUMENT 入管法"]),
    ("皇室典範の改正", ["DOCUMENT 皇室典範"]),
    ("民法第709条と民法の教科書", ["DOCUMENT 民法", "DOCUMENT 民法"]),
    ("測定方法、文法、治療法の改正、国際法に基づき、弁証法の適用、同法の施行、会社法制、法案", []),
]
BODIES = [
    ("家電大手のハイセンスと武装組織「アンサール」", ["ORG ハイセンス", "ORG アンサール"]),
    ("与党市民プラットフォームと野党統一戦線", ["ORG 市民プラットフォーム"]),
    ("大手メーカーと大手IT企業、大手スーパー", []),
    ("首相が率いるフィデサは、フィデサを守った。", ["ORG フィデサ", "ORG フィデサ"]),
    ("イエズス会とクリスマス会", ["ORG イエズス会"]),
    ("秋田県警と第11管区海上保安本部", ["ORG 秋田県警", "GPE 秋田県", "ORG 第11管区海上保安本部"]),
    ("労働省と各省庁、関係省", ["ORG 労働省"]),
    ("参議院本会議", ["ORG 参議院"]),
]
WEAPONS = [
    ("K2戦車とMQ9無人機、10式戦車", ["WEAPON K2", "WEAPON MQ9", "WEAPON 10式戦車"]),
    ("F15戦闘機やF16を買う。", ["WEAPON F15", "WEAPON F16"]),
    ("H3ロケットとA320型機、G7とF1", ["ORG G7"]),
    ("旗艦「モスクワ」と対艦ミサイル「ネプチューン」", ["WEAPON ネプチューン"]),
    ("空母ロナルド・レーガンと護衛艦「加賀」", []),
]
PLACES = [
    (
        "釧路湿原と霧島連山、スバウキ回廊、新燃岳",
        ["LOC 釧路湿原", "LOC 霧島連山", "LOC スバウキ回廊", "LOC 新燃岳"],
    ),
    ("淀川の流域と淀川の住民", ["LOC 淀川", "GPE 淀川"]),
    ("カルナタカ州の都市メケレが陥落した。", ["GPE カルナタカ州", "GPE メケレ"]),
    ("中国電力と中国の電力", ["ORG 中国電力", "LOC 中国", "GPE 中国"]),
    ("チリ紙と伊勢えびと中華まん、早川の水", []),
    ("元の軍勢と元の場所、薩長", ["GPE 元", "GPE 薩", "GPE 長"]),
    ("米空母と米農家、米価格", ["GPE 米"]),
]
PERSONS = [
    ("サントス大統領とワシントン初代大統領", ["PERSON サントス", "PERSON ワシントン"]),
    ("スコットランド首相とチェチェン大統領", ["GPE スコットランド", "GPE チェチェン"]),
    ("玉城デニー知事と柯文哲前主席", ["PERSON 玉城デニー", "PERSON 柯文哲"]),
    ("金文洙候補と文化庁長官", ["PERSON 金文洙", "ORG 文化庁"]),
    (
        "ヴェルナー・フォン・ブラウンとルネ・カサン",
        ["PERSON ヴェルナー・フォン・ブラウン", "PERSON ルネ・カサン"],
    ),
    ("ディー・エヌ・エーと弁護士会と日本代表選手", ["GPE 日本"]),
]
NAMES_INSIDE = [
    (
        "サイクス・ピコ協定",
        ["DOCUMENT サイクス・ピコ協定", "PERSON サイクス", "PERSON ピコ"],
    ),
    (
        "G20リオデジャネイロサミット",
        ["EVENT G20リオデジャネイロサミット", "ORG G20", "GPE リオデジャネイロ"],
    ),
    ("米国防総省とアラカン軍", ["ORG 米国防総省", "GPE 米", "FORCE アラカン軍"]),
]
ARMED = [
    (
        "ロシア黒海艦隊と太平洋艦隊",
        ["FORCE ロシア黒海艦隊", "GPE ロシア", "LOC 黒海", "FORCE 太平洋艦隊", "LOC 太平洋"],
    ),
    ("フィリピン海軍とフィリピン海", ["FORCE フィリピン海軍", "GPE フィリピン", "LOC フィリピン海"]),
    ("準軍事組織「迅速旅団」と武装組織「迅速の党」", ["FORCE 迅速旅団", "ORG 迅速の党"]),
    ("ケニア警察と海警察", ["ORG ケニア警察", "GPE ケニア"]),
]
DATED = [
    ("7月26日運動と3月8日運動会", ["ORG 7月26日運動"]),
    ("「ビジョン2030」と計画2000件、計画2000年", ["PROGRAM ビジョン2030"]),
    (
        "ペルシャ湾ミサイル危機と能登半島地震",
        ["EVENT ペルシャ湾ミサイル危機", "LOC ペルシャ湾", "EVENT 能登半島地震", "LOC 能登半島"],
    ),
]
TEAMS = [
    (
        "シアトル・マリナーズとパリ・ロンドン便",
        ["ORG シアトル・マリナーズ", "GPE シアトル", "GPE パリ", "GPE ロンドン"],
    ),
    ("米エネルギー情報局と米エネルギー価格", ["ORG 米エネルギー情報局", "GPE 米"]),
    ("宇賀克也裁判官と名将克也監督", ["PERSON 宇賀克也", "PERSON 克也"]),
]
NO_PERSONS = [
    ("王子様と王女様、野球選手権大会日本代表、大公位", ["GPE 日本"]),
    ("トロイの木馬", []),
    ("ジョン・レンドル夫妻とケイト・レンドル", ["PERSON ジョン・レンドル", "PERSON ケイト・レンドル"]),
]
CASES = [*NO_PERSONS, *ARMED, *DATED, *TEAMS, *LAWS, *BODIES, *WEAPONS, *PLACES, *PERSONS, *NAMES_INSIDE]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_rules(text: str, expected: list[str], tokenizer: Tokenizer, annotator: EntityAnnotator) -> None:
    document = Document("x", text)
    document.tokens = tokenizer(document)
    assert [f"{span.label} {span.surface(text)}" for span in annotator(document)] == expected
