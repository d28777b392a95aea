"""Findings in one series: units by the mean, copied and filled days by name, and real extremes that pass."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.checkup import daily
from lstm_probe.data.series.checks import OUTSIDE
from lstm_probe.datasets.bounds import SERIES, SOIL_WATER, UNITS

DAYS = pd.date_range("1990-01-01", periods=2000, freq="D")


def checks(name: str, values: np.ndarray) -> dict[str, str]:
    """Give the severity of everything that is found in a series."""
    days = DAYS[: len(values)]
    return {found.check: found.severity for found in daily.findings(name, values.astype("float32"), days, SERIES[name])}


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
