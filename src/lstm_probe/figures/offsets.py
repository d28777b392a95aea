"""Where the main probe's biases are largest and smallest, and how that goes with rain (Fig. 4)."""

from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lstm_probe.figures import attribute_axes, common, maps
from lstm_probe.results.offsets import LARGEST, SMALLEST

GROUPS = {LARGEST: ("#0072B2", "o"), SMALLEST: ("#E69F00", "D")}  # colour and marker


@common.paper_style()
def draw(offsets: pd.DataFrame, test: pd.DataFrame, attributes: xr.Dataset) -> Figure:
    """Draw (a) the gauges of the largest and smallest biases, (b) their precipitation, (c) a map of signed biases.

    Panel (b) has a histogram of either group, every gauge as a small line, and the distribution functions with the
    distance that the Kolmogorov-Smirnov test measures.

    Parameters
    ----------
    offsets : pandas.DataFrame
        Bias of each gauge, columns of `lstm_probe.contracts.tables.OFFSETS`.
    test : pandas.DataFrame
        The test, columns of `lstm_probe.contracts.tables.OFFSETS_TEST`.
    attributes : xarray.Dataset
        Artefact ``attributes.nc`` with ``gauge_lat`` and ``gauge_lon`` (gauge_id).
    """
    figure = common.new_figure(common.PAGE, 88)
    grid = figure.add_gridspec(2, 3, width_ratios=(1, 1.15, 1))
    _draw_groups(figure.add_subplot(grid[:, 0]), offsets, attributes)
    upper = figure.add_subplot(grid[0, 1])
    lower = figure.add_subplot(grid[1, 1], sharex=upper)
    common.letter(upper, 1)
    units = str(attributes["p_mean"].attrs["units"]) if "p_mean" in attributes else ""
    _draw_rain(upper, lower, offsets[offsets["p_mean"] > 0], test, units)
    _draw_bias(figure.add_subplot(grid[:, 2]), offsets, attributes)
    figure.align_ylabels([upper, lower])
    return figure


def _draw_groups(axes: Axes, offsets: pd.DataFrame, attributes: xr.Dataset) -> None:
    """Mark the gauges of both groups on the map, all others small and grey."""
    maps.base_map(axes, attributes)
    common.letter(axes, 0, "absolute bias")
    maps.points(axes, attributes, attributes["gauge_id"].values, s=3, color="0.65")
    for group, (tint, marker) in GROUPS.items():
        gauges = offsets.loc[offsets["group"] == group, "gauge_id"].to_numpy(dtype=object)
        look: dict[str, Any] = {"color": tint, "marker": marker, "edgecolor": "black", "linewidths": 0.3}
        maps.points(axes, attributes, gauges, s=float(np.clip(500 / max(len(gauges), 1), 9, 20)), **look)
        axes.scatter([], [], s=14, label=f"{group} ({len(gauges)})", **look)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, handletextpad=0.2)


def _draw_rain(upper: Axes, lower: Axes, rain: pd.DataFrame, test: pd.DataFrame, units: str) -> None:
    """Draw histograms above, and distribution functions below, of both groups' mean precipitation."""
    samples = {group: rain.loc[rain["group"] == group, "p_mean"] for group in GROUPS}
    if any(sample.empty for sample in samples.values()):
        for axes in (upper, lower):
            common.write_in_panel(axes, "no mean precipitation\nof two groups of gauges")
        return
    edges = attribute_axes.prepare(lower, "p_mean", units, pd.concat(list(samples.values())))
    heights = {group: np.histogram(sample, edges)[0] for group, sample in samples.items()}
    top = float(max(height.max() for height in heights.values()))
    for row, (group, sample) in enumerate(samples.items()):
        tint, bars = GROUPS[group][0], np.where(heights[group] > 0, heights[group], np.nan)
        upper.stairs(bars, edges, fill=True, color=tint, alpha=0.35)
        upper.stairs(bars, edges, color=tint, linewidth=1.0)
        upper.vlines(sample, -0.05 * top * (row + 1.2), -0.05 * top * (row + 0.4), color=tint, linewidth=0.5)
        lower.ecdf(sample, color=tint, linewidth=1.0)
    upper.set_ylim(-0.12 * top, 1.05 * top)
    upper.set_yticks([tick for tick in MaxNLocator(4, integer=True).tick_values(0, top) if tick <= top])
    upper.spines["left"].set_bounds(0, 1.05 * top)
    upper.set_ylabel("gauges")
    upper.tick_params(labelbottom=False)
    lower.set(ylabel="share of the group", ylim=(0, 1.02))
    _draw_distance(lower, samples[LARGEST], samples[SMALLEST], test)
    common.letter(upper, 1, "log mean precipitation")


def _draw_distance(axes: Axes, largest: pd.Series, smallest: pd.Series, test: pd.DataFrame) -> None:
    """Mark the largest distance of two distribution functions, and write what the test says about it."""
    places = np.sort(np.concatenate([largest, smallest]))
    heights = [np.searchsorted(np.sort(sample), places, side="right") / len(sample) for sample in (largest, smallest)]
    widest = int(np.argmax(np.abs(heights[0] - heights[1])))
    ends = sorted((heights[0][widest], heights[1][widest]))
    axes.vlines(places[widest], *ends, color="black", linewidth=1.2, zorder=3)
    statistic, p_value = float(test["statistic"].iloc[0]), float(test["p_value"].iloc[0])
    shown = "p < 0.001" if p_value < 0.001 else f"p = {p_value:.2g}"
    axes.set_title(f"Kolmogorov-Smirnov test: D = {common.number(statistic)}, {shown}", fontsize=6.5)


def _draw_bias(axes: Axes, offsets: pd.DataFrame, attributes: xr.Dataset) -> None:
    """Colour every gauge by its signed bias, the same on both sides of 0, the strongest on top."""
    maps.base_map(axes, attributes)
    common.letter(axes, 2, "bias: probe − target")
    if offsets.empty:
        common.write_in_panel(axes, "no gauge has a bias")
        return
    ordered = offsets.reindex(offsets["bias"].abs().sort_values(kind="stable").index)
    limit = maps.symmetric_limit(ordered["bias"])
    look = {"cmap": maps.DRY_TO_WET, "vmin": -limit, "vmax": limit, "edgecolor": "0.3", "linewidths": 0.25}
    dots = maps.points(axes, attributes, ordered["gauge_id"].to_numpy(dtype=object), c=ordered["bias"], **look)
    below = axes.inset_axes((0.1, -0.03, 0.8, 0.02))
    extend = maps.extend(ordered["bias"], -limit, limit)
    bar = axes.figure.colorbar(dots, cax=below, orientation="horizontal", extend=extend)
    bar.set_label("too dry  ←  bias (z-score)  →  too wet")
    bar.outline.set_linewidth(0.4)
