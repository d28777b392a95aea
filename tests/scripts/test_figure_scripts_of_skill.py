"""The scripts that draw skill, products and grids turn artefacts into a PDF and a PNG."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from lstm_probe import logs
from lstm_probe.artefacts import store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL
from lstm_probe.contracts.tables import PRODUCTS, SEEDS
from lstm_probe.contracts.targets import GRID_MEDIAN
from lstm_probe.errors import InputError
from tests.figures.conftest import make_attributes, make_predictions, make_skill
from tests.figures.test_products import make_products
from tests.figures.test_resolutions import make_grid
from tests.figures.test_seeds import MEDIANS, make_seeds
from tests.run_script import run_script

ABOUT = {"source": "a test"}
SNOW = ["main", "snow_all_gauges", "snow_all_gauges_alpha_1"]


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the log alone."""
    monkeypatch.setattr(logs, "start", lambda path: None)


@pytest.fixture
def skill(tmp_path: Path) -> Path:
    """Write skill of a few experiments."""
    names = [*SNOW, "gauge_intercepts"]
    scores = {(name, target): [0.5, 0.6, 0.8] for name in names for target in ("swvl1", "sd", "esa_cci")}
    store.write_table(pd.concat([make_skill(scores), make_skill(scores, "rmse")]), tmp_path / "skill.csv", SKILL)
    return tmp_path / "skill.csv"


def draw(script: str, folder: Path, inputs: dict, **params: object) -> None:
    """Run a script as its rule does, and look for both files."""
    out = SimpleNamespace(pdf=str(folder / "figMine.pdf"), png=str(folder / "figMine.png"))
    given = SimpleNamespace(**inputs), SimpleNamespace(**params)
    rule = SimpleNamespace(input=given[0], output=out, params=given[1], log=["log"], config={}, rule=script)
    run_script(script, rule)
    assert Path(out.pdf).read_bytes()[:4] == b"%PDF"
    assert Path(out.png).read_bytes()[1:4] == b"PNG"


def test_skill_and_errors(skill: Path, tmp_path: Path) -> None:
    """Histograms of any experiments and targets are drawn from skill.csv alone."""
    inputs, targets = {"skill": skill}, ["sd", "esa_cci"]
    draw("draw_skill_histograms", tmp_path, inputs, experiments={"main": "Original"}, targets=targets)
    two, units = {"main": "one", "gauge_intercepts": "many"}, {"sd": "m", "esa_cci": "m3 m-3"}
    draw("draw_error_histograms", tmp_path, inputs, experiments=two, targets=targets, units=units)


def test_an_experiment_that_did_not_run_is_named(skill: Path, tmp_path: Path) -> None:
    """A figure of one's own that asks for an unknown experiment stops with its name and what there is."""
    with pytest.raises(InputError, match="mlpp") as stopped:
        draw("draw_skill_histograms", tmp_path, {"skill": skill}, experiments={"mlpp": ""}, targets=["sd"])
    assert "figure figMine" in str(stopped.value)
    assert not (tmp_path / "figMine.png").exists()


def test_snow_of_all_gauges(skill: Path, tmp_path: Path) -> None:
    """Probes are taken in the order of their titles, and skill of their seed."""
    probe = PROBE.mock(np.random.default_rng(1), group=1).assign_coords(target=["swvl1", "sd", "esa_cci"])
    paths = [tmp_path / f"{name}.nc" for name in SNOW]
    for path in paths:
        store.write(probe, path, PROBE, ABOUT)
    titles = dict(zip(SNOW, "abc", strict=True))
    inputs = {"skill": skill, "probes": paths}
    draw("draw_snow_all_gauges", tmp_path, inputs, experiments=titles, target="sd", seed=1)


@pytest.mark.parametrize("gauges", [None, ["1003", "1002"]])
@pytest.mark.parametrize("days", [None, ["2001-01-01", "2001-12-31"]])
def test_delay(tmp_path: Path, gauges: list[str] | None, days: list[str] | None) -> None:
    """Gauge and days are chosen where nobody did."""
    inputs = {"predictions": tmp_path / "predictions.nc", "attributes": tmp_path / "attributes.nc"}
    store.write(make_predictions(["swvl1"]), inputs["predictions"], PREDICTIONS, ABOUT)
    store.write(make_attributes(), inputs["attributes"], ATTRIBUTES, ABOUT)
    settings = {"target": "swvl1", "gauges": gauges, "days": days, "delay_days": 180}
    draw("draw_delay", tmp_path, inputs, periods={"probe_test": ["2001-01-01", "2002-12-31"]}, **settings)


def test_seeds_products_and_grids(tmp_path: Path) -> None:
    """Tables and grids are read by their contracts."""
    store.write_table(make_seeds(MEDIANS), tmp_path / "seeds.csv", SEEDS)
    draw("draw_seeds", tmp_path, {"seeds": tmp_path / "seeds.csv"})
    store.write_table(make_products([0.4, 0.6]), tmp_path / "products.csv", PRODUCTS)
    draw("draw_products", tmp_path, {"products": tmp_path / "products.csv"}, label="one and another")
    for name, spacing in (("esa_cci", 0.25), ("era5_land", 0.1)):
        store.write(make_grid(spacing), tmp_path / f"{name}.nc", GRID_MEDIAN, ABOUT)
    grids = {name: tmp_path / f"{name}.nc" for name in ("esa_cci", "era5_land")}
    draw("draw_grids", tmp_path, grids, region="great_britain")
