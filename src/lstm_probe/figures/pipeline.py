"""The whole analysis in four steps, drawn with the series of one gauge of the run (Fig. 1)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common, diagram, typical_year, unrolled

logger = logging.getLogger(__name__)

HEIGHT = 115.0
UPPER, LOWER = 111.0, 45.0  # heights of the panels' titles (mm)
CARD, PAIRS = (80.0, 30.0), (3.0, 7.0)  # size and corner of the card of (c) (mm)
RIGHT = 101.0  # where (b) and (d) begin (mm)
PROBED = (109.0, 62.0)  # left side and width of (d) (mm)


@dataclass(frozen=True)
class Size:
    """Say how large a run is.

    Parameters
    ----------
    gauges, pairs : int
        Gauges with the target; pairs of cell state and target, to fit and to test.
    attributes : int
        Static attributes that the LSTM is given.
    """

    gauges: int
    pairs: int
    attributes: int


@common.paper_style()
def draw(year: xr.Dataset, forcings: Sequence[str], weights: np.ndarray | None, size: Size, title: str) -> Figure:
    """Draw (a) the LSTM, (b) its cell states, (c) the pairs of states and target, (d) the probe.

    Parameters
    ----------
    year : xarray.Dataset
        One gauge over the days to show, from `typical_year.select`.
    forcings : sequence of str
        Names of the forcings.
    weights : numpy.ndarray of shape (n_units,), optional
        Standardised weights of the target's probe (1), None where it is not linear.
    size : Size
        The true size of the run.
    title : str
        What kind of probe it is, from `kind`.
    """
    axes = diagram.canvas(common.PAGE, HEIGHT)
    gauge = str(year["gauge_id"].item())
    logger.info("gauge shown: %s", gauge)
    diagram.heading(axes, (2, UPPER), 0, f"The LSTM simulates discharge; here gauge {gauge}")
    unrolled.draw_model(axes, year, forcings, size.attributes)
    diagram.heading(axes, (RIGHT, UPPER), 1, "Weights fixed, its cell state of every day is kept")
    unrolled.draw_states(axes, year)
    diagram.heading(axes, (2, LOWER), 2, "Cell states meet a target that the LSTM never saw")
    _draw_pairs(axes, year, size)
    diagram.heading(axes, (RIGHT, LOWER), 3, title)
    _draw_probe(axes, year, weights) if weights is not None else _draw_network(axes, year)
    _draw_prediction(axes, year)
    return axes.figure  # type: ignore[return-value]


def measure(predictions: xr.Dataset, attributes: int) -> Size:
    """Count gauges and pairs of one target.

    Parameters
    ----------
    predictions : xarray.Dataset
        One target of the artefact ``predictions.nc`` (gauge_id, time; target units).
    attributes : int
        Static attributes that the LSTM is given.
    """
    pairs = (predictions["observed"].notnull() & predictions["predicted"].notnull()).sum("time")
    return Size(int((pairs > 0).sum()), int(pairs.sum()), attributes)


def weights(probe: xr.Dataset, gauge: str) -> np.ndarray | None:
    """Return the standardised weights (n_units,) that a target's probe has at a gauge; None if it has none.

    Parameters
    ----------
    probe : xarray.Dataset
        One target of the artefact ``probe.nc`` (group, feature; 1), of all gauges or a group a gauge.
    gauge : str
        The gauge.
    """
    if "standardised_weight" not in probe:
        return None
    group = gauge if gauge in probe["group"].values else probe["group"].values[0]
    return probe["standardised_weight"].sel(group=group).values


def kind(probe: xr.Dataset, gauges: int) -> str:
    """Say in words whether a probe is linear, and what its gauges share.

    Parameters
    ----------
    probe : xarray.Dataset
        The artefact ``probe.nc``.
    gauges : int
        How many gauges the probe is of.
    """
    linear, shared = "standardised_weight" in probe, "all" in probe["group"].values
    if not linear or not shared:
        whose = "for all" if shared else "for each of"
        return f"A {'' if linear else 'non-'}linear probe {whose} {gauges} gauges"
    if probe.attrs.get("intercepts") == "gauge":
        return f"A linear probe: one $w$ for all {gauges} gauges, a $b$ for each"
    return f"A linear probe: one $w$, one $b$ for all {gauges} gauges"


def _draw_pairs(axes: Axes, year: xr.Dataset, size: Size) -> None:
    """Draw panel (c): a card of pairs for every gauge, the one in front with pairs of the gauge shown."""
    (width, height), (left, foot) = CARD, PAIRS
    for behind in reversed(range(min(3, size.gauges))):
        centre = left + width / 2 + 2 * behind, foot + height / 2 + 1.5 * behind
        diagram.box(axes, centre, CARD, fill="white" if behind == 0 else diagram.PALE, linewidth=0.4)
    top = foot + height - 3
    diagram.write(axes, (left + 2, top), f"gauge {year['gauge_id'].item()}", ha="left", fontsize=diagram.SMALL)
    label = f"$c_t$, {year.sizes['unit']} units"
    diagram.write(axes, (left + 42, top), label, color=diagram.STATE, fontsize=diagram.SMALL)
    units = common.typeset_units(str(year["units"].item()))
    tint = common.colour(str(year["target"].item()))
    diagram.write(axes, (left + width - 8, top), f"$s_t$ ({units})", color=tint, fontsize=diagram.SMALL)
    states, steps = typical_year.scores(year["cell_state"]), unrolled.steps(year.sizes["time"])
    for row, day in enumerate(steps):
        middle = top - 4.6 * (row + 1)
        date = pd.Timestamp(year["time"].values[day])
        diagram.write(axes, (left + 2, middle), f"{date:%d %b %Y}".lstrip("0"), ha="left", fontsize=diagram.SMALL)
        diagram.cells(axes, (left + 20, middle - 1.5), (44, 3), states[day])
        value = float(year["observed"][day])
        text = common.number(value, 3) if np.isfinite(value) else "none"
        diagram.write(axes, (left + width - 8, middle), text, color=tint, fontsize=diagram.SMALL)
    total = f"{size.pairs:,}".replace(",", " ")
    text = f"{common.count(size.gauges, 'gauge')}, {total} pairs of $c_t$ and $s_t$ to fit and to test"
    diagram.write(axes, (left + width / 2, 3.2), text)


def _draw_probe(axes: Axes, year: xr.Dataset, weights: np.ndarray) -> None:
    """Draw the upper part of panel (d): states times weights plus intercept."""
    left, width = PROBED
    tint = common.colour(str(year["target"].item()))
    largest = float(np.abs(weights).max()) or 1.0
    rows = (("$c_t$", 36.5, typical_year.scores(year["cell_state"])[-1], 2.5), ("$w$", 29.5, weights, largest))
    for sign, foot, values, limit in rows:
        diagram.write(axes, (left - 1.5, foot + 1.5), sign, ha="right", color=diagram.STATE)
        diagram.cells(axes, (left, foot), (36, 3), values, vmin=-limit, vmax=limit)
    middle, sums, adds = 34.5, left + 42, left + 50
    diagram.write(axes, (left + 18, middle), r"$\times$")
    for _, foot, _, _ in rows:
        ends = (sums, foot + 1.5), (sums, middle + (1.9 if foot > middle else -1.9))
        diagram.wire(axes, (left + 37, foot + 1.5), *ends, bend=1)
    diagram.node(axes, (sums, middle), r"$\Sigma$")
    diagram.wire(axes, (sums + 1.9, middle), (adds - 1.9, middle))
    diagram.node(axes, (adds, middle), "$+$")
    diagram.write(axes, (adds, middle + 6), "$b$", color=diagram.STATE)
    diagram.wire(axes, (adds, middle + 4.3), (adds, middle + 1.9))
    diagram.wire(axes, (adds + 1.9, middle), (left + width - 3, middle), color=tint)
    diagram.write(axes, (left + width, middle), r"$\hat{s}_t$", color=tint)


def _draw_network(axes: Axes, year: xr.Dataset) -> None:
    """Draw the upper part of panel (d) for a probe that is not linear: states into a box, and the target out of it."""
    (left, width), middle, tint = PROBED, 34.5, common.colour(str(year["target"].item()))
    diagram.write(axes, (left - 1.5, middle), "$c_t$", ha="right", color=diagram.STATE)
    diagram.cells(axes, (left, middle - 1.5), (32, 3), typical_year.scores(year["cell_state"])[-1])
    diagram.box(axes, (left + 45, middle), (14, 6))
    diagram.write(axes, (left + 45, middle), "network", fontsize=diagram.SMALL)
    diagram.wire(axes, (left + 33, middle), (left + 38, middle))
    diagram.wire(axes, (left + 52, middle), (left + width - 3, middle), color=tint)
    diagram.write(axes, (left + width, middle), r"$\hat{s}_t$", color=tint)


def _draw_prediction(axes: Axes, year: xr.Dataset) -> None:
    """Draw the probe beside its target on the days shown."""
    left, width = PROBED
    target = str(year["target"].item())
    tint = common.colour(target)
    small = diagram.panel(axes, (left, 7), (width, 16))
    days = year.sizes["time"]
    small.plot(year["predicted"].values, color=tint)
    small.plot(year["observed"].values, color="0.45", linewidth=0.7, linestyle=unrolled.DOTS)
    small.set_xlim(0, max(days - 1, 1))
    small.tick_params(left=True, labelleft=True, labelsize=diagram.SMALL)
    small.locator_params(axis="y", nbins=3)
    unrolled.number_days(axes, PROBED, days, 7)
    title = common.label(common.display_name(target), str(year["units"].item()))
    diagram.write(axes, (left, 25), title, ha="left", fontsize=diagram.SMALL)
    diagram.write(axes, (left + width - 14, 25), r"probe $\hat{s}_t$", ha="right", color=tint, fontsize=diagram.SMALL)
    diagram.write(axes, (left + width, 25), "target $s_t$", ha="right", color="0.45", fontsize=diagram.SMALL)
