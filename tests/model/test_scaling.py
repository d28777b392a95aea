"""Scaling by the moments of the training days."""

import json
import logging

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.model import scaling
from lstm_probe.model.scaling import Scaler, Scalers
from tests.examples import examples

PERIOD = ("1991-01-01", "1991-12-31")
FINITE = st.floats(-1e6, 1e6)


def fitted(series: xr.Dataset, attributes: xr.Dataset, warm_up: int = 10) -> Scalers:
    """Fit on 1991."""
    return scaling.fit(series, attributes, ["precipitation", "temperature"], ["area", "sand"], PERIOD, warm_up)


@examples(25)
@given(values=st.lists(FINITE, min_size=1, max_size=20), mean=FINITE, std=st.floats(1e-3, 1e3))
def test_unscaling_undoes_scaling(values: list[float], mean: float, std: float) -> None:
    """A value scaled and unscaled is itself."""
    scaler = Scaler(("x",), (mean,), (std,))
    column = np.array(values)[:, None]
    np.testing.assert_allclose(scaler.unscale(scaler.scale(column)), column, rtol=1e-9, atol=1e-6)


def test_moments_are_those_of_the_definition(series: xr.Dataset, attributes: xr.Dataset) -> None:
    """Forcings: population, with warm-up; discharge: population, without; attributes: sample, over gauges."""
    scalers = fitted(series, attributes)
    warm = series["precipitation"].sel(time=slice("1990-12-22", "1991-12-31")).values.astype("float64")
    discharge = series["discharge"].sel(time=slice(*PERIOD)).values.astype("float64")
    assert scalers.forcings.mean[0] == pytest.approx(warm.mean(), rel=1e-12)
    assert scalers.forcings.std[0] == pytest.approx(warm.std(), rel=1e-12)
    assert scalers.discharge.std[0] == pytest.approx(discharge.std(), rel=1e-12)
    assert scalers.attributes.std[1] == pytest.approx(attributes["sand"].values.std(ddof=1), rel=1e-12)


def test_days_outside_training_change_nothing(series: xr.Dataset, attributes: xr.Dataset) -> None:
    """No number after the training period, or before its warm-up, reaches a scaler."""
    inside = (series["time"] >= np.datetime64("1990-12-22")) & (series["time"] <= np.datetime64("1991-12-31"))
    assert fitted(series.where(inside, 1e6), attributes) == fitted(series, attributes)


def test_missing_values_are_skipped(series: xr.Dataset, attributes: xr.Dataset) -> None:
    """A gap changes the mean to that of the values that are there."""
    holed = series.copy(deep=True)
    holed["discharge"][0, 400:500] = np.nan
    values = holed["discharge"].sel(time=slice(*PERIOD)).values.astype("float64")
    assert fitted(holed, attributes).discharge.mean[0] == pytest.approx(np.nanmean(values), rel=1e-12)


def test_what_never_varies_is_centred_and_said(
    series: xr.Dataset, attributes: xr.Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    """A constant attribute has a standard deviation of 1, not 0, and its name is in the log."""
    with caplog.at_level(logging.WARNING):
        scalers = fitted(series, attributes.assign(sand=attributes["sand"] * 0 + 7.3))
    assert scalers.attributes.std[1] == 1.0
    assert "sand" in caplog.text


def test_scalers_survive_json(series: xr.Dataset, attributes: xr.Dataset) -> None:
    """Written to JSON and read again, scalers are the same to the last bit."""
    scalers = fitted(series, attributes)
    assert Scalers.from_dict(json.loads(json.dumps(scalers.to_dict()))) == scalers


def test_a_missing_variable_is_named(series: xr.Dataset, attributes: xr.Dataset) -> None:
    """A forcing that the series lack is named beside those that they have."""
    with pytest.raises(InputError, match=r"no temperature; it has .*precipitation"):
        fitted(series.drop_vars("temperature"), attributes)


def test_a_variable_without_values_is_named(series: xr.Dataset, attributes: xr.Dataset) -> None:
    """A forcing that is missing on every training day stops the run by its name."""
    with pytest.raises(InputError, match="no value of temperature"):
        fitted(series.assign(temperature=series["temperature"] * np.nan), attributes)


def test_an_infinite_value_is_named(series: xr.Dataset, attributes: xr.Dataset) -> None:
    """Infinity would make every scaled value worthless, so its gauge and day are named."""
    series["discharge"][2, 1] = np.inf
    with pytest.raises(InputError, match=r"gauge 1003, 1990-01-02\s+found: +discharge infinite"):
        fitted(series, attributes)
