"""The parts of a test: what it asks about, and what all has to hold."""

from __future__ import annotations

from collections.abc import Collection

from corpus_tools.query import syntax
from corpus_tools.query.syntax import Call, Name, Number, Operand, Test


def labels_of(test: Test | Operand | None, *, bare: Collection[str] = ()) -> frozenset[str]:
    """Return the labels that a test mentions, apart from the token it stands on.

    Args:
        bare: Names that are labels where they stand alone, as in ``distance(a, b)``.
    """
    match test:
        case syntax.And() | syntax.Or():
            return labels_of(test.left, bare=bare) | labels_of(test.right, bare=bare)
        case syntax.Not():
            return labels_of(test.test, bare=bare)
        case syntax.Exists():
            return labels_of(test.operand, bare=bare)
        case syntax.Compare():
            return labels_of(test.left, bare=bare) | labels_of(test.right, bare=bare)
        case Call(function="lbound_of" | "rbound_of", arguments=(_, place)):
            return labels_of(place, bare=bare)
        case Call():
            return frozenset().union(*(labels_of(argument, bare=bare) for argument in test.arguments))
        case Name(label=None):
            return frozenset({test.attribute} & set(bare))
        case Name():
            return frozenset({test.label or ""} - {"_"})
        case _:
            return frozenset()


def conjuncts(test: Test | None) -> list[Test]:
    """Return the tests that all have to hold."""
    if test is None:
        return []
    return conjuncts(test.left) + conjuncts(test.right) if isinstance(test, syntax.And) else [test]


def uses(test: Test | Operand, functions: Collection[str]) -> bool:
    """Return whether a test calls one of some functions."""
    match test:
        case syntax.Exists():
            return uses(test.operand, functions)
        case syntax.Compare():
            return uses(test.left, functions) or uses(test.right, functions)
        case Call():
            return test.function in functions or any(uses(one, functions) for one in test.arguments)
        case _:
            return False


def is_value(operand: Operand) -> bool:
    """Return whether an operand is a string that a token has, as it is or normalized."""
    return isinstance(operand, Name) or (isinstance(operand, Call) and operand.function == "normalize")


def names_in(test: Test | Operand) -> list[Name]:
    """Return the names of attributes and labels that a test mentions, those of structures left out."""
    match test:
        case Name():
            return [test]
        case syntax.Exists():
            return names_in(test.operand)
        case syntax.Compare():
            return names_in(test.left) + names_in(test.right)
        case Call(function="lbound_of" | "rbound_of", arguments=(_, place)):
            return names_in(place)
        case Call():
            return [name for argument in test.arguments for name in names_in(argument)]
        case _:
            return []


def is_static(test: Test, labels: Collection[str]) -> bool:
    """Return whether a test asks about the token itself only."""
    return not labels_of(test, bare=labels)


def holds_nowhere(test: Test | None, labels: Collection[str]) -> bool:
    """Return whether a test holds, or may hold, where there is no token: a comparison does not, its negation does."""
    match test:
        case None:
            return True
        case syntax.And():
            return holds_nowhere(test.left, labels) and holds_nowhere(test.right, labels)
        case syntax.Or():
            return holds_nowhere(test.left, labels) or holds_nowhere(test.right, labels)
        case syntax.Not():
            return not is_static(test.test, labels) or not holds_nowhere(test.test, labels)
        case syntax.Exists(operand=Number(value=value)):
            return bool(value)
        case _:
            return not is_static(test, labels)
