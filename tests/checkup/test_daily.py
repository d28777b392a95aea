"""Findings in one series: runs and copied blocks as a plain search finds them, and real extremes that pass."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.checkup import daily
from lstm_probe.data.series.checks import OUTSIDE
from lstm_probe.datasets.bounds import SERIES, SOIL_WATER, UNITS
from tests.examples import examples

DAYS = pd.date_range("1990-01-01", periods=2000, freq="D")


def checks(name: str, values: np.ndarray) -> dict[str, str]:
    """Give the severity of everything that is found in a series."""
    days = DAYS[: len(values)]
    return {found.check: found.severity for found in daily.findings(name, values.astype("float32"), days, SERIES[name])}


@examples(100)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=60))
def test_runs_put_together_again_are_the_series(values: list[int]) -> None:
    """Each run has one value, neighbours differ, and repeating each by its length gives the series."""
    series = np.array(values, dtype="float32")
    starts, lengths = daily.runs(series)
    np.testing.assert_array_equal(np.repeat(series[starts], lengths), series)
    assert (series[starts][1:] != series[starts][:-1]).all()


@examples(30)
@given(
    st.integers(0, 2**32 - 1), st.integers(0, 300), st.integers(0, 300), st.integers(daily.REPEATED, 90), st.booleans()
)
def test_a_copied_block_is_found_where_it_stands(seed: int, first: int, apart: int, length: int, gap: bool) -> None:
    """Whatever its length and places, as a plain comparison of all days does; a random series has none."""
    values = np.random.default_rng(seed).normal(8, 4, 900).astype("float32")
    values[850] = np.nan if gap else values[850]
    assert daily.repeated(values) is None
    again = first + length + apart
    values[again : again + length] = values[first : first + length]
    assert daily.repeated(values) == (first, again, length)


def test_dry_days_and_rounded_recessions_are_no_copies() -> None:
    """Days without rain, one value for long, and blocks with missing days do not count."""
    rain = np.zeros(2000, dtype="float32")
    rain[::50] = np.arange(40) + 1
    assert daily.repeated(rain) is None
    flow = np.repeat(np.linspace(1, 0.1, 100), 20).astype("float32")
    assert daily.repeated(flow) is None
    missing = np.random.default_rng(1).normal(size=2000).astype("float32")
    missing[100:140], missing[500:540] = np.nan, np.nan
    assert daily.repeated(missing) is None


def test_units_are_told_by_the_mean(rng: np.random.Generator) -> None:
    """Kelvin and metres are refused once, as units, and not day by day."""
    temperature = rng.normal(9, 2, 2000)
    assert checks("temperature", temperature) == {}
    assert checks("temperature", temperature + 273.15) == {UNITS: "refuse"}
    rain = rng.gamma(0.5, 6, 2000)
    assert checks("precipitation", rain) == {}
    assert checks("precipitation", rain / 1000) == {UNITS: "refuse"}
    assert checks("precipitation", rain * 1000) == {UNITS: "refuse"}


@pytest.mark.parametrize(
    ("name", "extreme", "severity"),
    [
        ("precipitation", 166.3, None),
        ("discharge", 350.25, None),
        ("pet", 6.8, None),
        ("temperature", 38.37, "warn"),
        ("temperature", -21.54, "warn"),
        ("precipitation", 400.0, "warn"),
        ("precipitation", -5.0, "refuse"),
        ("discharge", 5000.0, "refuse"),
        ("temperature", 283.0, "refuse"),
    ],
)
def test_real_extremes_pass(name: str, extreme: float, severity: str | None, rng: np.random.Generator) -> None:
    """The largest values on record in Great Britain pass; the known fault of 1994-09-27 warns."""
    values = np.abs(rng.normal(3, 1, 2000))
    values[700] = extreme
    assert checks(name, values).get(OUTSIDE) == severity


def test_infinite_values_are_refused(rng: np.random.Generator) -> None:
    """An infinite value is none of a measurement."""
    values = rng.normal(9, 3, 2000)
    values[3] = np.inf
    assert checks("temperature", values)[OUTSIDE] == "refuse"


def test_a_constant_series_is_told_once(rng: np.random.Generator) -> None:
    """One value on every day; that of a forcing is refused, that of discharge is worth a look."""
    assert checks("pet", np.full(2000, 2.0)) == {daily.CONSTANT: "refuse"}
    assert checks("discharge", np.full(2000, 2.0)) == {daily.FORWARD: "warn"}
    assert checks("pet", np.zeros(2000)) == {UNITS: "refuse", daily.CONSTANT: "refuse"}
    assert checks("discharge", np.full(2000, 0.02)) == {daily.CONSTANT: "warn"}


def test_soil_water_has_the_bounds_of_a_share() -> None:
    """Per cent and millimetres cannot pass as m3 m-3."""
    assert SOIL_WATER.hard[1] == 1.0
    assert SOIL_WATER.soft[1] < SOIL_WATER.hard[1]
