"""CAMELS-GB v1 as delivered: attribute tables, daily series and catchment boundaries."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

SERIES = [
    "precipitation",
    "pet",
    "temperature",
    "discharge_spec",
    "discharge_vol",
    "peti",
    "humidity",
    "shortwave_rad",
    "longwave_rad",
    "windspeed",
]
INTERCEPTED = 0.3  # mm d-1 more evaporation from a canopy wetted by at least as much rain


def write_attributes(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write the attribute tables, two decimals, `NaN` where missing.

    Parameters
    ----------
    folder : Path
        The data set's folder; tables go to `data` in it.
    tables : dict of str to pandas.DataFrame
        One table a class of attributes.
    """
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        path = folder / "data" / f"CAMELS_GB_{name}_attributes.csv"
        table.to_csv(path, index=False, float_format="%.2f", na_rep="NaN", lineterminator="\n")


def write_series(folder: Path, days: pd.DatetimeIndex, gauges: pd.DataFrame, series: dict[str, np.ndarray]) -> None:
    """Write one table of daily series a gauge; humidity, radiation and wind are missing.

    Parameters
    ----------
    folder : Path
        The data set's folder; series go to `data/timeseries` in it.
    days : pandas.DatetimeIndex
        Days.
    gauges : pandas.DataFrame
        One row a gauge: gauge_id and area (km2).
    series : dict of str to numpy.ndarray
        precipitation, pet, temperature and discharge_spec (gauge, day); discharge is NaN where not recorded.
    """
    target = folder / "data" / "timeseries"
    target.mkdir(parents=True, exist_ok=True)
    dates = days.strftime("%Y-%m-%d")
    span = f"{days[0]:%Y%m%d}-{days[-1]:%Y%m%d}"
    for row, (gauge_id, area) in enumerate(zip(gauges["gauge_id"], gauges["area"], strict=True)):
        table = pd.DataFrame({name: values[row] for name, values in series.items()}, index=dates)
        table["discharge_vol"] = table["discharge_spec"] * area / 86.4
        table["peti"] = table["pet"] + np.minimum(table["precipitation"], INTERCEPTED)
        path = target / f"CAMELS_GB_hydromet_timeseries_{gauge_id}_{span}.csv"
        _write_table(path, table.reindex(columns=SERIES))


def _write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a table of numbers (day, column), two decimals, faster than pandas does."""
    line = ",".join(["%s"] + ["%.2f"] * len(table.columns))
    values = table.to_numpy() + 0.0
    rows = "\n".join(line % (day, *row) for day, row in zip(table.index, values.tolist(), strict=True))
    path.write_text(
        f"date,{','.join(table.columns)}\n{rows}\n".replace("nan", "NaN").replace("-0.00", "0.00"), encoding="utf-8"
    )


def write_boundaries(folder: Path, catchments: gpd.GeoDataFrame) -> None:
    """Write the catchment boundaries as a shapefile in EPSG:27700, with `ID` and `ID_STRING`.

    Parameters
    ----------
    folder : Path
        The data set's folder.
    catchments : geopandas.GeoDataFrame
        The catchments: gauge_id, gauge_name, area (km2), gauge_easting, gauge_northing (m) and geometry.
    """
    target = folder / "data" / "CAMELS_GB_catchment_boundaries"
    target.mkdir(parents=True, exist_ok=True)
    table = gpd.GeoDataFrame(
        {
            "ID": catchments["gauge_id"].astype("int64"),
            "ID_STRING": catchments["gauge_id"],
            "SOURCE": "synthetic",
            "NAME": catchments["gauge_name"],
        },
        geometry=catchments.geometry,
        crs=catchments.crs,
    )
    table.to_file(target / "CAMELS_GB_catchment_boundaries.shp")
