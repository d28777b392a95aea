"""Spatial folds: blocks that lie together, and scores of probes fitted elsewhere, as the long way gives them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.probe import SKILL, YEARLY_SUMS
from lstm_probe.probe.derangements import great_circle
from lstm_probe.probe.scoring import score
from lstm_probe.probe.spatial_folds import spatial_folds, unseen
from lstm_probe.probe.yearly_sums import yearly_sums
from tests.probe.null_land import NullLand, answers, make_null_land
from tests.probe.test_derangements import places


def test_blocks_lie_together_and_are_equal(rng: np.random.Generator) -> None:
    """Five blocks of 60 gauges have 12 each, whose distances are smaller than those between blocks."""
    attributes = places(rng.uniform(50, 58, 60).tolist(), rng.uniform(-5, 1, 60).tolist())
    gauges = attributes["gauge_id"].values.tolist()
    folds = spatial_folds(attributes, gauges)
    assert np.unique(list(folds.values()), return_counts=True)[1].tolist() == [12] * 5
    assert spatial_folds(attributes, gauges[::-1]) == folds
    distance = great_circle(attributes["gauge_lat"].values, attributes["gauge_lon"].values)
    block = np.array([folds[gauge] for gauge in gauges])
    same = block[:, None] == block
    assert distance[same].mean() < 0.6 * distance[~same].mean()


@pytest.mark.parametrize(("count", "blocks"), [(1, 0), (2, 2), (3, 3), (5, 5), (7, 5)])
def test_few_gauges(count: int, blocks: int) -> None:
    """Fewer than five gauges are left out one by one, and one cannot be."""
    attributes = places(np.linspace(50, 58, count).tolist(), [0.0] * count)
    assert len(set(spatial_folds(attributes, attributes["gauge_id"].values.tolist()).values())) == blocks


def test_twins_stay_together() -> None:
    """Two gauges at one place, and places that are not known, do not break the blocks; all at one place have none."""
    attributes = places([50, 50, 52, 54, 56, np.nan], [0.0] * 5 + [np.nan])
    folds = spatial_folds(attributes, attributes["gauge_id"].values.tolist())
    assert folds["1"] == folds["2"]
    assert spatial_folds(places([50.0] * 4, [0.0] * 4), ["1", "2", "3", "4"]) == {}


@pytest.mark.parametrize("target", ["soil", "gappy", "snow"])
def test_scores_equal_the_long_way(null_land: NullLand, target: str) -> None:
    """Skill and yearly sums are those of experiments fitted without the block, whose weights predict at it."""
    moments = null_land.moments()
    skill, sums, reasons = unseen(moments, {target: answers()}, null_land.attributes)
    SKILL.check(skill.assign(experiment="main_unseen", seed=1))
    YEARLY_SUMS.check(sums)
    assert not reasons
    values = null_land.observed[target]
    gauges = values["gauge_id"].values.astype(str).tolist()
    folds, states, days = spatial_folds(null_land.attributes, gauges), null_land.states["cell_state"], values["time"]
    predicted = values.astype("float64").copy()
    for gauge in gauges:
        others = [other for other in gauges if folds[other] != folds[gauge]]
        targets = {target: null_land.targets[target].sel(gauge_id=others)}
        probe, _, _ = null_land.run(targets=targets)
        weights = probe["weight"].values[0, 0]
        own = states.sel(gauge_id=gauge, time=days).values.astype("float64") @ weights
        predicted.loc[{"gauge_id": gauge}] = own + np.nanmean(probe["intercept"].values)
    both = xr.Dataset({"predicted": predicted, "observed": values}).expand_dims(target=[target])
    expected = score(both, null_land.periods)
    merged = skill.merge(expected, on=["target", "gauge_id", "period", "metric"], validate="1:1")
    assert len(merged) == len(expected) == len(skill)
    np.testing.assert_allclose(merged["value_x"], merged["value_y"], atol=1e-6)
    here = sums["sums"].sel(target=target, gauge_id=gauges)
    np.testing.assert_allclose(here, yearly_sums(both, null_land.periods)["sums"].sel(target=target), atol=1e-5)


def test_one_gauge_and_a_constant_target(rng: np.random.Generator) -> None:
    """One gauge has no row but a reason; a constant target has no r, and nothing crashes."""
    land = make_null_land(rng, gauges=1)
    skill, sums, reasons = unseen(
        replace(land, targets={"soil": land.targets["soil"]}).moments(), {"soil": answers()}, land.attributes
    )
    assert skill.empty
    assert (sums["sums"] == 0).all()
    assert "1 gauge" in reasons["unseen_soil"]
    land = make_null_land(rng, gauges=4)
    flat = replace(land, targets={"soil": xr.full_like(land.targets["soil"], 0.3)})
    skill, _, _ = unseen(flat.moments(), {"soil": answers()}, land.attributes)
    r = skill.query("metric in ['r', 'anomaly_r', 'nse', 'kge']")["value"]
    assert r.isna().all()
    assert pd.notna(skill.query("metric == 'rmse'")["value"]).all()
