"""A grid knows its cells, edges and areas."""

import numpy as np
import pytest

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.errors import InputError


def test_edges_and_areas_by_hand() -> None:
    """Half a step around the centres; all cells of a whole sphere have the area 4 pi."""
    grid = Grid(np.arange(80.0, -81, -20), np.arange(-170.0, 180, 20))
    assert grid.bounds == (-180.0, -90.0, 180.0, 90.0)
    assert grid.cell_areas().sum() == pytest.approx(4 * np.pi)


def test_padding_adds_whole_cells() -> None:
    """A grid grows to cover bounds, and old cells keep their place."""
    grid = Grid(np.array([2.5, 1.5, 0.5]), np.array([0.5, 1.5, 2.5]))
    wide, rows, columns = grid.padded((-1.2, 0.5, 2.0, 3.1))
    assert (rows, columns, wide.shape) == (1, 2, (4, 5))
    np.testing.assert_allclose(wide.latitude, [3.5, 2.5, 1.5, 0.5])
    np.testing.assert_allclose(wide.longitude, [-1.5, -0.5, 0.5, 1.5, 2.5])
    assert grid.padded((0.0, 0.0, 3.0, 3.0))[0].shape == (3, 3)


@pytest.mark.parametrize("latitude", [[1.0], [1.0, 2.0, 3.0], [3.0, 2.0, 0.0]])
def test_irregular_grids_are_refused(latitude: list[float]) -> None:
    """A single row, rows from south to north and uneven rows are no grid."""
    with pytest.raises(InputError, match="evenly spaced"):
        Grid(np.array(latitude), np.array([0.5, 1.5, 2.5]))
