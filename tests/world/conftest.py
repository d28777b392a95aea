"""One small synthetic Britain, made once for all tests of this folder."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.world import delivery, simulation
from lstm_probe.world.settings import World
from lstm_probe.world.simulation import Country


@dataclass(frozen=True)
class Delivered:
    """Hold a delivered world: its settings, its land, its folders, its truth and what was read back."""

    world: World
    country: Country
    folder: Path
    truth: xr.Dataset

    @property
    def camels(self) -> Path:
        """Folder of the tables and series."""
        return self.folder / "camels_gb" / "data"

    def attributes(self, name: str) -> pd.DataFrame:
        """Read one attribute table, indexed by gauge."""
        path = self.camels / f"CAMELS_GB_{name}_attributes.csv"
        return pd.read_csv(path, dtype={"gauge_id": "str"}).set_index("gauge_id")

    def series(self, column: str) -> pd.DataFrame:
        """Read one column of the daily series (day, gauge)."""
        paths = {path.name.split("_")[4]: path for path in (self.camels / "timeseries").iterdir()}
        read = {gauge: pd.read_csv(path, index_col="date", parse_dates=True) for gauge, path in paths.items()}
        return pd.DataFrame({gauge: read[gauge][column] for gauge in self.truth["gauge_id"].values})

    def boundaries(self) -> gpd.GeoDataFrame:
        """Read the catchment boundaries."""
        return gpd.read_file(self.camels / "CAMELS_GB_catchment_boundaries")

    def distances(self) -> np.ndarray:
        """Compute the distances between gauges (gauge, gauge), km."""
        table = self.attributes("topographic")
        east, north = table["gauge_easting"].to_numpy(), table["gauge_northing"].to_numpy()
        return np.hypot(east[:, None] - east, north[:, None] - north) / 1000.0


def deliver(world: World, folder: Path) -> Delivered:
    """Make a world in a folder."""
    folders = [folder / name for name in ("camels_gb", "era5_land", "esa_cci")]
    truth = delivery.write(world, *folders)
    return Delivered(world, simulation.build(world), folder, truth)


@pytest.fixture(scope="session")
def britain(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    """Give the whole of Britain at 40 gauges over four years, with two months of satellite files."""
    days = {"first_day": "1999-10-01", "last_day": "2003-09-30", "esa_cci_days": ["2001-01-10", "2001-02-08"]}
    return deliver(World(seed=3, gauges=40, **days), tmp_path_factory.mktemp("britain"))


@pytest.fixture(scope="session")
def upland() -> World:
    """Give the settings of a small world in northern Britain, for tests that run it themselves."""
    return World(
        seed=5,
        gauges=5,
        first_day="2000-10-01",
        last_day="2001-09-30",
        box=(55.6, -4.0, 54.4, -2.0),
        spin_up_days=365,
    )
