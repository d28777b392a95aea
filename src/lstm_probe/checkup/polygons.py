"""Check the catchment polygons: one per gauge, valid, of the area that the attributes say, and on the grids."""

import logging
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.catchments import polygons
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.data.camels_gb import boundaries, coordinates
from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.files import shapefile
from lstm_probe.datasets.bounds import AREA_FACTOR, AREA_TOLERANCE
from lstm_probe.datasets.camels_gb import VERSIONS
from lstm_probe.errors import Finding, InputError

logger = logging.getLogger(__name__)

SOURCE = "boundaries"
DEGREES = "EPSG:4326"
#: A gauge that lies farther from its catchment (m) belongs to another one; CAMELS-GB rounds coordinates to 1 km.
NEAR = 5_000.0
#: Share of a catchment on cells with data, below which its mean is that of a part.
COVERED = 0.5


def check(study: Study, findings: Findings, account: Account) -> gpd.GeoDataFrame | None:
    """Check the polygons of the gauges.

    Returns
    -------
    geopandas.GeoDataFrame or None
        Valid polygons in EPSG:4326, indexed by gauge_id, of the gauges that have one; None where none can be read.
    """
    if study.catchments["reader"] != "camels_gb":
        return _of_any_data_set(study, findings, account)
    version = VERSIONS[study.data["camels_gb"]["version"]]
    with findings.guarded(SOURCE, "found"):
        path, shapes = boundaries.everything(study.sources["catchments"], version)
        account.found(SOURCE, path, f"{len(shapes)} polygons, {_crs(shapes)}", gauges=shapes.index.nunique())
        _lose(boundaries.missing(account.gauges, shapes, version), path.name, "no polygon", findings, account)
        shapes = _repaired(shapes[shapes.index.isin(account.gauges)], path, findings, account)
        if len(shapes):
            placed = _placed(shapes, path, findings, account)
            _areas(placed, findings, account)
            return placed.to_crs(DEGREES) if len(placed) else None
    return None


def _of_any_data_set(study: Study, findings: Findings, account: Account) -> gpd.GeoDataFrame | None:
    with findings.guarded(SOURCE, "found"):
        place = study.sources["catchments"]
        shapes = polygons.read(study.catchments, place, account.gauges)
        account.found(SOURCE, place, f"{len(shapes)} polygons, {_crs(shapes)}", gauges=len(shapes))
        _areas(shapes, findings, account)
        return shapes.to_crs(DEGREES)
    return None


def _crs(shapes: gpd.GeoDataFrame) -> str:
    return shapes.crs.name if shapes.crs is not None else "no .prj file"


def _lose(found: Iterable[Finding], item: str, why: str, findings: Findings, account: Account) -> set[str]:
    """Take down findings, and name the gauges that are lost by them."""
    found = list(found)
    findings.collect(SOURCE, item, found)
    lost = {finding.gauge for finding in found if finding.severity == "refuse"}
    for gauge in sorted(lost):
        account.lose(gauge, "polygon", why)
    return lost


def _repaired(shapes: gpd.GeoDataFrame, path: Path, findings: Findings, account: Account) -> gpd.GeoDataFrame:
    """Repair what the reader repairs, and leave out what it cannot repair."""
    lost = _lose(shapefile.rings(shapes, path), "validity", "a polygon without area", findings, account)
    whole = shapefile.repaired(shapes[~shapes.index.isin(list(lost))], path)
    return whole if whole.index.is_unique else whole.dissolve(level=0)


def _placed(shapes: gpd.GeoDataFrame, path: Path, findings: Findings, account: Account) -> gpd.GeoDataFrame:
    """Put polygons on the map; those that lie elsewhere are reported and left out."""
    if shapes.crs is None:
        found, advice = "no .prj file", "put it beside the .shp file; the coordinates are guessed by their numbers"
        findings.add("warn", SOURCE, "polygons", "coordinates", found, "known coordinates", advice)
    try:
        return coordinates.placed(shapes, path)
    except InputError as error:
        findings.error(SOURCE, "polygons", error, item="coordinates")
    kept = []
    for gauge in shapes.index:
        try:
            kept.append(coordinates.placed(shapes.loc[[gauge]], path))
        except InputError:
            account.lose(str(gauge), "polygon", "a polygon elsewhere")
    return pd.concat(kept) if kept else shapes.iloc[:0]


