import json
from pathlib import Path

import pytest

from corpus_tools.annotate import Annotator
from corpus_tools.annotate.glosses_ja import GlossAnnotator, find_glosses, tenure_edtf
from corpus_tools.model import Block, Document
from corpus_tools.reconstruct import as_running_text

DATA = Path(__file__).parents[2] / "data" / "glosses"


def pairs(text: str) -> list[tuple[str, str, str]]:
    return [(span.attributes["ja"], span.attributes["en"], span.label) for span in find_glosses(text)]


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def keys(glosses: object) -> set[tuple[object, ...]]:
    assert isinstance(glosses, list)
    names = ("ja_start", "ja_end", "en_start", "en_end", "kind", "edtf")
    return {tuple(gloss.get(name) for name in names) for gloss in glosses}


def score(name: str) -> float:
    """Exact F1: both extents, the kind and the EDTF of a tenure."""
    right = gold = found = 0
    for row in rows(name):
        spans = find_glosses(str(row["text"]))
        automatic = keys([{**span.attributes, "kind": span.label} for span in spans])
        expected = keys(row["glosses"])
        right, gold, found = right + len(automatic & expected), gold + len(expected), found + len(automatic)
    return 2 * right / (gold + found)


@pytest.mark.parametrize("name", ["dev", "test"])
def test_gold_offsets_cover_their_surfaces(name: str) -> None:
    for row in rows(name):
        text = str(row["text"])
        for gloss in row["glosses"]:  # type: ignore[attr-defined]
            assert "".join(text[gloss["ja_start"] : gloss["ja_end"]].split()) == "".join(gloss["ja"].split())
            assert " ".join(text[gloss["en_start"] : gloss["en_end"]].split()) == gloss["en"]


@pytest.mark.parametrize(("name", "least"), [("dev", 0.97), ("test", 0.95)])
def test_exact_f1_does_not_fall(name: str, least: float) -> None:
    assert score(name) >= least


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("彼は国際原子力機関（IAEA）で働く。", ("国際原子力機関", "IAEA", "acronym")),
        ("日本の国際協力機構（JICA）", ("国際協力機構", "JICA", "acronym")),
        ("昨年世界保健機関（WHO）は", ("世界保健機関", "WHO", "acronym")),
        ("同国家安全保障会議（NSC）は", ("国家安全保障会議", "NSC", "acronym")),
        ("与党・公明党（Komeito）は", ("公明党", "Komeito", "fullname")),
        ("政府は法の支配（rule of law）を", ("法の支配", "rule of law", "fullname")),
        ("国境なき医師団（MSF）が", ("国境なき医師団", "MSF", "acronym")),
        ("昨年採択された核兵器の禁止に関する条約（TPNW）に", ("核兵器の禁止に関する条約", "TPNW", "acronym")),
        ("国連の気候変動枠組条約（UNFCCC）は", ("気候変動枠組条約", "UNFCCC", "acronym")),
        (
            "経済的、社会的及び文化的権利に関する国際規約（ICESCR）",
            ("経済的、社会的及び文化的権利に関する国際規約", "ICESCR", "acronym"),
        ),
        ("第一節 成立\n　安全保障理事会（UNSC）は", ("安全保障理事会", "UNSC", "acronym")),
        ("米アップル（Apple）の株", ("アップル", "Apple", "fullname")),
        ("粒子の量子もつれ（quantum entanglement）を", ("量子もつれ", "quantum entanglement", "fullname")),
        ("同盟は見捨てられ（abandonment）を恐れる", ("見捨てられ", "abandonment", "fullname")),
        ("これに対し国際連合（UN）は", ("国際連合", "UN", "acronym")),
        ("眠れる獅子（sleeping lion）と", ("眠れる獅子", "sleeping lion", "fullname")),
        (
            "翌年、武器の製造、輸出及び貯蔵に関する条約（AMEC）",
            ("武器の製造、輸出及び貯蔵に関する条約", "AMEC", "acronym"),
        ),
    ],
)
def test_extent_is_the_whole_name_and_nothing_before_it(text: str, expected: tuple[str, str, str]) -> None:
    assert pairs(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「行動綱領（Platform for Action）」を", ("行動綱領", "Platform for Action", "title")),
        ("「行動綱領」（Platform for Action）を", ("行動綱領", "Platform for Action", "title")),
        ("『種の起源』（On the Origin of Species）", ("種の起源", "On the Origin of Species", "title")),
        ("「一帯一路（Belt and Road Initiative）」", ("一帯一路", "Belt and Road Initiative", "fullname")),
        (
            "論文「文明の衝突」（The Clash of Civilizations?）",
            ("文明の衝突", "The Clash of Civilizations?", "title"),
        ),
        ("「戦争の前夜（Eve of War）」を書いた。", ("戦争の前夜", "Eve of War", "title")),
        ("「悪の枢軸」（Axis of Evil）を掲げた。", ("悪の枢軸", "Axis of Evil", "fullname")),
        ("「東アジア首脳会議（EAS）」を", ("東アジア首脳会議", "EAS", "acronym")),
        ("「我々は世界保健機関（WHO）」と", ("世界保健機関", "WHO", "acronym")),
    ],
)
def test_quoted_name_is_all_that_stands_in_the_marks(text: str, expected: tuple[str, str, str]) -> None:
    assert pairs(text) == [expected]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("エリツィン大統領（Boris Yeltsin）は", "エリツィン"),
        ("バイデン（Joe Biden）政権", "バイデン"),
        ("グテーレス国連事務総長（António Guterres）は", "グテーレス"),
        ("ドイツのアンゲラ・メルケル（Angela Merkel）は", "アンゲラ・メルケル"),
        ("イタリア・メローニ首相（Giorgia Meloni）の", "メローニ"),
        ("フォンデアライエン（Ursula von der Leyen）委員長", "フォンデアライエン"),
        ("シシ大統領（Abdel Fattah el-Sisi）は", "シシ"),
        ("ブッシュ（George W. Bush）米大統領", "ブッシュ"),
        ("中国国家主席の習近平（Xi Jinping）は", "習近平"),
        ("金正恩（Kim Jong-un）総書記", "金正恩"),
        ("岸田文雄首相（Fumio Kishida）は", "岸田文雄"),
        ("プーチン（Putin）大統領", "プーチン"),
    ],
)
def test_person_is_the_name_without_titles(text: str, name: str) -> None:
    assert [(ja, kind) for ja, _, kind in pairs(text)] == [(name, "person")]


