"""Every real file there is is read correctly, or refused for the right reason."""

from fnmatch import fnmatch
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource

from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.era5_land import daily_means
from tests.real_files import DELIVERIES, ROWS

pytestmark = pytest.mark.data


def row_of(relative: str) -> int | None:
    """Give the first row whose pattern a path fits."""
    return next((number for number, (pattern, _) in enumerate(ROWS) if fnmatch(relative, pattern)), None)


def files(real: Path) -> dict[str, Path]:
    """List all files by their path in the folder."""
    return {path.relative_to(real).as_posix(): path for path in sorted(real.rglob("*")) if path.is_file()}


def test_every_file_has_its_row(real_data: Path) -> None:
    """No file is left out, and no row is for files that are not there."""
    rows = {relative: row_of(relative) for relative in files(real_data)}
    assert [relative for relative, row in rows.items() if row is None] == []
    assert set(rows.values()) == set(range(len(ROWS)))


@pytest.mark.parametrize("row", range(len(ROWS)), ids=[pattern for pattern, _ in ROWS])
def test_every_file_has_its_outcome(real_data: Path, row: int) -> None:
    """What the row says of its files holds for each of them."""
    own = [path for relative, path in files(real_data).items() if row_of(relative) == row]
    assert own
    assert all(ROWS[row][1](real_data, path) for path in own)


@pytest.mark.parametrize("count", [12])
def test_means_of_a_real_delivery_equal_exactextract(real_data: Path, count: int, rng: np.random.Generator) -> None:
    """Catchments drawn over Germany and its coast have exactextract's weighted means of the real fields, to 1e-6."""
    folder = real_data / DELIVERIES / "new_cds_daily_statistics_germany"
    grid, land = daily_means.grid_and_land(folder)
    west, south, east, north = grid.bounds
    corners = rng.uniform((west + 1, south + 1), (east - 1, north - 1), (count, 2))
    stars = [shapely.Polygon(corner + rng.uniform(0.05, 0.9, (40, 1)) * CIRCLE).buffer(0) for corner in corners]
    index = pd.Index([str(n) for n in range(count)], name="gauge_id")
    shapes = gpd.GeoDataFrame(geometry=stars, index=index, crs="EPSG:4326")
    weights = zonal.weights(grid, land, shapes)
    areas = NumPyRasterSource(grid.cell_areas().reshape(grid.shape), *grid.bounds, srs_wkt=shapes.crs.to_wkt())
    for days in daily_means.daily_means(folder, "t2m", "K"):
        ours = zonal.apply(weights, days).values
        for day, values in enumerate(days.values.astype("float64")):
            raster = NumPyRasterSource(values, *grid.bounds, srs_wkt=shapes.crs.to_wkt(), nodata=np.nan)
            theirs = exact_extract(raster, shapes, ["weighted_mean"], weights=areas, output="pandas")
            np.testing.assert_allclose(ours[:, day], theirs["weighted_mean"].to_numpy("float64"), rtol=1e-7)


CIRCLE = np.array([(np.cos(angle), np.sin(angle)) for angle in np.linspace(0, 2 * np.pi, 40, endpoint=False)])
