"""The world stays realistic, measured against the real CAMELS-GB."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr


def near(britain, low: float, high: float) -> np.ndarray:
    """Return which pairs of gauges lie between two distances (km), each pair once."""
    distance = britain.distances()
    return np.triu((distance > low) & (distance < high), 1)


def test_neighbours_have_the_same_weather_and_moisture(britain) -> None:
    """Around 50 km the median correlation of daily rain is at least 0.7, of top-layer moisture 0.8."""
    pairs = near(britain, 35.0, 65.0)
    assert pairs.sum() >= 8
    rain = np.corrcoef(britain.series("precipitation").to_numpy().T)
    moisture = np.corrcoef(britain.truth["swvl1"].values)
    assert np.median(rain[pairs]) >= 0.7
    assert np.median(moisture[pairs]) >= 0.8


def test_distant_gauges_have_weather_of_their_own(britain) -> None:
    """Beyond 400 km daily rain correlates below 0.4."""
    rain = np.corrcoef(britain.series("precipitation").to_numpy().T)
    assert np.median(rain[near(britain, 400.0, 2000.0)]) < 0.4


def test_some_uplands_have_snow(britain) -> None:
    """Several gauges get more than 5 % of their precipitation on frost days, and none more than a third."""
    snow = britain.attributes("climatic")["frac_snow"]
    assert (snow > 0.05).sum() >= 4
    assert snow.max() < 0.34
    assert (snow < 0.05).sum() > (snow > 0.05).sum()


def test_each_layer_has_a_memory_of_its_own(britain) -> None:
    """The deeper the layer, the longer it remembers; the deepest forgets within a season or two."""
    lags = {name: [] for name in ("swvl1", "swvl2", "swvl3", "swvl4")}
    for name, found in lags.items():
        for series in britain.truth[name].values:
            alike = np.array([np.corrcoef(series[lag:], series[:-lag])[0, 1] for lag in range(1, 366, 4)])
            found.append(1 + 4 * int((alike < 0.5).argmax()))
    medians = [np.median(found) for found in lags.values()]
    assert medians[0] < medians[1] < medians[2] <= medians[3] < 200.0


def test_winters_are_wet_below_ground(britain) -> None:
    """Top-layer moisture is higher in January than in July at nearly every gauge, and so is flow."""
    month = britain.world.days.month
    winter, summer = month.isin([12, 1, 2]), month.isin([6, 7, 8])
    moisture = britain.truth["swvl1"].values
    assert (moisture[:, winter].mean(axis=1) > moisture[:, summer].mean(axis=1)).mean() > 0.9
    flow = britain.series("discharge_spec")
    assert (flow[winter].mean() > flow[summer].mean()).mean() > 0.9


@pytest.mark.data
@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("hydrologic", "runoff_ratio"),
        ("climatic", "aridity"),
        ("hydrologic", "baseflow_index"),
        ("hydrologic", "q_mean"),
        ("landcover", "crop_perc"),
        ("soil", "clay_perc"),
        ("soil", "porosity_hypres"),
        ("topographic", "dpsbar"),
    ],
)
def test_attributes_lie_in_the_range_of_the_real_ones(britain, real_data: Path, table: str, name: str) -> None:
    """Every gauge's attribute lies between the extremes of the 671 real gauges."""
    path = real_data / "camels_gb_originals" / "data" / f"CAMELS_GB_{table}_attributes.csv"
    real = pd.read_csv(path)[name]
    ours = britain.attributes(table)[name]
    assert ours.min() >= real.min()
    assert ours.max() <= real.max()


@pytest.mark.data
def test_flow_remembers_yesterday_as_real_flow_does(britain, real_data: Path) -> None:
    """Flow correlates from day to day as at 666 real gauges, the median as at half of them."""
    with xr.open_dataset(real_data / "camels_gb_ptq_666.nc") as real:
        flow = real["discharge_spec"].sel(date=slice("1999-10-01", "2003-09-30")).transpose("date", "gauge_id")
        real_memory = flow.to_pandas().dropna(axis=1).apply(lambda series: series.autocorr(1))
    ours = britain.series("discharge_spec").apply(lambda series: series.autocorr(1))
    assert ours.min() >= real_memory.min()
    assert ours.max() <= real_memory.max()
    assert real_memory.quantile(0.25) < ours.median() < real_memory.quantile(0.75)
