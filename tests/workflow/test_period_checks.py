"""What a synthetic world is too short for, and what one gauge cannot do, is refused before any job."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from lstm_probe.errors import InputError
from lstm_probe.workflow import command_line, configuration, preflight
from tests.workflow.test_configuration import PLAIN, ROOT, SCHEMA

TINY = yaml.safe_load((ROOT / "config" / "tiny.yaml").read_text(encoding="utf-8"))


def tiny(**changes: Any) -> dict[str, Any]:
    """Complete the smallest shipped study with changes."""
    merged = command_line.merge(command_line.merge(copy.deepcopy(PLAIN), copy.deepcopy(TINY)), changes)
    return configuration.complete(merged, SCHEMA, "tiny.yaml")


def refusal(**changes: Any) -> InputError:
    """Return the refusal of the smallest study with changes, which is taken without them."""
    preflight.check(tiny(), "tiny.yaml")
    with pytest.raises(InputError) as caught:
        preflight.check(tiny(**changes), "tiny.yaml")
    return caught.value


def test_a_window_longer_than_the_world() -> None:
    """1096 days from 1999-01-01 to the end of the training hold 1007 days and 90 targets, not a day more."""
    preflight.check(tiny(lstms={"tiny": {"window_days": 1007}}), "tiny.yaml")
    found = refusal(lstms={"tiny": {"window_days": 1008}})
    assert found.where == "tiny.yaml: lstms.tiny.window_days"
    assert "1096 days" in found.found
    assert "1097 days" in found.expected


def test_states_before_the_world() -> None:
    """States are not kept from the world's first day on: the LSTM has no day to look back on."""
    preflight.check(tiny(periods={"state_lead_days": 546}), "tiny.yaml")
    assert refusal(periods={"state_lead_days": 547}).where == "tiny.yaml: periods.state_lead_days"


def test_a_training_from_the_worlds_first_day() -> None:
    """Discharge is simulated over the training, for which the LSTM needs a day before it."""
    assert refusal(periods={"lstm_train": ["1999-01-01", "2001-12-31"]}).where == "tiny.yaml: periods.lstm_train"


def test_one_gauge_cannot_exchange_states(tmp_path: Path) -> None:
    """A world of one gauge, a list of one, and one that stands in a file twice are refused with a permuting control."""
    assert refusal(world={"gauges": 1}).where == "tiny.yaml: experiments.permute_gauges.control"
    assert refusal(data={"camels_gb": {"gauges": ["1001"]}}).found == "1 gauge"
    (tmp_path / "gauges.txt").write_text("1001\n", encoding="utf-8")
    assert refusal(data={"camels_gb": {"gauges": str(tmp_path / "gauges.txt")}}).found == "1 gauge"


def test_one_gauge_may_be_probed() -> None:
    """Without a permuting control, one gauge is taken."""
    config = tiny(world={"gauges": 1})
    config["study"] |= {"experiments": ["main"], "figures": []}
    preflight.check(config, "tiny.yaml")


@pytest.mark.parametrize("days", [None, ["2002-01-01", "2002-05-31"], ["2000-08-01", "2001-12-31"]])
def test_satellites_that_see_no_day_of_a_period(days: list[str] | None) -> None:
    """Satellites as a target need a day in probe_fit and in probe_test, which the shipped world has."""
    assert refusal(world={"esa_cci_days": days}).where == "tiny.yaml: world.esa_cci_days"
