"""What another seed of the LSTM changes, beside what a control changes (Fig. S5)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common, gauge_skill

METRICS = ("r", "anomaly_r")
ROW = 3.6  # height of a row, mm


@common.paper_style()
def draw(seeds: pd.DataFrame) -> Figure:
    """Draw the median over gauges of (a) r and (b) r of anomalies in the test period, a dot a seed of the LSTM.

    A block is a target, a row an experiment; a dashed line leads the mean of the first row through its block. The
    number beside a row is the largest less the smallest of its medians.

    Parameters
    ----------
    seeds : pandas.DataFrame
        Columns of `lstm_probe.contracts.tables.SEEDS`; targets and experiments keep their order.
    """
    rows = seeds[(seeds["period"] == "test") & seeds["metric"].isin(METRICS)]
    places = _places(rows)
    rows = rows.dropna(subset=["median"])
    figure = common.new_figure(common.PAGE, 20 + ROW * (max(places.values(), default=6) + 1))
    panels = figure.subplots(1, 2, sharey=True)
    lower = gauge_skill.lower_limit([rows["median"]], floor=-1.0, few=len(rows))
    several = seeds["seed"].nunique() > 1
    for which, (axes, metric) in enumerate(zip(panels, METRICS, strict=True)):
        common.letter(axes, which)
        if rows.empty:
            common.write_in_panel(axes, "no scores in the test period")
            continue
        _draw_panel(axes, rows[rows["metric"] == metric], places, several)
        axes.set_xlim(lower, 1.0)
        axes.set_xlabel(f"{common.METRICS[metric]}, median over gauges")
    if not rows.empty:
        _name_rows(panels[0], places)
        number = common.count(rows["seed"].nunique(), "seed")
        spread = "" if several else ": no spread to be seen"
        figure.suptitle(f"Each dot is one of {number} of the LSTM" if several else f"{number} of the LSTM{spread}")
    return figure


def _places(rows: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Give every target and experiment its height in rows, target after target."""
    places: dict[tuple[str, str], float] = {}
    height = 0.0
    for target, own in rows.groupby("target", sort=False):
        height += 1  # the name of the target
        for experiment in own["experiment"].unique():
            places[str(target), str(experiment)] = height
            height += 1
    return places


def _draw_panel(axes: Axes, rows: pd.DataFrame, places: Mapping[tuple[str, str], float], several: bool) -> None:
    """Draw the dots of one metric, a row a target and experiment, and their range beside."""
    where: dict[str, Any] = {"textcoords": "offset points", "fontsize": 6, "color": common.DARK}
    medians = {key: own["median"] for key, own in rows.groupby(["target", "experiment"], sort=False)}
    for (target, experiment), height in places.items():
        values, tint = medians.get((target, experiment), pd.Series(dtype=float)), common.colour(target)
        axes.scatter(values, [height] * len(values), s=13, color=tint, alpha=0.7, linewidths=0, zorder=3)
        block = [place for (name, _), place in places.items() if name == target]
        if height == block[0]:
            ends = [block[0] - 0.4, block[-1] + 0.4]
            axes.plot([values.mean()] * 2, ends, color=tint, linewidth=0.6, linestyle="--", zorder=1)
        if several:
            spread = common.number(values.max() - values.min(), 3) if len(values) else "–"
            axes.annotate(spread, (1, height), (3, 0), xycoords=("axes fraction", "data"), va="center", **where)
    if several:
        axes.annotate("range", (1, 1), (3, 3), xycoords="axes fraction", **where)
    axes.hlines(
        list(places.values()), 0, 1, transform=axes.get_yaxis_transform(), color="0.93", linewidth=0.5, zorder=0
    )
    axes.axvline(0, color="0.8", linewidth=0.5, zorder=0)
    axes.tick_params(axis="y", length=0)


def _name_rows(axes: Axes, places: Mapping[tuple[str, str], float]) -> None:
    """Name the experiments of every row, and each target above its block, in its colour."""
    targets = list(dict.fromkeys(target for target, _ in places))
    first = {target: min(place for (name, _), place in places.items() if name == target) for target in targets}
    names = [*(name for _, name in places), *(common.display_name(name, targets) for name in targets)]
    axes.set_yticks([*places.values(), *(first[target] - 1 for target in targets)], names, fontsize=6)
    for tick, target in zip(axes.get_yticklabels()[len(places) :], targets, strict=True):
        tick.set(color=common.colour(target), fontweight="bold", fontsize=7)
    axes.set_ylim(max(places.values()) + 0.8, -0.6)
