"""The scripts of ingestion turn folders into artefacts that keep their contracts."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe import logs
from lstm_probe.artefacts import geopackage, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.tables import PRODUCTS, SOURCES
from lstm_probe.contracts.targets import GRID_MEDIAN, WEIGHTS, target
from lstm_probe.data.camels_gb import boundaries
from lstm_probe.errors import InputError
from tests.data.conftest import camels, satellite, with_boundaries  # noqa: F401  (fixtures)
from tests.run_script import run_script

ENTRY = {"source": "era5_land", "variable": "swvl1", "units": "m3 m-3", "long_name": "soil water, 0-7 cm"}

SATELLITE = {"source": "esa_cci", "variable": "sm", "units": "m3 m-3", "long_name": "soil moisture"}

CATCHMENTS_SETTINGS = {"reader": "camels_gb", "version": 1, "columns": {}, "gauges": "all", "minimum_discharge_days": 1}
DEFAULTS = {
    "catchments": CATCHMENTS_SETTINGS,
    "interpolate_days": {},
    "synthetic": False,
    "variable": None,
    "region": "great_britain",
    "reader": "camels_gb",
}


class Files(list):
    """Stand for Snakemake's named lists of files."""

    def __init__(self, **named: object) -> None:
        super().__init__(named.values())
        vars(self).update(named)

    def __getitem__(self, key):
        """Take a file by its place or its name."""
        return vars(self)[key] if isinstance(key, str) else super().__getitem__(key)


class Params(SimpleNamespace):
    """Stand for Snakemake's parameters."""

    def items(self):
        """Give names and values."""
        return vars(self).items()


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the log alone."""
    monkeypatch.setattr(logs, "start", lambda path: None)


def run(script: str, inputs: dict, outputs: dict, **params: object) -> None:
    """Run a script as its rule does."""
    rule = SimpleNamespace(
        input=Files(**inputs),
        output=Files(**outputs),
        params=Params(**{**DEFAULTS, **params}),
        log=["log"],
        config={"world": None},
        rule=script,
    )
    run_script(script, rule)


@pytest.fixture
def ingested(camels, with_boundaries, tmp_path: Path) -> dict[str, Path]:  # noqa: F811
    """Ingest a small CAMELS-GB."""
    folder = camels()
    with_boundaries(folder)
    files = {name: tmp_path / f"{name}.nc" for name in ("series", "attributes")}
    settings = {
        "forcings": ["precipitation"],
        "attributes": ["area"],
        "extra_attributes": [],
    }
    periods = {"lstm_train": ["1990-01-01", "1990-12-31"]}
    run("ingest", {"catchments": str(folder), "packed": []}, files, periods=periods, **settings)
    return {"camels_gb": folder, **files}


@pytest.fixture
def era5_land(ingested: dict[str, Path], tmp_path: Path) -> Path:
    """Write ERA5-Land over the catchments, two files of ten days; the field is its day of the month / 100."""
    west, south, east, north = boundaries.read(ingested["camels_gb"], ["1001"]).to_crs(4326).total_bounds
    latitude = np.round(np.arange(np.ceil(north * 10) + 3, np.floor(south * 10) - 4, -1) / 10, 4)
    longitude = np.round(np.arange(np.floor(west * 10) - 5, np.ceil(east * 10) + 6) / 10, 4)
    (tmp_path / "era5_land").mkdir()
    for part, first in enumerate(("2000-01-01", "2000-01-11")):
        days = pd.date_range(first, periods=10, freq="D")
        values = np.broadcast_to(days.day.to_numpy()[:, None, None] / 100, (10, len(latitude), len(longitude)))
        array = xr.DataArray(
            values.astype("float32"),
            {"valid_time": days, "latitude": latitude, "longitude": longitude},
            ("valid_time", "latitude", "longitude"),
            attrs={"units": "m**3 m**-3"},
        )
        array.to_dataset(name="swvl1").to_netcdf(tmp_path / "era5_land" / f"{part}.nc")
    return tmp_path / "era5_land"


def test_series_and_attributes(ingested: dict[str, Path]) -> None:
    """Both artefacts keep their contracts and say where they come from."""
    series = store.read(ingested["series"], CATCHMENTS)
    attributes = store.read(ingested["attributes"], ATTRIBUTES)
    assert series["gauge_id"].values.tolist() == attributes["gauge_id"].values.tolist() == ["1001", "10002", "39001"]
    assert "10.5285/8344e4f3" in series.attrs["source"]
    assert series.attrs["dropped_gauges"] == "{}"
    assert series.attrs["missing_discharge_days"] == 0
    assert series.attrs["gauge_days"] == 3 * 730


@pytest.mark.parametrize("method", ["area_weighted", "all_touched"])
def test_weights_then_means(ingested: dict[str, Path], era5_land: Path, tmp_path: Path, method: str) -> None:
    """A field that is constant in space has that constant as every catchment's mean, day by day."""
    weights, clipped = tmp_path / "weights.nc", tmp_path / "swvl1.nc"
    inputs = {
        "catchments": ingested["camels_gb"],
        "gridded": era5_land,
        "attributes": ingested["attributes"],
    }
    run("compute_weights", inputs, {"weights": weights}, grid="era5_land", method=method)
    assert store.read(weights, WEIGHTS).attrs["method"] == method
    inputs = {"era5_land": era5_land, "weights": weights}
    run("clip_era5_land", inputs, {"target": clipped}, name="swvl1", target=ENTRY)
    means = store.read(clipped, target("swvl1"))["swvl1"]
    np.testing.assert_allclose(means, np.tile(np.arange(1, 21) / 100, (3, 1)), rtol=1e-6)
    assert means.attrs["averaging_method"] == method
    assert means.attrs["units"] == "m3 m-3"
    assert means.attrs["incomplete_days"] == 0


