"""Days that are no measurement of their own are found as a plain search finds them, and no others."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.data.series import repetition
from lstm_probe.datasets.bounds import SERIES
from tests.examples import examples


@examples(100)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=60))
def test_runs_put_together_again_are_the_series(values: list[int]) -> None:
    """Each run has one value, neighbours differ, and repeating each by its length gives the series."""
    series = np.array(values, dtype="float32")
    starts, lengths = repetition.runs(series)
    np.testing.assert_array_equal(np.repeat(series[starts], lengths), series)
    assert (series[starts][1:] != series[starts][:-1]).all()


@examples(30)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(repetition.REPEATED, 90),
    st.booleans(),
)
def test_a_copied_block_is_found_where_it_stands(seed: int, first: int, apart: int, length: int, gap: bool) -> None:
    """Whatever its length and places, as a plain comparison of all days does; a random series has none."""
    values = np.random.default_rng(seed).normal(8, 4, 900).astype("float32")
    values[850] = np.nan if gap else values[850]
    assert repetition.repeated(values) is None
    again = first + length + apart
    values[again : again + length] = values[first : first + length]
    assert repetition.repeated(values) == (first, again, length)


def test_dry_days_and_rounded_recessions_are_no_copies() -> None:
    """Days without rain, one value for long, and blocks with missing days do not count."""
    rain = np.zeros(2000, dtype="float32")
    rain[::50] = np.arange(40) + 1
    assert repetition.repeated(rain) is None
    flow = np.repeat(np.linspace(1, 0.1, 100), 20).astype("float32")
    assert repetition.repeated(flow) is None
    missing = np.random.default_rng(1).normal(size=2000).astype("float32")
    missing[100:140], missing[500:540] = np.nan, np.nan
    assert repetition.repeated(missing) is None


@examples(30)
@given(st.integers(0, 2**32 - 1), st.integers(repetition.REPEATED, 60), st.integers(30, 90))
def test_measured_days_are_all_but_copies_fillings_and_gaps(seed: int, copied: int, filled: int) -> None:
    """Every later copy and all days but the first of a filled gap are left out, and no other day."""
    values = np.random.default_rng(seed).normal(8, 1, 900).astype("float32")
    expected = np.ones(900, dtype=bool)
    for again in (300, 500):
        values[again : again + copied] = values[100 : 100 + copied]
        expected[again : again + copied] = False
    values[700 : 700 + filled] = values[700]
    expected[701 : 700 + filled] = False
    values[850], expected[850] = np.nan, False
    np.testing.assert_array_equal(repetition.measured(values, SERIES["discharge"]), expected)


def test_a_river_that_falls_dry_is_measured() -> None:
    """One value that is 0, or as small as rounding leaves it, may last for long."""
    values = np.random.default_rng(1).normal(8, 1, 400)
    values[100:200], values[250:350] = 0.0, 0.05
    assert repetition.measured(values, SERIES["discharge"]).all()
