"""One pass over the states sums their days, once for targets with the same days, and its size is linear in gauges."""

import numpy as np
import pytest

from lstm_probe.contracts.nulls import SECOND_MOMENTS
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.null_moments import pair_moments
from lstm_probe.probe.own_moments import own_moments
from tests.probe.null_land import NullLand, make_null_land

KINDS = (Choice("cell_state"),)


def test_targets_with_the_same_days_share_their_sums(null_land: NullLand) -> None:
    """A gauge has one sample for all targets without gaps, one for each with gaps; pairs need some for the latter."""
    sources, draws = Sources(null_land.states), null_land.draws(3)
    moments = pair_moments(KINDS, sources, null_land.observed, null_land.periods, draws)
    own = moments["own_sample"]
    complete = own.sel(target="soil")
    assert (own.sel(target="snow") == complete).where(own.sel(target="snow") >= 0, True).all()
    assert (own.sel(target="gappy") != complete).all()
    assert moments.sizes["sample"] == 12
    pairs = moments["partner_sample"]
    assert int(pairs.sel(target="soil").max()) < 12
    assert int(pairs.sel(target="gappy").min()) >= 12


def test_size_grows_linearly(rng: np.random.Generator) -> None:
    """Twice the gauges take twice the room."""
    sizes = [SECOND_MOMENTS.check(make_null_land(rng, gauges=gauges).moments()).nbytes for gauges in (6, 12)]
    assert sizes[1] < 2.05 * sizes[0]


def test_sums_are_those_of_a_year(null_land: NullLand) -> None:
    """Number, means and products of one gauge and year are those of its days with a target."""
    moments = null_land.moments()
    values = null_land.observed["gappy"].isel(gauge_id=2).sel(time=slice("2005-10-01", "2006-09-30"))
    kept = values.dropna("time")
    states = null_land.states["cell_state"].isel(gauge_id=2).sel(time=kept["time"]).values.astype("float64")
    year = (moments["part_kind"] == "values") & (moments["part_period"] == "test") & (moments["part_year"] == 2005)
    sample, part = int(moments["own_sample"].sel(target="gappy")[2]), int(np.flatnonzero(year)[0])
    assert int(moments["n"][sample, part]) == len(kept)
    np.testing.assert_allclose(moments["x"][sample, part], states.mean(axis=0), rtol=1e-10)
    covariance = np.cov(states.T, bias=True)[np.triu_indices(5)] * len(kept)
    np.testing.assert_allclose(moments["xx"][sample, part], covariance, rtol=1e-9)
    deviations = kept.values.astype("float64") - kept.values.astype("float64").mean()
    np.testing.assert_allclose(moments["xy"].sel(target="gappy")[2, part], states.T @ deviations, rtol=1e-8)


@pytest.mark.parametrize("quarters", [False, True])
def test_quarters_leave_the_other_sums_as_they_are(null_land: NullLand, quarters: bool) -> None:
    """Quarters stand behind the fit and the years of the test, whose products stay in double precision."""
    given = (KINDS, Sources(null_land.states), null_land.observed, null_land.periods)
    moments, without = own_moments(*given, quarters), own_moments(*given)
    assert moments.sizes["quarter"] == (12 if quarters else 0)
    np.testing.assert_array_equal(moments["xx"], without["xx"])
    assert moments["part_kind"].values.tolist()[: len(without["part_kind"])] == without["part_kind"].values.tolist()
