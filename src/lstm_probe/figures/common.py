"""What all figures share: sizes in print, colours of targets, labels with units, panel letters."""

import logging
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib.dates as mdates
import matplotlib.style
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.artefacts import store
from lstm_probe.datasets.naming import display_name
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

STYLE = Path(__file__).with_name("paper.mplstyle")

#: Widths of one column and of the page in HESS, in mm.
COLUMN, PAGE = 83.0, 177.0

#: Colour of each target, in the order of Lees et al. (2022), chosen with colour-blind readers in mind.
COLOURS = {
    "swvl1": "#0072B2",
    "swvl2": "#E69F00",
    "swvl3": "#009E73",
    "swvl4": "#D55E00",
    "sd": "#B03A7A",
    "esa_cci": "#56B4E9",
}
OTHER_COLOURS = ("#332288", "#999933", "#882255", "#44AA99", "#8C6D31")
GREY, DARK, LAND, HIGHLIGHT = "0.55", "0.2", "0.92", "#D62728"

METRICS = {
    "r": "Pearson correlation r",
    "r2": "r²",
    "anomaly_r": "r of anomalies",
    "nse": "NSE",
    "kge": "KGE",
    "rmse": "RMSE",
    "bias": "bias",
    "r_truth": "r with the true store",
}


@contextmanager
def paper_style() -> Iterator[None]:
    """Give a context, also usable as a decorator, in which figures look as in print, whatever the user has set."""
    defaults = {name: value for name, value in matplotlib.rcParamsDefault.items() if not name.startswith("backend")}
    with matplotlib.rc_context(defaults), matplotlib.style.context(STYLE):
        yield


def new_figure(width: float, height: float) -> Figure:
    """Make an empty figure of a size in mm, known to no window system and to no global state."""
    return Figure(figsize=(width / 25.4, height / 25.4), layout="constrained")


def save(figure: Figure, *paths: str | Path) -> None:
    """Save a figure in the paper's style to every path, its format by the suffix."""
    with paper_style():
        store.save_figure(figure, *paths)
    logger.info("drawn: %s", ", ".join(str(path) for path in paths))


def colour(target: str) -> str:
    """Return the colour of a target: always the same for the same name.

    A name that extends a known one by an underscore (``swvl3_table``) takes its colour.
    """
    for known, value in COLOURS.items():
        if target == known or target.startswith(f"{known}_"):
            return value
    return OTHER_COLOURS[zlib.crc32(target.encode()) % len(OTHER_COLOURS)]


def typeset_units(units: str) -> str:
    """Typeset CF units: ``m3 m-3`` becomes ``m³ m⁻³``, ``degC`` becomes ``°C`` and ``1`` becomes nothing."""
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    units = "" if units.strip() == "1" else units.replace("degC", "°C")
    return re.sub(r"(?<=[A-Za-z])-?\d+", lambda power: power.group().translate(raised), units)


def label(long_name: str, units: str) -> str:
    """Join what a quantity is and its units to the label of an axis."""
    shown = typeset_units(units)
    return f"{long_name} ({shown})" if shown else long_name


def letter(axes: Axes, which: int, title: str = "") -> None:
    """Title a panel with its letter, the first one being ``(a)``, and a few words."""
    axes.set_title(f"({chr(ord('a') + which)}) {title}".rstrip(), loc="left")


def target_title(target: str, long_name: str, beside: Iterable[str] = ()) -> str:
    """Title the panel of a target: its name for readers, and what it is where that says more."""
    name = display_name(target, beside)
    return name if long_name in ("", target, name) else f"{name}: {long_name}"


def date_axis(axes: Axes, days: pd.DatetimeIndex, labels: int = 12) -> None:
    """Fit a time axis to some days: ticks at years, quarters between few years, months in a single one.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with dates along x.
    days : pandas.DatetimeIndex
        The days that it shows, in order.
    labels : int
        How many years can be written below it.
    """
    axes.set_xlim(float(mdates.date2num(days[0])), float(mdates.date2num(days[-1])))
    years = (days[-1] - days[0]).days / 365.25
    if years < 1.1:
        months = mdates.MonthLocator()
        axes.xaxis.set_major_locator(months)
        axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(months, show_offset=False))
        return
    axes.xaxis.set_major_locator(mdates.YearLocator(max(1, int(np.ceil(years / labels)))))
    axes.xaxis.set_minor_locator(mdates.MonthLocator((1, 4, 7, 10)) if years < 4.1 else mdates.YearLocator())


def legend_above(axes: Axes, columns: int = 2) -> None:
    """Explain the lines of a panel above it, where the legend covers none of them."""
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=columns)


def write_in_panel(axes: Axes, message: str) -> None:
    """Write into an empty panel why it is empty."""
    axes.text(0.5, 0.5, message, transform=axes.transAxes, ha="center", va="center", color=DARK, wrap=True)
    axes.tick_params(left=False, labelleft=False)
    if len(axes.get_shared_x_axes().get_siblings(axes)) == 1:
        axes.tick_params(bottom=False, labelbottom=False)


def number(value: float, digits: int = 2, signed: bool = False) -> str:
    """Write a number for a figure: fixed digits, a true minus sign, no negative zero."""
    rounded = round(float(value), digits) + 0.0
    return f"{rounded:{'+' if signed else ''}.{digits}f}".replace("-", "−")


def count(size: int, noun: str) -> str:
    """Count things in words: ``1 gauge``, ``2 gauges``."""
    return f"{size} {noun}" if size == 1 else f"{size} {noun}s"


def known_gauges(chosen: Sequence[str], available: Iterable[str], key: str) -> list[str]:
    """Return the gauges that a user chose, if all of them are there.

    Parameters
    ----------
    chosen, available : iterable of str
        Gauge ids.
    key : str
        The key of the configuration that chose, for the message.

    Raises
    ------
    InputError
        Naming the gauges that are not there.
    """
    there = [str(gauge) for gauge in available]
    missing = [str(gauge) for gauge in chosen if str(gauge) not in there]
    if missing:
        expected = f"gauges with this target: {shortlist(there)}"
        raise InputError(key, f"unknown gauges {shortlist(missing)}", expected, "choose among these, or none (null)")
    return [str(gauge) for gauge in chosen]


def gauge_title(gauge_id: str, name: str) -> str:
    """Name a gauge as on a map: its id and its name."""
    return f"{gauge_id} {name}".strip()
