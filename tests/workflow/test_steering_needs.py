"""Which LSTMs are steered, on which days, and why others are not."""

import math
from pathlib import Path
from typing import Any

import pytest

from lstm_probe.contracts.comparisons import NOT_RUN
from lstm_probe.errors import InputError
from lstm_probe.results.steering_rung import used
from lstm_probe.workflow import configuration, steering_needs
from lstm_probe.workflow.figure_needs import unmet
from tests import shipped

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config() -> dict[str, Any]:
    """Give the demo's configuration, complete."""
    schema = configuration.load_schema(ROOT / "workflow/schemas/config.schema.yaml")
    content = shipped.with_the_demo()
    content["targets"]["mine"] = {"source": "table", "path": "mine.csv", "units": "m3 m-3", "long_name": "my own"}
    content["study"]["targets"] = [*content["study"]["targets"], "mine"]
    return configuration.complete(content, schema, "demo.yaml")


def test_the_demo_is_steered(config: dict[str, Any]) -> None:
    """Its LSTM takes the probes with gauge intercepts, layers and snow but no satellite, every other month."""
    assert steering_needs.steered(config) == ["demo"]
    assert steering_needs.experiment(config, "demo") == "gauge_intercepts"
    assert steering_needs.targets(config) == ["swvl1", "swvl2", "swvl3", "swvl4", "sd"]
    assert [steering_needs.millimetres(config, name) for name in ("swvl1", "swvl4", "sd")] == [70, 1890, 1000]
    days = steering_needs.days(config)
    assert (len(days), days[0], days[1], days[-1]) == (16, "2003-10-15", "2003-12-15", "2006-04-15")
    assert steering_needs.not_run(config) == {}
    assert unmet("figS10_steering", config) is None


def test_targets_of_ones_own_are_named(config: dict[str, Any]) -> None:
    """A target of the user's own is steered where it is named, and without layer_mm one line says what is lost."""
    config["steering"]["targets"] = ["mine", "swvl1"]
    assert steering_needs.targets(config) == ["mine", "swvl1"]
    assert list(steering_needs.not_run(config)) == ["mine"]
    assert "targets.mine has no layer_mm" in steering_needs.not_run(config)["mine"]


def windows(config: dict[str, Any]) -> None:
    """Read states window by window."""
    config["lstms"]["demo"]["states"] = "window"


def without_intercepts(config: dict[str, Any]) -> None:
    """Fit no linear probe with an intercept for each gauge."""
    config["study"]["experiments"] = ["main", "mlp", "per_catchment", "delay_180"]


def short_test(config: dict[str, Any]) -> None:
    """Test over 123 days, without a 15th that 120 days follow."""
    config["periods"]["probe_test"] = ["2003-10-01", "2004-01-31"]


def no_stores(config: dict[str, Any]) -> None:
    """Name no soil layer and no snow."""
    config["figures"] |= {"soil_targets": [], "snow_target": None}


def without_thickness(config: dict[str, Any]) -> None:
    """Leave the thickness of a layer unsaid."""
    config["targets"]["swvl3"]["layer_mm"] = None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (windows, "window by window"),
        (without_intercepts, "no linear probe"),
        (short_test, "120 days after it"),
        (no_stores, "no soil layer and no snow"),
    ],
)
def test_what_is_not_run_is_one_line(config: dict[str, Any], change: Any, reason: str) -> None:
    """Each limitation leaves the LSTM out, with one line that names it; the figure is refused with the same line."""
    change(config)
    assert steering_needs.steered(config) == []
    line = steering_needs.not_run(config)["LSTM demo"]
    assert reason in line
    assert "\n" not in line
    assert reason in str(unmet("figS10_steering", config))


@pytest.mark.parametrize("change", [windows, without_intercepts, short_test, without_thickness])
def test_the_rung_of_what_is_not_run_has_the_same_line(config: dict[str, Any], change: Any) -> None:
    """Of an LSTM that is not steered, or a target without layer_mm, the rung "used" is not run, for this reason."""
    change(config)
    reasons = steering_needs.not_run(config)
    outcome, release, _, line = used(None, "demo", "swvl3", reasons)
    assert outcome == NOT_RUN
    assert math.isnan(release)
    assert line in reasons.values()
    assert "\n" not in line


def test_days_of_ones_own(config: dict[str, Any]) -> None:
    """Days are taken in order; one that is not followed by 120 days of the test period is refused."""
    config["steering"]["days"] = ["2005-01-10", "2004-01-10"]
    assert steering_needs.days(config) == ["2004-01-10", "2005-01-10"]
    steering_needs.check_days(config, "my.yaml")
    config["steering"]["days"] = ["2006-07-01"]
    with pytest.raises(InputError, match=r"my.yaml: steering.days"):
        steering_needs.check_days(config, "my.yaml")
