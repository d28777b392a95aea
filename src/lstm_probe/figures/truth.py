"""The probe beside the true stores of a synthetic world, store by store (Fig. S1)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lstm_probe.figures import common, gauge_skill

OFFSET: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
LINES: dict[str, dict[str, Any]] = {
    "true store": {"color": "black", "linewidth": 0.6},
    "target": {"color": "0.78", "linewidth": 2.2},
}


@common.paper_style()
def draw(
    predictions: xr.Dataset,
    truth: xr.Dataset,
    skill: pd.DataFrame,
    stores: Mapping[str, str],
    experiments: Mapping[str, str],
    gauge: str | None,
    period: tuple[str, str],
) -> Figure:
    """Draw, a row a store, (a) probe, target and truth at one gauge and (b) the correlations at all gauges.

    In (b), the first row of each panel is the probe against the target, then come the probes of all
    experiments against the true store: a point a gauge, the quartiles as a box, the median as a number.

    Parameters
    ----------
    predictions : xarray.Dataset
        Artefact ``predictions.nc`` of the first experiment (target, gauge_id, time; units of each target).
    truth : xarray.Dataset
        Artefact ``truth.nc``: true stores (gauge_id, time), in units of their targets.
    skill : pandas.DataFrame
        Tidy skill, columns of `lstm_probe.contracts.probe.SKILL`, with the metrics ``r`` and ``r_truth``.
    stores : mapping of str to str
        The true store (a variable of `truth`) of each target; targets without one are left out.
    experiments : mapping of str to str
        Name of each experiment in words, the probe itself first, then the controls.
    gauge : str or None
        The gauge of (a), from `typical_gauge` where nobody chose.
    period : tuple of str
        First and last day to show in (a).
    """
    targets = [str(name) for name in predictions["target"].values if stores.get(str(name)) in truth]
    figure = common.new_figure(common.PAGE, 14 + 31 * max(1, len(targets)))
    panels = figure.subplots(max(1, len(targets)), 2, squeeze=False, sharex="col", width_ratios=(1.9, 1))
    if not targets:
        for axes in panels.flat:
            common.write_in_panel(axes, "no target has a known true store")
        return figure
    scores = {target: _scores(skill, experiments, target) for target in targets}
    samples = [sample for rows in scores.values() for sample in rows.values()]
    lower = gauge_skill.lower_limit(samples, floor=-1.0)
    for row, target in enumerate(targets):
        series = predictions.sel(target=target, time=slice(*period))
        true = truth[stores[target]].sel(time=slice(*period))
        title = common.target_title(target, str(series["long_name"].item()), targets)
        panels[row, 0].set_title(title, color=common.colour(target))
        _draw_series(panels[row, 0], series, true, gauge)
        _draw_scores(panels[row, 1], scores[target], common.colour(target))
    panels[0, 0].annotate(f"(a) gauge {gauge}", (0, 1), (0, 14), **OFFSET)
    panels[0, 1].annotate("(b) all gauges, test period", (0, 1), (0, 14), **OFFSET)
    panels[-1, 1].set_xlim(lower, 1.0)
    panels[-1, 1].set_xlabel(common.METRICS["r"])
    lines = [Line2D([], [], label=label, **style) for label, style in LINES.items()]
    lines.append(Line2D([], [], color=common.colour(targets[0]), linewidth=0.9, label="probe (coloured)"))
    figure.legend(handles=lines, loc="outside lower left", ncols=3)
    return figure


def first_years(period: tuple[str, str], years: int = 4) -> tuple[str, str]:
    """Shorten a period to its first years, so that single events can be seen."""
    first, last = (pd.Timestamp(day) for day in period)
    end = min(last, first + pd.DateOffset(years=years) - pd.Timedelta(days=1))
    return str(first.date()), str(end.date())


def typical_gauge(skill: pd.DataFrame, experiment: str, targets: Sequence[str]) -> str | None:
    """Choose the gauge that is typical of every target: the largest of its distances from a median is the smallest.

    A distance is that of its r with the true store from the median over all gauges that have this target. Gauges
    that lack a target stand back; without any gauge the answer is None.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy skill, columns of `lstm_probe.contracts.probe.SKILL`.
    experiment : str
        The experiment to look at.
    targets : sequence of str
        Targets that count.
    """
    scores = pd.DataFrame({t: gauge_skill.per_gauge(skill, experiment, t, metric="r_truth") for t in targets})
    if scores.empty:
        return None
    complete = scores.dropna(axis="columns", how="all").dropna()
    distance = ((scores if complete.empty else complete) - scores.median()).abs().max(axis=1)
    return str(distance.sort_values(kind="stable").index[0])


def _scores(skill: pd.DataFrame, experiments: Mapping[str, str], target: str) -> dict[str, pd.Series]:
    """Collect the samples of one panel by their labels: against the target, then against the truth."""
    first = next(iter(experiments))
    rows = {"probe vs target": gauge_skill.per_gauge(skill, first, target)}
    for name, words in experiments.items():
        rows[f"{words} vs truth"] = gauge_skill.per_gauge(skill, name, target, metric="r_truth")
    return rows


def _draw_series(axes: Axes, series: xr.Dataset, truth: xr.DataArray, gauge: str | None) -> None:
    """Draw truth, target and probe of one store at one gauge."""
    tint = common.colour(str(series["target"].item()))
    axes.set_ylabel(common.typeset_units(str(series["units"].item())))
    known = gauge in series["gauge_id"].values and gauge in truth["gauge_id"].values
    if not known or not bool(series["predicted"].sel(gauge_id=gauge).notnull().any()):
        common.write_in_panel(axes, "no prediction at this gauge")
        return
    here, true = series.sel(gauge_id=gauge), truth.sel(gauge_id=gauge)
    axes.plot(here["time"], here["observed"], **LINES["target"])
    axes.plot(true["time"], true, **LINES["true store"])
    axes.plot(here["time"], here["predicted"], color=tint, linewidth=0.8)
    common.date_axis(axes, pd.DatetimeIndex(here["time"].values))
    axes.locator_params(axis="y", nbins=4)


def _draw_scores(axes: Axes, rows: Mapping[str, pd.Series], tint: str) -> None:
    """Draw each sample as points under a box of its quartiles, its median as a number."""
    rng = np.random.default_rng(0)
    for place, sample in enumerate(rows.values()):
        if sample.empty:
            continue
        face = tint if place < 2 else common.GREY
        heights = place + rng.uniform(-0.2, 0.2, len(sample))
        faintness = float(np.clip(60 / len(sample), 0.2, 0.6))
        axes.scatter(sample, heights, s=4, color=face, alpha=faintness, linewidths=0)
        lower, median, upper = np.quantile(sample, [0.25, 0.5, 0.75])
        axes.barh(place, upper - lower, 0.6, lower, facecolor="none", edgecolor=common.DARK, linewidth=0.6)
        axes.plot([median, median], [place - 0.3, place + 0.3], color=common.DARK, linewidth=1.1)
        axes.annotate(
            common.number(median),
            (1, place),
            (3, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=6,
        )
    axes.set_yticks(range(len(rows)), list(rows), fontsize=6)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.axvline(0, color="0.8", linewidth=0.5, zorder=0)
