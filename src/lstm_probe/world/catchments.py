"""Gauged catchments: where they are, how they are shaped, and which cells they cover."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from scipy import sparse, spatial

from lstm_probe.datasets import outline
from lstm_probe.errors import InputError, shortlist
from lstm_probe.world.grid import Grid
from lstm_probe.world.terrain import Terrain

SMALLEST, LARGEST = 2.0, 2000.0  # km2
VERTICES = 720
NATIONAL_GRID = "EPSG:27700"


def build(gauges: int, grid: Grid, terrain: Terrain, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Place catchments all over the country, their areas spread evenly in the logarithm.

    Parameters
    ----------
    gauges : int
        How many.
    grid, terrain : Grid, Terrain
        The land.
    rng : numpy.random.Generator
        Source of places and shapes.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:27700, ordered by gauge_id: gauge_id (text), gauge_name, area (km2), the gauge's gauge_easting,
        gauge_northing (m), gauge_lat, gauge_lon (degrees), gauge_elev (m), geometry.
    """
    centres = _spread(gauges, grid, terrain, rng)
    places = gpd.points_from_xy(grid.cell_longitude[centres], grid.cell_latitude[centres], crs="EPSG:4326")
    points = shapely.get_coordinates(places.to_crs(NATIONAL_GRID))
    north, west, south, east = grid.limits
    land = outline.great_britain().clip_by_rect(west, south, east, north).to_crs(NATIONAL_GRID).union_all()
    areas = np.exp(rng.permutation(np.linspace(np.log(SMALLEST * 1.1), np.log(LARGEST * 0.95), gauges)))
    shapes = [_polygon(point, area, land, rng) for point, area in zip(points, areas, strict=True)]
    table = gpd.GeoDataFrame(geometry=shapes, crs=NATIONAL_GRID)
    table["area"] = table.area / 1e6
    table = pd.concat([_outlets(table, grid, terrain), table], axis=1)
    table["gauge_id"] = _identifiers(table, rng)
    table["gauge_name"] = _names(len(table), rng)
    order = table["gauge_id"].astype(int).argsort()
    return gpd.GeoDataFrame(table.iloc[order].reset_index(drop=True), crs=NATIONAL_GRID)


def weights(catchments: gpd.GeoDataFrame, grid: Grid) -> sparse.csr_array:
    """Weigh each land cell by the area of it that a catchment covers (gauge, cell); rows add up to 1.

    Raises
    ------
    InputError
        If a catchment covers no land cell.
    """
    north, west, south, east = grid.limits
    raster = NumPyRasterSource(np.ones(grid.land.shape), xmin=west, ymin=south, xmax=east, ymax=north)
    shapes = catchments.to_crs("EPSG:4326")[["gauge_id", "geometry"]]
    cover = exact_extract(raster, shapes, ["cell_id", "coverage"], include_cols=["gauge_id"], output="pandas")
    number = np.full(grid.land.size, -1)
    number[grid.land.ravel()] = np.arange(grid.land.sum())
    rows = np.repeat(np.arange(len(cover)), cover["cell_id"].map(len))
    cells = number[np.concatenate(cover["cell_id"].to_numpy()).astype(int)]
    parts = np.concatenate(cover["coverage"].to_numpy())
    on_land = cells >= 0
    rows, cells, parts = rows[on_land], cells[on_land], parts[on_land]
    parts = parts * np.cos(np.radians(grid.cell_latitude[cells]))
    matrix = sparse.csr_array((parts, (rows, cells)), shape=(len(cover), int(grid.land.sum())))
    covered = matrix.sum(axis=1)
    if (empty := covered <= 0.0).any():
        found = f"catchments without a land cell: {shortlist(catchments['gauge_id'][empty])}"
        raise InputError("world", found, "each on one at least", "ask for another seed, or a wider box")
    return sparse.diags_array(1.0 / covered) @ matrix


