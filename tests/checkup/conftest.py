"""A synthetic Britain to plant faults in, made once, and what a study asks of it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lstm_probe.checkup.study import Study, of_config
from lstm_probe.world import delivery
from lstm_probe.world.settings import World

SOURCES = ("camels_gb", "era5_land", "esa_cci")
SETTINGS = World(
    seed=4,
    gauges=40,
    first_day="2000-04-01",
    last_day="2002-09-30",
    box=(57.5, -5.5, 51.0, 0.0),
    spin_up_days=365,
    esa_cci_days=["2001-04-01", "2002-09-30"],
)
PERIODS = {
    "lstm_train": ["2000-10-01", "2001-12-31"],
    "lstm_test": ["2002-01-01", "2002-09-30"],
    "probe_fit": ["2001-04-01", "2001-12-31"],
    "probe_test": ["2002-01-01", "2002-09-30"],
    "state_lead_days": 30,
}
ERA5_LAND = {
    name: {"source": "era5_land", "variable": name, "units": "m3 m-3"} for name in ("swvl1", "swvl2", "swvl3", "swvl4")
}
SNOW = {"sd": {"source": "era5_land", "variable": "sd", "units": "m"}}
SATELLITE = {"esa_cci": {"source": "esa_cci", "variable": "sm", "units": "m3 m-3", "flags": [0]}}
LSTM = {
    "forcings": ["precipitation", "temperature", "pet"],
    "attributes": ["area", "elev_mean", "dpsbar", "p_mean", "frac_snow"],
    "states": "continuous",
    "spin_up_days": 365,
    "window_days": 365,
}


@dataclass(frozen=True)
class Planted:
    """Hold the folder of a world that faults are planted in."""

    folder: Path

    @property
    def tables(self) -> Path:
        """Folder of the attribute tables."""
        return self.folder / "camels_gb" / "data"

    @property
    def boundaries(self) -> Path:
        """The shapefile."""
        return next(self.folder.rglob("*_boundaries.shp"))

    @property
    def gauges(self) -> list[str]:
        """Ids of the gauges, ordered by number."""
        named = [path.name.split("_")[4] for path in (self.tables / "timeseries").iterdir()]
        return sorted(named, key=int)

    def series(self, gauge: str) -> Path:
        """File of a gauge's series."""
        return next((self.tables / "timeseries").glob(f"*_{gauge}_*.csv"))

    def change_series(self, gauge: str, change: Callable[[pd.DataFrame], object]) -> None:
        """Change the table of a gauge's series, by day, in place."""
        path = self.series(gauge)
        table = pd.read_csv(path, index_col="date")
        change(table)
        table.to_csv(path, float_format="%.6g", na_rep="NaN")

    def change_table(self, name: str, change: Callable[[pd.DataFrame], object]) -> None:
        """Change an attribute table, by gauge, in place."""
        path = self.tables / f"CAMELS_GB_{name}_attributes.csv"
        table = pd.read_csv(path, dtype={"gauge_id": "str"}, index_col="gauge_id")
        change(table)
        table.to_csv(path, na_rep="NaN")

    def era5_land(self, name: str, year: int) -> Path:
        """File of a variable and year of ERA5-Land."""
        return next((self.folder / "era5_land").glob(f"{name}_*_{year}.nc"))

    def esa_cci(self, day: str) -> Path:
        """File of a day of ESA CCI soil moisture."""
        return next((self.folder / "esa_cci").rglob(f"*COMBINED-{day.replace('-', '')}*.nc"))

    def study(self, **changes: Any) -> Study:
        """Say what a study asks of this world."""
        config: dict[str, Any] = {
            "data": {
                "camels_gb": {"version": 1, "gauges": "all", "columns": {}, "minimum_discharge_days": 1},
                "era5_land": {"method": "area_weighted"},
                "esa_cci": {"method": "area_weighted"},
                "missing": {"interpolate_days": {"temperature": 3, "pet": 3}, "minimum_target_days": 1},
                "extra_attributes": ["gauge_elev", "pet_mean"],
            },
            "periods": PERIODS,
            "lstms": {"one": LSTM},
            "targets": {**ERA5_LAND, **SNOW, **SATELLITE},
            "experiments": {"main": {"control": {"name": "none"}, "gauges": None, "targets": None}},
        }
        config |= changes
        config["lstms"] = {name: {"sampling": "last", **lstm} for name, lstm in config["lstms"].items()}
        places = {name: self.folder / name for name in SOURCES}
        return of_config(config, places | {"catchments": places["camels_gb"]})


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Give a world as it was made; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("whole")
    delivery.write(SETTINGS, *(folder / name for name in SOURCES))
    return Planted(folder)


@pytest.fixture
def planted(whole: Planted, tmp_path: Path) -> Planted:
    """Give a copy of the world, to plant faults in."""
    shutil.copytree(whole.folder, tmp_path / "world")
    return Planted(tmp_path / "world")
