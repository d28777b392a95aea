"""Faults to plant in a world: each kind twice, and what the check-up is to say of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import geopandas as gpd
import netCDF4
import numpy as np
import pandas as pd
import shapely

from tests.checkup.conftest import Planted

Change = Callable[[Planted, str], object]
LAYERS = {f"swvl{number}": f"volumetric_soil_water_layer_{number}" for number in (1, 2, 3, 4)}
LAYERS["sd"] = "snow_depth_water_equivalent"


@dataclass(frozen=True)
class AtGauges:
    """A fault of a gauge, what is said of it, and the step at which the gauge is lost, if it is."""

    change: Change
    severity: str
    says: str
    lost_at: str = ""
    also: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class InFields:
    """A fault of gridded files, and the rows that are to tell of it: severity, source, check and item."""

    change: Callable[[Planted], object]
    rows: tuple[tuple[str, str, str, str], ...]


def in_column(name: str, change: Callable[[np.ndarray], object]) -> Change:
    """Change the values of a column of a gauge's series, in place."""

    def plant(world: Planted, gauge: str) -> None:
        def edit(table: pd.DataFrame) -> None:
            values = table[name].to_numpy(copy=True)
            change(values)
            table[name] = values

        world.change_series(gauge, edit)

    return plant


def put(place: slice, value: float) -> Callable[[np.ndarray], None]:
    """Put one value into some days."""

    def change(values: np.ndarray) -> None:
        values[place] = value

    return change


def times(factor: float, add: float = 0.0) -> Callable[[np.ndarray], None]:
    """Give values in other units."""

    def change(values: np.ndarray) -> None:
        values[:] = values * factor + add

    return change


def copy_block(values: np.ndarray) -> None:
    """Put days of autumn in the place of those of a later winter."""
    values[400:460] = values[200:260]


def in_attributes(table: str, name: str, change: Callable[[float], float]) -> Change:
    """Change an attribute of a gauge."""

    def plant(world: Planted, gauge: str) -> None:
        def edit(rows: pd.DataFrame) -> None:
            rows[name] = rows[name].astype("float64")
            rows.loc[gauge, name] = change(rows.loc[gauge, name])

        world.change_table(table, edit)

    return plant


def in_shapes(change: Callable[[shapely.Geometry], shapely.Geometry | None]) -> Change:
    """Change, or take away, the polygon of a gauge."""

    def plant(world: Planted, gauge: str) -> None:
        shapes = gpd.read_file(world.boundaries)
        here = shapes["ID_STRING"] == gauge
        changed = change(shapes.geometry[here].iloc[0])
        shapes = shapes[~here] if changed is None else shapes
        if changed is not None:
            shapes.loc[here, "geometry"] = gpd.GeoSeries([changed], index=shapes.index[here], crs=shapes.crs)
        shapes.to_file(world.boundaries)

    return plant


def crossed(shape: shapely.Geometry) -> shapely.Geometry:
    """Let the ring cross itself in a bow of a metre beside its first edge."""
    corners = np.array(shape.exterior.coords)
    along = corners[1] - corners[0]
    aside = np.array([-along[1], along[0]]) / np.hypot(*along)
    bow = [corners[0] + 0.6 * along + aside, corners[0] + 0.4 * along + aside]
    return shapely.Polygon(np.insert(corners, 1, bow, axis=0))


def cut(world: Planted, gauge: str) -> None:
    """Cut a file within a line."""
    path = world.series(gauge)
    path.write_bytes(path.read_bytes()[:-20])


def replaced(world: Planted, gauge: str) -> None:
    """Save a page of the web under the name of the series."""
    world.series(gauge).write_text("<!DOCTYPE html>\n<html><body>Please log in</body></html>\n")


GAUGES: dict[str, AtGauges] = {
    "a cut file": AtGauges(cut, "refuse", "series", "series"),
    "a page of the web": AtGauges(replaced, "refuse", "series", "series"),
    "kelvin": AtGauges(in_column("temperature", times(1, 273.15)), "refuse", "temperature: units"),
    "metres": AtGauges(in_column("pet", times(0.001)), "refuse", "pet: units", also=("pet: means and attributes",)),
    "a thousand times the rain": AtGauges(
        in_column("precipitation", times(1000)),
        "refuse",
        "precipitation: units",
        also=("precipitation: means and attributes",),
    ),
    "another gauge's rain": AtGauges(
        in_column("precipitation", times(1.4)), "warn", "precipitation: means and attributes"
    ),
    "impossible rain": AtGauges(
        in_column("precipitation", put(slice(300, 301), -50.0)), "refuse", "precipitation: values out of bounds"
    ),
    "a warm day": AtGauges(
        in_column("temperature", put(slice(300, 301), 38.37)),
        "warn",
        "temperature: values out of bounds",
        also=("temperature: jumps",),
    ),
    "a stuck thermometer": AtGauges(
        in_column("temperature", put(slice(300, 330), 8.5)), "refuse", "temperature: one value for days on end"
    ),
    "copied rain": AtGauges(in_column("precipitation", copy_block), "refuse", "precipitation: repeated days"),
    "a forward-filled gap": AtGauges(
        in_column("discharge_spec", put(slice(300, 420), 1.23)), "warn", "discharge: forward-filled or constant"
    ),
    "copied discharge": AtGauges(in_column("discharge_spec", copy_block), "warn", "discharge: repeated days"),
    "no discharge": AtGauges(
        in_column("discharge_spec", put(slice(0, 700), np.nan)), "warn", "discharge: discharge to train on", "discharge"
    ),
    "a gap of temperature": AtGauges(
        in_column("temperature", put(slice(300, 312), np.nan)), "warn", "temperature: missing days"
    ),
    "no pet": AtGauges(in_column("pet", put(slice(None), np.nan)), "warn", "", "forcings"),
    "no slope": AtGauges(
        in_attributes("topographic", "dpsbar", lambda _: np.nan), "warn", "dpsbar: attributes", "attributes"
    ),
    "an elevation in mm": AtGauges(
        in_attributes("topographic", "elev_mean", lambda metres: 1000 * (metres + 20)),
        "refuse",
        "elev_mean: units of attributes",
    ),
    "another area": AtGauges(in_attributes("topographic", "area", lambda area: 1.05 * area), "warn", "area: areas"),
    "no polygon": AtGauges(in_shapes(lambda _: None), "refuse", "polygons", "polygon"),
    "a crossing ring": AtGauges(in_shapes(crossed), "warn", "validity: polygons"),
}


