"""Polygons against gauges and grids: of other gauges, elsewhere, and on a grid that is shifted or too small."""

import geopandas as gpd
import netCDF4
import numpy as np
import pandas as pd
import pytest

from lstm_probe.checkup import era5_land, polygons
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from tests.checkup.conftest import ERA5_LAND, Planted

Told = set[tuple[str, str, str]]


@pytest.fixture
def account(whole: Planted) -> Account:
    """Give the account of a world whose attributes were read."""
    table = pd.read_csv(whole.tables / "CAMELS_GB_topographic_attributes.csv", dtype={"gauge_id": "str"})
    about = table.set_index("gauge_id")[["gauge_lat", "gauge_lon", "area"]].to_dict("index")
    return Account(gauges=whole.gauges, about={str(gauge): told for gauge, told in about.items()})  # type: ignore[misc]


def told(findings: Findings) -> Told:
    """Give severity, source and check of all that was found."""
    table = findings.table()
    return set(zip(table["severity"], table["source"], table["check"], strict=True))


def rewritten(world: Planted, shapes: gpd.GeoDataFrame) -> None:
    """Write other boundaries in the place of the world's."""
    shapes.to_file(world.boundaries)


def test_polygons_that_were_exchanged_are_told(planted: Planted, account: Account) -> None:
    """Two gauges with each other's polygon: areas, or the distance, give them away."""
    shapes = gpd.read_file(planted.boundaries)
    names = shapes["ID_STRING"].tolist()
    names[0], names[-1] = names[-1], names[0]
    rewritten(planted, shapes.assign(ID_STRING=names))
    findings = Findings()
    polygons.check(planted.study(), findings, account)
    assert ("warn", "boundaries", "place of the gauge") in told(findings)
    assert set(findings.of_gauges("warn")) | set(findings.of_gauges("refuse")) == {names[0], names[-1]}


def test_polygons_that_are_all_elsewhere_are_refused(planted: Planted, account: Account) -> None:
    """Moved by 100 km, as with another zone of the projection."""
    shapes = gpd.read_file(planted.boundaries)
    shapes.geometry = shapes.geometry.translate(xoff=-80_000, yoff=60_000)
    rewritten(planted, shapes)
    findings = Findings()
    polygons.check(planted.study(), findings, account)
    assert ("refuse", "boundaries", "place of the gauge") in told(findings)


def test_polygons_in_another_country_are_refused_and_counted(planted: Planted, account: Account) -> None:
    """A wrong .prj file: every gauge loses its polygon, by name."""
    shapes = gpd.read_file(planted.boundaries)
    rewritten(planted, shapes.set_crs("EPSG:32633", allow_override=True))
    findings = Findings()
    assert polygons.check(planted.study(), findings, account) is None
    assert ("refuse", "boundaries", "polygons") in told(findings)
    assert {loss for losses in account.losses.values() for loss in losses} == {"polygon"}


def test_a_shifted_grid_is_told(planted: Planted, account: Account) -> None:
    """Corners that were no multiples of 0.1 degrees."""
    for path in (planted.folder / "era5_land").glob("*layer_1*"):
        with netCDF4.Dataset(path, "r+") as file:
            file["latitude"][:] = np.asarray(file["latitude"][:]) - 0.04
    for path in (planted.folder / "era5_land").glob("*.nc"):
        if "layer_1" not in path.name:
            path.unlink()
    findings = Findings()
    study = planted.study(targets={"swvl1": ERA5_LAND["swvl1"]})
    shapes = polygons.check(study, Findings(), account)
    delivery = era5_land.DeliveryCheck(study, shapes, findings, account)
    assert ("warn", "era5_land", "grid") in told(findings)
    assert delivery.grid is not None