def test_single_latin_word_without_a_title_is_no_person() -> None:
    assert pairs("キーウ（Kyiv）へ") == [("キーウ", "Kyiv", "fullname")]


def test_katakana_word_that_renders_all_the_latin_is_no_person() -> None:
    assert pairs("ソフトパワー（Soft Power）を") == [("ソフトパワー", "Soft Power", "fullname")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1991-1994年", "1991/1994"),
        ("2005－ 2010年", "2005/2010"),
        ("2019年－", "2019/.."),
        ("2019年\n－", "2019/.."),
        ("２０１２～１６年", "2012/2016"),
        ("1991年8月－1994年7月", "1991-08/1994-07"),
        ("在任1947-1964年", "1947/1964"),
        ("1883-1946", None),
        ("2010-2005", None),
        ("1991年", None),
    ],
)
def test_tenure_is_an_edtf_interval(text: str, expected: str | None) -> None:
    assert tenure_edtf(text) == expected


def test_tenure_is_a_gloss_of_its_own() -> None:
    tenure, person = find_glosses("クチマ政権（Leonid Kuchma: 1994-2005年）は")
    assert (person.label, person.attributes["ja"], person.attributes["edtf"]) == ("person", "クチマ", None)
    assert (tenure.label, tenure.attributes["ja"], tenure.attributes["en"]) == (
        "tenure",
        "クチマ",
        "1994-2005年",
    )
    assert tenure.attributes["edtf"] == "1994/2005"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("和平履行部隊・安定化部隊（IFOR/SFOR）に", [("和平履行部隊", "IFOR"), ("安定化部隊", "SFOR")]),
        ("世界銀行とアジア開発銀行（WB/ADB）が", [("世界銀行", "WB"), ("アジア開発銀行", "ADB")]),
        ("接近阻止・領域拒否（A2/AD）を", [("接近阻止・領域拒否", "A2/AD")]),
        ("欧州連合（European Union、EU）は", [("欧州連合", "European Union"), ("欧州連合", "EU")]),
        ("欧州連合（EU：European Union）は", [("欧州連合", "EU"), ("欧州連合", "European Union")]),
        (
            "開発協会（International Development Association (IDA)）",
            [("開発協会", "International Development Association"), ("開発協会", "IDA")],
        ),
        ("難民機関（難民高等弁務官事務所、UNHCR）は", [("難民高等弁務官事務所", "UNHCR")]),
        ("世界気象機関（WMO、本部ジュネーブ）は", [("世界気象機関", "WMO")]),
        ("工業開発機関（UNIDO Office、以下UNIDO）", [("工業開発機関", "UNIDO Office")]),
    ],
)
def test_several_pairs_in_one_parenthesis(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted((ja, en) for ja, en, _ in pairs(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("C3（指揮・統制・通信）、兵站", "指揮・統制・通信", "C3"),
        ("SARS（重症急性呼吸器症候群）の", "重症急性呼吸器症候群", "SARS"),
        ("IMF（国際通貨\n基金）の", "国際通貨基金", "IMF"),
        ("IoT（モノのインターネット）", "モノのインターネット", "IoT"),
    ],
)
def test_reversed_pair_has_its_japanese_inside(text: str, ja: str, en: str) -> None:
    assert pairs(text) == [(ja, en, "reversed")]


@pytest.mark.parametrize(
    "text",
    [
        "京都で開かれた（2005年）。",
        "条約（以下「本条約」）は",
        "協定（以下、GATTという）に",
        "改革（例えば、EUの政策）で",
        "後に述べる（第3章）。",
        "この見方（Nye 2004, p. 5）は",
        "先行研究（Tanaka & Suzuki, 2018）は",
        "決議（A/RES/68/262）を",
        "報告（S/2014/136）は",
        "前年比（12.5%増）",
        "速度（100Mbps）と酸性（pH 4.5）の",
        "それぞれ（WHO、IMF）の代表",
        "会議は15日（Tokyo time）に",
        "距離（km）と速度（v）",
        "サイト（https://www.example.org/）",
        "同書（ISBN 978-4-00-000000-0）",
        "株価（7203）と東証（TSE: 6758）",
        "結果（Fig. 3）と選択肢（A）",
        "第二部（II）の成績（A+）",
        "損失（US$ 5 million）",
        "NATO（加盟国）は",
        "ASEAN（当時は6カ国）は",
        "BRICS（ブラジル、ロシア、インド）",
        "全国人民代表大会（全人代）が",
        "「必ず勝つ」（BBC）と",
        "枠組み（「NATO+1」）も",
        "彼は帰った（Paris）。",
        "（NATO）",
        "",
    ],
)
def test_no_gloss(text: str) -> None:
    assert pairs(text) == []


def test_line_breaks_spaces_and_ligatures_are_folded_and_offsets_cover_the_raw_text() -> None:
    text = "「緊密化 対話\n\n（Intensifi ed \nDialogue）」を"
    (span,) = find_glosses(text)
    attributes = span.attributes
    assert (attributes["ja"], attributes["en"]) == ("緊密化対話", "Intensified Dialogue")
    assert text[attributes["ja_start"] : attributes["ja_end"]] == "緊密化 対話"
    assert text[attributes["en_start"] : attributes["en_end"]] == "Intensifi ed \nDialogue"
    assert span.surface(text) == text[1:-3]


@pytest.mark.parametrize("office", ["首相在任", "首相在任期間：", "首相", "首相："])
def test_office_before_the_term_is_left_out(office: str) -> None:
    tenure, _ = find_glosses(f"モロ（Aldo Moro、{office}1963～68年）は")
    assert (tenure.label, tenure.attributes["en"]) == ("tenure", "1963～68年")
    assert tenure.attributes["edtf"] == "1963/1968"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("総会は国際原子\n力機関（IAEA）の報告を", "国際原子力機関"),  # a suffix begins no line
        ("戦後の新しい経済の秩序を国際通貨\n基金（IMF）が", "国際通貨基金"),  # the line is filled
        ("成立の経緯\n安全保障理事会（UNSC）は十五か国からなる。", "安全保障理事会"),  # a heading
    ],
)
def test_name_reaches_across_a_line_only_if_it_goes_on(lines: str, expected: str) -> None:
    (span,) = GlossAnnotator()(as_running_text("d", lines))
    assert span.attributes["ja"] == expected


