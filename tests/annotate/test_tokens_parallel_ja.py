from __future__ import annotations

from collections.abc import Iterator

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.annotate.tokens_parallel_ja import tokenize_many
from corpus_tools.model import Document


def documents(n: int) -> Iterator[Document]:
    for number in range(n):
        yield Document(str(number), f"第{number}回の会議はキーウで開かれた。" * 2000)


def test_processes_give_the_tokens_that_one_process_gives() -> None:
    alone, together = Tokenizer(), Tokenizer()
    expected = list(tokenize_many(documents(7), tokenizer=alone))
    made = list(tokenize_many(documents(7), tokenizer=together, processes=2))
    assert [document.id for document in made] == [document.id for document in expected]
    for one, other in zip(made, expected, strict=True):
        assert one.tokens is not None
        assert other.tokens is not None
        assert one.tokens.table is together.table
        assert list(one.tokens.rows()) == list(other.tokens.rows())
    assert together.n_user_tokens == alone.n_user_tokens == 14_000


def test_documents_come_as_they_are_asked_for() -> None:
    source = documents(3)
    first = next(tokenize_many(source, tokenizer=Tokenizer()))
    assert first.id == "0"
    assert next(source).id == "1"
