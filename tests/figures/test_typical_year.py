"""A year of a typical gauge."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE, STATES
from lstm_probe.figures import typical_year
from tests.figures.conftest import make_predictions

RNG = np.random.default_rng(2)


def artefacts(days: int = 500, simulated: tuple[str, str] = ("2000-01-01", "2001-12-31")) -> tuple[xr.Dataset, ...]:
    """Make series, discharge, states and one target of four gauges, all but discharge for the same days."""
    series, states = CATCHMENTS.mock(RNG, gauge_id=4, time=days), STATES.mock(RNG, gauge_id=4, time=days, unit=5)
    discharge = DISCHARGE.mock(RNG, gauge_id=4, time=days).sel(time=slice(*simulated))
    return series, discharge, states, make_predictions(["swvl1"], days=days).sel(target="swvl1")


def test_the_last_days_are_taken() -> None:
    """As many days as asked for, up to the last one that everything has."""
    year = typical_year.select(*artefacts(), "1002", 365)
    assert year.sizes == {"time": 365, "unit": 5}
    assert pd.Timestamp(year["time"].values[-1]) == pd.Timestamp("2000-01-01") + pd.Timedelta(days=499)
    assert year["gauge_id"].item() == "1002"


def test_days_with_simulated_discharge_are_preferred() -> None:
    """Where simulated discharge ends earlier, the year ends with it."""
    year = typical_year.select(*artefacts(simulated=("2000-01-01", "2000-12-31")), "1001", 100)
    assert pd.Timestamp(year["time"].values[-1]) == pd.Timestamp("2000-12-31")
    assert bool(year["simulated"].notnull().all())


def test_without_simulated_discharge_the_rest_is_shown() -> None:
    """Discharge of other days leaves NaN, and the last days of the rest."""
    series, discharge, states, target = artefacts()
    elsewhere = discharge.assign_coords(time=discharge["time"] - np.timedelta64(9000, "D"))
    year = typical_year.select(series, elsewhere, states, target, "1001", 100)
    assert year.sizes["time"] == 100
    assert bool(year["simulated"].isnull().all())


def test_a_short_run_is_shown_whole() -> None:
    """Fewer days than asked for are all taken."""
    assert typical_year.select(*artefacts(days=40), "1001", 365).sizes["time"] == 40


def test_the_typical_gauge_is_nearest_to_the_median() -> None:
    """Of correlations near 1, 0.9, 0.7 and none, the second is the median's."""
    target = make_predictions(["swvl1"]).sel(target="swvl1")
    noise = RNG.normal(size=target["time"].size)
    for place, share in enumerate((0.0, 0.03, 0.07)):
        target["predicted"][place] = target["observed"][place] + share * noise
    target["predicted"][3] = np.nan
    assert typical_year.typical_gauge(target) == "1002"


def test_a_gauge_is_chosen_without_correlations() -> None:
    """Where nothing has a correlation, the first gauge with the target stands in."""
    target = make_predictions(["swvl1"]).sel(target="swvl1")
    target["predicted"][:] = np.nan
    target["observed"][0] = np.nan
    assert typical_year.typical_gauge(target) == "1002"


def test_scores_have_mean_0_and_spread_1() -> None:
    """Unit by unit over the days shown; a unit that never changes is 0, whatever the order of dimensions."""
    values = RNG.normal(3, 7, size=(50, 4))
    values[:, 2] = 0.1
    scores = typical_year.scores(xr.DataArray(values, dims=("time", "unit")).transpose())
    assert np.all(scores[:, 2] == 0)
    assert np.allclose(scores.mean(axis=0), 0, atol=1e-6)
    assert np.allclose(scores[:, [0, 1, 3]].std(axis=0), 1)
