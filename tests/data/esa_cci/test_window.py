"""A box is read from files that hold more than it, or hold it upside down."""

import numpy as np
import pytest

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.esa_cci import files
from lstm_probe.data.esa_cci.window import Window, around
from lstm_probe.errors import InputError
from tests.data.conftest import LATITUDE, LONGITUDE

GLOBE = {"latitude": np.arange(89.875, -90, -0.25), "longitude": np.arange(-179.875, 180, 0.25)}


def opened(folder):
    """Open the only file of a folder."""
    (path,) = folder.iterdir()
    return files.opened(path)


def test_a_cell_more_on_every_side(satellite) -> None:
    """Bounds within the cells of row 52.125 and column -1.125 take three rows and columns."""
    with opened(satellite("2001-01-01", 0.2)) as file:
        grid = around(file, (-1.2, 52.05, -1.05, 52.2))
    assert grid.latitude.tolist() == [52.375, 52.125, 51.875]
    assert grid.longitude.tolist() == [-1.375, -1.125, -0.875]


def test_global_cropped_and_turned_files_agree(satellite, rng: np.random.Generator) -> None:
    """The same cells come from a global file, a crop, and a crop whose latitudes ascend, read one after another."""
    grid, values = Grid(LATITUDE[1:3], LONGITUDE[1:4]), rng.uniform(0.1, 0.4, (4, 5))
    globe = np.full((720, 1440), np.nan)
    row, column = np.argmin(abs(GLOBE["latitude"] - 52.375)), np.argmin(abs(GLOBE["longitude"] + 1.625))
    globe[row : row + 4, column : column + 5] = values
    folders = [
        satellite("2001-01-01", globe, folder="globe", **GLOBE),
        satellite("2001-01-02", values, folder="crop"),
        satellite("2001-01-03", values[::-1], folder="turned", latitude=LATITUDE[::-1]),
    ]
    window = Window(grid)
    for folder in folders:
        with opened(folder) as file:
            found, flag = window.read(file, {"sm": "m3 m-3", "flag": None})
        np.testing.assert_allclose(found, values[1:3, 1:4], rtol=1e-6)
        assert (flag == 0).all()


def test_files_elsewhere_are_named(satellite) -> None:
    """A file without the catchments, and one without the weights' cells, are refused with both boxes."""
    with opened(satellite("2001-01-01", 0.2)) as file:
        with pytest.raises(InputError, match=r"51\.62 to 52\.38 N(.|\n)*40\.00 to 41\.00 N"):
            around(file, (-1.5, 40.0, -1.0, 41.0))
        with pytest.raises(InputError, match=r"4 cell centres from 52\.375(.|\n)*the 3 from 52\.625"):
            Window(Grid(np.array([52.625, 52.375, 52.125]), LONGITUDE)).read(file, {"sm": None})
