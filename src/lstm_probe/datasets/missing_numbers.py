"""Numbers that stand for a missing value, as -9999 does, where nothing declares them to."""

import numpy as np

#: What tables and files commonly hold where there is no value.
NUMBERS = np.array(
    [
        *(sign * number for number in (99.9, 99.99, 999, 999.9, 999.99, 9999, 99999, 999999) for sign in (-1, 1)),
        *(-99, -777, -888, -6999, -7777, -8888, -9998, -9999.9, -9999.99, -32767, -32768, -2147483647, -2147483648),
    ]
)
SMALLEST = 98.0
#: No measurement is as large: 1e20 and 9.97e36 are what libraries fill gaps with.
LARGEST = 1e15
ADVICE = "leave the cell empty where there is no value"


def stand_in(values: np.ndarray) -> np.ndarray:
    """Mark the numbers that may stand for a missing value.

    Parameters
    ----------
    values : numpy.ndarray of float
        In any units, of any shape; NaN where a value is missing.

    Returns
    -------
    numpy.ndarray of bool, of the same shape
        Whether a value is one of `NUMBERS` to single precision, or larger than `LARGEST`.
    """
    marked = np.abs(values) > LARGEST
    large = np.abs(values) >= SMALLEST
    for number in NUMBERS if large.any() else ():
        marked[large] |= np.abs(values[large] - number) <= 1e-6 * abs(number)
    return marked


def apart(values: np.ndarray) -> np.ndarray:
    """Mark the numbers that may stand for a missing value and lie far outside all others.

    Parameters
    ----------
    values : numpy.ndarray of float
        Values of one variable, of which nothing else is known.

    Returns
    -------
    numpy.ndarray of bool, of the same shape
        Those of `stand_in` that lie farther from all other values than half their own size, and farther than these lie
        from each other; a negative one where no other value is negative needs the former alone.
    """
    marked = stand_in(values)
    others = values[np.isfinite(values) & ~marked]
    if not marked.any() or not others.size:
        return marked
    low, high = float(others.min()), float(others.max())
    distance = np.maximum(low - values, values - high)
    far = (distance > high - low) | ((values < 0) & (low >= 0))
    return marked & far & (distance > np.abs(values) / 2)


def apart_in_rows(values: np.ndarray) -> np.ndarray:
    """Mark what `apart` marks among all values, or among those of its own row.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (rows, columns)
        Values of one variable, such as a row per gauge.

    Returns
    -------
    numpy.ndarray of bool, of the same shape
    """
    marked = apart(values)
    for row in np.flatnonzero(stand_in(values).any(axis=1)):
        marked[row] |= apart(values[row])
    return marked
