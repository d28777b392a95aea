"""Records that come in pieces become one series a catchment; gaps are refused, or kept and counted."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.catchment_means import days as catchment_means
from lstm_probe.errors import InputError

LATITUDE, LONGITUDE = np.array([1.5, 0.5]), np.array([0.5, 1.5])


@pytest.fixture
def weights() -> xr.Dataset:
    """Weigh cells 0 and 1 by 1/4 and 3/4 in the first catchment; the second has cell 3 alone, the third none."""
    return xr.Dataset(
        {
            "gauge": ("entry", [0, 0, 1]),
            "cell": ("entry", [0, 1, 3]),
            "weight": ("entry", [0.25, 0.75, 1.0]),
        },
        {"gauge_id": ["1", "2", "3"], "latitude": LATITUDE, "longitude": LONGITUDE},
        {"gauges_without_cells": '["3"]', "gauges_without_cells_count": 1},
    )


def pieces(*days: str) -> Iterator[xr.DataArray]:
    """Yield a field a day; cell 0 has 1, cell 1 has 5, cell 3 the day of the month."""
    for day in days:
        values = np.array([[[1.0, 5.0], [np.nan, pd.Timestamp(day).day]]], dtype="float32")
        coords = {"time": [pd.Timestamp(day)], "latitude": LATITUDE, "longitude": LONGITUDE}
        yield xr.DataArray(values, coords, ("time", "latitude", "longitude"), name="sm")


def test_a_whole_record(weights: xr.Dataset) -> None:
    """Pieces in any order give days in order: 1/4 + 15/4 = 4, the day itself, and nothing."""
    means = catchment_means.every_day(weights, pieces("2001-01-02", "2001-01-01"))
    np.testing.assert_array_equal(means, [[4, 4], [1, 2], [np.nan, np.nan]])
    assert means.dtype == np.float32
    assert means.attrs == {"gauges_without_cells": '["3"]', "gauges_without_cells_count": 1}


def test_gaps_in_a_reanalysis_are_refused(weights: xr.Dataset) -> None:
    """Missing days are named by their spans."""
    with pytest.raises(InputError, match=r"3 of 6 days(.|\n)*2001-01-02 to 2001-01-03, 2001-01-05 to 2001-01-05"):
        catchment_means.every_day(weights, pieces("2001-01-01", "2001-01-04", "2001-01-06"))


def test_gaps_of_a_satellite_are_kept_and_counted(weights: xr.Dataset, caplog) -> None:
    """Days without a file are NaN at every gauge, counted, and said."""
    means = catchment_means.with_gaps(weights, pieces("2001-01-01", "2001-01-04"))
    np.testing.assert_array_equal(means.sel(gauge_id="2"), [1, np.nan, np.nan, 4])
    assert (means.attrs["missing_days"], means.attrs["values_before_filling"]) == (2, 4)
    assert means.dtype == np.float32
    assert "no file for 2 of 4 days: 2001-01-02 to 2001-01-03" in caplog.text


def test_a_cell_without_a_value_leaves_the_mean(weights: xr.Dataset) -> None:
    """On the day that cell 1 has no value, the mean is that of cell 0 alone."""
    (field,) = pieces("2001-01-01")
    field[0, 0, 1] = np.nan
    means = catchment_means.with_gaps(weights, [field])
    assert means.sel(gauge_id="1").item() == 1.0
