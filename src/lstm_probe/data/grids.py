"""Gridded products by name: each gives the grid of a delivery, and which of its cells have data."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from lstm_probe.data import era5_land, esa_cci
from lstm_probe.data.esa_cci_window import Bounds
from lstm_probe.data.grid import Grid


def _whole_delivery(source: str | Path, _bounds: Bounds, variable: str | None = None) -> tuple[Grid, np.ndarray]:
    """Take all of ERA5-Land, which is requested for a box."""
    return era5_land.grid_and_land(source, variable)


def _around(source: str | Path, bounds: Bounds, _variable: str | None = None) -> tuple[Grid, np.ndarray]:
    """Take the cells of ESA CCI around the catchments; its files all have the same variables."""
    return esa_cci.grid_and_land(source, bounds)


#: Each takes a folder, what is to be covered (west, south, east, north; degrees), and the variable that counts.
GRIDS: Mapping[str, Callable[..., tuple[Grid, np.ndarray]]] = {"era5_land": _whole_delivery, "esa_cci": _around}
