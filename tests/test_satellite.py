"""The satellite files that a synthetic Britain delivers come back as what the satellite saw."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from lstm_probe import metrics
from lstm_probe.data.camels_gb import boundaries
from lstm_probe.data.catchment_means import days as catchment_means
from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.esa_cci import fields, files
from lstm_probe.data.series.smoothing import Smoothing, smoothed
from lstm_probe.world import delivery
from lstm_probe.world.settings import World


@pytest.fixture(scope="module")
def truth_and_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[xr.Dataset, Path]:
    """Make a year of a small world in northern Britain."""
    folder = tmp_path_factory.mktemp("north")
    days = {"first_day": "2000-10-01", "last_day": "2001-09-30", "spin_up_days": 365}
    days |= {"esa_cci_days": ["2000-10-01", "2001-09-30"]}
    world = World(seed=5, gauges=5, box=(55.6, -4.0, 54.4, -2.0), **days)
    return delivery.write(world, *(folder / name for name in ("camels_gb", "era5_land", "esa_cci"))), folder


def test_catchment_means_follow_the_true_top_layer(truth_and_folders: tuple[xr.Dataset, Path]) -> None:
    """Catchment means go with the true soil water of 0-7 cm, and smoothing brings them nearer to its own mean."""
    truth, folder = truth_and_folders
    shapes = boundaries.read(folder / "camels_gb", truth["gauge_id"].values).to_crs("EPSG:4326")
    grid, land = fields.grid_and_land(folder / "esa_cci", tuple(shapes.total_bounds))
    weights = zonal.weights(grid, land, shapes, product="esa_cci")
    satellite = files.find(folder / "esa_cci")
    counts = fields.ScreeningCounts()
    means = catchment_means.with_gaps(weights, fields.daily_fields(satellite, grid, counts=counts))
    assert counts.values_dropped_by_flag == 0  # the product screens itself: what is flagged has no value
    assert counts.flagged_without_value > 0
    seen = weights["covered_fraction"].values > 0.2
    assert seen.any()
    share = means.notnull().mean("time").values
    assert (share[seen] > 0.3).all()
    assert (share < 1).all()
    daily = metrics.correlation(means, truth["swvl1"]).values[seen]
    weekly = smoothed(means, Smoothing(smooth="centred"))
    smooth = metrics.correlation(weekly, truth["swvl1"].rolling(time=7, center=True).mean()).values[seen]
    assert np.median(daily) > 0.6
    assert np.median(smooth) > np.median(daily)
