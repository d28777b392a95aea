"""Short gaps of forcings become straight lines; longer ones, ends and discharge stay; what is filled is counted."""

import json
import logging

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.data.series import gaps
from lstm_probe.errors import InputError
from tests.examples import examples

NAN = np.nan


def make(**series: list[list[float]]) -> xr.Dataset:
    """Make series of as many gauges as there are rows."""
    rows = next(iter(series.values()))
    coords = {
        "gauge_id": [str(1001 + i) for i in range(len(rows))],
        "time": pd.date_range("2001-01-01", periods=len(rows[0])),
    }
    data = {
        name: (("gauge_id", "time"), np.array(values, "float32"), {"units": "x"}) for name, values in series.items()
    }
    return xr.Dataset(data, coords)


def test_by_hand(caplog: pytest.LogCaptureFixture) -> None:
    """A gap of two days between 1 and 4 becomes 2 and 3; of three days it stays, and so do the ends and discharge."""
    rows = [[1, NAN, NAN, 4, 5, NAN, 7], [NAN, 2, NAN, NAN, NAN, 6, NAN]]
    series = make(temperature=rows, precipitation=rows, discharge=rows)
    with caplog.at_level(logging.WARNING):
        filled = gaps.fill(series, {"temperature": 2, "peti": 3})
    np.testing.assert_array_equal(filled["temperature"][0], [1, 2, 3, 4, 5, 6, 7])
    np.testing.assert_array_equal(filled["temperature"][1], rows[1])
    xr.testing.assert_identical(
        filled[["precipitation", "discharge"]].drop_attrs(deep=False), series[["precipitation", "discharge"]]
    )
    assert json.loads(filled.attrs["filled_forcing_days"]) == {"temperature": {"1001": 3}}
    assert filled["temperature"].attrs == {"units": "x"}
    assert filled["temperature"].dtype == "float32"
    assert "temperature: 3 days at 1 gauges in gaps of up to 2 days are filled in a straight line: 1001" in caplog.text


def test_nothing_is_touched_where_nothing_is_missing() -> None:
    """Series without gaps come back to the bit, and nothing is counted."""
    series = make(temperature=[[1.1, 2.3, 0.7]], pet=[[0.1, 0.2, 0.3]])
    filled = gaps.fill(series, {"temperature": 3, "pet": 3})
    xr.testing.assert_identical(filled.drop_attrs(deep=False), series)
    assert filled.attrs["filled_forcing_days"] == "{}"


@examples(100)
@given(
    values=st.lists(st.one_of(st.none(), st.floats(-30, 30, width=32)), min_size=1, max_size=40),
    longest=st.integers(0, 6),
)
def test_as_pandas_fills_but_for_long_gaps(values: list[float | None], longest: int) -> None:
    """Where a gap is short enough the values are those of pandas; elsewhere nothing changes."""
    row = [NAN if value is None else value for value in values]
    filled = gaps.fill(make(pet=[row]), {"pet": longest})["pet"].values[0]
    before = pd.Series(row, dtype="float64")
    run = before.isna().groupby(before.notna().cumsum()).transform("sum")
    inside = before.isna() & before.ffill().notna() & before.bfill().notna() & (run <= longest)
    expected = before.where(~inside, before.interpolate(limit_area="inside"))
    np.testing.assert_allclose(filled, expected, rtol=1e-5, atol=1e-5)


def test_unknown_forcings_are_named() -> None:
    """A length for what is no forcing is refused with those that are."""
    with pytest.raises(InputError, match=r"data\.missing\.interpolate_days(.|\n)*rain(.|\n)*precipitation, pet"):
        gaps.fill(make(pet=[[1.0]]), {"rain": 3})
