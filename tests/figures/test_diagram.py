"""Parts of schematics."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from lstm_probe.figures import diagram


@pytest.fixture
def axes() -> Axes:
    """Give an empty drawing of 100 mm by 50 mm."""
    return diagram.canvas(100, 50)


def test_coordinates_are_mm_in_print(axes: Axes) -> None:
    """A millimetre of the drawing is a millimetre of the figure, across and up."""
    figure = axes.figure
    per_mm = figure.dpi / 25.4
    assert np.allclose(axes.transData.transform((10, 20)), (10 * per_mm, 20 * per_mm))
    assert np.allclose(figure.get_size_inches() * 25.4, (100, 50))


def test_parts_leave_the_canvas_as_it_is(axes: Axes) -> None:
    """Cells, boxes and wires never move the limits, even beyond the edge."""
    diagram.cells(axes, (90, 40), (30, 30), np.eye(3))
    diagram.box(axes, (0, 0), (20, 20), "outside")
    diagram.wire(axes, (-5, -5), (200, 100))
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 100), (0, 50))


def test_the_first_row_of_cells_is_on_top(axes: Axes) -> None:
    """A matrix is drawn as it is written; a vector is one row."""
    mesh = diagram.cells(axes, (10, 10), (20, 6), [[1, 2], [3, 4]])
    assert mesh.get_array().tolist() == [[3, 4], [1, 2]]
    assert np.allclose(mesh.get_coordinates()[0, 0], (10, 10))
    assert np.allclose(mesh.get_coordinates()[-1, -1], (30, 16))
    assert diagram.cells(axes, (0, 0), (5, 1), [1, 2, 3]).get_array().shape == (1, 3)


def test_wires_begin_and_end_where_they_are_told(axes: Axes) -> None:
    """A wire runs from the first to the last point, and its corner is rounded within the bend."""
    diagram.wire(axes, (10, 10), (30, 10), (30, 40), bend=2)
    (arrow,) = (patch for patch in axes.patches if isinstance(patch, FancyArrowPatch))
    vertices = arrow._path_original.vertices  # the path as given, before the arrow's head is added
    assert np.allclose(vertices[[0, -1]], [(10, 10), (30, 40)])
    assert np.allclose(vertices[1:4], [(28, 10), (30, 10), (30, 12)])


def test_short_wires_bend_within_themselves(axes: Axes) -> None:
    """Where two points are nearer than the bend, the corner takes at most half the way between them."""
    diagram.wire(axes, (0, 0), (1, 0), (1, 1), bend=5)
    vertices = axes.patches[0]._path_original.vertices
    assert np.allclose(vertices[1:4], [(0.5, 0), (1, 0), (1, 0.5)])


def test_panels_stand_where_they_are_told(axes: Axes) -> None:
    """A small panel has its place in mm and no ticks."""
    small = diagram.panel(axes, (20, 10), (30, 15))
    axes.figure.draw_without_rendering()
    place = small.get_window_extent().transformed(axes.transData.inverted())
    assert np.allclose(place.bounds, (20, 10, 30, 15))
    assert not any(label.get_text() for label in small.get_xticklabels() if label.get_visible())


def test_headings_have_letters(axes: Axes) -> None:
    """The second panel is (b)."""
    diagram.heading(axes, (2, 45), 1, "states")
    assert axes.texts[0].get_text() == "(b) states"
