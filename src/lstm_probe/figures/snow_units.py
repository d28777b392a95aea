"""Which units of the LSTM a snow probe reads, and what the two foremost of them do in winter (Fig. 7)."""

import logging
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from lstm_probe.figures import common, snow
from lstm_probe.results.weights import pooled

logger = logging.getLogger(__name__)

COLOURMAP = "viridis"
UNIT_COLOURS = ("#0072B2", "#D55E00")
SNOW_LINE: dict[str, Any] = {"color": "0.45", "linewidth": 0.7, "linestyle": "--", "dashes": (3, 1.5)}
PREFIX = "cell_state_"  # of the features that are units
ABOVE: dict[str, Any] = {"textcoords": "offset points", "annotation_clip": False}


@common.paper_style()
def draw(weights: pd.Series, states: xr.DataArray, target: xr.Dataset, southern: bool = False) -> Figure:
    """Draw (a) the size of every unit's weight and (b) the states of the foremost units over the snow at one gauge.

    Parameters
    ----------
    weights : pandas.Series
        Standardised weight (1) of each unit, from `unit_weights`.
    states : xarray.DataArray of shape (gauge_id, time, unit)
        Cell states (1) at one gauge, or none, of the units from `foremost`, on the days to show.
    target : xarray.Dataset
        The snow target of the artefact ``predictions.nc`` at the same gauge: ``observed`` (gauge_id, time; m),
        ``units`` and ``long_name``.
    southern : bool
        Whether the gauge lies south of the equator, where winter is from June to August.
    """
    units = [int(unit) for unit in states["unit"].values]
    count = max(1, len(units))
    figure = common.new_figure(common.PAGE, 42 + 30 * count)
    grid = figure.add_gridspec(1 + count, 1, height_ratios=[0.35] + [1] * count)
    strip = figure.add_subplot(grid[0])
    rows = [figure.add_subplot(grid[1 + row]) for row in range(count)]
    common.letter(strip, 0, "size of the snow probe's standardised weights")
    common.letter(rows[0], 1, "".join(f"gauge {gauge}" for gauge in states["gauge_id"].values))
    if weights.empty:
        common.write_in_panel(strip, "no probe of all gauges that has weights")
    else:
        _draw_strip(figure, strip, weights, units)
    if not units or not states.sizes["gauge_id"]:
        for axes in rows:
            common.write_in_panel(axes, "no unit has a weight" if not units else "no gauge has this target")
        return figure
    logger.info("units shown: %s", ", ".join(f"{unit} ({weights[unit]:+.3f})" for unit in units))
    for row, (axes, unit) in enumerate(zip(rows, units, strict=True)):
        axes.sharex(rows[0]) if row else None
        axes.tick_params(labelbottom=row == count - 1)
        _draw_state(
            axes, states[0].sel(unit=unit), target.isel(gauge_id=0), UNIT_COLOURS[row % len(UNIT_COLOURS)], southern
        )
        axes.set_ylabel(f"state of unit {unit} (1)")
    figure.align_ylabels(rows)
    figure.legend(handles=_legend(weights, units, target, southern), loc="outside lower left", ncols=4)
    return figure


def unit_weights(probe: xr.Dataset, target: str) -> pd.Series:
    """Return the standardised weights of a probe of all gauges, by unit of the LSTM.

    Parameters
    ----------
    probe : xarray.Dataset
        Artefact ``probe.nc``.
    target : str
        The target.

    Returns
    -------
    pandas.Series
        Weight between standardised feature and target (1) by unit; empty where the probe is not linear or every
        gauge has its own. Features that are no cell states are left out.
    """
    weights = pooled(probe, target)
    if weights.empty:
        return weights
    weights = weights[weights.index.str.startswith(PREFIX)]
    weights.index = pd.Index(weights.index.str.removeprefix(PREFIX).astype(int), name="unit")
    return weights.dropna()


