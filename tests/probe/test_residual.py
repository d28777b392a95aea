"""The residual of a target is what a linear regression on inputs leaves of it, and partial r is found in it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from sklearn.linear_model import LinearRegression

from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.probe import features, residual
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs
from tests.probe.conftest import PERIODS, Land

FEATURES = ["forcing_memory", "static_attributes"]
KINDS = tuple(map(Choice, FEATURES))


@pytest.fixture
def inputs(rng: np.random.Generator, land: Land) -> Inputs:
    """Make forcings from 2000 on, at the gauges of the land, and two attributes."""
    days, ids = pd.date_range("2000-01-01", "2004-12-31"), land.states["gauge_id"].values
    shape = (len(ids), len(days))
    series = xr.Dataset(
        {name: (("gauge_id", "time"), rng.normal(size=shape)) for name in ("precipitation", "temperature")},
        {"gauge_id": ids, "time": days},
    )
    attributes = xr.Dataset(
        {name: ("gauge_id", rng.normal(size=len(ids))) for name in ("area", "slope")}, {"gauge_id": ids}
    )
    return Inputs(series, attributes, ["precipitation", "temperature"], ["area", "slope"], PERIODS["fit"])


def regress(land: Land, inputs: Inputs, targets: dict[str, xr.DataArray], **options: Any) -> dict[str, xr.DataArray]:
    """Regress targets on inputs at the gauges of the land."""
    return residual.regress(FEATURES, targets, land.criteria, land.attributes, PERIODS, inputs, **options)


def test_residual_is_that_of_least_squares(land: Land, inputs: Inputs) -> None:
    """It is scikit-learn's ordinary least squares, pooled over gauges, fitted in the fit period alone."""
    left = regress(land, inputs, {"soil": land.targets["soil"]})["soil"]
    target_contract("soil").check(left.to_dataset())
    days = left.indexes["time"]
    x = np.stack([features.matrix(KINDS, Sources(None, inputs), gauge) for gauge in inputs.gauge_ids])
    x = x[:, inputs.days.get_indexer(days)]
    y = land.targets["soil"].sel(time=days).values
    fitted = np.isfinite(y) & (days <= "2003-12-31")
    expected = y - LinearRegression().fit(x[fitted], y[fitted]).predict(x.reshape(-1, x.shape[-1])).reshape(y.shape)
    np.testing.assert_allclose(left.values, expected, atol=1e-4 * np.nanstd(y))
    np.testing.assert_array_equal(left.isnull(), np.isnan(y))
    tested = days >= "2004-01-01"
    share = np.median(np.nanvar(expected[:, tested], axis=1) / np.nanvar(y[:, tested], axis=1))
    assert left.attrs["residual_share"] == pytest.approx(share, rel=1e-3)
    assert left.attrs["units"] == "m3 m-3"


def test_nothing_is_left_of_a_linear_memory(land: Land, inputs: Inputs) -> None:
    """A target that is a linear map of memories has no residual; one that is not keeps all of its variance."""
    memory = features.forcing_memory(Sources(None, inputs), "2001")[1].shape
    assert memory[1] == 18
    values = np.stack([features.forcing_memory(Sources(None, inputs), gauge)[1][:, 3] for gauge in inputs.gauge_ids])
    coords = {"gauge_id": inputs.gauge_ids, "time": inputs.days}
    rain = xr.DataArray(
        values.astype("float32"), coords, ("gauge_id", "time"), "rain", {"units": "1", "long_name": "rain"}
    )
    left = regress(land, inputs, {"rain": rain, "noise": land.targets["noise"]})
    assert left["rain"].attrs["residual_share"] < 1e-4
    assert left["noise"].attrs["residual_share"] == pytest.approx(1, abs=0.1)


def test_partial_r_is_of_what_inputs_do_not_explain(land: Land, inputs: Inputs) -> None:
    """States that hold a store that inputs do not follow it in the residual as in the target."""
    left = regress(land, inputs, {"snow": land.targets["snow"]})
    skill = Land(land.states, left, land.criteria, land.attributes).run(residual_of=FEATURES)[2]
    assert skill.query("metric == 'r' and period == 'test'")["value"].median() > 0.9
    assert set(skill["gauge_id"]) == {"2004", "2005", "2006", "2008"}


def test_a_constant_target(land: Land, inputs: Inputs) -> None:
    """It has a residual of 0, no share, and a probe without a correlation; nothing fails."""
    still = (land.targets["soil"] * 0 + 0.3).assign_attrs(land.targets["soil"].attrs)
    left = regress(land, inputs, {"soil": still})
    assert np.isnan(left["soil"].attrs["residual_share"])
    np.testing.assert_allclose(left["soil"].fillna(0), 0, atol=1e-6)
    skill = Land(land.states, left, {}, land.attributes).run(residual_of=FEATURES)[2]
    assert skill.query("metric == 'r'")["value"].isnull().all()


def test_one_gauge(land: Land, inputs: Inputs) -> None:
    """At one gauge attributes say nothing, and the regression is on memories alone."""
    left = regress(land, inputs, {"soil": land.targets["soil"].isel(gauge_id=[2])})
    assert np.isfinite(left["soil"].attrs["residual_share"])