def edit_field(name: str, change: Callable[[np.ndarray], object]) -> Callable[[Planted], None]:
    """Change the fields of a variable and year (day, latitude, longitude), in place."""
    variable, year = name.split()

    def plant(world: Planted) -> None:
        with netCDF4.Dataset(world.era5_land(LAYERS[variable], int(year)), "r+") as file:
            values = np.ma.filled(file[variable][:], np.nan)
            change(values)
            file[variable][:] = values

    return plant


def dry_cell(values: np.ndarray) -> None:
    """Take the data of ten cells away for a block of days."""
    rows, columns = (places[:10] for places in np.nonzero(np.isfinite(values[0])))
    values[100:160, rows, columns] = np.nan


def one_value(values: np.ndarray) -> None:
    """Put one value in all cells for three days."""
    values[50:53][np.isfinite(values[50:53])] = 0.25


def again(values: np.ndarray) -> None:
    """Put the fields of one week in the place of another's."""
    values[200:207] = values[180:187]


def in_other_units(variable: str, factor: float) -> Callable[[Planted], None]:
    """Give all fields of a variable in other units."""

    def plant(world: Planted) -> None:
        for path in (world.folder / "era5_land").glob(f"{LAYERS[variable]}_*.nc"):
            with netCDF4.Dataset(path, "r+") as file:
                file[variable][:] = np.ma.filled(file[variable][:], np.nan) * factor

    return plant


def cut_file(path: Callable[[Planted], object]) -> Callable[[Planted], None]:
    """Cut a file to two thirds."""

    def plant(world: Planted) -> None:
        file = path(world)
        file.write_bytes(file.read_bytes()[: 2 * file.stat().st_size // 3])  # type: ignore[attr-defined]

    return plant


def remove(name: str, year: int) -> Callable[[Planted], None]:
    """Remove the file of a variable and year."""
    return lambda world: world.era5_land(LAYERS[name], year).unlink()


FIELDS: dict[str, InFields] = {
    "sea on land": InFields(edit_field("swvl2 2001", dry_cell), (("refuse", "era5_land", "sea mask", "swvl2"),)),
    "sea on land, a year later": InFields(
        edit_field("swvl1 2002", dry_cell), (("refuse", "era5_land", "sea mask", "swvl1"),)
    ),
    "one value": InFields(edit_field("swvl1 2001", one_value), (("refuse", "era5_land", "constant fields", "swvl1"),)),
    "one value in the third layer": InFields(
        edit_field("swvl3 2001", one_value), (("refuse", "era5_land", "constant fields", "swvl3"),)
    ),
    "a week again": InFields(edit_field("swvl3 2002", again), (("refuse", "era5_land", "repeated fields", "swvl3"),)),
    "a week again in the second layer": InFields(
        edit_field("swvl2 2002", again), (("refuse", "era5_land", "repeated fields", "swvl2"),)
    ),
    "a cut day of satellites": InFields(
        cut_file(lambda world: world.esa_cci("2001-07-02")), (("refuse", "esa_cci", "files", "20010702"),)
    ),
    "another cut day": InFields(
        cut_file(lambda world: world.esa_cci("2001-08-03")), (("refuse", "esa_cci", "files", "20010803"),)
    ),
    "soil water in per cent": InFields(in_other_units("swvl4", 100), (("refuse", "era5_land", "units", "swvl4"),)),
    "snow in mm": InFields(in_other_units("sd", 1000), (("refuse", "era5_land", "units", "sd"),)),
    "a missing year": InFields(
        remove("swvl4", 2001),
        (("refuse", "era5_land", "period", "swvl4"), ("refuse", "targets.swvl4", "values", "probe_fit")),
    ),
    "a missing year of snow": InFields(
        remove("sd", 2001), (("refuse", "era5_land", "period", "sd"), ("refuse", "targets.sd", "values", "probe_fit"))
    ),
    "a cut year": InFields(
        cut_file(lambda world: world.era5_land(LAYERS["swvl2"], 2000)), (("refuse", "era5_land", "files", "_2_0_"),)
    ),
    "a cut year of the third layer": InFields(
        cut_file(lambda world: world.era5_land(LAYERS["swvl3"], 2000)), (("refuse", "era5_land", "files", "_3_0_"),)
    ),
}
