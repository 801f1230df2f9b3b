"""The examples of the language's page run on the shipped chapter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus

PAGE = (Path(__file__).parents[2] / "docs" / "cql.md").read_text(encoding="utf-8")
BLOCKS = [line for block in re.findall(r"```cql\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
CELLS = [cell.replace(r"\|", "|") for cell in re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)]
QUERIES = [
    cell
    for cell in CELLS
    if cell[0] in '["<(a加@'
    and not cell.startswith(("<entity_label!", "[entity]`"))
    and not re.match(r"\w+\(", cell)
]
COMMANDS = re.compile(r"(A|Corpus|Last|intersection|difference|union|subset|cut|reduce|delete|set|discard)\b")
STATEMENTS = [
    statement.rstrip(";")
    for line in PAGE.splitlines()
    if line.startswith("| `") and COMMANDS.match(line[3:])
    for statement in re.findall(r"`([^`]+ [^`]+|A;|Corpus;|Last)`", line.split(" | ")[0])
]


@pytest.mark.parametrize("query", BLOCKS)
def test_examples_find_something(chapter: Corpus, query: str) -> None:
    assert len(chapter.query(query)) > 0 or query == '[word="." %l]'


@pytest.mark.parametrize("query", QUERIES)
def test_the_tables_hold_queries(chapter: Corpus, query: str) -> None:
    chapter.query(query)


@pytest.mark.parametrize(
    "tail", ["within s", "within 2 s", "within 5", "expand left to p", "expand right to 2 s", "cut 20"]
)
def test_what_may_follow_a_pattern(chapter: Corpus, tail: str) -> None:
    assert f"`{tail}`" in PAGE
    assert len(chapter.query(f'[lemma="加盟"] [] {tail}')) > 0


def test_the_page_lists_statements() -> None:
    assert len(STATEMENTS) > 20


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statements_run(chapter: Corpus, statement: str) -> None:
    session = chapter.session()
    session.run('A = [lemma="加盟"] @[]; B = [lemma="加盟"] @1:[]')
    session.run(statement)


def test_macros_of_the_page(chapter: Corpus, tmp_path: Path) -> None:
    found = re.search(r"```text\n(# a file of macros.*?)```", PAGE, re.DOTALL)
    assert found is not None
    path = tmp_path / "macros.txt"
    path.write_text(found[1], encoding="utf-8")
    session = chapter.session()
    session.load_macros(path)
    assert len(session.run('/verb_after["加盟", 3]')) > 0
