"""Scaled series on the device."""

import logging

import numpy as np
import pytest
import torch
import xarray as xr

from lstm_probe.errors import InputError
from lstm_probe.model import scaling
from lstm_probe.model.catchments import prepare

CPU = torch.device("cpu")


@pytest.fixture
def scalers(series: xr.Dataset, attributes: xr.Dataset) -> scaling.Scalers:
    """Fit on two years."""
    names = ["precipitation", "temperature"], ["area", "slope", "sand"]
    return scaling.fit(series, attributes, *names, ("1991-01-01", "1992-12-31"), 0)


def test_axes_are_gauge_day_variable(series: xr.Dataset, attributes: xr.Dataset, scalers: scaling.Scalers) -> None:
    """Each z-score stands where its gauge, its day and its variable are."""
    ours = prepare(series, attributes, scalers, CPU, ("1991-01-01", "1991-12-31"))
    day = ours.days.get_loc("1991-03-05")
    expected = (series["temperature"].sel(gauge_id="1003", time="1991-03-05") - scalers.forcings.mean[1]) / (
        scalers.forcings.std[1]
    )
    assert ours.forcings[2, day, 1].item() == pytest.approx(float(expected), rel=1e-5)
    assert ours.forcings.shape == (4, 365, 2)


def test_attributes_are_joined_by_gauge(series: xr.Dataset, attributes: xr.Dataset, scalers: scaling.Scalers) -> None:
    """The order of gauges in the attributes does not matter."""
    turned = attributes.isel(gauge_id=[2, 0, 3, 1])
    ours, theirs = (prepare(series, table, scalers, CPU).attributes for table in (attributes, turned))
    assert torch.equal(ours, theirs)


def test_missing_forcings_are_counted(
    series: xr.Dataset, attributes: xr.Dataset, scalers: scaling.Scalers, caplog: pytest.LogCaptureFixture
) -> None:
    """Days without a forcing are in the log, with their number and gauge."""
    series["precipitation"][1, 5:12] = np.nan
    with caplog.at_level(logging.WARNING):
        prepare(series, attributes, scalers, CPU)
    assert "7 of 6000 gauge-days" in caplog.text
    assert "1002" in caplog.text


def test_positions_reach_from_the_first_day_to_after_the_last(
    series: xr.Dataset, attributes: xr.Dataset, scalers: scaling.Scalers
) -> None:
    """A period of three days has positions three apart."""
    ours = prepare(series, attributes, scalers, CPU)
    assert ours.position(("1990-01-02", "1990-01-04")) == (1, 4)
    with pytest.raises(InputError, match="1990-01-01 to 1994-02-08"):
        ours.position(("1989-12-31", "1990-01-04"))


def test_a_missing_day_is_named(series: xr.Dataset, attributes: xr.Dataset, scalers: scaling.Scalers) -> None:
    """A hole in the time axis would shift every window behind it, so it is refused."""
    with pytest.raises(InputError, match="after 1990-01-10 is missing"):
        prepare(series.drop_isel(time=10), attributes, scalers, CPU)


def test_a_missing_attribute_is_named(series: xr.Dataset, attributes: xr.Dataset, scalers: scaling.Scalers) -> None:
    """A gauge without attributes, or lacking one, is refused by name."""
    with pytest.raises(InputError, match="no attributes of gauges 1004"):
        prepare(series, attributes.isel(gauge_id=slice(3)), scalers, CPU)
    attributes["slope"][2] = np.nan
    with pytest.raises(InputError, match="no slope of gauge 1003"):
        prepare(series, attributes, scalers, CPU)
