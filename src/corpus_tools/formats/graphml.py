"""GraphML: the network of the names that are mentioned together, as graph programs (Gephi, Cytoscape, igraph) read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.analysis.network import name_graph, name_pairs, require_pairs
from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError, MissingExtraError

if TYPE_CHECKING:
    import networkx
    import pandas as pd


def write(corpus: Corpus, path: Path) -> dict[str, int]:
    """Write which names of a corpus stand in the same sentences, and return how many nodes and edges."""
    return write_pairs(name_pairs(corpus), path)


def write_pairs(pairs: pd.DataFrame, path: Path) -> dict[str, int]:
    """Write the table of ``name_pairs`` as a graph: nodes have ``label ja en units``, edges ``weight score``."""
    require_pairs(pairs, path)
    graph = name_graph(pairs)
    _networkx().write_graphml(graph, path, named_key_ids=True, prettyprint=True)
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}


def read(path: Path) -> networkx.Graph[str]:
    """Read a graph.

    Raises:
        FormatError: The file is no GraphML; the message names file and line.
    """
    try:
        graph: networkx.Graph[str] = _networkx().read_graphml(path)
    except OSError as error:
        raise FormatError(f"{path} cannot be read ({error.strerror}). Name a GraphML file.") from error
    except MissingExtraError:
        raise
    except Exception as error:  # NetworkX passes on what its XML parsers raise
        line = getattr(error, "lineno", None) or next(iter(getattr(error, "position", ())), "?")
        raise FormatError(f"{path}, line {line}: no GraphML ({error}). Correct it.") from error
    return graph


def _networkx() -> Any:
    try:
        import networkx
    except ImportError as error:
        raise MissingExtraError("GraphML needs NetworkX: pip install 'corpus-tools[exchange]'.") from error
    return networkx
