"""Write a delivery of ERA5-Land over Great Britain, and catchments to clip it by, of any size.

python delivery.py FOLDER GAUGES FIRST_DAY LAST_DAY
"""

import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.world import catchments, era5_land_files, fields, grid, terrain
from lstm_probe.world.settings import World

BOX = (60.9, -8.0, 49.0, 1.9)  # 120 rows, 100 columns of 0.1°
UNITS = {name: entry[3] for name, entry in era5_land_files.VARIABLES.items()}


def write(folder: Path, gauges: int, first_day: str, last_day: str) -> None:
    """Write catchments.gpkg and one file a variable and year, laid out, packed and compressed as delivered.

    Values are random fields, smooth in space and time; which cells are sea, and the catchments, are those of a
    synthetic world. A folder that is there already is whole, and is kept.

    Parameters
    ----------
    folder : Path
        Where; it is made.
    gauges : int
        Number of catchments, 2 to 2000 km2.
    first_day, last_day : str
        First and last day (ISO dates).
    """
    if folder.exists():
        return
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    (part / "era5_land").mkdir(parents=True)
    world = World(seed=1, gauges=gauges, first_day=first_day, last_day=last_day, box=BOX)
    cells = grid.build(world)
    relief = terrain.build(cells.cell_longitude, cells.cell_latitude, world.rng("relief"))
    shapes = catchments.build(gauges, cells, relief, world.rng("catchments"))
    shapes[["gauge_id", "geometry"]].to_file(part / "catchments.gpkg")
    streams = world.rng("fields").spawn(len(UNITS))
    drawn = {
        name: fields.TravellingField(cells.cell_km, 120.0, 0.95, (0.0, 0.0), stream, waves=64)
        for name, stream in zip(UNITS, streams, strict=True)
    }
    for _, days in pd.Series(world.days, world.days).groupby(world.days.year):
        seen = {name: _plausible(name, field.draw(len(days))) for name, field in drawn.items()}
        era5_land_files.write(part / "era5_land", pd.DatetimeIndex(days), seen, cells)
    part.rename(folder)


def _plausible(name: str, values: np.ndarray) -> np.ndarray:
    """Turn z-scores into soil water (m3 m-3), or into snow (m of water) that is mostly absent."""
    return np.maximum(values - 1.0, 0.0) * 0.05 if name == "sd" else np.clip(0.3 + 0.07 * values, 0.01, 0.6)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
