"""Measures of association on 2 × 2 contingency tables; docs/statistics.md has the formulas and their sources.

Notation (Evert 2008): O11 is how often an item occurs in the sample (near the node, or in the target corpus), R1 the
size of the sample, C1 how often the item occurs at all, N the size of all; E11 is what chance would give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from corpus_tools.analysis import exact_tests
from corpus_tools.errors import Message, QueryError

FloatArray: TypeAlias = npt.NDArray[np.float64]
LOGDICE_MAXIMUM = 14
CELLS = ("O11", "O12", "O21", "O22", "E11", "E12", "E21", "E22", "R1", "R2", "C1", "C2", "N")


@dataclass(frozen=True)
class Contingency:
    """A contingency table per item, as columns. *Shape:* ``(n_items,)`` each.

    Attributes:
        O11: Item in the sample.
        R1: Size of the sample.
        C1: Item in all.
        N: Size of all.
    """

    O11: FloatArray
    R1: FloatArray
    C1: FloatArray
    N: FloatArray

    @classmethod
    def of(cls, o11: Any, r1: Any, c1: Any, n: Any) -> Contingency:
        """Make tables of counts; sizes may be given once for all."""
        columns = np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in (o11, r1, c1, n)))
        return cls(*columns)

    @cached_property
    def R2(self) -> FloatArray:  # noqa: N802 (the field's name)
        """All that is outside the sample."""
        return self.N - self.R1

    @cached_property
    def C2(self) -> FloatArray:  # noqa: N802
        """All other items."""
        return self.N - self.C1

    @cached_property
    def O12(self) -> FloatArray:  # noqa: N802
        """Other items in the sample."""
        return self.R1 - self.O11

    @cached_property
    def O21(self) -> FloatArray:  # noqa: N802
        """The item outside the sample."""
        return self.C1 - self.O11

    @cached_property
    def O22(self) -> FloatArray:  # noqa: N802
        """Other items outside the sample."""
        return self.C2 - self.O12

    @cached_property
    def E11(self) -> FloatArray:  # noqa: N802
        """What chance would put into O11."""
        return self.R1 * self.C1 / self.N

    @cached_property
    def E12(self) -> FloatArray:  # noqa: N802
        """What chance would put into O12."""
        return self.R1 * self.C2 / self.N

    @cached_property
    def E21(self) -> FloatArray:  # noqa: N802
        """What chance would put into O21."""
        return self.R2 * self.C1 / self.N

    @cached_property
    def E22(self) -> FloatArray:  # noqa: N802
        """What chance would put into O22."""
        return self.R2 * self.C2 / self.N

    def __len__(self) -> int:
        return len(self.O11)

    def take(self, chosen: Any) -> Contingency:
        """Return some of the tables."""
        return Contingency(self.O11[chosen], self.R1[chosen], self.C1[chosen], self.N[chosen])

    def cell(self, name: str) -> npt.NDArray[Any]:
        """Return one of ``CELLS``: counts as integers, expected ones as they are."""
        values: FloatArray = getattr(self, name)
        return values if name.startswith("E") else values.astype(np.int64)


def scores(tables: Contingency, measure: str) -> FloatArray:
    """Score every table; more is more closely associated, less than chance is negative where the measure has a sign.

    Raises:
        QueryError: No such measure.
        MissingExtraError: The measure needs SciPy, which is not installed.
    """
    if measure not in MEASURES:
        raise QueryError(
            Message(
                "No measure {name!r}. Available: {available}.", name=measure, available=", ".join(MEASURES)
            )
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        return MEASURES[measure](tables)


def chosen_measures(measure: str | Sequence[str]) -> list[str]:
    """Return the measures that were asked for: one, several, or ``all``.

    Raises:
        QueryError: No such measure.
    """
    names = [measure] if isinstance(measure, str) else list(measure)
    names = [part.strip() for name in names for part in name.split(",") if part.strip()]
    if names == ["all"]:
        return list(MEASURES)
    for name in names:
        if name not in MEASURES:
            raise QueryError(
                Message(
                    "No measure {name!r}. Available: {available}, or all.",
                    name=name,
                    available=", ".join(MEASURES),
                )
            )
    if not names:
        raise QueryError(
            Message("No measure was named. Available: {available}, or all.", available=", ".join(MEASURES))
        )
    return list(dict.fromkeys(names))


def log_ratio_interval(tables: Contingency, *, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return lower and upper bound of the log-ratio: Katz's interval of a ratio of two proportions."""
    if not 0 < confidence < 1:
        raise QueryError(
            Message(
                "A confidence of {given} is none. Right would be a number between 0 and 1: 0.95.",
                given=confidence,
            )
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        o11, o21 = _half_for_none(tables.O11), _half_for_none(tables.O21)
        spread = np.sqrt(1 / o11 - 1 / tables.R1 + 1 / o21 - 1 / tables.R2)
        width = NormalDist().inv_cdf((1 + confidence) / 2) * spread / np.log(2)
        middle = _log_ratio(tables)
        return middle - width, middle + width


def _log_likelihood(t: Contingency) -> FloatArray:
    terms = (_o_log_o_by_e(t.O11, t.E11), _o_log_o_by_e(t.O12, t.E12))
    others = (_o_log_o_by_e(t.O21, t.E21), _o_log_o_by_e(t.O22, t.E22))
    return _signed(np.maximum(2 * (sum(terms) + sum(others)), 0), t)


def _chi_squared(t: Contingency) -> FloatArray:
    return _signed(t.N * _difference(t) ** 2 / (t.R1 * t.R2 * t.C1 * t.C2), t)


def _chi_squared_yates(t: Contingency) -> FloatArray:
    corrected = np.maximum(np.abs(_difference(t)) - t.N / 2, 0)
    return _signed(t.N * corrected**2 / (t.R1 * t.R2 * t.C1 * t.C2), t)


def _log_ratio(t: Contingency) -> FloatArray:
    return np.log2((_half_for_none(t.O11) / t.R1) / (_half_for_none(t.O21) / t.R2))


def _odds_ratio(t: Contingency) -> FloatArray:
    return np.log2((t.O11 + 0.5) * (t.O22 + 0.5) / ((t.O12 + 0.5) * (t.O21 + 0.5)))


def _dice(t: Contingency) -> FloatArray:
    return 2 * t.O11 / (t.R1 + t.C1)


def _difference(t: Contingency) -> FloatArray:
    return t.O11 * t.O22 - t.O12 * t.O21


def _signed(values: FloatArray, t: Contingency) -> FloatArray:
    return np.where(t.O11 < t.E11, -values, values)


def _o_log_o_by_e(observed: FloatArray, expected: FloatArray) -> FloatArray:
    return np.where(observed > 0, observed * np.log(np.where(observed > 0, observed, 1) / expected), 0.0)


def _half_for_none(observed: FloatArray) -> FloatArray:
    return np.where(observed > 0, observed, 0.5)


MEASURES: dict[str, Callable[[Contingency], FloatArray]] = {
    "log-likelihood": _log_likelihood,
    "log-ratio": _log_ratio,
    "logdice": lambda t: LOGDICE_MAXIMUM + np.log2(_dice(t)),
    "mi": lambda t: np.log2(t.O11 / t.E11),
    "mi3": lambda t: np.log2(t.O11**3 / t.E11),
    "local-mi": lambda t: np.where(t.O11 > 0, t.O11 * np.log2(np.where(t.O11 > 0, t.O11, 1) / t.E11), 0.0),
    "t": lambda t: (t.O11 - t.E11) / np.sqrt(t.O11),
    "z": lambda t: (t.O11 - t.E11) / np.sqrt(t.E11),
    "dice": _dice,
    "jaccard": lambda t: t.O11 / (t.O11 + t.O12 + t.O21),
    "min-sensitivity": lambda t: np.minimum(t.O11 / t.R1, t.O11 / t.C1),
    "delta-p": lambda t: t.O11 / t.R1 - t.O21 / t.R2,
    "delta-p-reverse": lambda t: t.O11 / t.C1 - t.O12 / t.C2,
    "chi-squared": _chi_squared,
    "chi-squared-yates": _chi_squared_yates,
    "odds-ratio": _odds_ratio,
    "percent-difference": lambda t: ((t.O11 / t.R1) / (_half_for_none(t.O21) / t.R2) - 1) * 100,
    "simple-maths": lambda t: (t.O11 / t.R1 * 1e6 + 1) / (t.O21 / t.R2 * 1e6 + 1),
    "fisher": lambda t: exact_tests.fisher(t.O11, t.R1, t.C1, t.N),
    "conservative-log-ratio": lambda t: exact_tests.conservative_log_ratio(t.O11, t.R1, t.O21, t.R2),
}
"""The measures by name."""
