"""Packed series and basins of Caravan, as they come from other hands."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.camels_gb import packed_series
from lstm_probe.data.caravan import areas
from lstm_probe.data.caravan import means as caravan
from lstm_probe.data.series import checks
from lstm_probe.data.targets import target
from lstm_probe.datasets.bounds import SERIES
from lstm_probe.errors import enforce
from tests.hostile.case import Case
from tests.hostile.cases_tables import CUT, DAYS, ENTRY, GOOD, HTML, SOIL, half, written


def packed(change: Callable[[xr.Dataset], xr.Dataset | bytes]) -> Callable[[Path], object]:
    """Read a packed file of series; it gives the discharge of 39001."""

    def read(place: Path) -> object:
        both = ("gauge_id", "date")
        values = {name: (both, np.array(GOOD)) for name in ("precipitation", "discharge_spec")}
        written(change(xr.Dataset(values, {"gauge_id": [10002, 1001, 39001], "date": DAYS})), place / "series.nc")
        ids = packed_series.gauges(place / "series.nc")
        series = packed_series.read(place / "series.nc", ids, ["precipitation"])
        for name, array in series.data_vars.items():
            enforce(checks.measured(array, SERIES[str(name)]), f"series, {name}")
        return series["discharge"].sel(gauge_id="39001").values.astype(float).round(6).tolist()

    return read


def basin(change: Callable[[xr.Dataset], xr.Dataset | bytes]) -> Callable[[Path], object]:
    """Read one basin of Caravan as a target."""

    def read(place: Path) -> object:
        path = place / "timeseries" / "netcdf" / "camelsgb" / "camelsgb_39001.nc"
        path.parent.mkdir(parents=True)
        units = {"Units": "volumetric_soil_water_layer_1: soil water (0-7cm) [m3/m3]\n", "Timezone": "Europe/London"}
        dataset = xr.Dataset({SOIL: ("date", np.array(GOOD[2], "float32"))}, {"date": DAYS}, units)
        written(change(dataset), path)
        means = caravan.read(place, ["39001"], SOIL, "m3 m-3")
        return target(means, "swvl1", ENTRY | {"variable": SOIL}, "")["swvl1"].values[0].astype(float).round(6).tolist()

    return read


def stated_areas(change: Callable[[str], str | bytes]) -> Callable[[Path], object]:
    """Read the areas that Caravan states."""

    def read(place: Path) -> object:
        content = change("gauge_id,area\ncamelsgb_39001,10.5\n")
        path = place / "attributes_other_camelsgb.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return areas.read(place).to_dict()

    return read


def mistyped(dataset: xr.Dataset) -> xr.Dataset:
    """Move the last day by two centuries."""
    return dataset.assign_coords(date=[*DAYS[:-1], DAYS[-1] + pd.DateOffset(years=200)])


def stands_for_missing(number: float, **attrs: object) -> Callable[[xr.Dataset], xr.Dataset]:
    """Put a number into a day of discharge, and declare it, or not."""

    def change(dataset: xr.Dataset) -> xr.Dataset:
        dataset = dataset.copy(deep=True)
        dataset["discharge_spec"][2, 1] = number
        dataset["discharge_spec"].attrs |= attrs
        return dataset

    return change


HOLED = [GOOD[2][0], float("nan"), *GOOD[2][2:]]
MISSING = "numbers for missing values"
CASES = [
    *(
        Case(MISSING, f"packed series: {number:g}", packed(stands_for_missing(number)), ("discharge", "39001", "empty"))
        for number in (-999.0, -9999.0, 1e20, 9999.0)
    ),
    *(
        Case(MISSING, f"packed series: {name}", packed(stands_for_missing(-9999.0, **{name: -9999.0})), gives=HOLED)
        for name in ("_FillValue", "missing_value")
    ),
    Case(MISSING, "Caravan: soil water", basin(lambda d: d.where(d[SOIL] > 0.405, -999)), ("-999", "2000-01-01")),
    Case(MISSING, "areas of Caravan: -999", stated_areas(lambda t: t.replace("10.5", "-999")), ("area -999", "39001")),
    Case(MISSING, "areas of Caravan: none", stated_areas(lambda t: t.replace("10.5", "0")), ("area 0", "39001")),
    Case("DD/MM/YYYY dates", "Caravan: another century", basin(mistyped), ("the year 2200", "1850 to 2150")),
    Case(CUT, "packed series: half", packed(half), ("series.nc", "get or make it again")),
    Case(CUT, "packed series: no byte", packed(lambda d: b""), ("series.nc", "an empty file")),
    Case(CUT, "Caravan: half", basin(half), ("camelsgb_39001.nc",)),
    Case(CUT, "Caravan: no byte", basin(lambda d: b""), ("camelsgb_39001.nc",)),
    Case(HTML, "packed series", packed(lambda d: b"<html>"), ("HTML", "series.nc")),
    Case(HTML, "Caravan", basin(lambda d: b"<html>"), ("camelsgb_39001.nc",)),
    Case(
        "ids of other types",
        "packed series: prefix",
        packed(lambda d: d.assign_coords(gauge_id=["camelsgb_10002", "camelsgb_1001", "camelsgb_39001"])),
        gives=GOOD[2],
    ),
    Case(
        "ids of other types",
        "packed series: negative",
        packed(lambda d: d.assign_coords(gauge_id=[-1, 1001, 39001])),
        ("'-1'", "whole numbers"),
    ),
    Case(
        "duplicated dates", "packed series", packed(lambda d: d.isel(date=[0, 1, 1, 2])), ("2000-01-02 more than once",)
    ),
    Case("duplicated dates", "Caravan", basin(lambda d: d.isel(date=[0, 1, 1, 2])), ("camelsgb_39001.nc",)),
    Case(
        "units off by 1000",
        "packed series that say so",
        packed(lambda d: d.assign(discharge_spec=d["discharge_spec"].assign_attrs(units="m d-1"))),
        ("units 'm d-1'", "mm d-1"),
    ),
    Case("units off by 1000", "Caravan", basin(lambda d: d * 1000), ("camelsgb_39001.nc",)),
    Case(CUT, "areas of Caravan", stated_areas(lambda t: t[:8]), ("attributes_other_camelsgb.csv", "area")),
    Case(HTML, "areas of Caravan", stated_areas(lambda t: "<html>"), ("HTML", "attributes_other")),
    Case("decimal commas", "areas of Caravan", stated_areas(lambda t: t.replace("10.5", '"10,5"')), ("10,5",)),
    Case("odd paths", "areas of Caravan", stated_areas(lambda t: t), gives={"39001": 10.5}),
]
