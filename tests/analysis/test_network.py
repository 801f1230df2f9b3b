"""Names that are mentioned together: counted by hand, scored, as a graph and drawn."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from corpus_tools.analysis.network import name_graph, name_pairs
from corpus_tools.analysis.network_plot import plot_network
from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError, QueryError


def _by_hand(corpus: Corpus, *, nested: bool) -> dict[tuple[str, str], int]:
    """Count pairs from the documents, without the index."""
    counted: dict[tuple[str, str], int] = {}
    for document in corpus.documents():
        for sentence in document.spans("s"):
            names = {
                span.attributes["name_id"] or span.surface(document.text)
                for span in document.spans("entity")
                if sentence.start <= span.start < sentence.end and (nested or not span.attributes["parent"])
            }
            for pair in combinations(sorted(names), 2):
                counted[pair] = counted.get(pair, 0) + 1
    return counted


@pytest.mark.parametrize("nested", [False, True])
def test_pairs_are_those_of_the_sentences(mini: Corpus, nested: bool) -> None:
    table = name_pairs(mini, nested=nested)
    found = {(row.source, row.target): row.weight for row in table.itertuples()}
    assert found == _by_hand(mini, nested=nested)
    assert len(found) > 2


def test_the_table_is_a_contingency_table(mini: Corpus) -> None:
    table = name_pairs(mini)
    assert (table["weight"] <= table[["R1", "C1"]].min(axis=1)).all()
    assert table["N"].unique().tolist() == [len(mini.index.structural["s"])]
    assert table["E11"].tolist() == pytest.approx((table["R1"] * table["C1"] / table["N"]).tolist())
    assert table["score"].is_monotonic_decreasing


def test_a_name_that_is_asked_for_comes_first(mini: Corpus) -> None:
    table = name_pairs(mini, names={"ORG-ASEAN"})
    assert len(table)
    assert set(table["source"]) == {"ORG-ASEAN"}
    assert len(table) < len(name_pairs(mini))


def test_larger_units_hold_more_pairs(mini: Corpus) -> None:
    assert len(name_pairs(mini, unit="text")) > len(name_pairs(mini, unit="s"))
    assert len(name_pairs(mini, unit="text", min_weight=99)) == 0
    assert set(name_pairs(mini, unit="text", labels={"GPE"})["source_label"]) == {"GPE"}


def test_a_unit_must_be_there(mini: Corpus) -> None:
    with pytest.raises(QueryError, match="No structural attribute 'chapter'"):
        name_pairs(mini, unit="chapter")


def test_a_graph_has_the_pairs_as_edges(mini: Corpus) -> None:
    table = name_pairs(mini)
    graph = name_graph(table)
    assert graph.number_of_edges() == len(table)
    assert graph.nodes["ORG-ASEAN"]["en"] == "Association of Southeast Asian Nations"
    assert graph.nodes["ORG-ASEAN"]["units"] == table[table["source"] == "ORG-ASEAN"]["R1"].iloc[0]


def test_the_picture_says_what_it_leaves_out(mini: Corpus, tmp_path: Path) -> None:
    table = name_pairs(mini, unit="text")
    drawn = plot_network(table, tmp_path / "x.svg", top=5)
    assert (drawn.names, drawn.names + drawn.left_out) == (5, name_graph(table).number_of_nodes())
    plot_network(table, tmp_path / "y.svg", top=5)
    assert (tmp_path / "x.svg").read_bytes() == (tmp_path / "y.svg").read_bytes()
    assert "</text>" in (tmp_path / "x.svg").read_text(encoding="utf-8")


def test_nothing_is_not_drawn(mini: Corpus, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no two names"):
        plot_network(name_pairs(mini, min_weight=99), tmp_path / "x.svg")
    with pytest.raises(FormatError, match=r"no picture of kind '\.bmp'"):
        plot_network(name_pairs(mini), tmp_path / "x.bmp")
