"""The world stays realistic, measured against the real CAMELS-GB."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

#: Smallest, first and last decile, and largest of each attribute (table, name) over the 671 gauges of CAMELS-GB v1:
#: Coxon et al. (2020), https://doi.org/10.5194/essd-12-2459-2020; data https://doi.org/10.5285/8344e4f3-d2ea-44f5-8afa-86d2987543a9
REAL = {
    ("hydrologic", "runoff_ratio"): (0.03, 0.26, 0.8, 3.07),
    ("hydrologic", "q_mean"): (0.08, 0.47, 4.08, 10.07),
    ("hydrologic", "baseflow_index"): (0.24, 0.41, 0.77, 0.92),
    ("hydrologic", "slope_fdc"): (0.68, 1.644, 3.653, 8.21),
    ("hydrologic", "Q95"): (0.35, 1.45, 13.37, 38.22),
    ("hydrologic", "high_q_freq"): (0.0, 0.13, 21.16, 167.98),
    ("climatic", "aridity"): (0.12, 0.24, 0.8, 0.96),
    ("climatic", "p_mean"): (1.54, 1.78, 5.16, 9.61),
    ("landcover", "crop_perc"): (0.0, 0.07, 65.33, 90.54),
    ("soil", "clay_perc"): (6.87, 16.86, 36.2, 51.21),
    ("soil", "sand_perc"): (19.43, 33.33, 59.91, 81.9),
    ("soil", "porosity_hypres"): (33.87, 41.94, 55.26, 81.0),
    ("soil", "conductivity_hypres"): (0.57, 0.87, 1.67, 3.13),
    ("topographic", "dpsbar"): (12.3, 29.58, 182.32, 487.9),
}

#: Smallest, quartiles and largest correlation of flow with that of the day before, 1999-10-01 to 2003-09-30, at the
#: gauges of the same data set without a gap in these years.
REAL_FLOW_MEMORY = (0.351, 0.647, 0.874, 1.0)


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


@pytest.mark.parametrize(("table", "name"), list(REAL))
def test_attributes_lie_in_the_range_of_the_real_ones(britain, table: str, name: str) -> None:
    """Every gauge's attribute lies between the real extremes, the median where eight in ten real gauges do."""
    lowest, low, high, highest = REAL[table, name]
    ours = britain.attributes(table)[name]
    assert lowest <= ours.min()
    assert low < ours.median() < high
    assert ours.max() <= highest


def test_flow_remembers_yesterday_as_real_flow_does(britain) -> None:
    """Flow correlates from day to day as at the real gauges, the median as at the middle half of them."""
    lowest, low, high, highest = REAL_FLOW_MEMORY
    ours = britain.series("discharge_spec").apply(lambda series: series.autocorr(1))
    assert lowest <= ours.min()
    assert low < ours.median() < high
    assert ours.max() <= highest


@pytest.mark.data
@pytest.mark.parametrize(("table", "name"), list(REAL))
def test_the_ranges_are_those_of_the_real_tables(real_data: Path, table: str, name: str) -> None:
    """Read from the delivered tables, extremes and deciles of the 671 gauges are the ones written here."""
    path = real_data / "camels_gb_originals" / "data" / f"CAMELS_GB_{table}_attributes.csv"
    real = pd.read_csv(path)[name]
    assert len(real) == 671
    np.testing.assert_allclose(real.quantile([0.0, 0.1, 0.9, 1.0]), REAL[table, name], atol=5.1e-4)


@pytest.mark.data
def test_the_memory_of_flow_is_that_of_the_real_series(real_data: Path) -> None:
    """Computed from the real series over the synthetic years, the four numbers are the ones written here."""
    with xr.open_dataset(real_data / "camels_gb_ptq_666.nc") as real:
        flow = real["discharge_spec"].sel(date=slice("1999-10-01", "2003-09-30")).transpose("date", "gauge_id")
        memory = flow.to_pandas().dropna(axis=1).apply(lambda series: series.autocorr(1))
    np.testing.assert_allclose(memory.quantile([0.0, 0.25, 0.75, 1.0]), REAL_FLOW_MEMORY, atol=5.1e-4)
