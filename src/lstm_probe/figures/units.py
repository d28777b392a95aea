"""Single units of an LSTM beside the probe of all of them, and how long they remember (Fig. S12)."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from lstm_probe.contracts.comparisons import MAIN
from lstm_probe.figures import common
from lstm_probe.results.units import best

#: Mark and name of what is kept of the units.
MARKS = {
    "cell_state": ("o", "cell state c"),
    "hidden_state": ("s", "output h"),
    "input_gate": ("^", "input gate"),
    "forget_gate": ("v", "forget gate"),
    "cell_input": ("<", "cell input"),
    "output_gate": (">", "output gate"),
}
ROW = 9.0  # height of a target, mm


@common.paper_style()
def draw(units: pd.DataFrame, beside: pd.DataFrame, medians: pd.DataFrame, kinds: Mapping[str, str]) -> Figure:
    """Draw (a) units and probes of every kind beside floor and controls, and (b) memory and mean forget gate.

    Shown are the first LSTM and seed of the table. The best unit is that of the largest |r| in the fit period; its |r|
    in the test period is drawn, a median over gauges.

    Parameters
    ----------
    units : pandas.DataFrame
        As `contracts.tables.UNITS`.
    beside : pandas.DataFrame
        As `contracts.verdict.FLOOR_AND_CEILING`: r of the probe of all units, and of what needs no training.
    medians : pandas.DataFrame
        As `contracts.tables.TABLE1`, of the experiments named in `kinds` and of the controls.
    kinds : mapping of str to str
        What the probes of some experiments are given of the units, by experiment; main and others like it. All other
        experiments of `medians` are controls.
    """
    shown = units[(units["lstm"] == units["lstm"].iloc[0]) & (units["seed"] == units["seed"].iloc[0])]
    targets = list(dict.fromkeys(shown["target"]))
    figure = common.new_figure(common.PAGE, 45 + ROW * len(targets))
    left, right = figure.subplots(1, 2, width_ratios=(1.4, 1))
    common.letter(left, 0)
    common.letter(right, 1)
    _draw_best(left, best(shown), beside.set_index("target"), targets)
    _draw_probes(left, medians[medians["period"] == "test"], kinds, targets)
    common.legend_above(left)
    _draw_memory(right, shown.drop_duplicates(["variable", "unit"]))
    return figure


def _draw_best(axes: Axes, chosen: pd.DataFrame, beside: pd.DataFrame, targets: list[str]) -> None:
    """Mark |r| of the best units in a row a target, with the probe and its floor as bars across."""
    rows = {target: place for place, target in enumerate(targets)}
    for variable, (mark, name) in MARKS.items():
        own = chosen[chosen["variable"] == variable]
        if len(own):
            colours = [common.colour(target) for target in own["target"]]
            axes.scatter(own["r"].abs(), own["target"].map(rows), s=22, c=colours, marker=mark, linewidths=0, zorder=3)
            axes.scatter([], [], s=22, c=common.GREY, marker=mark, linewidths=0, label=f"best unit, {name}")
    for column, style, name in (("r", "-", "probe of all units"), ("floor_r", ":", "best that needs no training")):
        values = beside[column].reindex(targets)
        places = [rows[target] for target in targets]
        low, high = np.subtract(places, 0.35), np.add(places, 0.35)
        axes.vlines(values, low, high, color=common.DARK, linestyle=style, linewidth=1.2, label=name)
    names = [common.display_name(target, set(targets) - {target}) for target in targets]
    axes.set_yticks(list(rows.values()), names)
    axes.set_ylim(len(targets) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xlabel("|r|, median over gauges, test period")


def _draw_probes(axes: Axes, medians: pd.DataFrame, kinds: Mapping[str, str], targets: list[str]) -> None:
    """Mark the probes of all units of one kind, but main's, which is drawn, and the controls."""
    rows = {target: place for place, target in enumerate(targets)}
    medians = medians[medians["target"].isin(targets)]
    for experiment, variable in kinds.items():
        own = medians[medians["experiment"] == experiment]
        if experiment != MAIN and len(own):
            mark, name = MARKS[variable]
            axes.plot(
                own["r"],
                own["target"].map(rows),
                mark,
                markerfacecolor="none",
                color=common.DARK,
                markersize=6,
                label=f"probe of all, {name}",
            )
    controls = medians[~medians["experiment"].isin(list(kinds))]
    for name, tint in zip(dict.fromkeys(controls["experiment"]), ("0.55", "0.75"), strict=False):
        own = controls[controls["experiment"] == name]
        places = own["target"].map(rows)
        axes.vlines(
            own["r"], places - 0.2, places + 0.2, color=tint, linewidth=2.2, label=f"control, {name.replace('_', ' ')}"
        )


def _draw_memory(axes: Axes, units: pd.DataFrame) -> None:
    """Draw the memory of cell states over their mean forget gate, or its distribution where no gate was kept."""
    known = units.dropna(subset=["memory_days"])
    if known.empty:
        common.write_in_panel(axes, "no unit's autocorrelation falls below 1/e within half of the record")
        return
    states = known[known["variable"] == "cell_state"].dropna(subset=["mean_forget_gate"])
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("memory, days")
    if len(states):
        axes.scatter(states["memory_days"], states["mean_forget_gate"], s=14, color=common.DARK, linewidths=0)
        days = np.geomspace(1, max(2.0, states["memory_days"].max()), 100)
        axes.plot(
            days, np.exp(-1 / days), color=common.HIGHLIGHT, linewidth=0.8, linestyle="--", label="exp(−1 / memory)"
        )
        axes.set_ylabel("mean forget gate")
    else:
        for variable, own in known.groupby("variable", sort=False):
            axes.ecdf(own["memory_days"], label=MARKS[str(variable)][1], linewidth=1.0)
        axes.set_ylabel("share of units")
    common.legend_above(axes, columns=1)
