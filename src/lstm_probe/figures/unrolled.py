"""An LSTM unrolled over the days of a year: what enters it, what it hands on, what it gives (Fig. 1a and b)."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from lstm_probe.figures import common, diagram, typical_year

FORCINGS, BLOCK = 56.0, 24.0  # foot and height of the forcings, and of the states of all days (mm)
ATTRIBUTES, CELLS, DISCHARGE = 84.0, 91.0, 99.0  # heights of attributes and LSTM, foot of discharge (mm)
BOX = (8.5, 6.0)
STEPS = 5  # days that are drawn one by one
SIMULATED, EXTRACTED = (27.0, 63.0), (115.0, 56.0)  # left side and width of the year in (a) and (b) (mm)
DOTS = (0, (1, 1))


def steps(days: int) -> np.ndarray:
    """Choose the days that are drawn one by one: the first, the last and some between.

    Parameters
    ----------
    days : int
        How many days there are.
    """
    return np.unique(np.linspace(0, days - 1, STEPS).round().astype(int))


def _place(frame: diagram.Point, day: int, days: int) -> float:
    """Return where a day stands across (mm)."""
    return frame[0] + frame[1] * day / max(days - 1, 1)


def _draw_cells(axes: Axes, frame: diagram.Point, days: int) -> list[float]:
    """Draw the LSTM on some days, its state handed from day to day; return where (mm)."""
    places = [_place(frame, day, days) for day in steps(days)]
    for place in places:
        diagram.box(axes, (place, CELLS), BOX)
        diagram.write(axes, (place, CELLS), "LSTM", fontsize=diagram.SMALL)
    for before, after in pairwise(places):
        ends = (before + BOX[0] / 2, CELLS), (after - BOX[0] / 2 - 0.3, CELLS)
        diagram.wire(axes, *ends, color=diagram.STATE, linewidth=1.0, linestyle=DOTS)
        diagram.write(axes, ((before + after) / 2, CELLS + 2), "$c_t$", color=diagram.STATE, fontsize=diagram.SMALL)
    return places


def number_days(axes: Axes, frame: diagram.Point, days: int, foot: float) -> None:
    """Write the numbers of the days drawn one by one below a panel.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The canvas.
    frame : tuple of float
        Left side and width of the panel (mm).
    days : int
        How many days it shows.
    foot : float
        Its lower side (mm).
    """
    for which, day in enumerate(steps(days)):
        label = f"day {day + 1}" if which == 0 else str(day + 1)
        diagram.write(axes, (_place(frame, day, days), foot - 2), label, fontsize=diagram.SMALL)


def _write_range(axes: Axes, right: float, middle: float, name: str, values: xr.DataArray) -> None:
    """Name a little series and say from where to where it goes, in its units."""
    low, high = float(values.min()), float(values.max())
    digits = 0 if high >= 10 else 1
    units = common.typeset_units(str(values.attrs.get("units", "")))
    ends = f"\n{common.number(low, digits)} to {common.number(high, digits)} {units}"
    text = name + (ends if np.isfinite(low) else "")
    diagram.write(axes, (right, middle), text, ha="right", fontsize=diagram.SMALL)


def draw_model(axes: Axes, year: xr.Dataset, forcings: Sequence[str], attributes: int) -> None:
    """Draw forcings and attributes in, the state handed from day to day, and discharge out on the last day.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The canvas.
    year : xarray.Dataset
        One gauge, from `typical_year.select`.
    forcings : sequence of str
        Names of the forcings.
    attributes : int
        How many static attributes there are.
    """
    days, (left, width) = year.sizes["time"], SIMULATED
    places = _draw_cells(axes, SIMULATED, days)
    height = (BLOCK + 1) / max(len(forcings), 1)
    for row, name in enumerate(forcings):
        foot = FORCINGS + BLOCK - (row + 1) * height + 1
        small = diagram.panel(axes, (left, foot), (width, height - 1))
        small.plot(year[name].values, color=common.DARK, linewidth=0.5)
        small.set_xlim(0, max(days - 1, 1))
        for day in steps(days):
            small.axvline(day, color=diagram.FAINT, linewidth=0.4, zorder=0)
        _write_range(axes, left - 1.5, foot + (height - 1) / 2, name, year[name])
    number_days(axes, SIMULATED, days, FORCINGS)
    for place in places:
        diagram.wire(axes, (place, FORCINGS + BLOCK + 0.5), (place, CELLS - BOX[1] / 2))
    if attributes:
        _draw_attributes(axes, places, attributes)
    _draw_discharge(axes, year)


def _draw_attributes(axes: Axes, places: list[float], attributes: int) -> None:
    """Draw the static attributes, which join the forcings of every day."""
    right = SIMULATED[0] - 5
    look = {"cmap": "Greys", "vmin": 0, "vmax": 1}
    diagram.cells(axes, (2, ATTRIBUTES - 1.3), (right - 2, 2.6), np.full(attributes, 0.3), **look)
    label = common.count(attributes, "static attribute")
    diagram.write(axes, (2, ATTRIBUTES + 3), label, ha="left", fontsize=diagram.SMALL)
    diagram.wire(axes, (right + 0.5, ATTRIBUTES), (places[-1], ATTRIBUTES), head=False)
    for place in places:
        diagram.joint(axes, (place, ATTRIBUTES))


def _draw_discharge(axes: Axes, year: xr.Dataset) -> None:
    """Draw measured discharge and, as a dot, what the LSTM simulates of the last day."""
    days, (left, width) = year.sizes["time"], SIMULATED
    small = diagram.panel(axes, (left, DISCHARGE), (width, 7.5))
    small.plot(year["discharge"].values, color="0.55", linewidth=0.5)
    last = float(year["simulated"][-1])
    small.plot([days - 1], [last], "o", color=common.HIGHLIGHT, markersize=3, clip_on=False)
    small.set_xlim(0, max(days - 1, 1))
    _write_range(axes, left - 1.5, DISCHARGE + 3.7, "measured discharge", year["discharge"])
    right = left + width
    diagram.wire(axes, (right, CELLS + BOX[1] / 2), (right, DISCHARGE - 0.5), color=common.HIGHLIGHT)
    look = {"ha": "right", "color": common.HIGHLIGHT, "fontsize": diagram.SMALL}
    diagram.write(axes, (right - 1.5, DISCHARGE - 2.3), r"simulated on the last day, $\hat{q}_t$", **look)


def draw_states(axes: Axes, year: xr.Dataset) -> None:
    """Draw the state of every unit on every day below the LSTM.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The canvas.
    year : xarray.Dataset
        One gauge, from `typical_year.select`.
    """
    days, units = year.sizes["time"], year.sizes["unit"]
    places = _draw_cells(axes, EXTRACTED, days)
    small = diagram.panel(axes, (EXTRACTED[0], FORCINGS), (EXTRACTED[1], BLOCK))
    image = typical_year.scores(year["cell_state"]).T
    small.imshow(image, cmap=diagram.STATE_COLOURS, vmin=-2.5, vmax=2.5, aspect="auto", interpolation="nearest")
    for place in places:
        ends = (place, CELLS - BOX[1] / 2), (place, FORCINGS + BLOCK + 0.5)
        diagram.wire(axes, *ends, color=diagram.STATE)
    number_days(axes, EXTRACTED, days, FORCINGS)
    left = EXTRACTED[0] - 2
    diagram.write(axes, (left, FORCINGS + BLOCK / 2), f"{units} units", rotation=90, fontsize=diagram.SMALL)
    middle = EXTRACTED[0] + EXTRACTED[1] / 2
    bar = np.linspace(-2.5, 2.5, 41)
    diagram.cells(axes, (middle - 12, DISCHARGE + 1), (24, 2), bar, linewidth=0)
    diagram.write(axes, (middle - 13, DISCHARGE + 2), "−2.5", ha="right", fontsize=diagram.SMALL)
    diagram.write(axes, (middle + 13, DISCHARGE + 2), "2.5", ha="left", fontsize=diagram.SMALL)
    diagram.write(axes, (middle, DISCHARGE + 5.5), "z-score of each unit over these days", fontsize=diagram.SMALL)