def test_a_missing_variable_leaves_nothing(ingested: dict[str, Path], era5_land: Path, tmp_path: Path) -> None:
    """Without the variable there is a message, and no file."""
    weights, clipped = tmp_path / "weights.nc", tmp_path / "swvl2.nc"
    inputs = {
        "catchments": ingested["camels_gb"],
        "gridded": era5_land,
        "attributes": ingested["attributes"],
    }
    run("compute_weights", inputs, {"weights": weights}, grid="era5_land", method="centre")
    inputs, entry = {"era5_land": era5_land, "weights": weights}, ENTRY | {"variable": "swvl2"}
    with pytest.raises(InputError, match="variables swvl1"):
        run("clip_era5_land", inputs, {"target": clipped}, name="swvl2", target=entry)
    assert not list(tmp_path.glob("*swvl2.nc"))


def test_another_box_is_named(ingested: dict[str, Path], era5_land: Path, tmp_path: Path) -> None:
    """A variable that was requested for another box than the weights' is refused, and the boxes are named."""
    weights = tmp_path / "weights.nc"
    inputs = {
        "catchments": ingested["camels_gb"],
        "gridded": era5_land,
        "attributes": ingested["attributes"],
    }
    run("compute_weights", inputs, {"weights": weights}, grid="era5_land", method="area_weighted")
    with xr.open_dataset(era5_land / "0.nc") as dataset:
        dataset.isel(longitude=slice(2, None)).rename(swvl1="sd").to_netcdf(era5_land / "sd.nc")
    inputs, entry = {"era5_land": era5_land, "weights": weights}, ENTRY | {"variable": "sd"}
    with pytest.raises(InputError, match=r"field 'sd'(.|\n)*as in the weights"):
        run("clip_era5_land", inputs, {"target": tmp_path / "sd.nc"}, name="sd", target=entry)


def test_a_table_becomes_a_target(ingested: dict[str, Path], tmp_path: Path) -> None:
    """A table of two gauges becomes a target of all three."""
    table = tmp_path / "level.csv"
    table.write_text("time,1001,39001\n2001-01-01,1.5,2.5\n")
    inputs = {"table": table, "attributes": ingested["attributes"]}
    entry = {"source": "table", "path": str(table), "variable": None, "units": "m", "long_name": "level"}
    run("read_table", inputs, {"target": tmp_path / "level.nc"}, name="level", target=entry)
    means = store.read(tmp_path / "level.nc", target("level"))["level"]
    np.testing.assert_array_equal(means.values, [[1.5], [np.nan], [2.5]])


@pytest.fixture
def esa_cci(ingested: dict[str, Path], satellite) -> Path:  # noqa: F811
    """Write 20 days of ESA CCI from 1 January 2000, day 8 missing; the field is its day of the month / 100."""
    axes = {"latitude": np.arange(53.875, 51, -0.25), "longitude": np.arange(-4.875, -2, 0.25)}
    for day in pd.date_range("2000-01-01", "2000-01-20"):
        if day.day != 8:
            folder: Path = satellite(f"{day:%Y-%m-%d}", day.day / 100, **axes)
    return folder


