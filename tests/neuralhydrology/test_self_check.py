"""An import is held against the run's own scores, and refused where something was taken for something else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from lstm_probe.data.camels_gb import catchments as camels_gb
from lstm_probe.errors import InputError
from lstm_probe.neuralhydrology import card, importing, run, self_check
from tests.neuralhydrology.conftest import CPU, Case

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def whole(runs: Path, real_data: Path) -> Callable[[Path], Case]:
    """Make the case of a copy of run a, with all of its gauges."""
    (original,) = runs.glob("a_*/run")
    settings = run.find(original).settings
    selection = camels_gb.Selection("all", settings.forcings, settings.attributes, settings.training[0])
    series, attributes = camels_gb.read(real_data / "camels_gb_originals", selection)

    def make(folder: Path) -> Case:
        found = run.find(folder)
        return Case(found, importing.trained(found), series, attributes, series)

    return make


@pytest.fixture
def copied(runs: Path, tmp_path: Path) -> Path:
    """Copy run a to where it can be changed."""
    (original,) = runs.glob("a_*/run")
    for path in sorted(original.rglob("*")):
        if path.is_file() and path.suffix != ".p":
            place = tmp_path / "copy" / path.relative_to(original)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    return tmp_path / "copy"


def test_nse_is_that_of_the_run(copied: Path, whole: Callable[[Path], Case]) -> None:
    """At all twelve gauges NSE is within 1e-4 of test_metrics.csv, and the card has both."""
    case = whole(copied)
    scores = self_check.compare(case.run, case.trained, case.series, case.attributes, CPU, 2)
    assert len(scores.table) == 12
    assert (scores.table["ours"] - scores.table["theirs"]).abs().max() <= 1e-4
    described = card.card(case.run, case.trained, scores)
    assert described["nse_median"] == {
        "ours": pytest.approx(0.7285, abs=1e-3),
        "theirs": pytest.approx(0.7285, abs=1e-3),
    }
    assert described["inputs"][3:] == ["area", "aridity", "elev_mean", "frac_snow", "p_mean"]
    assert described["run"] == "copy"
    assert "/home/" not in str(described)


@pytest.mark.parametrize("change", ["statics shuffled", "forcings swapped", "discharge in other units"])
def test_what_is_taken_for_something_else_is_refused(change: str, copied: Path, whole: Callable[[Path], Case]) -> None:
    """Shuffled attributes, swapped forcings and other units move the median NSE, and the causes are named."""
    case = whole(copied)
    if change == "statics shuffled":
        scaler = copied / "train_data" / "train_data_scaler.yml"
        content = yaml.safe_load(scaler.read_text())
        for group in ("attribute_means", "attribute_stds"):
            values = list(content[group].values())
            content[group] = dict(zip(content[group], values[1:] + values[:1], strict=True))
        scaler.write_text(yaml.safe_dump(content))
        case = whole(copied)
    elif change == "forcings swapped":
        config = (copied / "config.yml").read_text().replace("- temperature\n- pet\n", "- pet\n- temperature\n")
        (copied / "config.yml").write_text(config)
        case = whole(copied)
    series = case.series
    if change == "discharge in other units":
        series = series.assign(discharge=series["discharge"] * np.float32(2.0))
    with pytest.raises(InputError, match="another order or other values of the static attributes"):
        self_check.compare(case.run, case.trained, series, case.attributes, CPU, 2)


def test_a_run_without_scores_or_days_is_not_compared(copied: Path, whole: Callable[[Path], Case]) -> None:
    """Where nothing can be compared the reason is kept, and nothing is refused."""
    case = whole(copied)
    early = case.series.sel(time=slice("1990-01-01", "2004-01-01"))
    scores = self_check.compare(case.run, case.trained, early, case.attributes, CPU, 2)
    assert scores.table.empty
    assert "do not cover the days of its scores" in scores.reading
    without = replace(case.run, metrics=None)
    assert (
        "no metrics (test_metrics.csv)"
        in self_check.compare(without, case.trained, early, case.attributes, CPU, 2).reading
    )
    assert card.card(without, case.trained, scores)["nse_median"] == {"ours": None, "theirs": None}


def test_scores_of_the_validation_serve_where_there_are_no_others(copied: Path) -> None:
    """Without scores of the test, those of the validation and its period are taken."""
    place = copied / "validation" / "model_epoch006"
    place.mkdir(parents=True)
    (copied / "test" / "model_epoch006" / "test_metrics.csv").rename(place / "validation_metrics.csv")
    found = run.find(copied)
    assert found.metrics == place / "validation_metrics.csv"
    assert found.scored == (("1995-10-01", "1997-09-30"),)


def test_a_missing_attribute_is_refused(copied: Path, whole: Callable[[Path], Case]) -> None:
    """An attribute that the model reads and the data lack is named, of all gauges or of one."""
    case = whole(copied)
    with pytest.raises(InputError, match="no area"):
        self_check.compare(case.run, case.trained, case.series, case.attributes.drop_vars("area"), CPU, 2)
    one = case.attributes.copy(deep=True)
    one["area"].values[3] = np.nan
    with pytest.raises(InputError, match="no area of gauge"):
        self_check.compare(case.run, case.trained, case.series, one, CPU, 2)


def test_a_gauge_outside_the_encoding_is_refused(runs: Path, copied: Path, whole: Callable[[Path], Case]) -> None:
    """A model that knows its gauges by an encoding refuses another gauge before anything is computed."""
    case = whole(copied)
    (folder,) = runs.glob("e_*/run")
    found = run.find(folder)
    gauges = [*case.series["gauge_id"].values[:-1], "99999"]
    series, attributes = (part.assign_coords(gauge_id=gauges) for part in (case.series, case.attributes))
    with pytest.raises(InputError, match="gauges 99999, which the model was not trained on"):
        self_check.compare(found, importing.trained(found), series, attributes, CPU, 2)
