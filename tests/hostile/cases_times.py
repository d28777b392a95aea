"""Time stamps of every kind, calendars, and dimensions beside those that are read."""

from collections.abc import Callable, Sequence
from pathlib import Path

import netCDF4
import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.esa_cci import files
from tests.hostile import cases_packed, cases_tables
from tests.hostile.camels import GOOD as SERIES
from tests.hostile.camels import NAME, with_file
from tests.hostile.case import Case
from tests.hostile.cases_tables import csv, netcdf
from tests.hostile.grids import DAYS, GOOD, clip, field

HOURS = pd.date_range(DAYS[0], periods=24 * len(DAYS), freq="h")
#: Hours that rise within each day about the daily means of the good field.
WITHIN = 0.001 * (np.arange(24) - 11.5)


def hourly() -> xr.Dataset:
    """Give hours whose daily means are the good field."""
    days = field().sel(valid_time=HOURS.normalize()).assign_coords(valid_time=HOURS)
    rise = xr.DataArray(np.tile(WITHIN, len(DAYS)), {"valid_time": HOURS}, ("valid_time",))
    return days.assign(swvl1=(days["swvl1"] + rise).astype("float32").assign_attrs(days["swvl1"].attrs))


def last_hour_apart() -> list[xr.Dataset]:
    """Give a file of all hours but the last, and a file of that one."""
    return [hourly().isel(valid_time=slice(0, -1)), hourly().isel(valid_time=[-1])]


def delivered(
    parts: Callable[[], Sequence[xr.Dataset]], units: str, dtype: str = "float64", first: int = 0
) -> Callable[[Path], object]:
    """Read a delivery of one file per part, with times in some units."""

    def read(place: Path) -> object:
        (place / "era5_land").mkdir()
        for number, part in enumerate(parts(), start=first):
            encoding = {
                name: {"units": units, "dtype": dtype} for name in ("valid_time", "time") if name in part.coords
            }
            part.to_netcdf(place / "era5_land" / f"{number:04d}.nc", encoding=encoding)
        return clip(place / "era5_land")

    return read


def one_file(change: Callable[[xr.Dataset], xr.Dataset], units: str = "days since 2000-01-01") -> Callable:
    """Read a delivery of one changed file of daily means."""
    return delivered(lambda: [change(field())], units)


def days_apart(shift: pd.Timedelta | None = None) -> list[xr.Dataset]:
    """Give one file per day, with stamps at another hour."""
    moved = field().assign_coords(valid_time=DAYS + (shift or pd.Timedelta(0)))
    return [moved.isel(valid_time=[n]) for n in range(len(DAYS))]


def with_gap() -> list[xr.Dataset]:
    """Give a file that lacks the third day, and a file of that day."""
    return [field().isel(valid_time=[0, 1, 3, 4, 5]), field().isel(valid_time=[2])]


def calendar(name: str, dim: str) -> Callable[[xr.Dataset], xr.Dataset]:
    """Count the days in another calendar."""
    return lambda dataset: dataset.assign_coords(
        {dim: xr.date_range("2000-01-01", periods=dataset.sizes[dim], freq="D", calendar=name, use_cftime=True)}
    )


def wider(dim: str, size: int, values: Sequence[float] | None = None) -> Callable[[xr.Dataset], xr.Dataset]:
    """Give all variables a further dimension."""
    return lambda dataset: dataset.expand_dims({dim: list(values) if values is not None else size}, axis=1)


def forecast(steps: int) -> Callable[[xr.Dataset], xr.Dataset]:
    """Write as cfgrib does: times at which forecasts begin, steps, and valid times over both."""

    def change(dataset: xr.Dataset) -> xr.Dataset:
        hours = pd.to_timedelta(range(steps), unit="h")
        wide = dataset.rename(valid_time="time").expand_dims(step=np.arange(steps), axis=1)
        valid = dataset["valid_time"].values[:, None] + hours.to_numpy()[None, :]
        return wide.assign_coords(valid_time=(("time", "step"), valid))

    return change


