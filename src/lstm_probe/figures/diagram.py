"""Parts that schematics are drawn from: a canvas measured in mm, boxes, wires, rows of cells and small panels."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from lstm_probe.figures import common

Point = tuple[float, float]

SMALL = 6.0  # size of remarks (points); all other text has the style's size
BOX, PALE, FAINT = "0.90", "0.96", "0.75"  # fills of boxes and of cards, and the colour of guiding lines
STATE_COLOURS = "PuOr_r"  # of cell states, and of the weights that meet them
STATE = "#7A4FA3"  # text and wires that belong to cell states


def canvas(width: float, height: float) -> Axes:
    """Make a figure that is one empty drawing, whose coordinates are mm from its lower left corner.

    Parameters
    ----------
    width, height : float
        Size in print (mm).
    """
    figure = common.new_figure(width, height)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    axes.autoscale(False)
    return axes


def write(axes: Axes, at: Point, text: str, **style: Any) -> None:
    """Write text centred at a point (mm), unless the style says otherwise."""
    axes.text(*at, text, **{"ha": "center", "va": "center", "color": common.DARK, "linespacing": 1.25, **style})


def heading(axes: Axes, at: Point, which: int, title: str) -> None:
    """Title a panel with its letter, the first one being ``(a)``; it begins at a point (mm)."""
    write(axes, at, f"({chr(ord('a') + which)}) {title}", ha="left", va="baseline", color="black")


def box(axes: Axes, centre: Point, size: Point, text: str = "", fill: str = BOX, **style: Any) -> None:
    """Draw a box with rounded corners and text in its middle.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The canvas.
    centre, size : tuple of float
        Middle of the box; its width and height (mm).
    text : str
        What it says.
    fill : str
        Its colour.
    **style
        Further arguments of `matplotlib.patches.FancyBboxPatch`.
    """
    corner = (centre[0] - size[0] / 2, centre[1] - size[1] / 2)
    look = {"boxstyle": "round,pad=0,rounding_size=0.9", "edgecolor": common.DARK, "linewidth": 0.5, **style}
    axes.add_patch(FancyBboxPatch(corner, *size, facecolor=fill, **look))
    write(axes, centre, text)


def node(axes: Axes, centre: Point, sign: str = "", radius: float = 1.9, fill: str = "white") -> None:
    """Draw a circle: a pointwise operation with its sign, or, small and without one, a joint of wires."""
    axes.add_patch(Circle(centre, radius, facecolor=fill, edgecolor=common.DARK, linewidth=0.5, zorder=3))
    write(axes, centre, sign, zorder=4)


def joint(axes: Axes, at: Point, colour: str = common.DARK) -> None:
    """Mark with a dot where one wire leaves another."""
    axes.add_patch(Circle(at, 0.45, facecolor=colour, linewidth=0, zorder=3))


def wire(axes: Axes, *points: Point, head: bool = True, bend: float = 1.5, **style: Any) -> None:
    """Draw a line through points (mm), its corners rounded, with an arrow's head at its end.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The canvas.
    *points : tuple of float
        At least two points.
    head : bool
        Whether it ends in an arrow's head.
    bend : float
        How far from a corner its rounding begins (mm).
    **style
        Further arguments of `matplotlib.patches.FancyArrowPatch`.
    """
    vertices, codes = [points[0]], [Path.MOVETO]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        vertices += [_towards(corner, before, bend), corner, _towards(corner, after, bend)]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    line = Path([*vertices, points[-1]], [*codes, Path.LINETO])
    look = {"color": common.DARK, "linewidth": 0.7, "mutation_scale": 5.5, "zorder": 2, **style}
    # Nothing is filled but the head: a bent line with a fill would be closed to a face.
    edge, kind = look.pop("color"), "-|>" if head else "-"
    axes.add_patch(FancyArrowPatch(path=line, arrowstyle=kind, edgecolor=edge, facecolor=to_rgba(edge), **look))


def cells(axes: Axes, corner: Point, size: Point, values: npt.ArrayLike, **style: Any) -> QuadMesh:
    """Draw a vector or a matrix as a grid of coloured cells, its first row on top.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The canvas.
    corner, size : tuple of float
        Lower left corner of the grid; its width and height (mm).
    values : array_like of shape (n_columns,) or (n_rows, n_columns)
        Values to colour the cells by, as z-scores where the style gives no other limits.
    **style
        Further arguments of `matplotlib.axes.Axes.pcolormesh`.
    """
    grid = np.atleast_2d(np.asarray(values, dtype=float))[::-1]
    across = np.linspace(corner[0], corner[0] + size[0], grid.shape[1] + 1)
    up = np.linspace(corner[1], corner[1] + size[1], grid.shape[0] + 1)
    look = {"cmap": STATE_COLOURS, "vmin": -2.5, "vmax": 2.5, "edgecolor": "white", "linewidth": 0.15, **style}
    return axes.pcolormesh(across, up, grid, **look)


def panel(axes: Axes, corner: Point, size: Point) -> Axes:
    """Set a small panel for data into the canvas, without ticks; its corner and size in mm."""
    small = axes.inset_axes((*corner, *size), transform=axes.transData)
    small.tick_params(left=False, labelleft=False, bottom=False, labelbottom=False)
    for spine in small.spines.values():
        spine.set(color=FAINT, linewidth=0.4)
    return small


def _towards(start: Point, end: Point, distance: float) -> Point:
    """Go some mm from one point towards another, at most half the way."""
    step = np.subtract(end, start)
    share = min(0.5, distance / max(float(np.hypot(*step)), 1e-9))
    return float(start[0] + share * step[0]), float(start[1] + share * step[1])
