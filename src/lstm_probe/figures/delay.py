"""A target beside itself some days later: what a delay does to a series (Fig. A2)."""

from collections.abc import Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe import metrics
from lstm_probe.errors import InputError
from lstm_probe.figures import common


@common.paper_style()
def draw(observed: pd.Series, target: xr.Dataset, title: str, days: tuple[str, str], delay_days: int) -> Figure:
    """Draw the series of one gauge, and the same series delayed, with their correlation.

    An arrow joins the largest value of the days shown to itself in the delayed series.

    Parameters
    ----------
    observed : pandas.Series
        Daily target at one gauge (target units), indexed by day.
    target : xarray.Dataset
        ``long_name`` and ``units`` of the target, scalars, and its name as the coordinate ``target``.
    title : str
        Names the gauge.
    days : tuple of str
        First and last day to show.
    delay_days : int
        Days by which the series is delayed.
    """
    figure = common.new_figure(common.PAGE, 58)
    axes = figure.subplots()
    delayed = observed.set_axis(observed.index + pd.Timedelta(days=delay_days))
    shown = pd.date_range(*days, freq="D")
    original, later = observed.reindex(shown), delayed.reindex(shown)
    axes.set_title(title)
    axes.set_ylabel(common.label(str(target["long_name"].item()), str(target["units"].item())))
    if original.notna().sum() == 0:
        common.write_in_panel(axes, "no values in these days")
        return figure
    tint = common.colour(str(target["target"].item()))
    axes.plot(shown, original, color=tint, linewidth=0.9, label="original")
    dashes: dict[str, Any] = {"linestyle": "--", "dashes": (3.5, 1.2), "color": common.HIGHLIGHT}
    axes.plot(shown, later, linewidth=0.9, **dashes, label=f"delayed by {delay_days} days")
    _join(axes, original, delay_days)
    r = float(metrics.correlation(xr.DataArray(original, dims="time"), xr.DataArray(later, dims="time")))
    if np.isfinite(r):
        axes.set_title(f"correlation of the two: r = {common.number(r)}", loc="right", color=common.DARK)
    common.date_axis(axes, shown)
    figure.legend(loc="outside lower center", ncols=2)
    return figure


def choose_gauge(observed: xr.DataArray, chosen: list[str] | None, key: str) -> str | None:
    """Take the first of the gauges that a user chose, or else the first one with data; None without any.

    Parameters
    ----------
    observed : xarray.DataArray
        A target (gauge_id, time; target units).
    chosen : list of str or None
        Gauges that the configuration names.
    key : str
        The key of the configuration that names them.

    Raises
    ------
    InputError
        If a chosen gauge does not have this target.
    """
    with_data = [str(gauge) for gauge in observed["gauge_id"].values[observed.notnull().any("time").values]]
    return next(iter(common.known_gauges(chosen or with_data, with_data, key)), None)


def known_days(days: Sequence[str], known: pd.DatetimeIndex, key: str) -> tuple[str, str]:
    """Return the first and the last day to show, if any day between them is known.

    Parameters
    ----------
    days : sequence of str
        First and last day.
    known : pandas.DatetimeIndex
        Days that have predictions.
    key : str
        The key of the configuration that may name the days.

    Raises
    ------
    InputError
        If there is none of these days.
    """
    first, last = days
    if not ((known >= pd.Timestamp(first)) & (known <= pd.Timestamp(last))).any():
        expected = f"days between {known[0].date()} and {known[-1].date()}, the first one first"
        raise InputError(key, f"{first} to {last}", expected, "choose days of the fit or test period, or none (null)")
    return first, last


def _join(axes: Axes, original: pd.Series, delay_days: int) -> None:
    """Draw an arrow from the largest value to the same value in the delayed series, if both are shown."""
    before = original[: original.index[-1] - pd.Timedelta(days=delay_days)].dropna()
    if before.empty:
        return
    height = float(before.max())
    start = float(mdates.date2num(before.idxmax()))
    end = start + delay_days
    look = {"arrowstyle": "-|>", "color": common.DARK, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 1}
    axes.annotate("", (end, height), (start, height), arrowprops=look)
    axes.annotate(f"{delay_days} days", ((start + end) / 2, height), (0, 2), textcoords="offset points", ha="center")
    axes.margins(y=0.1)
