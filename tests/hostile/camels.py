"""A small good folder of CAMELS-GB, made of text that a case can change, and how a run reads it."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import xarray as xr

from lstm_probe.data.camels_gb import attributes as camels_attributes
from lstm_probe.data.camels_gb import boundaries, catchments

GAUGES = ("10002", "1001", "39001")
DAYS = pd.date_range("2000-01-01", "2000-12-30", freq="D")
SELECTION = catchments.Selection("all", ["precipitation", "temperature", "pet"], ["area"], ["2000-01-01", "2000-12-30"])
NAME = "CAMELS_GB_hydromet_timeseries_39001_20000101-20001230.csv"
TABLE = "CAMELS_GB_topographic_attributes.csv"
SHAPES = "CAMELS_GB_catchment_boundaries"


def series_text() -> str:
    """Write a year of a gauge: precipitation 1.5 to 4.5 mm, a temperature of 0 to 18 degC, some flow."""
    season = np.sin(2 * np.pi * np.arange(len(DAYS)) / 365)
    table = pd.DataFrame({"date": DAYS.strftime("%Y-%m-%d")})
    columns = {"precipitation": 3 + 1.5 * season, "pet": 1.5 - season, "temperature": 9 - 9 * season}
    table = table.assign(**columns, discharge_spec=1 + 0.5 * season)
    return table.to_csv(index=False, float_format="%.2f", lineterminator="\n")


def table_text() -> str:
    """Write the attributes of the gauges, which lie in the Pennines."""
    rows = [f"{gauge},River {gauge},54.5,{-2.46 + 0.31 * n:.2f},{100.0 + n}" for n, gauge in enumerate(GAUGES)]
    return "\n".join(["gauge_id,gauge_name,gauge_lat,gauge_lon,area", *rows, ""])


def squares(gauges: tuple[str, ...] = GAUGES) -> gpd.GeoDataFrame:
    """Draw a square of 20 km for each gauge, side by side in the British National Grid."""
    shapes = [shapely.box(3.6e5 + 2e4 * n, 5.0e5, 3.8e5 + 2e4 * n, 5.2e5) for n in range(len(gauges))]
    return gpd.GeoDataFrame({"ID_STRING": list(gauges)}, geometry=shapes, crs="EPSG:27700")


def folder(place: Path) -> Path:
    """Write the tables and series of all gauges."""
    place.mkdir(parents=True, exist_ok=True)
    (place / TABLE).write_text(table_text())
    for gauge in GAUGES:
        (place / NAME.replace("39001", gauge)).write_text(series_text())
    return place


def with_file(name: str, change: Callable[[bytes], bytes], selection: catchments.Selection = SELECTION) -> Callable:
    """Make a reader of the folder in which one file is changed; it gives mean precipitation of 39001, and the areas."""

    def read(place: Path) -> object:
        path = folder(place / "camels_gb") / name
        path.write_bytes(change(path.read_bytes()))
        return told(*catchments.read(path.parent, selection))

    return read


def told(series: xr.Dataset, attributes: xr.Dataset) -> dict[str, object]:
    """Give what a case compares: ids, areas, and a value of 39001."""
    day = (
        series["precipitation"].sel(gauge_id="39001", time="2000-01-05").item() if "39001" in series.gauge_id else None
    )
    return {
        "gauges": series["gauge_id"].values.tolist(),
        "area": attributes["area"].values.tolist(),
        "precipitation": day,
    }


#: What the untouched folder gives.
GOOD = {"gauges": ["1001", "10002", "39001"], "area": [101.0, 100.0, 102.0], "precipitation": 3.1}


def with_shapes(
    change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame] | None = None, **files: bytes | None
) -> Callable:
    """Make a reader of boundaries: the squares are changed, or files (by suffix) replaced or removed."""

    def read(place: Path) -> object:
        shapes = squares() if change is None else change(squares())
        shapes.to_file(place / f"{SHAPES}.shp")
        for suffix, content in files.items():
            path = place / f"{SHAPES}.{suffix}"
            path.unlink(missing_ok=True)
            if content is not None:
                path.write_bytes(content)
        return checked(place)

    return read


def checked(place: Path) -> list[float]:
    """Read the boundaries of a folder, hold them against the gauges, and give their areas."""
    (place / TABLE).write_text(table_text())
    attributes = camels_attributes.read([place / TABLE], GAUGES, ["area"])
    return areas(boundaries.require_near(boundaries.read(place, GAUGES), attributes))


def areas(shapes: gpd.GeoDataFrame) -> list[float]:
    """Give the areas of polygons, km², to the second decimal."""
    return [round(float(area) / 1e6, 2) for area in shapes.to_crs("EPSG:27700").area]
