"""When the LSTM learns each store, and when it begins to use it (Fig. S13)."""

from collections.abc import Mapping
from textwrap import wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lstm_probe.datasets.naming import display_name
from lstm_probe.figures import common

#: Height of a row and of the legend, mm; letters of a title's line.
ROW, LEGEND, LETTERS = 45.0, 14.0, 22


@common.paper_style()
def draw(table: pd.DataFrame, long_names: Mapping[str, str]) -> Figure:
    """Draw, a column a store, partial r (above) and release (below) after every epoch.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.formation.FORMATION`.
    long_names : mapping of str to str
        What each target is, for titles.
    """
    targets = table["target"].drop_duplicates().tolist()
    figure = common.new_figure(common.PAGE, 2 * ROW + LEGEND)
    panels = figure.subplots(2, len(targets), squeeze=False, sharex=True, sharey="row")
    for column, target in enumerate(targets):
        rows = table[table["target"] == target]
        read, released = panels[:, column]
        name = display_name(target, targets)
        read.set_title("\n".join([name, *wrap(long_names.get(target, ""), LETTERS)]), loc="left", fontsize="small")
        _draw_line(read, rows["partial_r"], common.colour(target))
        _draw_release(released, rows, common.colour(target))
        released.set_xticks(range(len(rows)), rows["epoch"])
        released.set_xlabel("epoch")
    panels[0, 0].set_ylabel("partial r")
    panels[1, 0].set_ylabel("release (mm per mm)")
    figure.legend(handles=_explained(targets[0], table), loc="outside lower center", ncols=3)
    return figure


def _draw_line(axes: Axes, values: pd.Series, colour: str) -> None:
    """Draw one number an epoch, at equal distances."""
    axes.plot(range(len(values)), values, color=colour, marker="o", markersize=3, linewidth=1.2)
    axes.axhline(0.0, color="0.8", linewidth=0.5, zorder=0)


def _draw_release(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    """Draw the release with its interval, and that of the true world where it is known."""
    places = range(len(rows))
    axes.fill_between(places, rows["release_lower"], rows["release_upper"], color=colour, alpha=0.2, linewidth=0)
    _draw_line(axes, rows["release"], colour)
    if np.isfinite(true := _true_release(rows)):
        axes.axhline(true, color="black", linewidth=1.0, linestyle="--")
    elif rows["release"].isna().all():
        axes.text(0.5, 0.5, "not steered", transform=axes.transAxes, ha="center", va="center", color=common.DARK)


def _true_release(rows: pd.DataFrame) -> float:
    """Give the release of the true store, which is the same after every epoch."""
    return float((rows["true_mm"] / rows["added_mm"]).iloc[0])


def _explained(target: str, table: pd.DataFrame) -> list[Line2D]:
    """Explain the lines."""
    seen = "LSTM (release: median, 95 % interval)"
    lines = [Line2D([], [], color=common.colour(target), marker="o", markersize=3, label=seen)]
    if table["true_mm"].notna().any():
        lines.append(Line2D([], [], color="black", linewidth=1.0, linestyle="--", label="true store"))
    return lines