def projected(dataset: xr.Dataset) -> xr.Dataset:
    """Write a field on metres."""
    return dataset.rename(latitude="y", longitude="x")


def satellite(units: str, calendar: str, stamp: float, depths: int = 1) -> Callable[[Path], object]:
    """Read a field of ESA CCI of 2000-01-01, on (time, depth, lat, lon)."""

    def read(place: Path) -> object:
        path = place / "ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-20000101000000-fv05.2.nc"
        with netCDF4.Dataset(path, "w") as file:
            for name, size in (("time", 1), ("depth", depths), ("lat", 2), ("lon", 3)):
                file.createDimension(name, size)
            file.createVariable("time", "f8", ("time",))[:] = stamp
            file["time"].units, file["time"].calendar = units, calendar
            file.createVariable("sm", "f4", ("time", "depth", "lat", "lon"))[:] = 0.25
        with files.opened(path) as file:
            return files.field(file, "sm", (slice(0, 2), slice(0, 3))).tolist()

    return read


def stamped(*stamps: str) -> Callable[[Path], object]:
    """Read a user's CSV table with these stamps for its days."""

    def change(text: str) -> str:
        for day, stamp in zip(cases_tables.DAYS, stamps, strict=True):
            text = text.replace(f"{day:%Y-%m-%d}", stamp)
        return text

    return csv(change)


def moved(by: str, dim: str = "time") -> Callable[[xr.Dataset], xr.Dataset]:
    """Move the stamps of all days."""
    return lambda dataset: dataset.assign_coords({dim: dataset[dim] + pd.Timedelta(by)})


def in_units(units: str) -> Callable[[xr.Dataset], xr.Dataset]:
    """Write the numbers 0 to 3 in these units for the days."""
    return lambda dataset: dataset.assign_coords(time=("time", np.arange(4.0), {"units": units}))


def one_moved(dim: str) -> Callable[[xr.Dataset], xr.Dataset]:
    """Move the stamps of all days but the last to 23:00 of the day before, as in summer time written in UTC."""
    shifts = pd.to_timedelta([-1, -1, -1, 0], unit="h")
    return lambda dataset: dataset.assign_coords({dim: dataset[dim] + shifts})


