"""Hours and days of ERA5-Land are told apart by their stamps, whatever the units of time."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.era5_land import times as era5_times
from lstm_probe.data.era5_land.times import Stamps


def stamps(*times: str, units: str = "hours since 1900-01-01", **attrs: str) -> Stamps:
    """Look at a file with these times."""
    index = pd.DatetimeIndex(times)
    dataset = xr.Dataset({"swvl1": ("time", np.zeros(len(index)))}, {"time": index}, attrs)
    dataset["time"].encoding["units"] = units
    return era5_times.of_file(dataset)


@pytest.mark.parametrize("units", ["hours since 1900-01-01", "days since 2000-01-01", "seconds since 1970-01-01"])
def test_stamps_show_it_alone(units: str) -> None:
    """Two stamps on a date are hours; one a date at one hour are days; one stamp alone shows nothing."""
    assert stamps("2000-01-01 00:00", "2000-01-01 06:00", units=units).kind == "hours"
    assert stamps("2000-01-01 12:00", "2000-01-02 12:00", "2000-01-05 12:00", units=units).kind == "days"
    assert stamps("2000-01-01", units=units).kind == ""


def test_a_statement_of_the_file_counts() -> None:
    """A history of daily means makes one stamp per day; a tool that writes hours alone makes it an hour."""
    assert stamps("2000-01-01 23:00", history="cdo daymean in.nc out.nc; grib_to_netcdf").kind == "days"
    assert stamps("2000-01-01", "2000-01-02", history="grib_to_netcdf-2.23").kind == "hours"


def test_other_files_show_what_one_stamp_is() -> None:
    """One stamp is an hour beside hours of its date, and a day among files of one stamp per date."""
    hours = stamps("2000-01-01 00:00", "2000-01-01 01:00")
    of_the_date, elsewhere = stamps("2000-01-01 02:00"), [stamps(f"2000-02-0{day}") for day in (1, 2, 3)]
    assert era5_times.are_days([hours, of_the_date, *elsewhere]) == [False, False, True, True, True]
    assert era5_times.are_days(elsewhere) == [True] * 3
    assert era5_times.are_days([stamps(f"2000-01-01 0{hour}:00") for hour in range(4)]) == [False] * 4
    assert era5_times.are_days([hours, stamps("2000-01-02 00:00")]) == [False, False]


def test_noise_of_single_precision_is_taken_away() -> None:
    """Stamps within three minutes of half hours are put there, so that midnight does not fall on the day before."""
    whole = pd.date_range("2000-01-01", periods=48, freq="h")
    noisy = whole + pd.to_timedelta(np.linspace(-160, 160, 48), unit="s")
    assert era5_times.without_noise(xr.Dataset(coords={"time": noisy})).indexes["time"].equals(whole.rename("time"))
    other = whole + pd.Timedelta(minutes=10)
    assert era5_times.without_noise(xr.Dataset(coords={"time": other})).indexes["time"].equals(other.rename("time"))
