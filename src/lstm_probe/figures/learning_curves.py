"""How few labels a concept needs: r at unseen gauges against the number of labelled gauges, and of labelled years."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from lstm_probe.contracts.comparisons import COMPARISONS, INPUTS, INPUTS_AND_ATTRIBUTES, MAIN, UNTRAINED
from lstm_probe.figures import common
from lstm_probe.results.learning_curves import sentence

#: Colour and line of every experiment, in the order of the legend.
LOOKS = {
    MAIN: ("#0072B2", "-"),
    UNTRAINED: ("0.5", "--"),
    INPUTS: ("#D55E00", ":"),
    INPUTS_AND_ATTRIBUTES: ("#D55E00", "-"),
}
LABELLED = ("gauges", "years")
TOP, ROW = 14, 36  # mm


@common.paper_style()
def draw(curves: pd.DataFrame, crossings: pd.DataFrame, targets: Mapping[str, str]) -> Figure:
    """Draw a row a target: labelled gauges to the left, labelled years to the right.

    Lines are medians over draws, bands reach from 10 to 90 % of them. The title says from how many labels on the states
    lead.

    Parameters
    ----------
    curves, crossings : pandas.DataFrame
        As `contracts.learning_curves` of these names.
    targets : mapping of str to str
        Name and long name, a row each.
    """
    shown = [target for target in targets if target in set(curves["target"])]
    figure = common.new_figure(common.PAGE, TOP + ROW * max(len(shown), 1))
    panels = figure.subplots(max(len(shown), 1), len(LABELLED), squeeze=False, sharey="row")
    if not shown:
        for axes in panels.ravel():
            common.write_in_panel(axes, "no gauges apart from each other")
        return figure
    for row, target in zip(panels, shown, strict=True):
        name = common.display_name(target, set(shown) - {target})
        for axes, labelled in zip(row, LABELLED, strict=True):
            own = curves[(curves["target"] == target) & (curves["labelled"] == labelled)]
            _draw_curves(axes, own)
            axes.set_title(f"{name}: {sentence(crossings, target, labelled)}", loc="left", fontsize=7)
        row[0].set_ylabel("r, unseen gauges")
    for axes, labelled in zip(panels[-1], LABELLED, strict=True):
        axes.set_xlabel(f"{labelled} with labels (the last: all)")
    handles, names = panels[0, 0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside upper center", ncols=len(LOOKS), fontsize=7)
    return figure


def _draw_curves(axes: Axes, own: pd.DataFrame) -> None:
    for experiment, (tint, line) in LOOKS.items():
        points = own[own["experiment"] == experiment].sort_values("labels")
        if points.empty:
            continue
        label = "states" if experiment == MAIN else COMPARISONS[experiment].label
        axes.plot(points["labels"], points["r"], line, color=tint, marker=".", markersize=4, linewidth=1.2, label=label)
        axes.fill_between(points["labels"], points["lower"], points["upper"], color=tint, alpha=0.12, linewidth=0)
    axes.set_xscale("log")
    axes.set_xticks(sorted(set(own["labels"])))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, place: f"{value:g}"))
