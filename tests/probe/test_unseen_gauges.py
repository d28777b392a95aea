"""Probes at gauges that an LSTM never saw: as the long way gives them, and blind to what stands there."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.probe import SKILL, YEARLY_SUMS
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.scoring import score as score_predictions
from lstm_probe.probe.unseen_gauges import score, together
from tests.probe.null_land import NullLand

HELD_OUT = ["3002", "3004"]


def scored(land: NullLand, held_out: list[str]) -> tuple[pd.DataFrame, xr.Dataset]:
    """Score main at the gauges that are held out."""
    given = (land.states, land.targets, {}, land.attributes, land.periods)
    return score(Experiment(), *given, held_out, seed=1)


def test_scores_equal_the_long_way(null_land: NullLand) -> None:
    """A probe fitted without the gauges, whose weights predict there, has the same skill, to 1e-6."""
    skill, sums = scored(null_land, HELD_OUT)
    SKILL.check(skill.assign(experiment="main_held_out", seed=1))
    YEARLY_SUMS.check(sums)
    assert sorted(sums["gauge_id"].values) == HELD_OUT
    values = null_land.observed["soil"]
    others = [gauge for gauge in values["gauge_id"].values.astype(str) if gauge not in HELD_OUT]
    probe, _, _ = null_land.run(targets={"soil": null_land.targets["soil"].sel(gauge_id=others)})
    states = null_land.states["cell_state"].sel(gauge_id=HELD_OUT, time=values["time"]).values.astype("float64")
    predicted = values.sel(gauge_id=HELD_OUT).astype("float64").copy()
    predicted.values[:] = states @ probe["weight"].values[0, 0] + np.nanmean(probe["intercept"].values)
    both = xr.Dataset({"predicted": predicted, "observed": values.sel(gauge_id=HELD_OUT)}).expand_dims(target=["soil"])
    expected = score_predictions(both, null_land.periods)
    merged = skill.merge(expected, on=["target", "gauge_id", "period", "metric"], validate="1:1")
    assert len(merged) == len(expected)
    np.testing.assert_allclose(merged["value_x"], merged["value_y"], atol=1e-6)


def test_a_gauge_of_two_lstms_counts_once(null_land: NullLand) -> None:
    """Where two LSTMs hold a gauge out, the first one's score stands."""
    first, second = scored(null_land, ["3002"]), scored(null_land, HELD_OUT)
    skill, sums = together([first, second])
    assert sorted(sums["gauge_id"].values) == HELD_OUT
    assert not skill.duplicated(["target", "gauge_id", "period", "metric"]).any()
    of_first = skill[skill["gauge_id"] == "3002"].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_first, first[0])
