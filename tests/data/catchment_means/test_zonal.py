"""Catchment means: by hand, as laws, and against exactextract and rioxarray."""

import json
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rioxarray  # noqa: F401  (registers .rio)
import shapely
import xarray as xr
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.contracts.targets import WEIGHTS
from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.catchment_means.coverage import METHODS
from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.errors import InputError
from tests.examples import examples

THREE = Grid(np.array([2.5, 1.5, 0.5]), np.array([0.5, 1.5, 2.5]))
BRITAIN = Grid(np.round(np.arange(55.5, 50.45, -0.1), 4), np.round(np.arange(-4.0, 1.05, 0.1), 4))


def catchments(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    """Make catchments in degrees; names begin with an underscore to be valid keywords."""
    ids = pd.Index([name.removeprefix("_") for name in shapes], name="gauge_id")
    return gpd.GeoDataFrame(geometry=list(shapes.values()), index=ids, crs="EPSG:4326")


@pytest.fixture
def flat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give all cells the same area, so that weights are coverage fractions."""
    monkeypatch.setattr(Grid, "cell_areas", lambda grid: np.ones(grid.shape).ravel())


def field(grid: Grid, values: np.ndarray) -> xr.DataArray:
    """Put values of shape (time, rows, columns) on a grid."""
    time = pd.date_range("2000-01-01", periods=len(values), freq="D")
    coords = {"time": time, "latitude": grid.latitude, "longitude": grid.longitude}
    return xr.DataArray(values, coords, ("time", "latitude", "longitude"), name="swvl1")


def everywhere(grid: Grid) -> np.ndarray:
    """Say that all cells have data."""
    return np.ones(grid.shape, dtype=bool)


def random_polygon(rng: np.random.Generator, longitude: float, latitude: float, size: float) -> shapely.Polygon:
    """Draw an irregular polygon around a point."""
    angle = np.sort(rng.uniform(0, 2 * np.pi, 40))
    radius = size * rng.uniform(0.4, 1.0, 40)
    return shapely.Polygon(np.c_[longitude + radius * np.cos(angle), latitude + radius * np.sin(angle)]).buffer(0)


def many_polygons(rng: np.random.Generator, count: int = 25) -> gpd.GeoDataFrame:
    """Draw catchments of 0.02 to 0.8 degrees over the grid of England."""
    shapes = {
        f"_{1000 + i}": random_polygon(
            rng, rng.uniform(-3.2, 0.2), rng.uniform(51.3, 54.7), np.exp(rng.uniform(-4, -0.25))
        )
        for i in range(count)
    }
    return catchments(**shapes)


def holed(rng: np.random.Generator) -> np.ndarray:
    """Draw four days of values over Britain, a fifth of the cells empty."""
    values = rng.normal(0.3, 0.1, (4, *BRITAIN.shape))
    values[:, rng.random(BRITAIN.shape) < 0.2] = np.nan
    return values


@pytest.mark.usefixtures("flat")
def test_three_by_three_by_hand() -> None:
    """A square over the middle of nine cells has weights 1/4, 1/2 and 1, over their sum of 4."""
    square = catchments(_1=shapely.box(0.5, 0.5, 2.5, 2.5))
    weights = zonal.weights(THREE, everywhere(THREE), square)
    expected = np.array([0.25, 0.5, 0.25, 0.5, 1.0, 0.5, 0.25, 0.5, 0.25]) / 4
    np.testing.assert_allclose(weights["weight"].sortby(weights["cell"]), expected, rtol=1e-12)
    # corners 1 3 7 9 and edges 2 4 6 8 have mean 5, as has the middle
    mean = zonal.apply(weights, field(THREE, np.arange(1.0, 10).reshape(1, 3, 3)))
    assert mean.item() == pytest.approx(5.0, abs=1e-12)


def test_methods_by_hand() -> None:
    """The square touches nine cells and has the centre of one; small catchments have the centre of none."""
    shapes = catchments(_1=shapely.box(0.6, 0.6, 2.4, 2.4), _2=shapely.box(0.1, 0.1, 0.2, 0.2))
    rows = zonal.weights(THREE, everywhere(THREE), shapes, "all_touched")
    assert rows["weight"].values == pytest.approx([1 / 9] * 9 + [1.0])
    rows = zonal.weights(THREE, everywhere(THREE), shapes, "centre")
    assert (rows["gauge"].values, rows["cell"].values, rows["weight"].values) == ([0], [4], [1.0])
    assert json.loads(rows.attrs["gauges_without_cells"]) == ["2"]


def test_cells_shrink_towards_the_pole() -> None:
    """Two whole cells weigh as their areas on the sphere: sine of the upper less that of the lower edge."""
    grid = Grid(np.array([60.5, 59.5]), np.array([0.5, 1.5]))
    weights = zonal.weights(grid, everywhere(grid), catchments(_1=shapely.box(0, 59, 1, 61)))
    north, south = (np.sin(np.radians(top)) - np.sin(np.radians(top - 1)) for top in (61, 60))
    np.testing.assert_allclose(weights["weight"], [north / (north + south), south / (north + south)], rtol=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_weights_keep_their_contract_and_sum_to_one(method: str, rng: np.random.Generator) -> None:
    """The weights of every catchment that has cells sum to 1."""
    shapes = many_polygons(rng)
    weights = WEIGHTS.check(zonal.weights(BRITAIN, rng.random(BRITAIN.shape) < 0.9, shapes, method))
    sums = np.bincount(weights["gauge"], weights["weight"], minlength=len(shapes))
    np.testing.assert_allclose(sums[weights["covered_fraction"].values > 0], 1.0, rtol=1e-12)
    assert (sums[weights["covered_fraction"].values == 0] == 0).all()


def test_weighted_means_equal_exactextract(rng: np.random.Generator) -> None:
    """Means under coverage x cell area equal exactextract's weighted mean to 1e-6, NaN cells included."""
    shapes, values = many_polygons(rng), holed(rng)
    ours = zonal.apply(zonal.weights(BRITAIN, np.isfinite(values[0]), shapes), field(BRITAIN, values)).values
    wkt = shapes.crs.to_wkt()
    areas = NumPyRasterSource(BRITAIN.cell_areas().reshape(BRITAIN.shape), *BRITAIN.bounds, srs_wkt=wkt)
    for day in range(4):
        raster = NumPyRasterSource(values[day], *BRITAIN.bounds, srs_wkt=wkt, nodata=np.nan)
        theirs = exact_extract(raster, shapes, ["weighted_mean"], weights=areas, output="pandas")
        np.testing.assert_allclose(ours[:, day], theirs["weighted_mean"].to_numpy("float64"), atol=1e-6)


@pytest.mark.usefixtures("flat")
def test_means_by_coverage_equal_exactextract(rng: np.random.Generator) -> None:
    """Where all cells are of one size, means equal exactextract's plain mean to 1e-6, NaN cells included."""
    shapes, values = many_polygons(rng), holed(rng)
    ours = zonal.apply(zonal.weights(BRITAIN, np.isfinite(values[0]), shapes), field(BRITAIN, values)).values
    for day in range(4):
        raster = NumPyRasterSource(values[day], *BRITAIN.bounds, srs_wkt=shapes.crs.to_wkt(), nodata=np.nan)
        theirs = exact_extract(raster, shapes, ["mean"], output="pandas")
        np.testing.assert_allclose(ours[:, day], theirs["mean"].to_numpy("float64"), atol=1e-6)


def test_all_touched_equals_rioxarray(rng: np.random.Generator) -> None:
    """The unweighted mean of touched cells equals that of rioxarray's clip, NaN cells skipped."""
    shapes = many_polygons(rng)
    values = rng.normal(0.3, 0.1, (3, *BRITAIN.shape))
    values[:, rng.random(BRITAIN.shape) < 0.2] = np.nan
    ours = zonal.apply(zonal.weights(BRITAIN, np.isfinite(values[0]), shapes, "all_touched"), field(BRITAIN, values))
    raster = field(BRITAIN, values).rename(latitude="y", longitude="x").rio.write_crs("EPSG:4326")
    for gauge, shape in shapes.geometry.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = raster.rio.clip([shape], all_touched=True).mean(("y", "x"))
        np.testing.assert_allclose(ours.sel(gauge_id=gauge), theirs, atol=1e-6)


@examples(15)
@given(seed=st.integers(0, 2**32 - 1), method=st.sampled_from(sorted(METHODS)), constant=st.floats(-50, 50))
def test_laws_of_a_mean(seed: int, method: str, constant: float) -> None:
    """The mean of a constant is it; a mean lies between the least and the greatest value."""
    rng = np.random.default_rng(seed)
    weights = zonal.weights(BRITAIN, rng.random(BRITAIN.shape) < 0.8, many_polygons(rng, 5), method)
    flat = zonal.apply(weights, field(BRITAIN, np.full((1, *BRITAIN.shape), constant)))
    filled = weights["covered_fraction"].values > 0
    np.testing.assert_allclose(flat.values[filled, 0], constant, rtol=1e-12, atol=1e-12)
    values = rng.normal(size=(3, *BRITAIN.shape))
    values[1, rng.random(BRITAIN.shape) < 0.3] = np.nan
    means = zonal.apply(weights, field(BRITAIN, values))
    for number, gauge in enumerate(weights["gauge_id"].values):
        cells = weights["cell"].values[weights["gauge"].values == number]
        for day in range(3):
            x = values[day].ravel()[cells]
            mean = means.sel(gauge_id=gauge).values[day]
            if np.isfinite(x).any():
                assert np.nanmin(x) - 1e-12 <= mean <= np.nanmax(x) + 1e-12
            else:
                assert np.isnan(mean)


@examples(10)
@given(seed=st.integers(0, 2**32 - 1))
def test_means_add_over_disjoint_parts(seed: int) -> None:
    """The mean of a catchment is that of its two parts, weighed by their areas on the sphere."""
    rng = np.random.default_rng(seed)
    whole = random_polygon(rng, -1.5, 53.0, 0.8)
    cut = shapely.box(-10, 40, rng.uniform(-1.7, -1.3), 60)
    parts = catchments(_1=whole, _2=whole.intersection(cut), _3=whole.difference(cut))
    weights = zonal.weights(BRITAIN, everywhere(BRITAIN), parts)
    mean = zonal.apply(weights, field(BRITAIN, rng.normal(size=(2, *BRITAIN.shape)))).values
    raster = NumPyRasterSource(BRITAIN.cell_areas().reshape(BRITAIN.shape), *BRITAIN.bounds, srs_wkt=parts.crs.to_wkt())
    area = exact_extract(raster, parts, ["sum"], output="pandas")["sum"].to_numpy()
    np.testing.assert_allclose(mean[0] * area[0], mean[1] * area[1] + mean[2] * area[2], rtol=1e-6, atol=1e-9)


def test_means_ignore_the_order_of_entries(rng: np.random.Generator) -> None:
    """Shuffled entries of the sparse matrix give the same means."""
    weights = zonal.weights(BRITAIN, everywhere(BRITAIN), many_polygons(rng))
    values = field(BRITAIN, rng.normal(size=(2, *BRITAIN.shape)))
    shuffled = weights.isel(entry=rng.permutation(weights.sizes["entry"]))
    np.testing.assert_allclose(zonal.apply(shuffled, values), zonal.apply(weights, values), rtol=1e-12)


@pytest.mark.usefixtures("flat")
def test_missing_cells_leave_the_mean() -> None:
    """A cell that is NaN on one day gives its weight to the others on that day alone."""
    weights = zonal.weights(THREE, everywhere(THREE), catchments(_1=shapely.box(0, 2, 2, 3)))
    values = np.zeros((3, 3, 3))
    values[:, 0, 0], values[:, 0, 1] = 1.0, 3.0
    values[1, 0, 1] = np.nan
    values[2, 0, :] = np.nan
    np.testing.assert_array_equal(zonal.apply(weights, field(THREE, values)).values[0], [2.0, 1.0, np.nan])


@pytest.mark.usefixtures("flat")
def test_sea_and_the_edge_of_the_box_count_as_uncovered() -> None:
    """A catchment half over sea, and half of the rest outside the box, is covered to a quarter."""
    land = everywhere(THREE)
    land[:, 0] = False
    shapes = catchments(_1=shapely.box(0, 2, 2, 4), _2=shapely.box(0, 0, 1, 1), _3=shapely.box(1, 1, 2, 2))
    weights = zonal.weights(THREE, land, shapes)
    np.testing.assert_allclose(weights["covered_fraction"], [0.25, 0.0, 1.0], rtol=1e-9)
    means = zonal.apply(weights, field(THREE, np.ones((2, 3, 3))))
    assert np.isnan(means.sel(gauge_id="2")).all()
    assert weights.attrs["gauges_without_cells_count"] == 1


def test_shapes_in_any_coordinates(rng: np.random.Generator) -> None:
    """Catchments in British National Grid coordinates get the weights that they get in degrees."""
    shapes = many_polygons(rng, 5)
    degrees = zonal.weights(BRITAIN, everywhere(BRITAIN), shapes)
    metres = zonal.weights(BRITAIN, everywhere(BRITAIN), shapes.to_crs("EPSG:27700"))
    values = field(BRITAIN, rng.normal(size=(1, *BRITAIN.shape)))
    np.testing.assert_allclose(zonal.apply(metres, values), zonal.apply(degrees, values), atol=1e-4)


def test_mistakes_are_named() -> None:
    """Another grid, an unknown method and catchments elsewhere are refused with a reason."""
    square = catchments(_1=shapely.box(0, 0, 3, 3))
    weights = zonal.weights(THREE, everywhere(THREE), square)
    with pytest.raises(InputError, match="as in the weights"):
        zonal.apply(weights, field(BRITAIN, np.zeros((1, *BRITAIN.shape))))
    with pytest.raises(InputError, match=r"data\.esa_cci\.method(.|\n)*area_weighted, all_touched, centre"):
        zonal.weights(THREE, everywhere(THREE), square, "nearest", "esa_cci")
    with pytest.raises(InputError, match="within the grid"):
        zonal.weights(THREE, everywhere(THREE), catchments(_1=shapely.box(50, 50, 51, 51)))
    with pytest.raises(InputError, match="no catchment with a land cell"):
        zonal.weights(THREE, ~everywhere(THREE), square)


@pytest.mark.data
def test_real_catchment_equals_exactextract(real_data, rng: np.random.Generator) -> None:
    """The Bedford Ouse at Roxton, 1662 km2 of thousands of vertices, agrees with exactextract to 1e-6."""
    shapes = gpd.read_file(real_data / "boundaries" / "camelsgb_33039" / "camelsgb_33039.shp")
    shapes = shapes.set_index("gauge_id").to_crs("EPSG:27700")
    assert shapes.area.item() / 1e6 == pytest.approx(1662.30, abs=0.01)
    weights = zonal.weights(BRITAIN, everywhere(BRITAIN), shapes)
    values = rng.normal(size=(1, *BRITAIN.shape))
    degrees = shapes.to_crs("EPSG:4326")
    wkt = degrees.crs.to_wkt()
    raster = NumPyRasterSource(values[0], *BRITAIN.bounds, srs_wkt=wkt)
    areas = NumPyRasterSource(BRITAIN.cell_areas().reshape(BRITAIN.shape), *BRITAIN.bounds, srs_wkt=wkt)
    theirs = exact_extract(raster, degrees, ["weighted_mean"], weights=areas, output="pandas")
    assert zonal.apply(weights, field(BRITAIN, values)).item() == pytest.approx(theirs["weighted_mean"][0], abs=1e-6)
    boxes = shapely.box(*_edges(BRITAIN))
    assert weights.sizes["entry"] == shapely.intersects(boxes, degrees.geometry.item()).sum()
    assert weights["covered_fraction"].item() == pytest.approx(1.0)


def _edges(grid: Grid) -> tuple[np.ndarray, ...]:
    """Return west, south, east and north of every cell."""
    latitude, longitude = np.meshgrid(grid.latitude, grid.longitude, indexing="ij")
    return longitude - 0.05, latitude - 0.05, longitude + 0.05, latitude + 0.05
