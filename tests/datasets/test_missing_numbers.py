"""Numbers that stand for a missing value are known, and told from measurements by how far they lie from them."""

import numpy as np
import pytest

from lstm_probe.datasets import missing_numbers

LEVELS = np.linspace(20.0, 150.0, 50)


@pytest.mark.parametrize(
    "number",
    [
        -99,
        -99.9,
        99.9,
        -99.99,
        -999,
        -999.9,
        999.9,
        -888,
        -6999,
        -7777,
        -9998,
        -9999,
        -9999.0,
        -99999,
        9999,
        1e20,
        9.96921e36,
        -32767,
        3.4028235e38,
    ],
)
@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_usual_numbers_are_marked(number: float, kind: str) -> None:
    """Those that tables and libraries use, in either precision; a missing value is none of them."""
    values = np.array([1.0, number, np.nan, -9.0, 99.0, 0.0], dtype=kind)
    assert missing_numbers.stand_in(values).tolist() == [False, True, False, False, False, False]


@pytest.mark.parametrize("number", [-999.0, -9999.0, 1e20, 9999.0])
@pytest.mark.parametrize("count", [1, 7])
def test_what_lies_far_outside_is_marked(number: float, count: int) -> None:
    """Once or often, and beside another such number."""
    values = np.concatenate([LEVELS, np.full(count, number), [-99999.0]])
    assert np.flatnonzero(missing_numbers.apart(values)).tolist() == list(range(50, 51 + count))


@pytest.mark.parametrize(
    "values",
    [
        LEVELS,
        np.linspace(-5000, 5000, 9) - 999,
        np.linspace(-1100, -900, 201),
        np.full(4, -300.0),
        np.empty(0),
        np.array([99.95, 99.96, 99.99]),
    ],
)
def test_measurements_pass(values: np.ndarray) -> None:
    """A number among others like it is a measurement, whatever it is."""
    assert not missing_numbers.apart(values).any()


def test_nothing_but_such_numbers_is_marked() -> None:
    """A table that holds -9999 alone holds no value."""
    assert missing_numbers.apart(np.array([-9999.0, np.nan, -9999.0])).tolist() == [True, False, True]


@pytest.mark.parametrize("number", [-99.0, -999.0, -6999.0])
def test_a_negative_number_among_positive_ones_is_marked(number: float) -> None:
    """However far apart these lie, as those of deep snow do."""
    assert missing_numbers.apart(np.array([0.0, 3.0, 1500.0, number])).tolist() == [False, False, False, True]


def test_a_number_is_marked_in_its_own_row() -> None:
    """It may be a measurement at another gauge."""
    values = np.array([[20.0, 999.0, 23.0], [990.0, 999.0, 1010.0], [np.nan, np.nan, np.nan]])
    assert np.argwhere(missing_numbers.apart_in_rows(values)).tolist() == [[0, 1]]
