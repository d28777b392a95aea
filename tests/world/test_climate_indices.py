"""Climate indices."""

import numpy as np
import pandas as pd

from lstm_probe.world import climate_indices

DAYS = pd.date_range("2001-01-01", "2004-12-31")
TURN = 2.0 * np.pi * DAYS.day_of_year.to_numpy() / 365.25


def test_means_snow_and_aridity_by_hand() -> None:
    """Rain of 1, 3 and 8 mm, the 3 mm at -1 °C, potential evapotranspiration of 2 mm."""
    days = pd.date_range("2001-01-01", periods=3)
    found = climate_indices.indices(
        days, np.array([[1.0, 3.0, 8.0]]), np.array([[5.0, -1.0, 0.0]]), np.full((1, 3), 2.0)
    ).iloc[0]
    assert found["p_mean"] == 4.0
    assert found["aridity"] == 0.5
    assert found["frac_snow"] == 0.25  # 3 of 12 mm; 0 °C is not below 0 °C


def test_events_are_counted_by_frequency_duration_and_season() -> None:
    """Two storms of two days in October a year, of more than five times the mean."""
    rain = np.full((1, len(DAYS)), 1.0)
    rain[0, (DAYS.month == 10) & np.isin(DAYS.day, [3, 4, 20, 21])] = 50.0
    found = climate_indices.indices(DAYS, rain, rain, rain).iloc[0]
    assert abs(found["high_prec_freq"] - 4.0) < 0.01
    assert found["high_prec_dur"] == 2.0
    assert found["high_prec_timing"] == "son"
    assert found["low_prec_freq"] == 0.0
    assert found["low_prec_dur"] == 0.0


def test_seasonality_is_positive_for_wet_summers() -> None:
    """Rain that swings by 30 % scores 0.3 in phase with temperature, -0.3 in antiphase, else 0."""
    warmth = 10.0 - 8.0 * np.cos(TURN)
    rains = np.stack([3.0 * (1.0 + 0.3 * wave) for wave in (-np.cos(TURN), np.cos(TURN), np.sin(TURN))])
    found = climate_indices.seasonality(DAYS, rains, np.stack([warmth] * 3))
    np.testing.assert_allclose(found, [0.3, -0.3, 0.0], atol=0.005)


def test_runs_at_both_ends_count() -> None:
    """Runs of 2, 1 and 3 days have a mean of 2; no run gives 0."""
    event = np.array([[1, 1, 0, 1, 0, 1, 1, 1], [0] * 8], dtype=bool)
    np.testing.assert_allclose(climate_indices.mean_duration(event), [2.0, 0.0])
