from __future__ import annotations

import io

import conllu as conllu_package
import pytest

from corpus_tools.errors import FormatError
from corpus_tools.formats import conllu
from corpus_tools.model import Document

FOREIGN = """# newdoc id = a
# sent_id = a-1
# text = 犬がcome in
1\t犬\t犬\tNOUN\t名詞-普通名詞-一般\t_\t3\tnsubj\t_\tSpaceAfter=No
2\tが\tが\tADP\t助詞-格助詞\t_\t1\tcase\t_\tSpaceAfter=No
3\tcome\tcome\tX\t_\t_\t0\troot\t_\t_
4-5\tin\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
4\ti\ti\tX\t_\t_\t3\tdep\t_\t_
5\tn\tn\tX\t_\t_\t3\tdep\t_\t_
5.1\t_\t_\t_\t_\t_\t_\t_\t_\t_

# newpar
# sent_id = a-2
1\t_\t_\tSYM\t_\t_\t0\troot\t_\tSpaceAfter=No

# newdoc id = b
# sent_id = b-1
1\t猫\t猫\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No

"""


def written(document: Document, *, standoff_only: bool = False) -> str:
    stream = io.StringIO()
    assert conllu.write([document], stream, standoff_only=standoff_only) == 1
    return stream.getvalue()


def test_round_trip(document: Document) -> None:
    back = next(conllu.read(io.StringIO(written(document))))
    assert (back.id, back.text, back.metadata, back.blocks) == (
        document.id,
        document.text,
        document.metadata,
        document.blocks,
    )
    assert back.layers == document.layers
    assert back.tokens is not None
    assert document.tokens is not None
    assert list(back.tokens.rows()) == list(document.tokens.rows())


def test_sentences_as_another_reader_sees_them(document: Document) -> None:
    sentences = conllu_package.parse(written(document))
    assert [sentence.metadata["sent_id"] for sentence in sentences] == ["d1-s1", "d1-s2", "d1-s3"]
    assert sentences[1].metadata["text"] == "日米は2022年3月24日に  Founding Act_を採択した。"
    assert "newpar" in sentences[1].metadata
    assert sentences[0].metadata["newdoc id"] == "d1"


def test_columns_of_a_token(document: Document) -> None:
    token = next(t for s in conllu_package.parse(written(document)) for t in s if t["form"] == "述べ")
    assert (token["lemma"], token["upos"], token["xpos"]) == ("述べる", "VERB", "動詞-一般")
    assert (token["feats"], token["head"], token["deprel"]) == (None, None, "_")
    assert token["misc"] == {
        "Reading": "ノベ",
        "Pron": "ノベ",
        "CType": "下一段-バ行",
        "CForm": "連用形-一般",
        "Goshu": "和",
        "LemmaUniDic": "述べる",
        "SpaceAfter": "No",
    }


def test_spans_show_in_misc(document: Document) -> None:
    tokens = [token for sentence in conllu_package.parse(written(document)) for token in sentence]
    both = next(token["misc"] for token in tokens if token["form"] == "日米")
    assert (both["Entity"], both["NameID"]) == ("B-ORG,B-GPE,B-GPE", "_,cldr:JP,cldr:US")
    dates = [token["misc"]["Date"] for token in tokens if "Date" in (token["misc"] or {})]
    assert dates == ["B-DATE", *["I-DATE"] * 5]


def test_standoff_only_spells_nothing(document: Document) -> None:
    text = written(document, standoff_only=True)
    assert not [word for word in ("採択", "ノベ", "述べ", "𠮷", "# text") if word in text]
    assert "TokenRange=1:2" in text


def test_files_of_others_are_joined_as_they_say() -> None:
    first, second = conllu.read(io.StringIO(FOREIGN))
    assert (first.id, first.text, second.text) == ("a", "犬がcome in\n_", "猫")
    assert first.tokens is not None
    assert first.tokens.column("word") == ["犬", "が", "come", "in", "_"]
    assert [block.start for block in first.blocks] == [10]


def test_a_text_that_the_forms_do_not_spell_is_reported() -> None:
    with pytest.raises(FormatError, match=r"x\.conllu, line 1: .*犬もcome"):
        list(conllu.read(io.StringIO(FOREIGN.replace("text = 犬が", "text = 犬も")), name="x.conllu"))


def test_a_line_with_too_few_columns_is_reported() -> None:
    with pytest.raises(FormatError, match="line 18: .* columns instead of 10"):
        list(conllu.read(io.StringIO(FOREIGN.replace("1\t猫\t猫\tNOUN", "1 猫"))))


def test_tokens_are_needed() -> None:
    with pytest.raises(FormatError, match="tokenizer"):
        written(Document("d", "東京"))