def test_offsets_are_code_points() -> None:
    (span,) = find_glosses("𠮷野家😀。国際連合(UN)は")
    assert (span.attributes["ja_start"], span.attributes["en_start"]) == (5, 10)


def test_annotator_keeps_to_the_contract_and_to_blocks() -> None:
    document = Document(
        "d", "国際\n通貨基金（IMF）", blocks=[Block("heading", 1, 0, 2), Block("paragraph", 0, 3, 12)]
    )
    annotator = GlossAnnotator()
    (span,) = annotator(document)
    assert isinstance(annotator, Annotator)
    assert (span.attributes["ja"], span.origin, span.layer) == ("通貨基金", "auto:glosses", "gloss")
    assert set(span.attributes) == {
        "ja_start", "ja_end", "ja", "en_start", "en_end", "en", "name_id", "edtf", "agreement",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "（" * 1_000_000,
        "（" * 500_000 + "）" * 500_000,
        "条約（NATO" * 100_000 + "）" * 100_000,
        "「" * 500_000 + "（NATO）」" * 20_000,
        ("（" + "AB:" * 190 + "）") * 1_700,
        "ア" * 500_000 + "（Boris Yeltsin）",
        "の条約" * 300_000 + "（NATO）",
        " " * 500_000 + "（NATO）",
    ],
)
def test_a_million_characters_of_brackets_finish(text: str) -> None:
    assert isinstance(find_glosses(text), list)
