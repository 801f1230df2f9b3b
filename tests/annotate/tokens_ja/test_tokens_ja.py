from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.model import TOKEN_ATTRIBUTES, Document, TokenTable

TOKENIZER = Tokenizer()


def words(text: str) -> list[str]:
    return TOKENIZER.tokenize(text).column("word")


def column(text: str, name: str) -> list[str]:
    return TOKENIZER.tokenize(text).column(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年3月24日", "2022|年|3|月|24|日"),
        ("２０２２年、1９45年", "２０２２|年|、|1９45|年"),
        ("1,000人、3.5倍", "1|,|000|人|、|3|.|5|倍"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012345"),
        ("NATOとEUCOMの会議", "NATO|と|EUCOM|の|会議"),
        ("Donaudampfschifffahrtsgesellschaft社", "Donaudampfschifffahrtsgesellschaft|社"),
        ("北大西洋条約機構", "北|大西洋|条約|機構"),
        ("キーウとドンバス", "キーウ|と|ドンバス"),
        ("開始してまもなく1年", "開始|し|て|まもなく|1|年"),
        ("休むひまもなく", "休む|ひま|も|なく"),
        ("ゼレンスキー大統領", "ゼレンスキー|大統領"),
        ("日米英", "日米|英"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert "|".join(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("2022", ["2022"]),
        ("NATO", ["NATO"]),
        ("ロシア", ["ロシア"]),
        ("東京と欧州", ["東京", "と", "欧州"]),
        ("私", ["私"]),
        ("走った。", ["走る", "た", "。"]),
        ("述べました", ["述べる", "ます", "た"]),
        ("メキゴロピョン", ["メキゴロピョン"]),
        ("5km", ["5", "km"]),
        ("☆※", ["☆", "※"]),
        ("ｶﾞｲﾄﾞ", ["ガイド"]),
    ],
)
def test_lemmas(text: str, lemmas: list[str]) -> None:
    assert column(text, "lemma") == lemmas


def test_what_unidic_writes_is_kept_beside_the_lemma() -> None:
    row = next(TOKENIZER.tokenize("ロシア").rows())
    assert (row["lemma_unidic"], row["lemma_note"]) == ("ロシア-Rossiya", "Rossiya")
    assert next(TOKENIZER.tokenize("東京").rows())["lemma_unidic"] == "トウキョウ"


def test_every_attribute_of_a_verb() -> None:
    row = next(TOKENIZER.tokenize("書いた").rows())
    assert list(row) == ["start", "end", *TOKEN_ATTRIBUTES]
    assert row["pos"] == "動詞-一般"
    assert (row["ctype"], row["cform"]) == ("五段-カ行", "連用形-イ音便")
    assert (row["reading"], row["pron"], row["goshu"], row["upos"]) == ("カイ", "カイ", "和", "VERB")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("欧州", ["オウシュウ"]),
        ("メキゴロピョン", ["メキゴロピョン"]),
        ("2022", [""]),
        ("。", [""]),
        ("3月", ["", "ガツ"]),
        ("4日", ["", "カ"]),
        ("20日", ["", "カ"]),
        ("15日", ["", "ニチ"]),
        ("３１日", ["", "ニチ"]),
    ],
)
def test_readings(text: str, readings: list[str]) -> None:
    assert column(text, "reading") == readings


@pytest.mark.parametrize(
    ("text", "norms"), [("ＮＡＴＯ", ["nato"]), ("ｶﾞｲﾄﾞ", ["ガイド"]), ("２０２２", ["2022"]), ("Act", ["act"])]
)
def test_norm_folds_width_and_case(text: str, norms: list[str]) -> None:
    assert column(text, "norm") == norms


AWKWARD = [
    "𠮷野家で\u3000食べる",
    "か\u3099っこうの本、は\u309aん",
    "ｶﾞｲﾄﾞﾌﾞｯｸとﾊﾟﾝ",
    "👨\u200d👩\u200d👧と😀。",
    "葛\U000e0100城市⽇本",
    "a\x00b\x01東京\x7f大阪",
    "一\r\n二\u2028三\x85四\t五\u00a0六\u2003七",
    "\ufeff東京\u200b大阪",
    "\ud800東京",
    " \u3000\n",
    "",
    "゛ﾞ゜",
    "。" * 30 + "あ" * 3000,
    "(笑)「」『』…—―‐−–",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_every_token_is_the_text_at_its_place(text: str) -> None:
    tokens = TOKENIZER.tokenize(text)
    covered = "".join(text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True))
    assert tokens.column("word") == [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert all(character not in covered for character in " \u3000\u00a0\n\r\t\x00")
    assert len(covered) == sum(not _is_blank(character) for character in text)


def _is_blank(character: str) -> bool:
    return character.isspace() or character < " " or character in "\x7f\x85\u200b\ufeff"


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.one_of(st.characters(), st.sampled_from("東京は。、「」ﾞ\u3099 \u30001aＡｶ\n日")), max_size=40)
)
def test_any_text_can_be_cut(text: str) -> None:
    tokens = TOKENIZER.tokenize(text)
    assert all(tokens.ends > tokens.starts)
    assert all(tokens.starts[1:] >= tokens.ends[:-1])
    assert "" not in tokens.column("lemma")


def test_combining_marks_belong_to_their_word() -> None:
    assert words("か\u3099っこうへ") == ["か\u3099っこう", "へ"]
    assert column("か\u3099っこうへ", "pos") == column("がっこうへ", "pos")


def test_words_end_at_line_breaks() -> None:
    assert words("東\n京") == ["東", "京"]


def test_order_and_size_of_pieces_do_not_matter() -> None:
    text = "欧州連合の首脳は、会議の後で述べた。彼らは行く。" * 40
    fresh = Tokenizer()
    first = list(fresh.tokenize(text).rows())
    assert list(fresh.tokenize(text).rows()) == first == list(TOKENIZER.tokenize(text).rows())


def test_the_user_dictionary_can_be_switched_off() -> None:
    plain = Tokenizer(use_user_dictionary=False)
    assert plain.tokenize("キーウ").column("word") == ["キー", "ウ"]
    assert (plain.user_dictionary_size, plain.n_user_tokens) == (0, 0)


def test_tokens_of_the_user_dictionary_are_counted() -> None:
    tokenizer = Tokenizer()
    tokenizer.tokenize("キーウとドンバスと東京")
    assert tokenizer.n_user_tokens == 2
    assert tokenizer.user_dictionary_size > 100


def test_documents_share_a_table() -> None:
    table = TokenTable()
    tokenizer = Tokenizer(table=table)
    one, two = (tokenizer(Document("x", "東京")) for _ in range(2))
    assert one.table is two.table is table
    assert len(table) == 1


def test_pickling_rebuilds_the_tokenizer() -> None:
    copy = pickle.loads(pickle.dumps(TOKENIZER))
    assert copy.tokenize("キーウへ行く").column("word") == ["キーウ", "へ", "行く"]
