"""GraphML: another reader of XML finds the nodes and edges; a damaged file is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from corpus_tools.analysis.network import name_graph, name_pairs
from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError
from corpus_tools.formats.graphml import read, write

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


def test_a_graph_survives(mini: Corpus, tmp_path: Path) -> None:
    counts = write(mini, tmp_path / "x.graphml")
    graph, expected = read(tmp_path / "x.graphml"), name_graph(name_pairs(mini))
    assert counts == {"nodes": len(expected), "edges": expected.number_of_edges()}
    assert dict(graph.nodes(data=True)) == dict(expected.nodes(data=True))
    assert {frozenset(edge) for edge in graph.edges} == {frozenset(edge) for edge in expected.edges}


def test_the_file_is_graphml(mini: Corpus, tmp_path: Path) -> None:
    counts = write(mini, tmp_path / "x.graphml")
    tree = etree.parse(tmp_path / "x.graphml")
    assert tree.xpath("count(//g:node)", namespaces=NAMESPACE) == counts["nodes"]
    assert tree.xpath("//g:graph/@edgedefault", namespaces=NAMESPACE) == ["undirected"]
    keys = set(tree.xpath("//g:key/@attr.name", namespaces=NAMESPACE))
    assert keys >= {"label", "ja", "en", "units", "weight", "score"}


def test_a_damaged_file_is_refused(mini: Corpus, tmp_path: Path) -> None:
    write(mini, tmp_path / "x.graphml")
    text = (tmp_path / "x.graphml").read_text(encoding="utf-8")
    (tmp_path / "x.graphml").write_text(text.replace("</graph>", "</gruph>"), encoding="utf-8")
    with pytest.raises(FormatError, match=r"x\.graphml, line \d+: no GraphML"):
        read(tmp_path / "x.graphml")
    with pytest.raises(FormatError, match="cannot be read"):
        read(tmp_path / "none.graphml")