def test_the_satellite_is_weighed_averaged_filled_and_smoothed(
    ingested: dict[str, Path], esa_cci: Path, tmp_path: Path
) -> None:
    """A field that rises evenly, with a day missing: filled, the trailing mean of 7 days is that of 3 days before."""
    weights, clipped = tmp_path / "weights.nc", tmp_path / "esa_cci.nc"
    inputs = {"catchments": ingested["camels_gb"], "gridded": esa_cci, "attributes": ingested["attributes"]}
    run("compute_weights", inputs, {"weights": weights}, grid="esa_cci", method="area_weighted")
    assert store.read(weights, WEIGHTS).attrs["product"] == "esa_cci"
    inputs = {"esa_cci": esa_cci, "weights": weights}
    run("clip_esa_cci", inputs, {"target": clipped}, name="esa_cci", target=SATELLITE)
    means = store.read(clipped, target("esa_cci"))["esa_cci"]
    expected = [np.nan] * 6 + [(day - 3) / 100 for day in range(7, 21)]
    np.testing.assert_allclose(means, [expected] * 3, rtol=1e-5)
    counts = {name: means.attrs[name] for name in ("missing_days", "values_filled", "values_dropped_by_flag")}
    assert counts == {"missing_days": 1, "values_filled": 3, "values_dropped_by_flag": 0}
    assert means.attrs["version"] == "05.2"
    assert means.attrs["smooth"] == "trailing"
    raw = SATELLITE | {"fill_gaps": False, "smooth_days": 1, "smooth": "centred", "flags": None}
    run("clip_esa_cci", inputs, {"target": clipped}, name="esa_cci", target=raw)
    means = store.read(clipped, target("esa_cci"))["esa_cci"]
    assert means.isnull().sum("time").values.tolist() == [1, 1, 1]


def test_boundaries_for_maps(ingested: dict[str, Path], tmp_path: Path) -> None:
    """Every gauge has a valid polygon in degrees, in the order of the attributes."""
    inputs = {"catchments": ingested["camels_gb"], "attributes": ingested["attributes"]}
    run("read_boundaries", inputs, {"boundaries": tmp_path / "boundaries.gpkg"})
    shapes = geopackage.read(tmp_path / "boundaries.gpkg")
    assert shapes.index.tolist() == ["1001", "10002", "39001"]
    area = shapes.to_crs("EPSG:27700").area / 1e6
    np.testing.assert_allclose(area, 400.0, rtol=0.01)


def test_medians_of_two_products(ingested: dict[str, Path], era5_land: Path, esa_cci: Path, tmp_path: Path) -> None:
    """Both maps are of the 14 days from the 6th that both have: the median of 6, 7, 9 … 20 is 13.5 hundredths."""
    files = {name: tmp_path / f"{name}_median.nc" for name in ("era5_land", "esa_cci")}
    inputs = {"era5_land": era5_land, "esa_cci": esa_cci, "attributes": ingested["attributes"]}
    given = {"layer": ENTRY, "satellite": SATELLITE, "period": ["2000-01-06", "2000-12-31"]}
    run("median_grids", inputs, files, **given, region="great_britain")
    for name, product in (("era5_land", "ERA5-Land"), ("esa_cci", "ESA CCI")):
        median = store.read(files[name], GRID_MEDIAN)
        np.testing.assert_allclose(median["median"], 0.135, rtol=1e-5)
        assert median.attrs["days"] == 14
        assert product in median.attrs["source"]


def test_products_are_compared(tmp_path: Path, rng: np.random.Generator) -> None:
    """Two equal targets correlate perfectly at each gauge."""
    means = target("swvl1").mock(rng, gauge_id=2, time=60)
    about = store.provenance({}, "clip", "a test")
    store.write(means, tmp_path / "swvl1.nc", target("swvl1"), about)
    store.write(means.rename(swvl1="esa_cci"), tmp_path / "esa_cci.nc", target("esa_cci"), about)
    inputs, names = {"first": tmp_path / "swvl1.nc", "second": tmp_path / "esa_cci.nc"}, ["swvl1", "esa_cci"]
    run("compare_products", inputs, {"table": tmp_path / "products.csv"}, names=names)
    table = store.read_table(tmp_path / "products.csv", PRODUCTS)
    assert table["r"].tolist() == pytest.approx([1.0, 1.0])
    assert table["days"].tolist() == [60, 60]


def test_sources_are_described(ingested: dict[str, Path], tmp_path: Path) -> None:
    """A folder of CAMELS-GB: two tables, three series and the files of the boundaries."""
    folder = ingested["camels_gb"]
    read, written = {"sources": [str(folder)]}, {"table": tmp_path / "sources.csv"}
    for inputs, places in ((read, [None]), ({"sources": []}, [str(folder)])):  # made by a rule, or a user's own
        run("describe_sources", inputs, written, names=["camels_gb"], places=places)
        row = store.read_table(tmp_path / "sources.csv", SOURCES).iloc[0]
        assert row["files"] == sum(path.is_file() for path in folder.rglob("*"))
        assert len(row["sha256"]) == 64
