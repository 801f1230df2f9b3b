"""Tokens of many documents, in several processes, as they come and in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.model import Document, IntArray, Tokens, TokenTable

_BATCH = 100_000


@dataclass(slots=True)
class _Result:
    """What a worker sends back: columns per text, and the token records it had not sent yet."""

    worker: int
    columns: list[tuple[IntArray, IntArray, IntArray, IntArray]]
    new_rows: list[tuple[str, ...]]
    n_user_tokens: int


def tokenize_many(
    documents: Iterable[Document], *, tokenizer: Tokenizer | None = None, processes: int = 1
) -> Iterator[Document]:
    """Set the tokens of documents one after the other; all share the tokenizer's table.

    Args:
        tokenizer: Whose dictionaries and table to use; by default a new one.
        processes: Above 1, as many processes cut, with a few batches of documents under way at a time.
    """
    tokenizer = Tokenizer() if tokenizer is None else tokenizer
    if processes > 1:
        yield from _in_processes(documents, tokenizer, processes)
        return
    for document in documents:
        document.tokens = tokenizer(document)
        yield document


def _in_processes(documents: Iterable[Document], tokenizer: Tokenizer, processes: int) -> Iterator[Document]:
    waiting: deque[tuple[list[Document], Future[_Result]]] = deque()
    merge = _Merge(tokenizer)
    with ProcessPoolExecutor(processes, initializer=_start, initargs=(tokenizer,)) as pool:
        for batch in _batches(documents):
            waiting.append((batch, pool.submit(_tokenize, [document.text for document in batch])))
            if len(waiting) > 2 * processes:
                done, future = waiting.popleft()
                yield from merge(done, future.result())
        while waiting:
            done, future = waiting.popleft()
            yield from merge(done, future.result())


class _Merge:
    """Renumbers the workers' token records to one table.

    A worker's results are merged in the order in which it made them, because both are the order of submission.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._numbers: dict[int, list[int]] = {}

    def __call__(self, documents: list[Document], result: _Result) -> Iterator[Document]:
        table: TokenTable = self._tokenizer.table
        numbers = self._numbers.setdefault(result.worker, [])
        numbers += map(table.add, result.new_rows)
        renumber = np.array(numbers, dtype=np.int32)
        self._tokenizer.n_user_tokens += result.n_user_tokens
        for document, (starts, ends, records, upos) in zip(documents, result.columns, strict=True):
            values = self._tokenizer.upos_values
            document.tokens = Tokens(starts, ends, renumber[records], upos, table, values)
            yield document


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# -------------------------------------------------------------------------------------------- in a worker

_worker: dict[str, Tokenizer] = {}
_sent: dict[str, int] = {"rows": 0, "user": 0}


def _start(tokenizer: Tokenizer) -> None:
    # A forked worker gets the parent's tokenizer, whose table is partly filled: it needs one of its own.
    rebuild, arguments = tokenizer.__reduce__()
    _worker["tokenizer"] = rebuild(*arguments)
    _sent.update(rows=0, user=0)


def _tokenize(texts: list[str]) -> _Result:
    tokenizer = _worker["tokenizer"]
    tokens = [tokenizer.tokenize(text) for text in texts]
    rows = tokenizer.table.rows[_sent["rows"] :]
    n_user_tokens = tokenizer.n_user_tokens - _sent["user"]
    _sent.update(rows=len(tokenizer.table), user=tokenizer.n_user_tokens)
    columns = [(each.starts, each.ends, each.records, each.upos) for each in tokens]
    return _Result(os.getpid(), columns, rows, n_user_tokens)
