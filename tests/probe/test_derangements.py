"""Derangements: nobody's own states, far away, nobody's twin, and p values that are uniform where there is nothing."""

import numpy as np
import pytest
import xarray as xr
from scipy.stats import kstest

from lstm_probe.probe import null_skill
from lstm_probe.probe.derangements import allowed_pairs, derange, great_circle, p_value
from tests.probe.null_land import answers, make_null_land


def places(latitude: list[float], longitude: list[float], ids: list[str] | None = None, area: object = None):
    """Make attributes of gauges at these places."""
    gauges = np.array(ids or [str(i + 1) for i in range(len(latitude))], dtype=object)
    values = {"gauge_lat": ("gauge_id", np.array(latitude)), "gauge_lon": ("gauge_id", np.array(longitude))}
    if area is not None:
        values["area"] = ("gauge_id", np.array(area, dtype=float))
    return xr.Dataset(values, {"gauge_id": gauges})


def test_distances_are_those_of_the_sphere() -> None:
    """London and Edinburgh are 534 km apart, a degree of latitude is 111.2 km, and an unknown place is at 0."""
    distance = great_circle(np.array([51.5074, 55.9533, 50.0, 51.0, np.nan]), np.array([-0.1278, -3.1883, 0, 0, 0]))
    assert distance[0, 1] == pytest.approx(534, abs=2)
    assert distance[2, 3] == pytest.approx(111.19, abs=0.1)
    assert (distance[4] == 0).all()


def test_partners_are_far_away(rng: np.random.Generator) -> None:
    """Every draw gives each gauge's states to exactly one other, at least 150 km away, and no draw comes twice."""
    attributes = places(rng.uniform(50, 58, 60).tolist(), rng.uniform(-5, 1, 60).tolist())
    gauges = attributes["gauge_id"].values.tolist()
    drawn = derange(attributes, gauges, draws=50, distance_km=150.0)
    assert drawn.distance_km == 150
    assert drawn.partner.shape == (50, 60)
    here = attributes.sel(gauge_id=drawn.gauge_ids)
    distance = great_circle(here["gauge_lat"].values, here["gauge_lon"].values)
    for partner in drawn.partner:
        assert sorted(partner) == list(range(60))
        assert (distance[np.arange(60), partner] >= 150).all()
    assert len({tuple(partner) for partner in drawn.partner}) == 50


@pytest.mark.parametrize(("step", "kept"), [(1.0, 150.0), (0.4, 100.0), (0.2, 50.0), (0.01, 0.0)])
def test_the_largest_distance_that_can_be_kept(step: float, kept: float) -> None:
    """On a line of gauges, the distance falls to 100, 50 or 0 km where no assignment keeps more."""
    attributes = places((50 + step * np.arange(6)).tolist(), [0.0] * 6)
    drawn = derange(attributes, attributes["gauge_id"].values.tolist(), draws=3, distance_km=150.0)
    assert drawn.distance_km == kept


def test_twins_never_meet() -> None:
    """The same number under another prefix, and place and area alike, are no partners at any distance."""
    ids = ["camelsgb_0012", "12", "5", "6", "7"]
    attributes = places([50, 50.3, 54, 54.001, 54.001], [0.0] * 5, ids, [100, 100, 50, 52, 500])
    allowed = allowed_pairs(attributes, ids, 0.0)
    assert not allowed[0, 1]
    assert not allowed[2, 3]
    assert allowed[2, 4]
    assert not allowed_pairs(attributes.drop_vars("area"), ids, 0.0)[2, 4]
    assert not np.diag(allowed).any()


@pytest.mark.parametrize("ids", [["1"], ["1", "a_1"]])
def test_no_assignment_has_a_reason(ids: list[str]) -> None:
    """One gauge, or two that are twins, have no draw, and a reason."""
    drawn = derange(places([50.0, 50.3][: len(ids)], [0.0] * len(ids), ids), ids, draws=9, distance_km=150.0)
    assert drawn.partner.shape == (0, len(ids))
    assert str(len(ids)) in drawn.reason


def test_few_gauges_have_few_assignments() -> None:
    """Three gauges have two derangements, however many are drawn."""
    drawn = derange(places([50, 54, 58], [0.0] * 3), ["1", "2", "3"], draws=99, distance_km=150.0)
    assert len(drawn.partner) == 2


def test_p_value() -> None:
    """The share of draws that reach the value counts the value itself; equal draws reach it."""
    assert p_value(0.9, [0.1] * 199) == pytest.approx(1 / 200)
    assert p_value(0.5, [0.5, 0.6, 0.1, np.nan]) == pytest.approx(3 / 4)
    assert np.isnan(p_value(np.nan, [0.1]))
    assert np.isnan(p_value(0.5, []))


def test_noise_has_uniform_p(rng: np.random.Generator) -> None:
    """The p values of 200 targets that are noise with a memory are uniform (Kolmogorov and Smirnov)."""
    land = make_null_land(rng, gauges=8, units=3)
    time, p = land.states.indexes["time"], []
    for _ in range(10):
        noise = rng.normal(size=(20, 8, len(time)))
        for day in range(1, len(time)):
            noise[:, :, day] += 0.9 * noise[:, :, day - 1]
        like = land.targets["soil"]
        targets = {
            f"noise{i}": like.copy(data=one.astype("float32")).rename(f"noise{i}") for i, one in enumerate(noise)
        }
        noisy = type(land)(land.states, targets, land.attributes)
        moments = noisy.moments()
        for name, draws in noisy.nulls(39).derangements().items():
            main = null_skill.own(moments, name, answers())
            p.append(p_value(main["anomaly_r"], draws["anomaly_r"].tolist()))
    assert kstest(p, "uniform").pvalue > 0.01
