"""What the permutation of gauges exchanges, and why it leaves so much skill (Fig. A1)."""

import logging
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe import metrics
from lstm_probe.errors import InputError
from lstm_probe.figures import common, diagram

logger = logging.getLogger(__name__)

ORIGINAL, PERMUTED = "#0072B2", "#009E73"
DASHES = (0, (4, 1.5))
HEIGHT = 89.0
LEFT, RIGHT = 13.0, 174.0  # sides of what is drawn (mm)
ROWS = (72.0, 55.0)  # heights of the two gauges in (a) (mm)
STATES, SERIES = (50.0, 34.0), (126.0, RIGHT - 126.0)  # left side and width of states and of series (mm)


@common.paper_style()
def draw(target: xr.Dataset, names: Mapping[str, str], hidden_size: int) -> Figure:
    """Draw (a) whose states meet whose target, (b) the target's series at both gauges.

    Parameters
    ----------
    target : xarray.Dataset
        One target at two gauges on the days to show, from `pair`.
    names : mapping of str to str
        Name of each gauge.
    hidden_size : int
        Units of the LSTM.
    """
    axes = diagram.canvas(common.PAGE, HEIGHT)
    observed = target["observed"]
    first, second = (str(gauge) for gauge in observed["gauge_id"].values)
    logger.info("gauges shown: states of %s, target of %s", first, second)
    diagram.heading(axes, (2, HEIGHT - 4), 0, "Whose cell states meet whose target")
    _draw_scheme(axes, observed, names, hidden_size)
    r = float(metrics.correlation(observed[0], observed[1]))
    alike = f": r = {common.number(r)}" if np.isfinite(r) else ""
    title = common.target_title(str(target["target"].item()), str(target["long_name"].item()))
    diagram.heading(axes, (2, 40.5), 1, f"{title}, at both gauges{alike}")
    series = diagram.panel(axes, (LEFT, 7), (RIGHT - LEFT, 29))
    _draw_series(series, observed)
    series.set_ylabel(common.typeset_units(str(target["units"].item())))
    return axes.figure  # type: ignore[return-value]


def given(state_source: pd.Series) -> dict[str, str]:
    """Say whose states every gauge was given, of the gauges that take part.

    Parameters
    ----------
    state_source : pandas.Series
        For every gauge_id the gauge whose states it was given, empty where it takes no part.
    """
    return {str(gauge): str(source) for gauge, source in state_source.items() if source}


def exchanged(given: Mapping[str, str]) -> list[str]:
    """Return two gauges of the permutation: whose states the first gauge was given, and itself.

    Parameters
    ----------
    given : mapping of str to str
        For every gauge that takes part the gauge whose states it was given.

    Raises
    ------
    InputError
        If every gauge kept its own states.
    """
    for gauge, source in given.items():
        if gauge != source:
            return [source, gauge]
    found = f"{common.count(len(given), 'gauge')}, each with its own states"
    advice = "take this figure out of study.figures, or permute_gauges into study.experiments"
    raise InputError("state_source of probe.nc", found, "a permutation of at least two gauges", advice)


def pair(predictions: xr.Dataset, gauges: Sequence[str], days: Sequence[str]) -> xr.Dataset:
    """Take a target at two gauges, on the days to show.

    Parameters
    ----------
    predictions : xarray.Dataset
        One target of the artefact ``predictions.nc`` (gauge_id, time; target units).
    gauges : sequence of str
        First the gauge whose states are given away, second the one whose target they meet.
    days : sequence of str
        First and last day.

    Raises
    ------
    InputError
        If the run has no target on these days.
    """
    chosen = predictions.sel(gauge_id=list(gauges), time=slice(*days))
    if not chosen["observed"].notnull().any():
        there = " to ".join(str(day.date()) for day in pd.DatetimeIndex(predictions["time"].values[[0, -1]]))
        expected, advice = f"days of {there} on which both gauges have the target", "mend figures.control_days"
        raise InputError("figures.control_days", " to ".join(days), expected, advice)
    return chosen


def last_years(period: Sequence[str], years: int = 2) -> list[str]:
    """Return the first and last day of the last years of a period.

    Parameters
    ----------
    period : sequence of str
        First and last day.
    years : int
        How many years.
    """
    last = pd.Timestamp(period[1])
    first = max(pd.Timestamp(period[0]), last - pd.DateOffset(years=years) + pd.Timedelta(days=1))
    return [str(first.date()), str(last.date())]


def _draw_scheme(axes: Axes, observed: xr.DataArray, names: Mapping[str, str], hidden_size: int) -> None:
    """Draw states on the left, targets on the right, and the wires of the original and the permuted pairing."""
    gauges = [str(gauge) for gauge in observed["gauge_id"].values]
    diagram.write(axes, (STATES[0] + STATES[1] / 2, ROWS[0] + 7.5), f"cell states $c_t$, {hidden_size} units")
    diagram.write(axes, (SERIES[0] + SERIES[1] / 2, ROWS[0] + 7.5), "target $s_t$")
    drawn = []
    for which, (gauge, height, colour) in enumerate(zip(gauges, ROWS, (ORIGINAL, PERMUTED), strict=True)):
        diagram.write(axes, (LEFT, height + 1.4), f"gauge {gauge}", ha="left")
        diagram.write(axes, (LEFT, height - 1.8), names.get(gauge, ""), ha="left", fontsize=diagram.SMALL)
        shade = np.full(hidden_size, 0.55 if which == 0 else 0.15)
        corner = (STATES[0], height - 2.2)
        diagram.cells(axes, corner, (STATES[1], 4.4), shade, cmap="Purples", vmin=0, vmax=1)
        small = diagram.panel(axes, (SERIES[0], height - 5), (SERIES[1], 10))
        small.plot(observed["time"], observed[which], color=colour, linewidth=0.5)
        small.margins(x=0, y=0.08)
        drawn.append(small)
    drawn[0].sharey(drawn[1])
    start, end = STATES[0] + STATES[1] + 1.5, SERIES[0] - 1.5
    diagram.wire(axes, (start, ROWS[0]), (end, ROWS[0]), color=ORIGINAL, linewidth=1.1)
    diagram.write(axes, ((start + end) / 2, ROWS[0] + 2), "original: its own", color=ORIGINAL)
    bends = (start + 7, ROWS[0] - 1.4), (end - 15, ROWS[1])
    diagram.wire(axes, (start, ROWS[0] - 1.4), *bends, (end, ROWS[1]), color=PERMUTED, linewidth=1.1, linestyle=DASHES)
    diagram.write(axes, ((start + end) / 2, ROWS[1] - 2.4), "permuted: another's", color=PERMUTED)


def _draw_series(panel: Axes, observed: xr.DataArray) -> None:
    """Draw the target of both gauges over the same days."""
    for which, (colour, pairing) in enumerate(((ORIGINAL, "original"), (PERMUTED, "permuted"))):
        gauge = str(observed["gauge_id"].values[which])
        dashes = "-" if which == 0 else DASHES
        panel.plot(observed["time"], observed[which], color=colour, linestyle=dashes, label=f"{gauge}, {pairing}")
    panel.tick_params(left=True, labelleft=True, bottom=True, labelbottom=True)
    for spine in panel.spines.values():
        spine.set(color="black", linewidth=0.6)
    common.date_axis(panel, pd.DatetimeIndex(observed["time"].values))
    panel.locator_params(axis="y", nbins=5)
    common.legend_above(panel)