def _areas(shapes: gpd.GeoDataFrame, findings: Findings, account: Account) -> None:
    """Hold areas against the attribute, and gauges against their catchments."""
    degrees, areas = shapes.to_crs(DEGREES), polygons.areas(shapes)
    places = [account.about.get(str(gauge), {}) for gauge in degrees.index]
    east, north = ([about.get(name, np.nan) for about in places] for name in ("gauge_lon", "gauge_lat"))
    points = gpd.GeoSeries(gpd.points_from_xy(east, north), degrees.index, crs=DEGREES)
    apart = polygons.distances(degrees, points)
    if known := [str(gauge) for gauge in degrees.index[points.is_valid & ~points.is_empty & np.isfinite(apart)]]:
        rows = pd.DataFrame({gauge: account.about[gauge] for gauge in known}).T.rename_axis("gauge_id")
        with findings.guarded(SOURCE, "place of the gauge"):
            attributes = rows[["gauge_lat", "gauge_lon"]].astype("float64").to_xarray()
            boundaries.require_near(shapes.loc[known], attributes)
    for gauge, area, about in zip(map(str, degrees.index), areas, places, strict=True):
        account.describe(gauge, polygon_area=float(area))
        stated = float(str(about.get("area", np.nan)))
        if stated > 0 and abs(area / stated - 1) > AREA_TOLERANCE:
            severity = "warn" if 1 / AREA_FACTOR < area / stated < AREA_FACTOR else "refuse"
            found = f"{area:.2f} km2, the attribute area is {stated:.2f} km2 ({100 * (area / stated - 1):+.1f} %)"
            advice = "look whether polygon and attributes are of the same gauge and version"
            expected = f"areas equal to {100 * AREA_TOLERANCE:g} % (on the ellipsoid)"
            findings.add(severity, SOURCE, "areas", "area", found, expected, advice, gauge)
        if float(distance := apart[gauge]) > NEAR:
            found, advice = f"{distance / 1000:.0f} km from its polygon", "look whether the polygon is of this gauge"
            findings.add("warn", SOURCE, "place of the gauge", "polygon", found, "at its edge", advice, gauge)


def weigh(
    product: str,
    grid: Grid,
    land: np.ndarray,
    shapes: gpd.GeoDataFrame,
    study: Study,
    findings: Findings,
    account: Account,
) -> xr.Dataset | None:
    """Hold the polygons against a grid, and weigh its cells in them.

    Parameters
    ----------
    land : numpy.ndarray of bool, shape (rows, columns)
        Those with data.
    shapes : geopandas.GeoDataFrame
        Valid polygons in EPSG:4326, indexed by gauge_id.

    Returns
    -------
    xarray.Dataset or None
        The artefact `contracts.targets.WEIGHTS`; None where no polygon has a cell.
    """
    west, south, east, north = grid.bounds
    for gauge, edges in shapes.bounds.iterrows():
        if edges["minx"] < west or edges["maxx"] > east or edges["miny"] < south or edges["maxy"] > north:
            found = "reaches beyond the grid"
            expected = f"{west:.2f} to {east:.2f} E, {south:.2f} to {north:.2f} N"
            advice = "request a larger box; the mean is that of the part inside"
            findings.add("warn", product, "polygons on the grid", "box", found, expected, advice, str(gauge))
    with findings.guarded(product, "polygons on the grid"):
        weights = zonal.weights(grid, land, shapes, study.data[product]["method"], product)
        for gauge, share in zip(map(str, weights["gauge_id"].values), weights["covered_fraction"].values, strict=True):
            if share == 0:
                account.lose(gauge, "land cell", f"no cell of {product} with data")
                expected, advice = "a cell with data", "nothing: the gauge has no part in these targets"
                findings.add("warn", product, "gauges without a cell", "land", "no cell", expected, advice, gauge)
            elif share < COVERED:
                expected = f"{100 * COVERED:g} % or more of the catchment on cells with data"
                found, advice = f"{100 * share:.0f} %", "nothing: the mean is that of the part on land"
                findings.add("note", product, "polygons on the grid", "cover", found, expected, advice, gauge)
        return weights
    return None
