"""Ready catchment means (CSV, netCDF, Caravan) and packed series from other hands; and targets that never vary."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data import tables
from lstm_probe.data.targets import target
from lstm_probe.results import published
from tests.hostile.camels import GAUGES
from tests.hostile.case import Case
from tests.probe.conftest import make_land

DAYS = pd.date_range("2000-01-01", periods=4, freq="D")
ENTRY = {"source": "table", "units": "m3 m-3", "long_name": "soil water"}
TEXT = "time,10002,1001,39001\n" + "".join(f"{day:%Y-%m-%d},0.3{n},0.2{n},0.4{n}\n" for n, day in enumerate(DAYS))
GOOD = [[0.30, 0.31, 0.32, 0.33], [0.20, 0.21, 0.22, 0.23], [0.40, 0.41, 0.42, 0.43]]
SOIL = "volumetric_soil_water_layer_1_mean"


def csv(change: Callable[[str], str | bytes], name: str = "means.csv") -> Callable[[Path], object]:
    """Read a table of catchment means as a target; the text is changed first."""

    def read(place: Path) -> object:
        content = change(TEXT)
        path = place / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        means = tables.read(path, GAUGES, "m3 m-3", "swvl1")
        return target(means, "swvl1", ENTRY, "as in the table")["swvl1"].values.astype(float).round(6).tolist()

    return read


def level(text: str, missing_value: float | None = None) -> Callable[[Path], object]:
    """Read a table of groundwater, of which nothing is known but its unit."""

    def read(place: Path) -> object:
        (place / "level.csv").write_text(text)
        means = tables.read(place / "level.csv", GAUGES, "m", "groundwater", missing_value)
        made = target(means, "groundwater", ENTRY | {"units": "m"}, "as in the table")
        return made["groundwater"].values.astype(float).round(6).tolist()

    return read


def level_netcdf(value: float, **attrs: object) -> Callable[[Path], object]:
    """Read groundwater from a netCDF file, with a number in it and attributes that may declare it."""

    def read(place: Path) -> object:
        values = np.array([[20.5, value, 22.5, 23.5], [30.0, 31.0, 32.0, 33.0], [40.0, 41.0, 42.0, 43.0]], "float32")
        array = xr.DataArray(values, {"gauge_id": list(GAUGES), "time": DAYS}, ("gauge_id", "time"), attrs=attrs)
        array.to_dataset(name="groundwater").to_netcdf(place / "level.nc")
        means = tables.read(place / "level.nc", GAUGES, "m", "groundwater")
        made = target(means, "groundwater", ENTRY | {"units": "m"}, "as in the file")
        return made["groundwater"].values.astype(float).round(6).tolist()

    return read


def netcdf(change: Callable[[xr.Dataset], xr.Dataset | bytes]) -> Callable[[Path], object]:
    """Read a netCDF file of catchment means as a target."""

    def read(place: Path) -> object:
        coords = {"gauge_id": list(GAUGES), "time": DAYS}
        array = xr.DataArray(np.array(GOOD), coords, ("gauge_id", "time"), attrs={"units": "m3 m-3"})
        written(change(array.to_dataset(name="swvl1")), place / "means.nc")
        means = tables.read(place / "means.nc", GAUGES, "m3 m-3", "swvl1")
        return target(means, "swvl1", ENTRY, "as in the file")["swvl1"].values.astype(float).round(6).tolist()

    return read


def written(content: xr.Dataset | bytes, path: Path) -> None:
    """Write a dataset, or bytes as they are."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content.to_netcdf(path)


