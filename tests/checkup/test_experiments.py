"""An experiment without the gauges that it needs is refused before any work."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from lstm_probe.checkup import experiments
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from tests.checkup.conftest import SNOW, Planted

SNOWY = {"attribute": "frac_snow", "above": 0.05}


def refused(whole: Planted, experiment: dict[str, Any], with_target: list[str], **target: Any) -> list[str]:
    """Say what is refused of one experiment on snow, of three gauges of which some have the target."""
    given = {"control": {"name": "none"}, "gauges": None, "targets": None, **experiment}
    study = whole.study(targets={"sd": {**SNOW["sd"], **target}}, experiments={"mine": given})
    account, findings = Account(gauges=["1", "2", "3"]), Findings()
    account.attributes = pd.DataFrame({"frac_snow": [0.01, 0.1, np.nan]}, index=["1", "2", "3"])
    account.with_target = {"sd": with_target}
    experiments.check(study, findings, account)
    table = findings.table()
    assert set(table["severity"]) <= {"refuse"}
    return table["found"].tolist()


PERMUTED = {"control": {"name": "permute_gauges"}}


def test_enough_gauges(whole: Planted) -> None:
    """Two gauges can exchange their states, and one can be probed."""
    assert refused(whole, {}, ["1"]) == []
    assert refused(whole, PERMUTED, ["1", "2"]) == []
    assert refused(whole, {}, ["1", "2", "3"], gauges=SNOWY) == []


def test_one_gauge_has_none_to_exchange_states_with(whole: Planted) -> None:
    """A permuting control of one gauge is refused, also where it is a criterion that leaves but one."""
    assert refused(whole, PERMUTED, ["2"]) == ["1 gauges with sd: 2"]
    assert refused(whole, PERMUTED, ["1", "2", "3"], gauges=SNOWY) == ["1 gauges with sd and frac_snow above 0.05: 2"]


@pytest.mark.parametrize("place", ["target", "experiment"])
def test_a_criterion_that_no_gauge_satisfies(place: str, whole: Planted) -> None:
    """No gauge has so much snow, whether target or experiment asks for it; one without a value has not either."""
    criterion = {"gauges": {"attribute": "frac_snow", "above": 0.5}}
    experiment, target = ({}, criterion) if place == "target" else (criterion, {})
    (found,) = refused(whole, experiment, ["1", "2", "3"], **target)
    assert found.startswith("0 gauges with sd and frac_snow above 0.5")


def test_an_experiment_on_all_gauges_sets_the_targets_criterion_aside(whole: Planted) -> None:
    """What the target asks of gauges does not count for an experiment on all of them."""
    criterion = {"gauges": {"attribute": "frac_snow", "above": 0.5}}
    assert refused(whole, {"gauges": "all"}, ["1"], **criterion) == []


def test_another_target_is_not_looked_at(whole: Planted) -> None:
    """An experiment on other targets needs no gauge with this one."""
    assert refused(whole, {**PERMUTED, "targets": ["swvl1"]}, ["1"]) == []
