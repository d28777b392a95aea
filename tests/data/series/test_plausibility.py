"""Values out of bounds are counted and kept."""

import json

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.series import plausibility


def make(**series: list[float]) -> xr.Dataset:
    """Make series of one gauge."""
    days = pd.date_range("1994-09-25", periods=len(next(iter(series.values()))), freq="D")
    data = {name: (("gauge_id", "time"), np.array([values], "float32")) for name, values in series.items()}
    return xr.Dataset(data, {"gauge_id": ["68004"], "time": days})


def test_counts_by_hand(caplog: pytest.LogCaptureFixture) -> None:
    """One temperature above 35 degC, two missing rainfall days; discharge may be missing."""
    nan = np.nan
    series = make(temperature=[12, 38.4, 12, 11], precipitation=[1, nan, nan, 0], discharge=[nan, nan, 1, 1])
    found = plausibility.inspect(series)
    assert json.loads(found["implausible_values"]) == {"temperature": 1}
    assert json.loads(found["missing_forcing_days"]) == {"precipitation": 2}
    assert "temperature: values out of bounds: 38.4 on 1994-09-26 at 68004" in caplog.text
    assert "expected: -20 to 35 degC (look at these days)" in caplog.text


def test_a_jump_is_dated_where_it_is() -> None:
    """A spike makes its neighbours look odd too; only the day of the spike is reported."""
    assert plausibility.temperature_jumps(make(temperature=[12, 12, -21, 12, 12])) == {"1994-09-27": ["68004"]}
    assert plausibility.temperature_jumps(make(temperature=[12, 14, 10, 15, 9])) == {}
    assert plausibility.temperature_jumps(make(precipitation=[1, 2, 3])) == {}


def test_missing_discharge_is_counted(caplog) -> None:
    """Of two gauges and six days, one gauge lacks three days, two of them in training."""
    values = np.ones((2, 6), dtype="float32")
    values[1, 2:5] = np.nan
    days = pd.date_range("2001-01-01", periods=6)
    series = xr.Dataset({"discharge": (("gauge_id", "time"), values)}, {"gauge_id": ["1", "2"], "time": days})
    with caplog.at_level("INFO"):
        found = plausibility.missing_discharge(series, ["2001-01-04", "2001-01-06"])
    assert found == {
        "gauge_days": 12,
        "missing_discharge_days": 3,
        "missing_discharge_days_in_training": 2,
        "missing_discharge_days_by_gauge": '{"2": 3}',
    }
    assert "missing on 25.0 % of days, at 1 of 2 gauges" in caplog.text
