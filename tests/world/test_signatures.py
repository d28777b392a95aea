"""Hydrological signatures."""

import numpy as np
import pandas as pd

from lstm_probe.world import signatures

DAYS = pd.date_range("2000-10-01", "2004-09-30")


def test_steady_flow_is_all_baseflow() -> None:
    """A steady river has a baseflow index near 1, a flat duration curve and half its flow by spring."""
    flow = np.full((1, len(DAYS)), 2.0)
    found = signatures.signatures(DAYS, flow, np.full_like(flow, 4.0)).iloc[0]
    assert abs(found["baseflow_index"] - 1.0) < 0.02
    assert found["slope_fdc"] == 0.0
    assert found["runoff_ratio"] == 0.5
    assert abs(found["hfd_mean"] - 182.0) <= 1.0
    assert found["Q5"] == found["Q95"] == 2.0
    assert found["zero_q_freq"] == 0.0


def test_flashy_flow_has_less_baseflow(rng: np.random.Generator) -> None:
    """A spiky river has less baseflow than one that recedes slowly; the filter equals its recursion."""
    spikes = 0.1 + rng.gamma(0.1, 10.0, (1, 1000))
    slow = 0.1 + pd.Series(spikes[0]).ewm(halflife=20).mean().to_numpy()[None]
    assert signatures.baseflow_index(spikes)[0] < signatures.baseflow_index(slow)[0] - 0.2
    base = spikes[0]
    for _ in range(3):  # q_t = a q_{t-1} + (1 + a) / 2 (Q_t - Q_{t-1}), q_0 = Q_0 / 2, baseflow Q - q where q > 0
        quick = np.empty_like(base)
        quick[0] = base[0] / 2.0
        for day in range(1, len(base)):
            quick[day] = 0.925 * quick[day - 1] + (1.0 + 0.925) / 2.0 * (base[day] - base[day - 1])
        base = np.where(quick > 0.0, base - quick, base)[::-1]
    np.testing.assert_allclose(signatures.baseflow_index(spikes)[0], base.sum() / spikes.sum(), rtol=0.01)


def test_smoothed_minima_by_hand() -> None:
    """Five blocks with minima 2, 1, 4, 1, 2: lines join the two ones, under the 4, at height 1."""
    flow = np.array([[2, 3, 3, 3, 3, 5, 1, 5, 5, 5, 4, 6, 6, 6, 6, 5, 5, 1, 5, 5, 2, 3, 3, 3, 3]], dtype=float)
    # from day 6 to day 17 the flow adds up to 1+5+5+5+4+6+6+6+6+5+5+1 = 55, the baseflow to 12
    np.testing.assert_allclose(signatures.smoothed_minima_index(flow), [12.0 / 55.0])


def test_elasticity_of_a_proportional_river_is_one(rng: np.random.Generator) -> None:
    """Where flow is always half of the rain, a year 10 % wetter has 10 % more flow."""
    rain = rng.gamma(0.3, 10.0, (2, len(DAYS)))
    found = signatures.signatures(DAYS, 0.5 * rain, rain)
    np.testing.assert_allclose(found["stream_elas"], 1.0)


def test_high_and_low_flows_are_counted() -> None:
    """Ten days a year at twenty times the median, in one flood a year."""
    flow = np.full((1, len(DAYS)), 1.0)
    flow[0, (DAYS.month == 12) & (DAYS.day <= 10)] = 20.0
    found = signatures.signatures(DAYS, flow, np.full_like(flow, 3.0)).iloc[0]
    assert abs(found["high_q_freq"] - 10.0) < 0.01
    assert found["high_q_dur"] == 10.0
    assert found["low_q_freq"] == 0.0
