"""Gridded products by name: each gives the grid of a delivery, and which of its cells have data."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from lstm_probe.data import era5_land, esa_cci
from lstm_probe.data.esa_cci_window import Bounds
from lstm_probe.data.grid import Grid


def _whole_delivery(source: str | Path, _bounds: Bounds) -> tuple[Grid, np.ndarray]:
    """Take all of ERA5-Land, which is requested for a box."""
    return era5_land.grid_and_land(source)


#: Each takes a folder and what is to be covered (west, south, east, north; degrees).
GRIDS: Mapping[str, Callable[[str | Path, Bounds], tuple[Grid, np.ndarray]]] = {
    "era5_land": _whole_delivery,
    "esa_cci": esa_cci.grid_and_land,
}
