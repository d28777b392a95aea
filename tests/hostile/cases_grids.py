"""Deliveries of ERA5-Land and ESA CCI: cut, foreign, turned, shifted, overlapping, empty, in hostile archives."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.era5_land import daily_means
from lstm_probe.data.era5_land.sea import off_the_coast
from tests.hostile.case import Case
from tests.hostile.grids import DAYS, GOOD, SWVL1, catchments, clip, field, stored, with_files, write

JSON = b'{"detail": "Not Found"}'


def same(dataset: xr.Dataset) -> xr.Dataset:
    """Leave the field as it is."""
    return dataset


def with_bytes(change: Callable[[bytes], bytes], name: str = "a.nc") -> Callable[[Path], object]:
    """Read a delivery whose file is changed after it was written whole."""

    def read(place: Path) -> object:
        content = stored(field(), place)
        (place / "era5_land").mkdir()
        (place / "era5_land" / name).write_bytes(change(content))
        return clip(place / "era5_land")

    return read


def classic(length: int | None) -> Callable[[Path], object]:
    """Read a file in the old format, which the library fills with zeros where it is cut."""

    def read(place: Path) -> object:
        path = place / "era5_land" / "old.nc"
        path.parent.mkdir()
        encoding = {"time": {"units": "days since 2000-01-01", "dtype": "int32"}}
        field().rename(valid_time="time").to_netcdf(path, format="NETCDF3_64BIT", encoding=encoding)
        path.write_bytes(path.read_bytes()[:length])
        return clip(path.parent)

    return read


def zipped(*more: tuple[str, bytes], length: int | None = None, name: str = "download.nc") -> Callable[[Path], object]:
    """Read a delivery that is a ZIP, under whatever name, with further members."""

    def read(place: Path) -> object:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data_0.nc", stored(field(), place))
            for member, content in more:
                archive.writestr(member, content)
        (place / "era5_land").mkdir()
        (place / "era5_land" / name).write_bytes(packed.getvalue()[:length])
        means = clip(place / "era5_land")
        assert [path.name for path in place.iterdir()] == ["era5_land"]
        return means

    return read


def bomb(place: Path) -> object:
    """Read a ZIP of some hundred bytes that says it holds 4 GB."""
    (place / "era5_land").mkdir()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("data_0.nc", bytes(100))
    content = bytearray(packed.getvalue())
    size = content.index(b"PK\x01\x02") + 24
    content[size : size + 4] = (2**32 - 2).to_bytes(4, "little")
    (place / "era5_land" / "a.zip").write_bytes(bytes(content))
    return clip(place / "era5_land")


def versions(dataset: xr.Dataset, version: str, add: float = 0.0) -> xr.Dataset:
    """Label days with what they are: 0001 final, 0005 preliminary."""
    labels = np.full(dataset.sizes["valid_time"], version)
    return (
        (dataset + add)
        .assign(swvl1=lambda d: d["swvl1"].assign_attrs(units="m3 m-3"))
        .assign_coords(expver=("valid_time", labels))
    )


def both_versions(dataset: xr.Dataset) -> xr.Dataset:
    """Put days of both kinds into one file, one after the other, as some requests return them."""
    parts = [versions(dataset, "0005", 0.1), versions(dataset, "0001")]
    return xr.concat(parts, "valid_time").assign_attrs(note="both")


def dimension(dataset: xr.Dataset) -> xr.Dataset:
    """Put preliminary before final days along a dimension, the other way round than usual."""
    final = dataset.copy(deep=True)
    final["swvl1"][4:] = np.nan
    both = xr.concat([dataset + 0.0, final], pd.Index([5, 1], name="expver"))
    both["swvl1"][0, :4] += 0.1
    return both.transpose("valid_time", "expver", ...).assign(swvl1=lambda d: d["swvl1"].assign_attrs(units="m3 m-3"))


def swapped(dataset: xr.Dataset) -> xr.Dataset:
    """Call latitudes longitudes, and the reverse."""
    return dataset.rename(latitude="x", longitude="latitude").rename(x="longitude")


def turned(dataset: xr.Dataset) -> xr.Dataset:
    """Count longitudes from 0 to 360, and latitudes from the south."""
    return dataset.assign_coords(longitude=dataset["longitude"] % 360).isel(latitude=slice(None, None, -1))


def moved(dataset: xr.Dataset, by: float = 0.03) -> xr.Dataset:
    """Shift the grid to the east and north."""
    return dataset.assign_coords(longitude=dataset["longitude"] + by, latitude=dataset["latitude"] + by)


def times(factor: float, units: str = "m3 m-3") -> Callable[[xr.Dataset], xr.Dataset]:
    """Multiply the values, and state some units."""
    return lambda dataset: (dataset * factor).assign(swvl1=lambda d: d["swvl1"].assign_attrs(units=units))


def later(dataset: xr.Dataset, days: int = 6) -> xr.Dataset:
    """Move the days on."""
    return field(DAYS + pd.Timedelta(days=days))


def in_capitals(place: Path) -> object:
    """Read a delivery of one file whose name ends in .NC."""
    write(field(), place / "era5_land" / "A.NC")
    return clip(place / "era5_land")


def history(statistic: str, hours: int) -> Callable[[xr.Dataset], xr.Dataset]:
    """Say how days were made, in the words of the Climate Data Store."""
    shift = {"time_shift": {"hours": hours}}
    words = f"earthkit.transforms.aggregate.temporal.daily_reduce(swvl1_0, how={statistic}, **{shift})"
    return lambda dataset: dataset.assign_attrs(history=words)


def on_the_coast(sea: float, variable: str = "swvl1", fill: float | None = None) -> Callable[[Path], object]:
    """Read a delivery over the coast of Norfolk whose sea is a number, with another that stands for missing values."""

    def read(place: Path) -> object:
        entry = SWVL1 | ({"variable": variable, "units": "m"} if variable == "sd" else {})
        coast = field(variable=variable, units=entry["units"])
        coast = coast.assign_coords(latitude=NORFOLK.latitude, longitude=NORFOLK.longitude)
        coast[variable].values[:, off_the_coast(NORFOLK) > 0] = sea
        coast[variable].values[:, 0, 0] = np.nan
        packed = coast.assign({variable: coast[variable].assign_attrs(missing_value=np.float32(fill))} if fill else {})
        write(packed, place / "era5_land" / "a.nc")
        return clip(place / "era5_land", entry, catchments(SHORE))

    return read


def with_mask(**changes: object) -> Callable[[Path], object]:
    """Read a delivery that a land-sea mask or another field that never changes lies beside, sorted first."""

    def read(place: Path) -> object:
        write(field(), place / "era5_land" / "b.nc")
        static = field(DAYS[:1] - pd.DateOffset(years=20), **changes)
        static[next(iter(static.data_vars))][:] = 1.0
        static = static.assign_coords(longitude=static["longitude"] + 1.0)
        write(static, place / "era5_land" / "a.nc")
        means = clip(place / "era5_land")
        grid, land = daily_means.grid_and_land(place / "era5_land", "swvl1")
        return {"means": means, "west": float(grid.longitude[0]), "land": int(land.sum())}

    return read


def without_time(place: Path) -> object:
    """Read a delivery that a mask without a time lies beside."""
    write(field(), place / "era5_land" / "b.nc")
    mask = field(variable="lsm").isel(valid_time=0, drop=True)
    mask.to_netcdf(place / "era5_land" / "a.nc")
    grid, land = daily_means.grid_and_land(place / "era5_land", "swvl1")
    return {"west": float(grid.longitude[0]), "land": int(land.sum())}


NORFOLK = Grid(np.round(np.arange(53.2, 52.55, -0.1), 4), np.round(np.arange(0.9, 1.85, 0.1), 4))
SHORE = (0.95, 52.55, 1.65, 53.25)


def land_alone() -> list[float]:
    """Average the field over the land within the box, by the area that each cell has in it."""
    west, south, east, north = SHORE
    width = np.minimum(NORFOLK.longitude + 0.05, east) - np.maximum(NORFOLK.longitude - 0.05, west)
    upper, lower = np.minimum(NORFOLK.latitude + 0.05, north), np.maximum(NORFOLK.latitude - 0.05, south)
    height = np.sin(np.radians(upper)) - np.sin(np.radians(lower))
    area = height.clip(0)[:, None] * width.clip(0) * (off_the_coast(NORFOLK) == 0)
    area[0, 0] = 0
    first = float((area * (0.3 + 0.005 * np.arange(10))).sum() / area.sum())
    return [round(first + 0.01 * n, 6) for n in range(6)]


#: Cells that lie 0.03° further east are 0.3 of a column further west in values.
MOVED = [round(value - 0.0015, 6) for value in GOOD]
MISSING, PRODUCT = "numbers for missing values", "another product"
CUT, OVER, HTML = "truncated or empty file", "overlapping deliveries", "HTML saved under another name"
CASES = [
    Case(CUT, "ERA5-Land: no byte", with_files(a=lambda f: b""), ("a.nc", "an empty file", "download it again")),
    *(
        Case(CUT, f"ERA5-Land: {share:.0%}", with_bytes(lambda b, s=share: b[: int(s * len(b))]), ("a.nc", "download"))
        for share in (0.05, 0.5, 0.95)
    ),
    Case(CUT, "ERA5-Land: the old format, whole", classic(None), gives=GOOD),
    *(
        Case(CUT, f"ERA5-Land: the old format, {cut} bytes less", classic(-cut), ("old.nc", "it is cut"))
        for cut in (8, 400, 1200)
    ),
    Case(CUT, "ERA5-Land: the old format, within its header", classic(200), ("old.nc", "header is damaged")),
    Case(CUT, "ERA5-Land: half of a ZIP", zipped(length=-60), ("download.nc", "a whole ZIP")),
    Case(CUT, "ERA5-Land: a ZIP without netCDF", zipped(("x", b""), length=None), gives=GOOD),
    Case("odd paths", "ERA5-Land: a ZIP that macOS made", zipped(("__MACOSX/._data_0.nc", b"\0\5\x16\7")), gives=GOOD),
    Case(CUT, "ERA5-Land: a cut member", zipped(("data_1.nc", b"\x89HDF\r\n\x1a\n0")), ("data_1.nc", "cannot be read")),
    Case(HTML, "ERA5-Land", with_files(a=lambda f: b"<!DOCTYPE html><title>Licence</title>"), ("HTML", "download")),
    Case(HTML, "ERA5-Land, behind a mark", with_files(a=lambda f: b"\xef\xbb\xbf \n<HTML>"), ("HTML",)),
    Case(HTML, "an answer of the CDS", with_files(a=lambda f: JSON), ("JSON", "download it again")),
    Case(HTML, "GRIB named .nc", with_files(a=lambda f: b"GRIB\0\0\0"), ("a GRIB file", "netCDF")),
    Case("ZIP bomb", "ERA5-Land, 4 GB in 220 bytes", bomb, ("a.zip", "unpack to", "from its publisher")),
    Case("ZIP with paths outside", "ERA5-Land, ..", zipped(("../../evil.nc", b"x")), ("outside", "download.nc")),
    Case("ZIP with paths outside", "ERA5-Land, absolute", zipped(("/tmp/evil.nc", b"x")), ("outside",)),
    Case("ZIP with paths outside", "ERA5-Land, a drive", zipped(("C:\\evil.nc", b"x")), ("outside",)),
    Case(
        "duplicated dates",
        "a day twice in ERA5-Land",
        with_files(a=lambda f: xr.concat([f, f.isel(valid_time=[2])], "valid_time")),
        ("times twice", "2000-01-03"),
    ),
    Case("odd paths", "ERA5-Land: a name in capitals", in_capitals, gives=GOOD),
    Case("units off by 1000", "daily maxima", with_files(a=history("max", 0)), ("'max'", "daily means", "daily_mean")),
    Case(
        "units off by 1000",
        "daily means, in local time",
        with_files(a=history("mean", 1)),
        ("1 hours", "UTC", "utc+00"),
    ),
    Case("units off by 1000", "daily means, as they are", with_files(a=history("mean", 0)), gives=GOOD),
    Case(
        OVER,
        "equal days in two files",
        with_files(a=same, b=same),
        gives=GOOD,
        logged=("6 times are in two files with the same values",),
    ),
    Case(OVER, "other values in two files", with_files(a=same, b=times(1.1)), ("other values of swvl1", "b.nc")),
    Case(
        OVER,
        "preliminary before final",
        with_files(a=lambda f: versions(f, "0005", 0.1), b=lambda f: versions(f, "0001")),
        gives=GOOD,
        logged=("6 times are preliminary (expver 0005) and final (0001) as well; the final are taken",),
    ),
    Case(
        OVER,
        "both kinds in one file",
        with_files(a=both_versions),
        gives=GOOD,
        logged=("6 times are preliminary", "the final are taken"),
    ),
    Case(
        OVER,
        "preliminary alone",
        with_files(a=lambda f: versions(f, "0005")),
        gives=GOOD,
        logged=("6 times are preliminary (expver 0005); fetch them again",),
    ),
    Case(
        OVER,
        "as a dimension, the preliminary first",
        with_files(a=dimension),
        gives=GOOD,
        logged=("2 times are preliminary",),
    ),
    Case("shifted grid", "all files alike", with_files(a=moved), gives=MOVED, logged=("0.03° beside", "interpolated")),
    Case("shifted grid", "one of two files", with_files(a=same, b=lambda f: moved(later(f))), ("b.nc", "the same box")),
    Case("shifted grid", "uneven columns", with_files(a=lambda f: f.isel(longitude=[0, 1, 3, 4])), ("evenly spaced",)),
    Case(
        "swapped latitude and longitude", "their names", with_files(a=swapped), ("within the grid", "-3.05 to -2.05 N")
    ),
    Case(
        "swapped latitude and longitude",
        "latitudes beyond the pole",
        with_files(a=lambda f: f.assign_coords(latitude=f["latitude"] + 60)),
        ("latitudes from 114.2 to 114.8", "swapped"),
    ),
    Case(
        "swapped latitude and longitude",
        "the order of dimensions",
        with_files(a=lambda f: f.transpose("longitude", "valid_time", "latitude")),
        gives=GOOD,
    ),
    Case("longitudes from 0 to 360", "ERA5-Land", with_files(a=turned), gives=GOOD),
    Case(
        "longitudes from 0 to 360",
        "one of two files",
        with_files(a=same, b=lambda f: turned(later(f))),
        gives=[*GOOD, *(round(value + 0.06, 6) for value in GOOD)],
    ),
    Case("units off by 1000", "soil water times 1000", with_files(a=times(1e3)), ("swvl1", "m3 m-3", "percent or mm")),
    Case("units off by 1000", "soil water by 1000", with_files(a=times(1e-3)), ("a mean of", "m3 m-3")),
    Case("units off by 1000", "soil water in percent", with_files(a=times(1e2, "%")), ("units '%'", "m3 m-3")),
    Case("all-NaN box", "all days", with_files(a=lambda f: f.where(f["swvl1"] < 0)), ("no value in any", "sea")),
    Case(
        "all-NaN box",
        "a later file",
        with_files(a=same, b=lambda f: later(f).where(False)),
        gives=[*GOOD, *[float("nan")] * 6],
        logged=("6 days have data in other cells",),
    ),
    *(
        Case(MISSING, f"a sea of {sea:g}", on_the_coast(sea), ("ERA5-Land, swvl1", "off the coast", f"{sea:.4g}"))
        for sea in (0.0, -9999.0, -32767.0, 9.96921e36, 0.32)
    ),
    *(
        Case(MISSING, f"a sea of {sea:g}", on_the_coast(sea), gives=land_alone())
        for sea in (float("nan"), float("inf"), float("-inf"))
    ),
    Case(MISSING, "a sea of -9999, declared", on_the_coast(-9999.0, fill=-9999.0), gives=land_alone()),
    Case(MISSING, "snow: a sea of zeros", on_the_coast(0.0, "sd"), ("a mean of",)),
    Case(
        PRODUCT,
        "soil of ERA5",
        with_files(a=lambda f: f.assign_coords(latitude=54.8 - 0.25 * np.arange(7), longitude=np.arange(10) / 4 - 3)),
        ("a.nc", "cells of 0.25°", "cells of 0.1°", "reanalysis-era5-land"),
    ),
    Case(
        PRODUCT,
        "ERA5 on finer cells",
        with_files(a=lambda f: f.assign_attrs(title="ERA5 hourly data on single levels")),
        ("title: 'ERA5 hourly", "a file of ERA5-Land"),
    ),
    Case(
        PRODUCT,
        "one of two files",
        with_files(a=same, b=lambda f: later(f).assign_attrs(source="reanalysis-era5-single-levels")),
        ("b.nc", "a file of ERA5-Land"),
    ),
    *(
        Case(
            PRODUCT,
            f"{variable} beside it",
            with_mask(variable=variable, units="1"),
            gives={"means": GOOD, "west": -3.0, "land": 69},
        )
        for variable in ("lsm", "z")
    ),
    Case(PRODUCT, "a mask without a time", without_time, gives={"west": -3.0, "land": 69}),
    Case(
        "odd paths",
        "a folder with spaces and letters",
        lambda place: clip(write(field(), place / "My data (2) – Ŵysg #1%20!" / "swvl1 2000.nc").parent),
        gives=GOOD,
    ),
]
