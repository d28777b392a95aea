"""The lag curve: the probe given the states of days before and after."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common

WIDTH, HEIGHT = 100.0, 68.0


@common.paper_style()
def draw(curve: pd.DataFrame, targets: Mapping[str, str]) -> Figure:
    """Draw the median r of main's probe, not fitted again, against the lag of the state that it is given.

    A dot marks the highest r of each target.

    Parameters
    ----------
    curve : pandas.DataFrame
        As `contracts.nulls.LAG_CURVE`; seeds are averaged.
    targets : mapping of str to str
        Name and long name, a line each, in order.
    """
    figure = common.new_figure(WIDTH, HEIGHT)
    axes = figure.subplots()
    known = curve.groupby(["target", "lag_days"], sort=False)["r"].mean().dropna().reset_index()
    if known.empty:
        common.write_in_panel(axes, "no lags were run")
        return figure
    for target in targets:
        own = known[known["target"] == target].sort_values("lag_days")
        if len(own):
            _draw_line(axes, own, target, targets)
    axes.axvline(0, color="0.75", linewidth=0.7, zorder=0)
    axes.axhline(0, color="0.85", linewidth=0.6, zorder=0)
    axes.set_xlabel("the state is of so many days before (below 0: after)")
    axes.set_ylabel("r, median over gauges")
    axes.margins(x=0.01)
    figure.legend(loc="outside upper center", ncols=min(6, max(1, len(targets))), fontsize=7, handlelength=1.4)
    return figure


def _draw_line(axes: Axes, own: pd.DataFrame, target: str, beside: Mapping[str, str]) -> None:
    tint = common.colour(target)
    name = common.display_name(target, set(beside) - {target})
    axes.plot(own["lag_days"], own["r"], color=tint, linewidth=1.2, label=name)
    highest = int(own["r"].to_numpy().argmax())
    axes.plot(own["lag_days"].iloc[highest], own["r"].iloc[highest], "o", color=tint, markersize=4, zorder=3)