STAMPS, AXES = "time stamps", "calendars and dimensions"
MEANS, LAST = cases_tables.GOOD, cases_tables.GOOD[2]
SINCE_2000, EVERY = "hours since 2000-01-01", [f"{day:%Y-%m-%d}" for day in cases_tables.DAYS]
OFFSETS = ("T00:00+00:00", "T00:00+00:00", "T00:00+01:00", " 00:00:00+0100")
HALF = [[0.25] * 3] * 2
CASES = [
    *(
        Case(STAMPS, f"ERA5-Land: hours, {name}", delivered(lambda: [hourly()], units, dtype), gives=GOOD)
        for name, units, dtype in (
            ("in fractions of days", "days since 2000-01-01", "float64"),
            ("in fractions of days since 1900", "days since 1900-01-01", "float64"),
            ("in fractions of days, single precision", "days since 1900-01-01", "float32"),
            ("in hours", "hours since 1900-01-01", "int64"),
        )
    ),
    Case(
        STAMPS,
        "ERA5-Land: one file per hour, in fractions of days",
        delivered(lambda: [hourly().isel(valid_time=[n]) for n in range(len(HOURS))], "days since 2000-01-01"),
        gives=GOOD,
    ),
    Case(
        STAMPS,
        "ERA5-Land: each hour of the day in a file of its own",
        delivered(lambda: [hourly().isel(valid_time=slice(n, None, 24)) for n in range(24)], "hours since 2000-01-01"),
        gives=GOOD,
    ),
    Case(
        STAMPS,
        "ERA5-Land: the last hour in a file of its own",
        delivered(
            lambda: [hourly().isel(valid_time=slice(0, -1)), hourly().isel(valid_time=[-1])], "hours since 2000-01-01"
        ),
        gives=GOOD,
    ),
    Case(STAMPS, "ERA5-Land: one file per day, in hours", delivered(days_apart, "hours since 1900-01-01"), gives=GOOD),
    Case(
        STAMPS,
        "ERA5-Land: one file per day, at noon",
        delivered(lambda: days_apart(pd.Timedelta("12h")), "hours since 1900-01-01"),
        gives=GOOD,
        logged=("6 files have stamps at 12:00", "the days of their dates"),
    ),
    Case(STAMPS, "ERA5-Land: days with a gap, in hours", delivered(with_gap, "hours since 1900-01-01"), gives=GOOD),
    Case(STAMPS, "ERA5-Land: days with a gap, in seconds", delivered(with_gap, "seconds since 1970-01-01"), gives=GOOD),
    Case(
        STAMPS,
        "ERA5-Land: days at 23:00",
        delivered(lambda: days_apart(pd.Timedelta("23h")), "hours since 1900-01-01"),
        ("one value per day, at 23:00", "24 hours a day, or daily means"),
    ),
    Case(
        STAMPS,
        "ERA5-Land: days at 23:00, as older tools write daily means",
        delivered(
            lambda: [part.assign_attrs(history="cdo daymean") for part in days_apart(pd.Timedelta("23h"))],
            "hours since 1900-01-01",
        ),
        gives=GOOD,
    ),
    Case(
        STAMPS,
        "ERA5-Land: days at several hours",
        one_file(lambda d: d.assign_coords(valid_time=DAYS + pd.to_timedelta([0, 12, 0, 12, 0, 12], unit="h"))),
        ("one value per day, at 00:00, 12:00",),
    ),
    *(
        Case(AXES, f"ERA5-Land: calendar {name}", one_file(calendar(name, "valid_time")), (f"calendar '{name}'",))
        for name in ("noleap", "360_day", "julian")
    ),
    Case(
        AXES,
        "ERA5-Land: calendar proleptic_gregorian",
        one_file(lambda d: d.assign_coords(valid_time=d["valid_time"].assign_attrs(long_name="time"))),
        gives=GOOD,
    ),
    *(Case(AXES, f"ERA5-Land: one {dim}", one_file(wider(dim, 1)), gives=GOOD) for dim in ("number", "depth", "step")),
    Case(AXES, "ERA5-Land: one depthBelowLandLayer", one_file(wider("depthBelowLandLayer", 1, [0.0])), gives=GOOD),
    *(
        Case(
            AXES, f"ERA5-Land: three of {dim}", one_file(wider(dim, 3)), (f"{dim} (3)", "time, latitude and longitude")
        )
        for dim in ("number", "depth", "level", "depthBelowLandLayer")
    ),
    Case(AXES, "ERA5-Land: a forecast of one step", one_file(forecast(1)), gives=GOOD),
    Case(AXES, "ERA5-Land: a forecast of three steps", one_file(forecast(3)), ("swvl1 on", "step (3)")),
    Case(AXES, "ERA5-Land: metres", one_file(projected), ("no latitude, longitude", "y (7), x (10)")),
    Case(AXES, "ESA CCI: one depth", satellite("days since 1970-01-01", "standard", 10957.0), gives=HALF),
    Case(AXES, "ESA CCI: two depths", satellite("days since 1970-01-01", "standard", 10957.0, 2), ("depth (2)",)),
    Case(AXES, "ESA CCI: calendar noleap", satellite("days since 2000-01-01", "noleap", 0.0), ("calendar 'noleap'",)),
    Case(STAMPS, "ESA CCI: hours", satellite(SINCE_2000, "gregorian", 0.0), gives=HALF),
    Case(STAMPS, "ESA CCI: hours of another day", satellite(SINCE_2000, "standard", 48.0), ("2000-01-03",)),
    Case(
        STAMPS,
        "means: offsets of winter and summer",
        stamped(
            "2000-01-01T00:00+00:00", "2000-01-02T00:00+00:00", "2000-01-03T00:00+01:00", "2000-01-04 00:00:00+0100"
        ),
        gives=MEANS,
        logged=("offsets", "the local dates that stand there"),
    ),
    Case(
        STAMPS,
        "means: midnights in UTC",
        stamped(*(f"{day}T00:00:00Z" for day in EVERY)),
        gives=MEANS,
    ),
    Case(
        STAMPS,
        "means: 23:00Z",
        stamped(*(f"{day}T23:00Z" for day in EVERY)),
        ("all stamps at 23:00", "the next day"),
    ),
    Case(
        STAMPS,
        "means: 23:00Z of summer time and 00:00Z",
        stamped("1999-12-31T23:00Z", "2000-01-01T23:00Z", "2000-01-02T23:00Z", "2000-01-04T00:00Z"),
        ("stamps at 00:00, 23:00", "summer time"),
    ),
    *(
        Case(
            STAMPS,
            f"means: {hour}",
            stamped(*(f"{day} {hour}" for day in EVERY)),
            gives=MEANS,
            logged=(f"all stamps are at {hour}", "the days of their dates"),
        )
        for hour in ("09:00", "12:00")
    ),
    Case(STAMPS, "means in netCDF: 09:00", netcdf(moved("9h")), gives=MEANS, logged=("all stamps are at 09:00",)),
    Case(STAMPS, "means in netCDF: 23:00", netcdf(moved("-1h")), ("means.nc", "all stamps at 23:00")),
    Case(STAMPS, "means in netCDF: 23:00 and 00:00", netcdf(one_moved("time")), ("stamps at 00:00, 23:00",)),
    *(
        Case(AXES, f"means in netCDF: calendar {name}", netcdf(calendar(name, "time")), (f"calendar '{name}'",))
        for name in ("noleap", "360_day", "julian")
    ),
    *(
        Case(AXES, f"means in netCDF: {units}", netcdf(in_units(units)), (f"time in '{units}'", "days since"))
        for units in ("months since 2000-01-01", "days since 0000-00-00")
    ),
    Case(AXES, "means in netCDF: dates as numbers", netcdf(in_units("day as %Y%m%d.%f")), ("(day as %Y%m%d.%f)",)),
    Case(AXES, "means in netCDF: one depth", netcdf(wider("depth", 1)), gives=MEANS),
    Case(AXES, "means in netCDF: two depths", netcdf(wider("depth", 2)), ("swvl1 on", "depth (2)")),
    Case(STAMPS, "packed series: 23:00", cases_packed.packed(moved("-1h", "date")), ("all stamps at 23:00",)),
    Case(STAMPS, "packed series: 23:00 and 00:00", cases_packed.packed(one_moved("date")), ("stamps at 00:00, 23:00",)),
    Case(STAMPS, "packed series: 09:00", cases_packed.packed(moved("9h", "date")), gives=LAST, logged=("at 09:00",)),
    Case(AXES, "packed series: noleap", cases_packed.packed(calendar("noleap", "date")), ("calendar 'noleap'",)),
    Case(AXES, "packed series: one member", cases_packed.packed(wider("member", 1)), gives=LAST),
    Case(AXES, "packed series: two members", cases_packed.packed(wider("member", 2)), ("member (2)",)),
    Case(STAMPS, "Caravan: 23:00", cases_packed.basin(moved("-1h", "date")), ("all stamps at 23:00",)),
    Case(AXES, "Caravan: julian", cases_packed.basin(calendar("julian", "date")), ("calendar 'julian'",)),
    Case(AXES, "Caravan: its gauge as a dimension", cases_packed.basin(wider("gauge_id", 1)), gives=LAST),
    Case(AXES, "Caravan: two gauges", cases_packed.basin(wider("gauge_id", 2)), ("gauge_id (2)",)),
    Case(
        STAMPS,
        "a series with hours",
        with_file(NAME, lambda b: b.replace(b"-01,", b"-01 00:00,")),
        gives=SERIES,
    ),
    Case(
        STAMPS,
        "a series with two hours",
        with_file(NAME, lambda b: b.replace(b"2000-03-01,", b"2000-03-01T23:00,")),
        ("stamps at 00:00, 23:00", NAME),
    ),
]
