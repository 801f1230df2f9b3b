"""Exact tests and intervals, which need SciPy's distributions."""

from __future__ import annotations

from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import MissingExtraError

FloatArray: TypeAlias = npt.NDArray[np.float64]
_UNDERFLOW = 1e-290
_TERMS = 200


def fisher(o11: FloatArray, r1: FloatArray, c1: FloatArray, n: FloatArray) -> FloatArray:
    """Return −log₁₀ of the probability of O11 or more under the hypergeometric distribution (Fisher's exact test).

    Raises:
        MissingExtraError: SciPy is not installed.
    """
    hypergeometric = distributions().hypergeom
    p = hypergeometric.sf(o11 - 1, n, c1, r1)
    found = -np.log10(np.minimum(p, 1.0))
    tiny = (p < _UNDERFLOW) & (o11 > 0)
    if tiny.any():
        found[tiny] = _log_tail(o11[tiny], r1[tiny], c1[tiny], n[tiny])
    return cast(FloatArray, np.abs(found))


def conservative_log_ratio(
    o11: FloatArray, r1: FloatArray, o21: FloatArray, r2: FloatArray, *, confidence: float = 0.95
) -> FloatArray:
    """Return the bound of the log-ratio's exact interval that is nearer to 0; 0 where the interval holds it.

    The interval is Clopper and Pearson's for O11 of O11 + O21, widened (Bonferroni) for the number of items.

    Raises:
        MissingExtraError: SciPy is not installed.
    """
    beta = distributions().beta
    tail = (1 - confidence) / 2 / max(len(o11), 1)
    low = np.where(o11 > 0, beta.ppf(tail, o11, o21 + 1), 0.0)
    high = np.where(o21 > 0, beta.isf(tail, o11 + 1, o21), 1.0)
    lower = np.log2(low / (1 - low)) + np.log2(r2 / r1)
    upper = np.log2(high / (1 - high)) + np.log2(r2 / r1)
    return np.where(lower > 0, lower, np.where(upper < 0, upper, 0.0))


def distributions() -> Any:
    """Return ``scipy.stats``.

    Raises:
        MissingExtraError: SciPy is not installed.
    """
    try:
        import scipy.stats
    except ImportError as error:
        raise MissingExtraError(
            "This measure needs SciPy: pip install 'corpus-tools[statistics]'. Others, such as log-likelihood "
            "and log-ratio, do not."
        ) from error
    return scipy.stats


def _log_tail(o11: FloatArray, r1: FloatArray, c1: FloatArray, n: FloatArray) -> FloatArray:
    """Return −log₁₀ of a tail too small for a float: its first term, times the sum of the falling ratios after it."""
    term, total = np.ones(len(o11)), np.ones(len(o11))
    for step in range(_TERMS):
        term = term * (r1 - o11 - step) * (c1 - o11 - step)
        term = term / ((o11 + step + 1) * (n - r1 - c1 + o11 + step + 1))
        total += np.maximum(term, 0)
        if (term < 1e-17 * total).all():
            break
    first = distributions().hypergeom.logpmf(o11, n, c1, r1)
    return cast(FloatArray, -(first + np.log(total)) / np.log(10))
