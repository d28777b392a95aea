"""The scripts that find offsets, and draw them, series, daily maps, units and example gauges, write their files."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

from lstm_probe import logs
from lstm_probe.artefacts import geopackage, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE
from lstm_probe.contracts.tables import OFFSETS, OFFSETS_TEST
from lstm_probe.errors import InputError
from tests.figures.conftest import make_attributes, make_predictions
from tests.run_script import Named, run_script
from tests.scripts.test_figure_scripts_of_schemes import draw

DAYS = 900
PERIODS = {"probe_fit": ["2000-01-01", "2000-12-31"], "probe_test": ["2001-01-01", "2002-06-18"]}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the log alone."""
    monkeypatch.setattr(logs, "start", lambda path: None)


@pytest.fixture
def files(tmp_path: Path) -> Named:
    """Write predictions of four gauges, whose biases rise with their number, and the offsets found from them."""
    rng = np.random.default_rng(1)
    attributes = make_attributes()
    for name, units in (("area", "km2"), ("p_mean", "mm d-1"), ("gauge_elev", "m"), ("pet_mean", "mm d-1")):
        attributes[name] = ("gauge_id", np.arange(1.0, 5.0), {"units": units})
    probe = PROBE.mock(rng, gauge_id=4, group=1, feature=6, target=2)
    probe = probe.assign_coords(target=["swvl1", "sd"], group=["all"], feature=[f"cell_state_{i}" for i in range(6)])
    made = {
        "predictions": (make_predictions(["swvl1", "sd"], days=DAYS), PREDICTIONS),
        "attributes": (attributes, ATTRIBUTES),
        "states": (STATES.mock(rng, gauge_id=4, time=DAYS, unit=6), STATES),
        "probe": (probe, PROBE),
    }
    for name, (dataset, contract) in made.items():
        store.write(dataset, tmp_path / f"{name}.nc", contract, {"source": "a test"})
    shapes = gpd.GeoDataFrame(geometry=[box(-3, 52, -2, 53)], index=pd.Index(["1001"], name="gauge_id"), crs=4326)
    geopackage.write(shapes, tmp_path / "boundaries.gpkg", {"source": "a test"})
    found = Named({name: str(tmp_path / f"{name}.nc") for name in made})
    found.update(boundaries=str(tmp_path / "boundaries.gpkg"))
    found.update(offsets=str(tmp_path / "offsets.csv"), test=str(tmp_path / "offsets_test.csv"))
    compute(found, number=60)
    return found


def compute(files: Named, number: int) -> None:
    """Find the offsets over two seeds, which happen to be the same."""
    inputs = SimpleNamespace(predictions=[files["predictions"]] * 2, attributes=files["attributes"])
    outputs = SimpleNamespace(offsets=files["offsets"], test=files["test"])
    params = SimpleNamespace(targets=["swvl1"], number=number, periods=PERIODS)
    rule = SimpleNamespace(input=inputs, output=outputs, params=params, log=["log"], config={})
    run_script("compute_offsets", rule)


def without(files: Named, name: str) -> Named:
    """Return the files but one, for which the rule has none."""
    return Named({**files, name: []})


def test_offsets_are_found(files: Named) -> None:
    """Biases are those of the predictions, in two groups of half of the gauges each, and the test counts them."""
    table = store.read_table(files["offsets"], OFFSETS)
    assert table["gauge_id"].tolist() == ["1001", "1002", "1003", "1004"]
    assert table["group"].tolist() == ["smallest", "smallest", "largest", "largest"]
    assert table["p_mean"].tolist() == [1, 2, 3, 4]
    test = store.read_table(files["test"], OFFSETS_TEST)
    assert test[["largest", "smallest", "statistic"]].to_numpy().tolist() == [[2, 2, 1]]


def test_offsets_without_rain(files: Named, caplog: pytest.LogCaptureFixture) -> None:
    """Where mean precipitation was not read, the log says so, and the groups are still there."""
    attributes = store.read(files["attributes"], ATTRIBUTES).load()
    attributes.close()
    store.write(attributes.drop_vars("p_mean"), files["attributes"], ATTRIBUTES, {})
    compute(files, number=1)
    assert "p_mean is not among data.extra_attributes" in caplog.text
    assert store.read_table(files["offsets"], OFFSETS)["group"].tolist() == [
        "smallest",
        "between",
        "between",
        "largest",
    ]


def test_offsets_are_drawn(files: Named, tmp_path: Path) -> None:
    """Fig. 4 needs both tables and the attributes."""
    draw("draw_offsets", tmp_path, files)


@pytest.mark.parametrize("gauges", [None, ["1002", "1003"]])
def test_series_and_example_gauges(files: Named, tmp_path: Path, gauges: list[str] | None) -> None:
    """Chosen or not, gauges are drawn, also of a target that is not among those of the offsets."""
    draw("draw_probe_series", tmp_path, files, gauges=gauges, targets=["sd"], periods=PERIODS)
    draw("draw_example_gauges", tmp_path, files, gauges=gauges)


@pytest.mark.parametrize("days", [None, ["2001-02-27", "2001-03-01"]])
def test_daily_maps(files: Named, tmp_path: Path, days: list[str] | None) -> None:
    """Maps are drawn with polygons and without."""
    draw("draw_daily_maps", tmp_path, files, target="swvl1", days=days, periods=PERIODS)
    draw("draw_daily_maps", tmp_path, without(files, "boundaries"), target="swvl1", days=days, periods=PERIODS)


@pytest.mark.parametrize(("gauges", "year"), [(None, None), (["1002"], 2001)])
def test_snow_units(files: Named, tmp_path: Path, gauges: list[str] | None, year: int | None) -> None:
    """The units are drawn at the snowiest or the chosen gauge and year."""
    draw("draw_snow_units", tmp_path, files, target="sd", gauges=gauges, year=year, periods=PERIODS)


def test_unknown_gauges_are_named(files: Named, tmp_path: Path) -> None:
    """A chosen gauge that the run lacks stops each of these figures, with the key to mend."""
    common: dict[str, Any] = {"gauges": ["9"], "periods": PERIODS}
    for script, key, settings in (
        ("draw_probe_series", "figures.series_gauges", {**common, "targets": ["swvl1"]}),
        ("draw_example_gauges", "figures.series_gauges", {"gauges": ["9"]}),
        ("draw_snow_units", "figures.snow_gauges", {**common, "target": "sd", "year": None}),
    ):
        with pytest.raises(InputError, match="unknown gauges 9") as mistake:
            draw(script, tmp_path, files, **settings)
        assert mistake.value.where == key