def _spread(count: int, grid: Grid, terrain: Terrain, rng: np.random.Generator) -> np.ndarray:
    """Choose land cells far from each other: each the farthest from those before, of a few drawn by chance.

    Every third is drawn from the highest quarter of the land, so that even a small world has snow.
    """
    anywhere = np.arange(len(terrain.elevation))
    uplands = anywhere[terrain.elevation >= np.quantile(terrain.elevation, 0.75)]
    chosen: list[int] = []
    for gauge in range(count):
        drawn = rng.choice(uplands if gauge % 3 == 0 else anywhere, 10)
        gaps = grid.cell_km[drawn][:, None] - grid.cell_km[chosen][None]
        nearest = np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1, initial=np.inf)
        chosen.append(int(drawn[np.argmax(nearest)]))
    return np.array(chosen)


def _polygon(centre: np.ndarray, area: float, land: shapely.Geometry, rng: np.random.Generator) -> shapely.Polygon:
    """Draw a ragged, elongated catchment of an area (km2) around a centre (m), cut off by the coast."""
    angle = np.linspace(0.0, 2.0 * np.pi, VERTICES, endpoint=False)
    order = np.arange(2, 90)
    waves = np.cos(angle[:, None] * order + rng.uniform(0.0, 2.0 * np.pi, len(order)))
    radius = np.exp(waves @ (0.42 * rng.standard_normal(len(order)) * order**-1.15))
    stretch, turn = rng.uniform(1.0, 1.5), rng.uniform(0.0, np.pi)
    outline_m = np.stack([stretch * radius * np.cos(angle), radius * np.sin(angle)])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    shape = shapely.Polygon((rotation @ outline_m).T)
    scale = np.sqrt(area * 1e6 / shape.area)
    shape = shapely.Polygon(centre + scale * shapely.get_coordinates(shape)[:-1])
    pieces = shapely.get_parts(shape.intersection(land))
    return max(pieces, key=lambda piece: piece.area)


def _outlets(table: gpd.GeoDataFrame, grid: Grid, terrain: Terrain) -> pd.DataFrame:
    """Put each gauge on the boundary where the land is lowest."""
    cells = spatial.KDTree(np.stack([grid.cell_longitude, grid.cell_latitude], axis=1))
    rows = []
    for shape in table.to_crs("EPSG:4326").geometry:
        edge = shapely.get_coordinates(shape)
        elevation = terrain.elevation[cells.query(edge)[1]]
        lowest = int(np.argmin(elevation))
        rows.append((*edge[lowest], 0.8 * elevation[lowest]))
    outlets = pd.DataFrame(rows, columns=["gauge_lon", "gauge_lat", "gauge_elev"])
    metres = gpd.points_from_xy(outlets["gauge_lon"], outlets["gauge_lat"], crs="EPSG:4326").to_crs(NATIONAL_GRID)
    outlets["gauge_easting"], outlets["gauge_northing"] = metres.x.round(), metres.y.round()
    return outlets


def _identifiers(table: gpd.GeoDataFrame, rng: np.random.Generator) -> list[str]:
    """Give numbers by hydrometric area, which count clockwise round the coast from the north-east."""
    coast = outline.great_britain().to_crs(NATIONAL_GRID).iloc[0].exterior
    gauges = gpd.GeoSeries.from_xy(table["gauge_easting"], table["gauge_northing"])
    areas = 1 + (gauges.map(coast.project) / coast.length * 97).astype(int)
    numbers = {int(area): list(rng.permutation(np.arange(1, 100))) for area in areas}
    return [f"{area}{numbers[area].pop():03d}" for area in areas]


def _names(count: int, rng: np.random.Generator) -> list[str]:
    """Invent names that cannot be taken for real ones."""
    waters = ["Burn", "Water", "Beck", "Brook", "Afon", "Stream"]
    firsts = [
        "Al",
        "Bren",
        "Cald",
        "Dor",
        "Esk",
        "Fen",
        "Gar",
        "Hal",
        "Ind",
        "Kel",
        "Lin",
        "Mar",
        "Nor",
        "Ros",
    ]
    lasts = ["bridge", "by", "dale", "ford", "ham", "ley", "mill", "mouth", "thwaite", "ton", "wick", "weir"]
    places = [f"{first}{last}" for first in firsts for last in lasts]
    return [f"Synthetic {rng.choice(waters)} at {rng.choice(places)}" for _ in range(count)]
