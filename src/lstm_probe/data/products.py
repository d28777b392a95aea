"""Gridded products by name: each gives the grid of a delivery, and which of its cells have data."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.era5_land import daily_means
from lstm_probe.data.esa_cci import fields
from lstm_probe.data.esa_cci.window import Bounds


def _whole_delivery(source: str | Path, _bounds: Bounds, variable: str | None = None) -> tuple[Grid, np.ndarray]:
    """Take all of ERA5-Land, which is requested for a box."""
    return daily_means.grid_and_land(source, variable)


def _around(source: str | Path, bounds: Bounds, _variable: str | None = None) -> tuple[Grid, np.ndarray]:
    """Take the cells of ESA CCI around the catchments; its files all have the same variables."""
    return fields.grid_and_land(source, bounds)


#: Each takes a folder, what is to be covered (west, south, east, north; degrees), and the variable that counts.
GRIDS: Mapping[str, Callable[..., tuple[Grid, np.ndarray]]] = {"era5_land": _whole_delivery, "esa_cci": _around}
