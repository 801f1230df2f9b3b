import pytest

from corpus_tools.reconstruct.draft import Draft
from corpus_tools.reconstruct.glyphs import repair_glyphs


def repaired(text: str) -> str:
    draft = Draft(text)
    repair_glyphs(draft)
    return draft.text(0, len(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Intensifi ed", "Intensified"),
        ("fi nancial fl ow", "financial flow"),
        ("eff ective", "effective"),
        ("ﬁnal oﬃce ﬂag", "final office flag"),
        ("off the record", "off the record"),
        ("staff of the office", "staff of the office"),
        ("Wi-fi is here, sci-fi books", "Wi-fi is here, sci-fi books"),
        ("tariff cuts and cliff edges", "tariff cuts and cliff edges"),
        ("if so", "if so"),
        ("Amalfi coast", "Amalfi coast"),
        ("fi Dialogue", "fi Dialogue"),
        ("⽇⽶の⼈", "日米の人"),
        ("﹁駅﹂︵南︶", "「駅」（南）"),
        ("か\u3099 ㍻ ① ｶﾞ", "か\u3099 ㍻ ① ｶﾞ"),
        ("木\ufffd林(cid:12)", "木〓林〓"),
        ("※［＃「てへん＋主」］つ", "〓つ"),
        ("ソフト\u00adウェア\u200b", "ソフトウェア"),
        ("峠《とうげ》の茶屋", "峠の茶屋"),
        ("｜お母さん《おかあさん》と", "お母さんと"),
        ("《運命》という曲", "《運命》という曲"),
        ("彼の《さくら》を聴く", "彼の《さくら》を聴く"),
        ("葡萄《ぶどう》［＃「葡萄」に傍点］", "葡萄"),
        ("👩‍👩‍👧と𠮷", "👩‍👩‍👧と𠮷"),
    ],
)
def test_glyphs(text: str, wanted: str) -> None:
    assert repaired(text) == wanted
