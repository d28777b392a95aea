"""Skill of the LSTM's discharge: its distribution over gauges, and a map (Fig. S2)."""

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.contracts.lstm import OF_TRAINING
from lstm_probe.figures import common, gauge_skill, maps
from lstm_probe.results import tables

LINES = ("-", "--", ":", "-.")
COLOURMAP = "viridis"
NAME = common.METRICS["nse"]


@common.paper_style()
def draw(skill: pd.DataFrame, attributes: xr.Dataset) -> Figure:
    """Draw (a) the cumulative distribution of discharge NSE in the test period, with its median, and (b) its map.

    A gauge counts with its mean over seeds. The map shows the first LSTM of the table. Axis and colours begin
    in tenths near the lowest gauges: at 0 at the lowest, unless a quarter of the gauges lie below (then at -1 at
    the lowest); gauges below are counted, and have the lowest colour.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy skill, columns of `lstm_probe.contracts.lstm.DISCHARGE_SKILL`.
    attributes : xarray.Dataset
        Artefact ``attributes.nc`` with ``gauge_lat`` and ``gauge_lon`` (gauge_id).
    """
    tested = skill.query("metric == 'nse' and period == 'test'").drop(columns=list(OF_TRAINING))
    rows = tables.over_seeds(tested).dropna(subset=["value"])
    scores = {str(lstm): own.set_index("gauge_id")["value"] for lstm, own in rows.groupby("lstm", sort=False)}
    figure = common.new_figure(common.PAGE, 88)
    left, right = figure.subplots(1, 2, width_ratios=(1.7, 1))
    common.letter(left, 0)
    quarters = [float(np.floor(values.quantile(0.25) * 10) / 10) for values in scores.values()]
    floor = max(-1.0, min([0.0, *quarters]))
    lower = gauge_skill.lower_limit(list(scores.values()), floor=floor, ceiling=0.9)
    if not scores:
        common.write_in_panel(left, f"no gauge has {NAME} in the test period")
    for (lstm, values), line in zip(scores.items(), LINES * len(scores), strict=False):
        _draw_distribution(left, values, line, f"{lstm}: " if len(scores) > 1 else "", lower)
    left.set_xlabel(f"{NAME}, test period")
    if scores:
        left.set_xlim(lower, 1.0)
        left.set_ylim(0, 1)
        left.set_ylabel("share of gauges")
        common.legend_above(left, columns=1)
    maps.base_map(right, attributes)
    common.letter(right, 1)
    if scores:
        _draw_map(figure, right, attributes, next(iter(scores.values())), floor)
    return figure


def _draw_distribution(axes: Axes, values: pd.Series, line: str, name: str, lower: float) -> None:
    """Draw the share of gauges up to each value, as steps, and mark the median."""
    median = float(values.median())
    below = int((values < lower).sum())
    note = f", {below} below {common.number(lower, 1)}" if below else ""
    text = f"{name}median {common.number(median)} ({common.count(len(values), 'gauge')}{note})"
    axes.ecdf(values, color=common.DARK, linestyle=line, linewidth=1.0, label=text)
    axes.plot([median, median], [0, 0.5], color=common.HIGHLIGHT, linestyle="--", linewidth=0.8)
    axes.plot([lower, median], [0.5, 0.5], color=common.HIGHLIGHT, linestyle="--", linewidth=0.8)


def _draw_map(figure: Figure, axes: Axes, attributes: xr.Dataset, values: pd.Series, floor: float) -> None:
    """Colour every gauge by its value, from the lowest twentieth to 1; those without any are open circles."""
    everyone = attributes["gauge_id"].values
    without = np.array([gauge for gauge in everyone if gauge not in values.index], dtype=object)
    if without.size:
        maps.points(axes, attributes, without, s=8, facecolors="none", edgecolors="0.5", linewidths=0.4)
    ordered = values[values.index.isin(everyone)].sort_values(ascending=False)  # the poor ones on top
    if ordered.empty:
        return
    lower = float(np.clip(np.floor(ordered.quantile(0.05) * 10) / 10, floor, 0.9))
    places = ordered.index.to_numpy(dtype=object)
    dots = maps.points(axes, attributes, places, c=ordered.to_numpy(), cmap=COLOURMAP, vmin=lower, vmax=1.0)
    extend = "min" if (ordered < lower).any() else "neither"
    bar = figure.colorbar(dots, ax=axes, label=NAME, extend=extend, shrink=0.6, aspect=25, pad=0.02)
    bar.outline.set_linewidth(0.4)
