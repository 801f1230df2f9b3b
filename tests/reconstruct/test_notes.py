import pytest

from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.notes import drop_notes

PROSE = [
    "春の市が立った{}。",
    "魚は売れ残り{}、野菜は売り切れた。",
    "「もう来ない{}」と彼女は言った。",
    "雨が降りはじめた{}。",
]


def found(text: str, *, damaged: bool = True) -> tuple[str, list[int]]:
    draft = Draft(text)
    notes = drop_notes(draft, damaged=damaged)
    return draft.text(0, len(text)), [note.n for note in notes]


@pytest.mark.parametrize(
    "marker",
    [" {}", "{}", "※{}", "＊{}", "({})", "（{}）", "[{}]", "［{}］", "{})", "（注{}）", "注{}", "[注 {}]"],
)
def test_markers_of_every_style_leave_the_text(marker: str) -> None:
    text = "".join(line.format(marker.format(n)) for n, line in enumerate(PROSE, start=1))
    assert found(text) == ("".join(PROSE).replace("{}", ""), [1, 2, 3, 4])


def test_superscripts_beside_units_stay() -> None:
    text = "面積は80 m²に達した¹。費用は10³倍になった²。"
    assert found(text) == ("面積は80 m²に達した。費用は10³倍になった。", [1, 2])


def test_full_width_digits_count_too() -> None:
    assert found("市が立った１。雨が降った２。")[1] == [1, 2]


def test_one_number_may_be_missing() -> None:
    text = "".join(f"町が焼けた {n}。" for n in (1, 2, 4, 5, 6))
    assert found(text)[1] == [1, 2, 4, 5, 6]


def test_a_count_may_start_afresh() -> None:
    text = "".join(f"町が焼けた {n}。" for n in (1, 2, 3, 4, 1, 2, 3, 4, 5))
    assert found(text)[1] == [1, 2, 3, 4, 1, 2, 3, 4, 5]


def test_a_marker_may_stand_on_the_next_line() -> None:
    assert found("町が焼けた\n1。川を渡った\n2。")[0] == "町が焼けた\n。川を渡った\n。"


def test_content_numbers_in_the_count_stay() -> None:
    text = "参加は3、欠席は4。町が焼けた 1。残りは2。川を渡った 2。人口は3。橋が落ちた 3。"
    assert found(text) == (
        "参加は3、欠席は4。町が焼けた。残りは2。川を渡った。人口は3。橋が落ちた。",
        [1, 2, 3],
    )


@pytest.mark.parametrize(
    "text",
    [
        "答えは1、2、3、4。順位は5、6、7。",
        "第1は水。第2は火。第3は土。第4は風。",
        "問1は2。問2は1。問3は3。問4は2。",
        "条件は、（1）年齢、（2）住所、（3）職業である。（1）、（2）は必須とする。",
        "1、りんご。\n2、みかん。\n3、ぶどう。\n4、なし。\n",
        "1. 海に行く。\n2. 山に行く。\n3. 川に行く。\n",
        "A1、B2、C3。2の倍数は2、4、6。",
        "人口は1。2。3。4。5。",
        "版は1.0、1.1、1.2。価格は$1、$2、$3。",
        "〔1〕の説と〔2〕の説がある。",
        "注2を見よ。",
        "2021、2022、2023年。",
    ],
)
def test_text_without_notes_loses_no_digit(text: str) -> None:
    assert found(text) == (text, [])
    assert found(text, damaged=False) == (text, [])
