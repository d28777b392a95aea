"""Values out of bounds are counted and kept."""

import json

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data import plausibility


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
    assert "temperature is outside -20 to 35" in caplog.text
    assert "first 38.40 at 68004 on 1994-09-26; kept as it is" in caplog.text


def test_a_jump_is_dated_where_it_is() -> None:
    """A spike makes its neighbours look odd too; only the day of the spike is reported."""
    assert plausibility.temperature_jumps(make(temperature=[12, 12, -21, 12, 12])) == {"1994-09-27": ["68004"]}
    assert plausibility.temperature_jumps(make(temperature=[12, 14, 10, 15, 9])) == {}
    assert plausibility.temperature_jumps(make(precipitation=[1, 2, 3])) == {}
