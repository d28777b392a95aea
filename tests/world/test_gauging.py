"""Routing, errors and gaps."""

import numpy as np

from lstm_probe.world import gauging


def test_routing_keeps_water_and_is_slower_in_large_catchments() -> None:
    """Unit hydrographs add up to 1; water from 2000 km² arrives more than a day after that from 2 km²."""
    hydrographs = gauging.unit_hydrographs(np.array([2.0, 50.0, 2000.0]))
    np.testing.assert_allclose(hydrographs.sum(axis=1), 1.0)
    delay = hydrographs @ np.arange(gauging.LONGEST)
    assert delay[0] < 0.3
    assert delay[2] > delay[0] + 1.0


def test_routing_is_a_convolution(rng: np.random.Generator) -> None:
    """Routed in two pieces, discharge equals the convolution of the whole record with the unit hydrograph."""
    hydrographs = gauging.unit_hydrographs(np.array([900.0]))
    runoff = rng.gamma(1.0, 1.0, (60, 1))
    before = np.zeros((gauging.LONGEST - 1, 1))
    first = gauging.route(runoff[:25], before, hydrographs)
    second = gauging.route(runoff[25:], runoff[25 - gauging.LONGEST + 1 : 25], hydrographs)
    expected = np.convolve(runoff[:, 0], hydrographs[0])[:60]
    np.testing.assert_allclose(np.concatenate([first, second])[:, 0], expected)


def test_routing_loses_no_water(rng: np.random.Generator) -> None:
    """Given days enough to drain, every catchment's discharge adds up to its runoff, to rounding."""
    hydrographs = gauging.unit_hydrographs(np.array([2.0, 50.0, 2000.0]))
    runoff = np.concatenate([rng.gamma(0.5, 4.0, (200, 3)), np.zeros((gauging.LONGEST - 1, 3))])
    discharge = gauging.route(runoff, np.zeros((gauging.LONGEST - 1, 3)), hydrographs)
    np.testing.assert_allclose(discharge.sum(axis=0), runoff.sum(axis=0), rtol=1e-12)
    assert (discharge >= 0.0).all()


def test_errors_are_small_and_fair(rng: np.random.Generator) -> None:
    """Errors of 3 % have mean 1 and the stated spread, and never turn a flow negative."""
    ratio = gauging.disturb(np.full((10, 5000), 2.0), 0.03, rng) / 2.0
    assert abs(ratio.mean() - 1.0) < 0.001
    assert abs(ratio.std() - 0.03) < 0.001
    assert (ratio > 0.0).all()


def test_records_have_gaps_and_late_starts(rng: np.random.Generator) -> None:
    """Of many gauges, some start late, most have a short gap, and none loses more than half."""
    recorded = gauging.gaps(400, 5000, rng)
    late = ~recorded[:, :100].any(axis=1)
    assert 0.05 < late.mean() < 0.25
    assert (recorded.all(axis=1)).mean() < 0.6
    assert recorded.mean(axis=1).min() > 0.5
    assert recorded.mean() > 0.9