def half(dataset: xr.Dataset) -> bytes:
    """Give the first half of what the file would be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.nc"
        dataset.to_netcdf(path)
        return path.read_bytes()[: path.stat().st_size // 2]


PUBLISHED = [["10002", 0.9], ["1001", 0.8]]
SKILL = "gauge_id,r,nse\n10002,0.9,0.5\n1001,0.8,-0.4\n"


def skill(change: Callable[[str], str | bytes]) -> Callable[[Path], object]:
    """Read published skill."""

    def read(place: Path) -> object:
        content = change(SKILL)
        (place / "skill.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        return published.read(place / "skill.csv")[["gauge_id", "r"]].to_numpy().tolist()

    return read


def constant_target(scaling: str) -> Callable[[Path], object]:
    """Probe a target that is the same at all gauges on all days; gives skill and the largest error."""

    def read(place: Path) -> object:
        land = make_land(np.random.default_rng(1), 3)
        steady = xr.full_like(land.targets["soil"], 0.25).rename("soil")
        land = type(land)(land.states, {"soil": steady}, {"soil": None}, land.attributes)
        _, predictions, skill = land.run(target_scaling=scaling)
        score = skill.query("period == 'test'").groupby("metric")["value"].first()
        error = abs(predictions["predicted"] - 0.25).max().item()
        return {"error": round(error, 6), "rmse": round(float(score["rmse"]), 6), "r": float(score["r"])}

    return read


NAN, MISSING = float("nan"), "numbers for missing values"
DEEP = "time,10002,1001,39001\n2000-01-01,0,10,1500\n2000-01-02,{},12,1400\n2000-01-03,3,11,1300\n"
LEVEL = "time,10002,1001,39001\n" + "".join(f"{day:%Y-%m-%d},2{n}.5,3{n}.5,4{n}.5\n" for n, day in enumerate(DAYS))
WHOLE = [[first + n for n in range(4)] for first in (20.5, 30.5, 40.5)]
HOLED = [[20.5, NAN, 22.5, 23.5], *WHOLE[1:]]
HOLED_NETCDF = [HOLED[0], [30.0, 31.0, 32.0, 33.0], [40.0, 41.0, 42.0, 43.0]]
CUT, HTML, DATES, MARK = (
    "truncated or empty file",
    "HTML saved under another name",
    "DD/MM/YYYY dates",
    "byte-order mark and encodings",
)
CASES = [
    Case(CUT, "means: no byte", csv(lambda t: ""), ("means.csv", "an empty file")),
    Case(CUT, "means: header alone", csv(lambda t: t[: t.index("\n") + 1]), ("no rows",)),
    Case(CUT, "means: ends within a row", csv(lambda t: t[:-8]), ("line 5", "fields")),
    Case(
        CUT,
        "means: ends within a number",
        csv(lambda t: t[:-2]),
        gives=[*GOOD[:2], [0.4, 0.41, 0.42, 0.4]],
        logged=("may be cut",),
    ),
    Case(CUT, "means in netCDF: half", netcdf(half), ("means.nc", "make the file again")),
    Case(HTML, "means", csv(lambda t: "<!doctype html><p>1,2</p>\n"), ("HTML", "CSV")),
    Case(HTML, "means in netCDF", netcdf(lambda d: b"<html>"), ("HTML", "a netCDF file")),
    Case(
        "ids of other types",
        "means: float, zeros, prefix",
        csv(lambda t: t.replace("10002,1001,39001", "10002.0,01001,camelsgb_39001")),
        gives=GOOD,
        logged=("3 ids", "'10002.0'"),
    ),
    Case(
        "ids of other types",
        "means: spaces",
        csv(lambda t: t.replace("10002,1001,39001", " 10002 , 1001,39001 ")),
        gives=GOOD,
    ),
    Case(
        "ids of other types",
        "means: one gauge twice",
        csv(lambda t: t.replace("10002,1001", "10002,010002")),
        ("gauges 10002 twice",),
    ),
    Case(
        "ids of other types",
        "means in netCDF: numbers",
        netcdf(lambda d: d.assign_coords(gauge_id=[10002.0, 1001.0, 39001.0])),
        gives=GOOD,
    ),
    Case(
        "duplicated dates",
        "means",
        csv(lambda t: t.replace("2000-01-02", "2000-01-01")),
        ("2000-01-01 more than once",),
    ),
    Case(
        "duplicated dates",
        "means in netCDF",
        netcdf(lambda d: d.isel(time=[0, 1, 1, 2])),
        ("2000-01-02 more than once",),
    ),
    Case(
        DATES, "means", csv(lambda t: re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1", t)), ("'01/01/2000'", "YYYY-MM-DD")
    ),
    Case(DATES, "means: months", csv(lambda t: re.sub(r"2000-01-0(\d)", r"2000-0\1", t)), ("'2000-01'", "YYYY-MM-DD")),
    Case(DATES, "means: another millennium", csv(lambda t: t.replace("2000-01-03", "9000-01-03")), ("the year 9000",)),
    Case(DATES, "means: years", csv(lambda t: re.sub(r"2000-01-0(\d)", r"200\1", t)), ("'2001'", "YYYY-MM-DD")),
    Case(DATES, "means: no such day", csv(lambda t: t.replace("2000-01-03", "2000-02-30")), ("'2000-02-30'", "line 4")),
    Case(DATES, "means: without dashes", csv(lambda t: re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\1\2\3", t)), gives=GOOD),
    Case(
        DATES,
        "means in netCDF: numbers for days",
        netcdf(lambda d: d.assign_coords(time=[1, 2, 3, 4])),
        ("means.nc", "YYYY-MM-DD"),
    ),
    Case(MARK, "means with a mark", csv(lambda t: b"\xef\xbb\xbf" + t.encode()), gives=GOOD),
    Case(MARK, "means in UTF-16", csv(lambda t: t.encode("utf-16")), ("UTF-16", "UTF-8")),
    Case(
        "decimal commas",
        "means with semicolons",
        csv(lambda t: t.replace(",", ";").replace(".", ",")),
        ("semicolons", "decimal points"),
    ),
    Case("decimal commas", "means with tabs", csv(lambda t: t.replace(",", "\t")), ("tabs between columns",)),
    Case(
        "decimal commas",
        "means: quoted numbers",
        csv(lambda t: re.sub(r"0\.(\d\d)", r'"0,\1"', t)),
        ("'0,30'", "a number"),
    ),
    Case(
        "units off by 1000",
        "means in percent",
        csv(lambda t: re.sub(r"0\.(\d\d)", r"\1", t)),
        ("target swvl1", "m3 m-3", "percent"),
    ),
    Case(
        "units off by 1000",
        "means in netCDF that say so",
        netcdf(lambda d: d.assign(swvl1=(d["swvl1"] * 100).assign_attrs(units="%"))),
        ("units '%'",),
    ),
    *(
        Case(MISSING, f"groundwater of {value}", level(LEVEL.replace("21.5", value)), ("groundwater", "10002", "empty"))
        for value in ("-999", "-9999", "-9999.0", "-99.99", "1e20", "9999")
    ),
    *(
        Case(MISSING, f"deep and shallow snow, {value}", level(DEEP.format(value)), (value, "on 2000-01-02"))
        for value in ("-99", "-999", "-888", "-6999")
    ),
    Case(
        MISSING,
        "groundwater, plausible at another gauge",
        level(LEVEL.replace(",4", ",99").replace("21.5", "999")),
        ("999 on", "at 10002"),
    ),
    Case(
        MISSING, "groundwater of nothing else", level(re.sub(r"\d+\.5", "-9999", LEVEL)), ("-9999", "more such values")
    ),
    *(
        Case(MISSING, f"groundwater, {value} declared", level(LEVEL.replace("21.5", value), float(value)), gives=HOLED)
        for value in ("-999", "-9999.0", "1e20", "0")
    ),
    Case(MISSING, "groundwater, another declared", level(LEVEL.replace("21.5", "-999"), -9999), ("-999", "empty")),
    Case(MISSING, "groundwater, an empty cell", level(LEVEL.replace("21.5", "")), gives=HOLED),
    Case(
        MISSING,
        "groundwater below the sea",
        level(re.sub(r",(?=\d+\.)", ",-", LEVEL)),
        gives=[[-v for v in row] for row in WHOLE],
    ),
    Case(MISSING, "groundwater in netCDF, not declared", level_netcdf(-9999), ("-9999", "10002", "empty")),
    *(
        Case(
            MISSING,
            f"groundwater in netCDF, {name}",
            level_netcdf(-9999, **{name: np.float32(-9999)}),
            gives=HOLED_NETCDF,
        )
        for name in ("_FillValue", "missing_value")
    ),
    Case(MISSING, "soil water of -9999", csv(lambda t: t.replace("0.31", "-9999")), ("-9999 on 2000-01-02 at 10002",)),
    *(
        Case(MISSING, f"published {name}", skill(lambda t, v=value: t.replace(*v)), ("skill.csv", "1001", "empty"))
        for name, value in {
            "r of -999": ("0.8,", "-999,"),
            "r of 1.5": ("0.8,", "1.5,"),
            "nse of -9999": ("-0.4", "-9999"),
            "nse of 2": ("-0.4", "2"),
        }.items()
    ),
    Case(
        MISSING,
        "published r without value",
        skill(lambda t: t.replace("0.8,", ",")),
        gives=[["10002", 0.9], ["1001", NAN]],
    ),
    Case(CUT, "published skill: no byte", skill(lambda t: ""), ("skill.csv", "gauge_id, r and nse")),
    Case(CUT, "published skill: ends within a row", skill(lambda t: t[:-6]), gives=PUBLISHED),
    Case(HTML, "published skill", skill(lambda t: "<html>\n<p>a,b</p>\n"), ("skill.csv", "gauge_id, r, nse")),
    Case(MARK, "published skill with a mark", skill(lambda t: b"\xef\xbb\xbf" + t.encode()), gives=PUBLISHED),
    Case(MARK, "published skill in UTF-16", skill(lambda t: t.encode("utf-16")), ("skill.csv", "UTF-8")),
    Case("decimal commas", "published skill", skill(lambda t: t.replace("0.9", '"0,9"')), ("'0,9'", "decimal points")),
    Case("ids of other types", "published skill", skill(lambda t: t.replace("10002", "010002.0")), gives=PUBLISHED),
    Case(
        "ids of other types", "published skill: names", skill(lambda t: t.replace("10002", "Dee")), ("'Dee'", "whole")
    ),
    Case("odd paths", "means", csv(lambda t: t, "Mine – Ŵysg #1%20/ my means (2).csv"), gives=GOOD),
    Case(
        "constant target",
        "scaled by the days of the fit",
        constant_target("fit"),
        gives={"error": 0.0, "rmse": 0.0, "r": float("nan")},
    ),
    Case("constant target", "scaled by its whole record", constant_target("record"), ("target soil", "do not vary")),
]
