"""What comes down the river in the days after water was put into the states, store by store (Fig. S10)."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from lstm_probe.figures import common

COLUMNS = 3
#: Share of the random directions that the band holds.
BAND = 0.95


@common.paper_style()
def draw(
    found: Mapping[int, xr.Dataset],
    millimetres: Mapping[str, float | None],
    long_names: Mapping[str, str],
    truth: xr.Dataset | None = None,
) -> Figure:
    """Draw, a panel a store, the extra discharge up to each day: medians over gauges and days.

    Parameters
    ----------
    found : mapping of int to xarray.Dataset
        By seed, as `contracts.steering.STEERING`; the band is that of the first.
    millimetres : mapping of str to float or None
        For each target, mm of water in one of its units; None where nobody says.
    long_names : mapping of str to str
        What each target is, for titles.
    truth : xarray.Dataset, optional
        As `contracts.steering.STEERING_TRUTH`.
    """
    first = next(iter(found.values()))
    targets = first["target"].values.tolist()
    rows = -(-len(targets) // COLUMNS)
    figure = common.new_figure(common.PAGE, 18 + 48 * rows)
    panels = figure.subplots(rows, COLUMNS, squeeze=False, sharex=True).ravel()
    for place, (axes, target) in enumerate(zip(panels, targets, strict=False)):
        title = common.target_title(target, long_names.get(target, ""), targets)
        common.letter(axes, place, title)
        _band(axes, first["curve"].sel(target=target))
        for one in found.values():
            axes.plot(one["day"], one["curve"].sel(target=target, draw=0), color=common.colour(target), linewidth=1.2)
        if truth is not None and target in truth["target"].values:
            axes.plot(truth["day"], _true_curve(first.sel(target=target), truth), color="black", linewidth=1.0)
        added = float(first["amount"].sel(target=target)) * (millimetres[target] or np.nan)
        if np.isfinite(added):
            axes.axhline(added, color=common.DARK, linewidth=0.6, linestyle=":")
        axes.axhline(0.0, color="0.8", linewidth=0.5, zorder=0)
        axes.set_xlim(0, int(first["day"][-1]))
    for axes in panels[len(targets) :]:
        axes.set_axis_off()
    for axes in panels[max(len(targets) - COLUMNS, 0) : len(targets)]:
        axes.set_xlabel("days after water was added")
        axes.tick_params(labelbottom=True)
    for axes in panels[: len(targets) : COLUMNS]:
        axes.set_ylabel("extra discharge so far (mm)")
    figure.legend(handles=_explained(targets[0], truth is not None), loc="outside lower center", ncols=4)
    return figure


def _band(axes: Axes, curves: xr.DataArray) -> None:
    """Shade what 95 % of the random directions give (draw, day)."""
    drawn = curves.sel(draw=slice(1, None)).dropna("draw", how="all").values
    if len(drawn):
        edges = [np.quantile(drawn, share, axis=0) for share in ((1 - BAND) / 2, (1 + BAND) / 2)]
        axes.fill_between(curves["day"].values, edges[0], edges[1], color="0.88", linewidth=0, zorder=0)


def _true_curve(one: xr.Dataset, truth: xr.Dataset) -> np.ndarray:
    """Take the median of the true response up to each day (day,) over the gauges and days of the LSTM's, mm."""
    response = truth["response"].sel(target=one["target"].item())
    values = response.reindex(gauge_id=one["gauge_id"], time=one["time"]).values.astype("float64")
    there = np.isfinite(one["released"].sel(draw=0).isel(lead_days=-1).values)
    return np.median(values[there].cumsum(axis=1), axis=0)


def _explained(target: str, with_truth: bool) -> list[Line2D | Patch]:
    """Explain the lines and the band."""
    lines: list[Line2D | Patch] = [Line2D([], [], color=common.colour(target), label="LSTM, a line a seed (coloured)")]
    if with_truth:
        lines.append(Line2D([], [], color="black", label="true store"))
    lines.append(Patch(color="0.88", label="95 % of random directions"))
    lines.append(Line2D([], [], color=common.DARK, linewidth=0.6, linestyle=":", label="added"))
    return lines
