from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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


@pytest.mark.parametrize("format_", ["conllu", "conllup"])
def test_the_chapter_is_valid_on_level_1(format_: str, exported: Callable[..., Path]) -> None:
    if format_ == "conllu":
        assert _udvalidate(exported(format_), 1) == []
    with exported(format_).open(encoding="utf-8") as stream:
        assert sum(len(sentence) for sentence in conllu_package.parse_incr(stream)) == 9153


def test_of_level_2_only_the_heads_are_missing(exported: Callable[..., Path]) -> None:
    assert _udvalidate(exported("conllu"), 2, "--exclude", "invalid-head", "unknown-head") == []


@pytest.mark.slow
def test_with_any_tree_the_chapter_is_valid_on_all_levels(
    exported: Callable[..., Path], tmp_path: Path
) -> None:
    """Everything but the syntax, which nobody annotated, is as Universal Dependencies want it for Japanese."""
    path = tmp_path / "tree.conllu"
    with exported("conllu").open(encoding="utf-8") as stream:
        trees = "".join(_with_tree(sentence).serialize() for sentence in conllu_package.parse_incr(stream))
    path.write_text(trees, encoding="utf-8")
    assert _udvalidate(path, 5) == []


RELATIONS = {
    "PUNCT": "punct",
    "AUX": "aux",
    "ADP": "case",
    "NUM": "nummod",
    "SCONJ": "mark",
    "CCONJ": "cc",
    "ADV": "advmod",
    "DET": "det",
    "PRON": "nmod",
    "NOUN": "nmod",
    "PROPN": "nmod",
    "VERB": "acl",
    "ADJ": "acl",
}


def _with_tree(sentence: conllu_package.TokenList) -> conllu_package.TokenList:
    content = ("VERB", "NOUN", "PROPN", "ADJ")
    root = next((token["id"] for token in sentence if token["upos"] in content), 1)
    for token in sentence:
        token["head"] = 0 if token["id"] == root else root
        token["deprel"] = "root" if token["id"] == root else RELATIONS.get(token["upos"], "dep")
    return sentence


def _udvalidate(path: Path, level: int, *options: str) -> list[str]:
    """Return what the validator of Universal Dependencies complains of."""
    command = [str(Path(sys.executable).parent / "udvalidate"), "--lang", "ja", "--level", str(level)]
    done = subprocess.run(
        [*command, "--no-warnings", *options, "--", str(path)], capture_output=True, text=True
    )
    printed = (done.stdout + done.stderr).splitlines()
    return [] if done.returncode == 0 else printed or ["failed"]