def foremost(weights: pd.Series, number: int = 2) -> list[int]:
    """Choose the units with the largest weights by size that are not zero, the largest first.

    Parameters
    ----------
    weights : pandas.Series
        Weight (1) by unit.
    number : int
        How many to choose.
    """
    sizes = weights[weights != 0].abs().sort_values(ascending=False, kind="stable")
    return [int(unit) for unit in sizes.index[:number]]


def years_around(year: int, period: tuple[str, str], margin: int = 1) -> tuple[str, str]:
    """Return first and last day of a calendar year and its neighbours, as far as a period reaches.

    Parameters
    ----------
    year : int
        The year in the middle.
    period : tuple of str
        First and last day of the period.
    margin : int
        Years before and after.
    """
    first = max(pd.Timestamp(period[0]), pd.Timestamp(year - margin, 1, 1))
    last = min(pd.Timestamp(period[1]), pd.Timestamp(year + margin, 12, 31))
    return str(first.date()), str(last.date())


def _draw_strip(figure: Figure, axes: Axes, weights: pd.Series, units: list[int]) -> None:
    """Draw one cell a unit, lighter for larger weights, and mark the units shown below."""
    sizes = weights.abs()
    edges = np.arange(len(sizes) + 1) - 0.5
    cells = axes.pcolormesh(edges, [0, 1], sizes.to_numpy()[None, :], cmap=COLOURMAP, vmin=0)
    marked = [sizes.index.tolist().index(unit) for unit in units]
    near = max(marked) - min(marked) < 3 if marked else False
    for place, unit, tint in zip(marked, units, UNIT_COLOURS, strict=False):
        side = "center" if not near else "right" if place == min(marked) else "left"
        axes.annotate(f"{unit}", (place, 1), (0, 5), **ABOVE, ha=side, color=tint, weight="bold")
        axes.annotate("▼", (place, 1), (0, 0), **ABOVE, ha="center", color=tint, fontsize=5)
    axes.set_title(axes.get_title(loc="left"), pad=15)
    step = 8 if len(sizes) > 16 else 2
    ticks = range(0, len(sizes), step)
    axes.set_xticks(ticks, [str(sizes.index[place]) for place in ticks])
    axes.tick_params(left=False, labelleft=False)
    axes.spines[:].set_visible(False)
    axes.set_xlabel("unit of the LSTM")
    bar = figure.colorbar(cells, ax=axes, location="bottom", shrink=0.4, aspect=40, pad=0.06)
    bar.set_label("size of the weight (1)")
    bar.outline.set_linewidth(0.4)


def _draw_state(axes: Axes, state: xr.DataArray, target: xr.Dataset, tint: str, southern: bool) -> None:
    """Draw a state over the snow, which has its axis on the right; winters are shaded."""
    days = state.indexes["time"]
    grey = SNOW_LINE["color"]
    snow.shade_winters(axes, days, southern)
    axes.plot(days, state, color=tint, linewidth=0.9)
    axes.locator_params(axis="y", nbins=4)
    right = axes.twinx()
    right.spines["right"].set(visible=True, color=grey)
    right.plot(target["time"], target["observed"], **SNOW_LINE)
    right.set_ylim(bottom=-0.04 * max(float(target["observed"].max()), 0.01))
    right.locator_params(axis="y", nbins=4)
    right.tick_params(axis="y", colors=grey)
    right.set_ylabel(common.typeset_units(str(target["units"].item())), color=grey)
    common.date_axis(axes, days)


def _legend(weights: pd.Series, units: list[int], target: xr.Dataset, southern: bool) -> list[Artist]:
    """Explain the lines and the shade of (b)."""
    text = common.label(str(target["long_name"].item()), str(target["units"].item()))
    return [
        *(
            Line2D([], [], color=tint, label=f"unit {unit}, weight {common.number(weights[unit], signed=True)}")
            for unit, tint in zip(units, UNIT_COLOURS, strict=False)
        ),
        Line2D([], [], **SNOW_LINE, label=f"{text}, right axis"),
        Patch(color=snow.WINTER_SHADE, linewidth=0, label=snow.winter(southern)),
    ]
