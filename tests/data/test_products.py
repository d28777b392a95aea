"""Every gridded product gives a grid and its land by name."""

from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.products import GRIDS


def test_era5_land_comes_whole(tmp_path: Path) -> None:
    """A delivery of ERA5-Land is a box already; the bounds of the catchments do not cut it."""
    coords = {
        "valid_time": pd.date_range("2001-01-01", periods=2),
        "latitude": [52.2, 52.1, 52.0],
        "longitude": [0.0, 0.1, 0.2],
    }
    xr.Dataset({"sd": (tuple(coords), np.ones((2, 3, 3)))}, coords).to_netcdf(tmp_path / "a.nc")
    grid, land = GRIDS["era5_land"](tmp_path, (0.0, 52.1, 0.1, 52.15))
    assert (grid.shape, land.sum()) == ((3, 3), 9)


def test_esa_cci_comes_around_the_catchments(satellite) -> None:
    """Of the satellite's grid only the bounds and a cell around them are taken."""
    grid, land = GRIDS["esa_cci"](satellite("2001-01-01", 0.2), (-1.2, 52.05, -1.05, 52.2))
    assert (grid.shape, land.sum()) == ((3, 3), 9)
