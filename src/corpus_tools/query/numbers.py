"""Numbers in a query: those that a value gives, and their comparison."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import Message
from corpus_tools.index import Lexicon
from corpus_tools.model import IntArray
from corpus_tools.query.positions import Flags
from corpus_tools.query.syntax import Call, Comparison, Name, Number, Operand

Numbers = npt.NDArray[np.float64]
_LEADING_INTEGER = re.compile(r"\s*([+-]?\d+)")
ARITHMETIC: dict[str, Callable[[Numbers, Numbers], Numbers]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
}
FUNCTIONS = (
    "int",
    "strlen",
    "f",
    "ambiguity",
    "distance",
    "dist",
    "distabs",
    "lbound",
    "rbound",
    "lbound_of",
    "rbound_of",
    "is_prefix",
    "normalize",
    *ARITHMETIC,
)


def leading_integer(value: str) -> int:
    """Return the integer a string begins with, 0 if with none."""
    found = _LEADING_INTEGER.match(value)
    return int(found[1]) if found else 0


def set_size(value: str) -> float:
    """Return how many members a value such as ``|a|b|`` has; of what is no set that is not known."""
    if not value.startswith("|") or not value.endswith("|"):
        return float("nan")
    return float(len([member for member in value.split("|") if member]))


def numbers_of_values(operand: Operand, lexicon: Lexicon, frequencies: IntArray | None) -> Numbers:
    """Compute an operand for every value of the one attribute it is about.

    Raises:
        ValueError: The operand is no number, or needs more than the value.
    """
    match operand:
        case Number(value=value):
            return np.full(len(lexicon), value)
        case Call(function="int", arguments=(Name(),)):
            return np.fromiter(map(leading_integer, lexicon), dtype=np.float64, count=len(lexicon))
        case Call(function="strlen", arguments=(Name(),)):
            return np.fromiter(map(len, lexicon), dtype=np.float64, count=len(lexicon))
        case Call(function="ambiguity", arguments=(Name(),)):
            return np.fromiter(map(set_size, lexicon), dtype=np.float64, count=len(lexicon))
        case Call(function="f", arguments=(Name(),)) if frequencies is not None:
            return frequencies.astype(np.float64)
        case Call(function=function, arguments=(left, right)) if function in ARITHMETIC:
            sides = (numbers_of_values(side, lexicon, frequencies) for side in (left, right))
            return ARITHMETIC[function](*sides)
        case Call(function=function) if function not in FUNCTIONS:
            raise ValueError(
                Message(
                    "No function {name!r}. Available: {available}.",
                    name=function,
                    available=", ".join(FUNCTIONS),
                )
            )
        case _:
            raise ValueError(Message("This is no number on one token."))


def compare_numbers(left: Numbers, operator: Comparison, right: Numbers | np.float64) -> Flags:
    """Compare numbers; what is unknown (NaN) compares as false."""
    known = ~(np.isnan(left) | np.isnan(right))
    match operator:
        case "=":
            result = left == right
        case "!=":
            result = left != right
        case "<":
            result = left < right
        case "<=":
            result = left <= right
        case ">":
            result = left > right
        case ">=":
            result = left >= right
        case _:
            raise ValueError(Message("Numbers are not compared with {operator}.", operator=operator))
    return np.asarray(result & known, dtype=np.bool_)
