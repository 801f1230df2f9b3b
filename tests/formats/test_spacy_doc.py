from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from corpus_tools.errors import FormatError
from corpus_tools.formats.spacy_doc import UniDicTokenizer, from_spacy, to_spacy
from corpus_tools.model import Document

CONFIG: dict[str, Any] = {"nlp": {"tokenizer": {"@tokenizers": "corpus_tools.UniDicTokenizer.v1"}}}


@pytest.fixture
def nlp() -> Language:
    return spacy.blank("ja", config=CONFIG)


def same(one: Document, other: Document) -> bool:
    assert one.tokens is not None
    assert other.tokens is not None
    plain = [replace(each, tokens=None, offsets=None) for each in (one, other)]
    return plain[0] == plain[1] and list(one.tokens.rows()) == list(other.tokens.rows())


def test_text_is_the_same_character_by_character(document: Document) -> None:
    assert to_spacy(document).text == document.text


def test_words_have_what_spacy_has_a_place_for(document: Document) -> None:
    token = next(token for token in to_spacy(document) if token.text == "述べ")
    assert (token.tag_, token.pos_, token.lemma_) == ("動詞-一般", "VERB", "述べる")
    assert str(token.morph) == "Inflection=下一段-バ行;連用形-一般|Reading=ノベ"


def test_sentences_start_where_ours_do(document: Document) -> None:
    assert [sentence.text.strip() for sentence in to_spacy(document).sents] == [
        span.surface(document.text) for span in document.spans("s")
    ]


def test_entities_are_the_longest_that_do_not_overlap(document: Document) -> None:
    doc = to_spacy(document)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("日米", "ORG"), ("𠮷野", "PERSON")]
    assert doc.user_data["corpus_tools"]["entities_dropped"] == 2


def test_spans_keep_their_exact_characters(document: Document) -> None:
    doc = to_spacy(document)
    group = doc.spans["entity"]
    assert [span.text for span in group] == ["日米", "日米", "日米", "𠮷野"]
    exact = group.attrs["exact"]
    assert [exact[span.id_][:2] for span in group][1] == [
        document.text.index("日"),
        document.text.index("日") + 1,
    ]


def test_round_trip(document: Document) -> None:
    back = from_spacy(to_spacy(document))
    assert same(back, document)
    assert back.offsets is not None
    assert document.offsets is not None
    assert back.offsets.pieces == document.offsets.pieces


def test_round_trip_through_a_docbin(document: Document, nlp: Language) -> None:
    data = DocBin(docs=[to_spacy(document, nlp=nlp)], store_user_data=True).to_bytes()
    back = next(iter(DocBin().from_bytes(data).get_docs(nlp.vocab)))
    assert same(from_spacy(back), document)


def test_spans_changed_in_spacy_are_read_as_they_are(document: Document) -> None:
    doc = to_spacy(document)
    doc.spans["entity"].append(
        doc.char_span(doc.text.index("Founding"), doc.text.index("_"), label="DOCUMENT")
    )
    entities = from_spacy(doc).spans("entity")
    assert [span.label for span in entities if span.origin == "auto:spacy"] == ["DOCUMENT"]
    assert len(entities) == 5


def test_any_doc_can_be_read(nlp: Language) -> None:
    doc = Doc(
        nlp.vocab, words=["東京", "へ", "行く", "。"], spaces=[False] * 4, ents=["B-GPE", "O", "O", "O"]
    )
    made = from_spacy(doc)
    assert made.text == "東京へ行く。"
    assert [span.label for span in made.spans("entity")] == ["GPE"]
    assert made.tokens is not None
    assert made.tokens.column("lemma") == ["東京", "へ", "行く", "。"]


def test_tokens_are_needed() -> None:
    with pytest.raises(FormatError, match="tokenizer"):
        to_spacy(Document("d", "東京"))


@pytest.mark.parametrize("text", ["", " \n", "東京", "東京 \u3000 へ\n", "  Act  "])
def test_the_tokenizer_keeps_every_text(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_the_tokenizer_works_in_processes(nlp: Language) -> None:
    docs = list(nlp.pipe(["東京へ行く"] * 4, n_process=2, batch_size=2))
    assert [[token.pos_ for token in doc] for doc in docs] == [["PROPN", "ADP", "VERB"]] * 4


def test_a_saved_pipeline_keeps_its_tokenizer(nlp: Language, tmp_path: Path) -> None:
    config = {"nlp": {"tokenizer": {**CONFIG["nlp"]["tokenizer"], "use_user_dictionary": False}}}
    plain = spacy.blank("ja", config=config)
    plain.to_disk(tmp_path / "model")
    assert [token.text for token in spacy.load(tmp_path / "model")("キーウ")] == ["キー", "ウ"]
    nlp.from_bytes(plain.to_bytes())
    assert len(nlp("キーウ")) == 2
    copied = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert isinstance(copied, UniDicTokenizer)
    assert len(copied("キーウ")) == 2
