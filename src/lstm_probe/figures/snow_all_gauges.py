"""Weights of snow probes that were fitted to snowy gauges alone, and to all gauges (Fig. S7)."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common, gauge_skill
from lstm_probe.results.weights import pooled

PANEL = 36.0  # height of a panel, mm


@common.paper_style()
def draw(probes: Mapping[str, xr.Dataset], skill: pd.DataFrame, titles: Mapping[str, str], target: str) -> Figure:
    """Draw the absolute standardised weight of every cell state, a panel an experiment, on equal axes.

    Titles count the weights that are not zero and the gauges that take part, and give the median of r in the test
    period: over all of these gauges, and over those of the first experiment. Correlations with a constant do not
    exist; such a probe is named as what it is.

    Parameters
    ----------
    probes : mapping of str to xarray.Dataset
        Artefact ``probe.nc`` of each experiment.
    skill : pandas.DataFrame
        Tidy skill of the same seed, columns of `lstm_probe.contracts.probe.SKILL`.
    titles : mapping of str to str
        Title of each experiment.
    target : str
        The snow target.
    """
    figure = common.new_figure(common.COLUMN, 10 + PANEL * len(probes))
    panels = figure.subplots(len(probes), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    first = gauge_skill.per_gauge(skill, next(iter(probes)), target).index
    for which, (axes, (name, probe)) in enumerate(zip(panels, probes.items(), strict=True)):
        weights = weights_of(probe, target)
        scores = gauge_skill.per_gauge(skill, name, target)
        axes.set_ylabel("absolute weight")
        if weights is None:
            common.write_in_panel(axes, "not a linear probe of all gauges: no weights")
        else:
            _draw_weights(axes, weights)
        count = common.count(gauges_of(probe, target), "gauge")
        nonzero = "" if weights is None else f", {np.count_nonzero(weights)} of {weights.size} weights not zero"
        common.letter(axes, which, f"{titles[name]}\n{count}{nonzero}\n{_says(scores, first, weights)}")
    panels[0].set_ylim(bottom=0)
    panels[-1].set_xlabel("cell state")
    return figure


def weights_of(probe: xr.Dataset, target: str) -> np.ndarray | None:
    """Return the absolute standardised weights of a target's probe, or None if it is not one linear probe.

    Parameters
    ----------
    probe : xarray.Dataset
        Artefact ``probe.nc``.
    target : str
        The target.

    Returns
    -------
    numpy.ndarray of float64, shape (feature,), or None
        Absolute weights (1).
    """
    weights = pooled(probe, target)
    return None if weights.empty else np.abs(weights.to_numpy())


def gauges_of(probe: xr.Dataset, target: str) -> int:
    """Count the gauges that take part in a target's probe.

    Parameters
    ----------
    probe : xarray.Dataset
        Artefact ``probe.nc``.
    target : str
        The target.
    """
    return int((probe["state_source"].sel(target=target) != "").sum())


def _says(scores: pd.Series, first: pd.Index, weights: np.ndarray | None) -> str:
    """Say how well a probe correlates, at all of its gauges and at those of the first experiment."""
    if scores.empty:
        return "no r: the prediction is constant" if weights is not None and not weights.any() else "no r"
    says = f"median r {common.number(scores.median())}"
    common_ones = scores[scores.index.isin(first)]
    if common_ones.empty or len(common_ones) == len(scores):
        return says
    return f"{says}; at the {common.count(len(common_ones), 'gauge')} of (a) {common.number(common_ones.median())}"


def _draw_weights(axes: Axes, weights: np.ndarray) -> None:
    """Draw one bar a cell state; states without a weight are marks on the axis."""
    units = np.arange(weights.size)
    axes.bar(units, weights, 0.8, color=common.colour("sd"), linewidth=0)
    zero = units[weights == 0]
    if zero.size:  # an empty line that is not clipped would have an extent of its own
        look: dict[str, Any] = {"linestyle": "none", "marker": "|", "markersize": 3, "clip_on": False}
        axes.plot(zero, np.zeros(zero.size), color=common.GREY, **look)
    axes.set_xlim(-1, weights.size)
