"""What the Climate Data Store would deliver, cut from a folder of daily statistics by variable, days and area."""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.world.era5_land_files import VARIABLES

SHORT = {request: short for short, (request, *_) in VARIABLES.items()}
HOURLY = "reanalysis-era5-land"
STEP = 0.1  # degrees


def days_of(request: Mapping[str, Any]) -> pd.DatetimeIndex:
    """List the days of a request; days that a month lacks are passed over, as the CDS does."""
    year, months, days = (np.atleast_1d(request[name]) for name in ("year", "month", "day"))
    asked = [f"{y}-{int(m):02d}-{int(d):02d}" for y in year for m in months for d in days]
    return pd.DatetimeIndex(pd.to_datetime(asked, errors="coerce")).dropna().sort_values()


def cut(folder: Path, variable: str, request: Mapping[str, Any]) -> xr.DataArray:
    """Cut daily means out of a folder: NaN where it has no cell, no days that it has not.

    An area whose corners are no multiples of 0.1° gives a shifted grid of interpolated values, as the CDS does.
    """
    with xr.open_dataset(folder / f"{variable}_0_daily-mean_{request['year']}.nc", decode_timedelta=False) as year:
        field = year[SHORT[variable]].load()
    days = days_of(request)
    field = field.sel(valid_time=days[days.isin(field.indexes["valid_time"])])
    north, west, south, east = request["area"]
    latitude = north - STEP * np.arange(int(np.floor((north - south) / STEP + 1e-6)) + 1)
    longitude = west + STEP * np.arange(int(np.floor((east - west) / STEP + 1e-6)) + 1)
    if max(abs(north / STEP - round(north / STEP)), abs(west / STEP - round(west / STEP))) > 1e-6:
        return field.interp(latitude=latitude, longitude=longitude).astype("float32")
    return field.reindex(latitude=latitude, longitude=longitude, method="nearest", tolerance=STEP / 10)


def hours_of(days: xr.DataArray, preliminary_from: str | None) -> xr.Dataset:
    """Spread daily means over 24 hours that differ and have the same mean; late ones are labelled as preliminary."""
    hours = pd.date_range(days.indexes["valid_time"][0], periods=24 * days.sizes["valid_time"], freq="h")
    wave = np.tile(np.linspace(-0.01, 0.01, 24), days.sizes["valid_time"]).astype("float32")
    values = np.repeat(days.values, 24, axis=0) + wave[:, None, None]
    coords = {"valid_time": hours, "latitude": days["latitude"].values, "longitude": days["longitude"].values}
    field = xr.DataArray(values, coords, ("valid_time", "latitude", "longitude"), days.name, days.attrs)
    late = hours >= pd.Timestamp(preliminary_from) if preliminary_from else np.zeros(len(hours), bool)
    return field.to_dataset().assign_coords(number=0, expver=("valid_time", np.where(late, "0005", "0001")))


def encoded(dataset: xr.Dataset, units: str) -> bytes:
    """Write a dataset as netCDF bytes with times in some units."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.nc"
        packing = {name: {"zlib": True, "complevel": 1} for name in dataset.data_vars}
        dataset.to_netcdf(path, encoding={**packing, "valid_time": {"units": units, "dtype": "int64"}})
        return path.read_bytes()


def daily(days: xr.DataArray) -> bytes:
    """Write daily means as the daily statistics come: days since the first of them, and no expver."""
    dataset = days.drop_vars("number", errors="ignore").to_dataset().assign_coords(number=0)
    for variable in dataset.variables.values():
        variable.encoding = {}
    return encoded(dataset, f"days since {days.indexes['valid_time'][0]:%Y-%m-%d} 00:00:00")


def delivery(
    folder: Path, collection: str, request: Mapping[str, Any], zipped: bool, preliminary_from: str | None
) -> bytes:
    """Make the file of a request: netCDF, or a ZIP where it has several variables or the store feels like it.

    The second member of a ZIP of one variable holds another one and counts longitudes from 0 to 360.
    """
    members = {}
    variables = [str(name) for name in np.atleast_1d(request["variable"])]
    for number, variable in enumerate(variables):
        field = cut(folder, variable, request)
        if collection == HOURLY:
            units = "seconds since 1970-01-01"
            members[f"data_{number}.nc"] = encoded(hours_of(field, preliminary_from), units)
        else:
            members[f"{variable}_0_daily-mean.nc"] = daily(field)
    if len(members) == 1 and not zipped:
        return next(iter(members.values()))
    if len(members) == 1:
        cover = (field * 0 + 50).rename("snowc").assign_attrs(units="%")
        turned = cover.assign_coords(longitude=cover["longitude"] % 360).sortby("longitude")
        members["data_2.nc"] = daily(turned)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
