from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.reconstruct import as_running_text, block_records, reconstruct
from corpus_tools.sources import SourceText

ALPHABET = "あのはと漢字カー、。」「（）・0123１²[]※注 \u3000\n\n\fABfi-ﬁ《》｜𠮷😀\u3099\u00ad\ufffd\r\t"

CLEAN = [
    "港に霧が下りた。\n船は出なかった。\n",
    "Python は 1991 年に公開された。\nいまは 3.12 が使われている。\n",
    "一つだけの行",
    "　字下げのある段落。\n　次の段落。\n",
    "買うもの\n卵、牛乳、葱\n電池\n",
    "𠮷野さんの😀と、か\u3099の字。\n",
    "合計は1、2、3。残りは4。\n第1は水、第2は火。第3は土。\n",
]


@pytest.mark.parametrize("text", CLEAN)
def test_text_that_needs_no_repair_passes_unchanged(text: str) -> None:
    document = reconstruct(SourceText("x", text))
    assert document.text == text.rstrip("\n")
    assert not document.spans("note")


@given(st.text(alphabet=ALPHABET, max_size=200))
@settings(deadline=None)
def test_any_text_keeps_the_invariants(text: str) -> None:
    document = reconstruct(SourceText("x", text))
    assert document.offsets is not None
    document.offsets.check(text, document.text)
    blocks = [document.text[block.start : block.end] for block in document.blocks]
    assert "\n".join(blocks) == document.text
    assert all(blocks)
    assert all(
        0 <= s.start <= s.end <= len(document.text) for spans in document.layers.values() for s in spans
    )


@given(st.lists(st.text(alphabet="水かナ9x、。 ", min_size=1, max_size=120), max_size=30), st.integers(8, 40))
@settings(deadline=None)
def test_ranges_lead_back_to_the_same_characters(paragraphs: list[str], width: int) -> None:
    broken = [p[i : i + width] for p in paragraphs for i in range(0, len(p), width)]
    document = reconstruct(SourceText("x", "\n".join(broken)))
    assert document.source is not None
    for record in block_records(document):
        cut = "".join(document.source[start:end] for start, end in record["source"])
        assert cut.replace("\n", "").replace(" ", "") == record["text"].replace("〓", "").replace(" ", "")
        assert all(a[1] < b[0] for a, b in pairwise(record["source"]))


@pytest.mark.parametrize("text", ["", "\n", " \n\u3000\n", "\f\f"])
def test_nothing_gives_an_empty_document(text: str) -> None:
    document = reconstruct(SourceText("x", text))
    assert (document.text, document.blocks) == ("", [])
    assert [page.attributes["n"] for page in document.spans("page")] == [1]


def test_records_have_the_keys_of_the_contract() -> None:
    text = "旅の記\n\n　海辺の宿に着いたのは夜の八時を過ぎたころだった\n1。波の音が高く、戸を閉めても耳についた2。灯は\n一つだけ点いていた。\n"
    records = list(block_records(reconstruct(SourceText("x", text))))
    assert records[0] == {
        "type": "title", "level": 0, "start": 0, "end": 3, "text": "旅の記", "source": [[0, 3]], "notes": [],
    }  # fmt: skip
    assert records[1]["text"].startswith("海辺の宿")
    assert records[1]["notes"] == [{"n": 1, "at": 27}, {"n": 2, "at": 46}]


def test_running_text_is_taken_as_it_is() -> None:
    text = "一行目 1。\n\n 二行目\n"
    document = as_running_text("x", text, {"title": "題"})
    assert document.text == text == document.source
    assert [document.text[b.start : b.end] for b in document.blocks] == ["一行目 1。", " 二行目"]
    assert document.offsets is not None
    document.offsets.check(text, text)
    assert document.metadata == {"title": "題"}


def test_sections_nest() -> None:
    text = "1．山\n山は高い。\n（1）峰\n峰は白い。\n（2）谷\n谷は深い。\n2．川\n川は長い。\n"
    document = reconstruct(SourceText("x", text))
    found = [
        (s.attributes["title"], s.attributes["level"], s.surface(document.text))
        for s in document.spans("section")
    ]
    assert found == [
        ("1．山", 1, "1．山\n山は高い。\n（1）峰\n峰は白い。\n（2）谷\n谷は深い。"),
        ("（1）峰", 2, "（1）峰\n峰は白い。"),
        ("（2）谷", 2, "（2）谷\n谷は深い。"),
        ("2．川", 1, "2．川\n川は長い。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10**6,
        "あ" + " " * 10**6 + "い",
        "「" * 10**6,
        "「あ\n" * 10**5,
        "た 1。" * 10**5,
        "漢字《" * 10**5,
    ],
    ids=["digits", "spaces", "brackets", "bracket lines", "markers", "ruby"],
)
@pytest.mark.slow
def test_large_and_strange_texts_come_to_an_end(text: str) -> None:
    document = reconstruct(SourceText("x", text))
    assert document.offsets is not None
    document.offsets.check(text, document.text)
