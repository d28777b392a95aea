"""Values in other units are refused by their size, whatever the check-up is set to."""

import logging

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.data.series import checks, daily_series
from lstm_probe.datasets.bounds import SERIES
from lstm_probe.errors import InputError, enforce
from tests.examples import examples

DAYS = pd.date_range("2000-01-01", periods=30, freq="D", name="time")


def means(values: np.ndarray) -> xr.DataArray:
    """Give values of shape (gauges, days) their coordinates."""
    gauges = [str(1000 + n) for n in range(len(values))]
    return xr.DataArray(values, {"gauge_id": gauges, "time": DAYS}, ("gauge_id", "time"))


def require_series(series: xr.Dataset) -> None:
    """Refuse series as ingestion does."""
    for name, array in series.data_vars.items():
        enforce(checks.measured(array, SERIES[str(name)]), str(name))


@examples(50)
@given(level=st.floats(0.05, 0.8), spread=st.floats(0, 0.04), power=st.sampled_from([-3, 2, 3]))
def test_soil_water_is_told_from_percent_and_mm(level: float, spread: float, power: int) -> None:
    """Any plausible level passes, and is refused a hundred or thousand times as large or small."""
    values = means(level + spread * np.sin(np.arange(60.0)).reshape(2, 30))
    enforce(checks.of_target(values, "m3 m-3", "swvl1"), "target")
    with pytest.raises(InputError, match="m3 m-3"):
        enforce(checks.of_target(values * 10.0**power, "m3 m-3", "swvl1"), "target")


def test_snow_in_mm_is_refused() -> None:
    """A winter of 30 mm is no winter of 30 m; a summer without snow passes."""
    with pytest.raises(InputError, match="may be in mm"):
        enforce(checks.of_target(means(np.full((1, 30), 30.0)), "m", "sd"), "target")
    enforce(checks.of_target(means(np.zeros((1, 30))), "m", "sd"), "target")


def test_one_gauge_in_per_cent_is_refused() -> None:
    """Its mean alone would only warn, as most gauges are right; its values are impossible."""
    values = np.full((3, 30), 0.3)
    values[2] = 30.0
    with pytest.raises(InputError, match="30 on 2000-01-01 and 29 more such values at 1002"):
        enforce(checks.of_target(means(values), "m3 m-3", "swvl1"), "target")


def test_what_has_no_bounds_passes() -> None:
    """A groundwater level in metres may be anything."""
    enforce(checks.of_target(means(np.full((1, 30), -300.0)), "m", "groundwater"), "target")


def test_a_wild_value_is_named_with_its_day() -> None:
    """One impossible value is refused with gauge and day."""
    values = np.full((2, 30), 0.3)
    values[1, 4] = 1.5
    with pytest.raises(InputError, match=r"1\.5 on 2000-01-05 at 1001"):
        enforce(checks.of_target(means(values), "m3 m-3", "swvl1"), "target")


def test_a_few_gauges_are_named_and_most_are_refused(caplog: pytest.LogCaptureFixture) -> None:
    """One gauge of three with precipitation in metres is a warning with its id; two of three are refused."""
    rain = np.full((3, 30), 3.0, dtype="float32")
    rain[0] /= 1000
    series = daily_series.make(["1", "2", "3"], DAYS, {"precipitation": rain})
    with caplog.at_level(logging.WARNING):
        require_series(series)
    assert "a mean of 0.003 at 1; expected: a mean of 0.2 to 30 mm d-1" in caplog.text
    rain[1] /= 1000
    with pytest.raises(InputError, match=r"a mean of 0\.003 at 1, 2"):
        require_series(daily_series.make(["1", "2", "3"], DAYS, {"precipitation": rain}))


def test_nothing_is_said_of_nothing() -> None:
    """Series without any value are for others to refuse."""
    require_series(daily_series.make(["1"], DAYS, {"pet": np.full((1, 30), np.nan, "float32")}))


@pytest.mark.parametrize(
    ("name", "number"), [("precipitation", 999.9), ("discharge", 999.0), ("temperature", 99.9), ("discharge", -6999.0)]
)
def test_series_hold_no_number_that_stands_for_a_missing_value(name: str, number: float) -> None:
    """Where it is beyond the plausible, though the sky may be the limit."""
    series = {"precipitation": 3.0, "discharge": 1.0, "temperature": 9.0}
    values = {key: np.full((1, 30), level) for key, level in series.items()}
    values[name][0, 4] = number
    dataset = xr.Dataset({key: means(array) for key, array in values.items()})
    with pytest.raises(InputError, match=rf"{name}(.|\n)*{number:g} on 2000-01-05 at 1000"):
        require_series(dataset)


def test_a_number_that_stands_for_a_missing_value_is_no_question_of_units() -> None:
    """The advice on a target with bounds is to leave the value out."""
    values = np.full((1, 30), 0.3)
    values[0, 3] = -9999
    with pytest.raises(InputError, match="leave the cell empty"):
        enforce(checks.of_target(means(values), "m3 m-3", "swvl1"), "target")


@pytest.mark.parametrize(("variable", "units", "level"), [("swvl1", "m3 m-3", 0.3), ("sd", "m", 0.01)])
@pytest.mark.parametrize("number", [-9999.0, -999.0, -32767.0, 1e20])
def test_cells_hold_no_number_that_stands_for_a_missing_value(
    variable: str, units: str, level: float, number: float
) -> None:
    """The first is named with its place and day; in the mean of a catchment it may hardly be seen."""
    coords = {"time": DAYS, "latitude": [54.5, 54.4], "longitude": [-2.0, -1.9]}
    fields = xr.DataArray(np.full((30, 2, 2), level), coords, ("time", "latitude", "longitude"))
    checks.require_fields(fields, units, variable, "a.nc")
    fields[2, 1, 0] = number
    with pytest.raises(InputError, match=r"at 54\.4 N, -2 E on 2000-01-03 \(1 such(.|\n)*_FillValue"):
        checks.require_fields(fields, units, variable, "a.nc")
    checks.require_fields(fields, "K", "stl1", "a.nc")
