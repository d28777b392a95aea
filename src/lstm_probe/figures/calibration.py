"""What the verdict is worth: stores told from what is none, and how partial r and release follow the coupling."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.contracts.calibration import CUT, STORE
from lstm_probe.figures import common

HEIGHT = 66  # mm
TINTS = ("#0072B2", "#D55E00", "#009E73", "0.4")
MARKERS = ("o", "s", "^", "D")


@common.paper_style()
def draw(
    curves: Mapping[str, pd.DataFrame],
    points: Mapping[str, tuple[float, float]],
    worlds: pd.DataFrame,
    doses: pd.DataFrame,
) -> Figure:
    """Draw three panels: false against true positives, and partial r and release against the coupling.

    Parameters
    ----------
    curves : mapping of str to pandas.DataFrame
        By what is compared with a threshold, in words: false_positive and true_positive over thresholds.
    points : mapping of str to tuple of float
        By rule, in words: its share of false and of true positives.
    worlds, doses : pandas.DataFrame
        As `contracts.calibration.WORLDS` and `contracts.calibration.DOSES`: a dot a world, a line through medians.
    """
    figure = common.new_figure(common.PAGE, HEIGHT)
    left, middle, right = figure.subplots(1, 3)
    for (label, curve), tint in zip(curves.items(), TINTS, strict=False):
        left.step(curve["false_positive"], curve["true_positive"], where="post", color=tint, linewidth=1, label=label)
    for (label, (false, true)), marker in zip(points.items(), MARKERS, strict=False):
        left.plot(false, true, marker, color="0.15", markersize=4, label=label)
    left.set_xlabel("called found of decoys and pseudo-stores")
    left.set_ylabel("called found of stores")
    handles, labels = left.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=len(labels), fontsize=6)
    _draw_doses(middle, worlds, doses, "partial_r")
    _draw_doses(right, worlds, doses, "release")
    middle.set_ylabel("partial r")
    right.set_ylabel("release in 120 days (mm per mm)")
    if len(doses):
        middle.legend(fontsize=6)
    return figure


def _draw_doses(axes: Axes, worlds: pd.DataFrame, doses: pd.DataFrame, column: str) -> None:
    for (target, medians), tint in zip(doses.groupby("target", sort=False), TINTS, strict=False):
        own = worlds[(worlds["target"] == target) & worlds["kind"].isin((STORE, CUT))]
        axes.plot(own["coupling"], own[column], ".", color=tint, markersize=3, alpha=0.6)
        name = common.display_name(str(target), set(doses["target"]) - {target})
        axes.plot(medians["coupling"], medians[column], "-", color=tint, linewidth=1.2, label=name)
        if column == "release":
            axes.plot(medians["coupling"], medians["true_release"], ":", color=tint, linewidth=1)
    axes.axhline(0.0, color="0.8", linewidth=0.6)
    axes.set_xlabel("share that gets to the river")
