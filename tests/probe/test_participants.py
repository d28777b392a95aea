"""Who takes part in an experiment, and whose states no experiment asks for."""

from dataclasses import replace

import numpy as np
import xarray as xr

from lstm_probe.probe import participants
from lstm_probe.probe.experiment import Experiment
from tests.probe.conftest import Land


def test_only_gauges_of_some_target_are_asked_for_states(land: Land) -> None:
    """Those of a criterion; all, in their order, where a target or an experiment has none."""
    main, everybody = {"main": Experiment(targets=["snow"])}, {"all": Experiment(targets=["snow"], gauges="all")}
    some = participants.satisfying(main, land.attributes, land.criteria)
    frac_snow = land.attributes["frac_snow"].to_series()
    assert some == frac_snow.index[frac_snow > 0.05].tolist()
    whole = land.attributes["gauge_id"].values.tolist()
    assert participants.satisfying(main | everybody, land.attributes, land.criteria) == whole
    assert participants.satisfying({"main": Experiment()}, land.attributes, land.criteria) == whole


def test_states_of_other_gauges_change_no_probe(land: Land) -> None:
    """Probe, predictions and skill are the same without them."""
    entry = {"targets": ["snow"]}
    some = participants.satisfying({"main": Experiment(**entry)}, land.attributes, land.criteria)
    assert len(some) < land.states.sizes["gauge_id"]
    fewer = replace(land, states=land.states.sel(gauge_id=some))
    for whole, part in zip(land.run(**entry)[:2], fewer.run(**entry)[:2], strict=True):
        xr.testing.assert_identical(whole, part)
    np.testing.assert_array_equal(land.run(**entry)[2]["value"], fewer.run(**entry)[2]["value"])
