"""CQL to hits: grammar, syntax tree, plan, evaluation."""

from corpus_tools.query.evaluate import evaluate
from corpus_tools.query.hits import Hits
from corpus_tools.query.session import Session
from corpus_tools.query.syntax import STRATEGIES, Strategy

__all__ = ["STRATEGIES", "Hits", "Session", "Strategy", "evaluate"]
