"""The ensemble is the mean of what its members simulate, and is scored on the days that all of them have."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.ensembles import ENSEMBLE_SEED, ensemble_of
from lstm_probe.contracts.lstm import DISCHARGE
from lstm_probe.model import ensemble, skill

DAYS = pd.date_range("2000-01-01", periods=400)
PERIODS = {"lstm_train": ("2000-01-01", "2000-07-18"), "lstm_test": ("2000-07-19", "2001-02-03")}


def member(observed: np.ndarray, error: np.ndarray) -> xr.Dataset:
    """Make the discharge of one seed."""
    of_days = {"gauge_id": np.array(["1", "2"], dtype=object), "time": DAYS}
    dims = ("gauge_id", "time")
    parts = {"simulated": observed + error, "observed": observed}
    attrs = {"simulated": "simulated discharge", "observed": "observed discharge"}
    return xr.Dataset(
        {
            name: (dims, values.astype("float32"), {"units": "mm d-1", "long_name": attrs[name]})
            for name, values in parts.items()
        },
        of_days,
    )


def test_errors_that_differ_cancel(rng: np.random.Generator) -> None:
    """Members that err in opposite directions give the observed discharge, and an NSE of 1 that neither has."""
    observed, error = rng.gamma(2, 1, (2, 400)), rng.normal(0, 0.3, (2, 400))
    members = [member(observed, error), member(observed, -error)]
    mean = ensemble.average(members)
    DISCHARGE.check(mean, "the ensemble")
    np.testing.assert_allclose(mean["simulated"], observed, rtol=1e-5)
    tables = [skill.discharge_skill(one, PERIODS, "demo", 1) for one in members]
    tables.append(skill.discharge_skill(mean, PERIODS, ensemble_of("demo"), ENSEMBLE_SEED))
    nse = [table.query("metric == 'nse' and period == 'test'")["value"].min() for table in tables]
    assert max(nse[:2]) < 0.99
    assert nse[2] > 0.999999


def test_a_day_that_one_member_lacks_is_not_simulated(rng: np.random.Generator) -> None:
    """The mean of fewer members would be another ensemble on that day."""
    observed = rng.gamma(2, 1, (2, 400))
    members = [member(observed, np.zeros((2, 400))) for _ in range(3)]
    members[1]["simulated"][0, 5] = np.nan
    assert ensemble.average(members)["simulated"].isnull().sum() == 1
