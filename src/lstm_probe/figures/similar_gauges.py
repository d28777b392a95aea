"""Where similar gauges help: scores at unseen gauges against the distance to the nearest gauge that was seen."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common
from lstm_probe.results import similar_gauges
from lstm_probe.results.held_out import DISCHARGE
from lstm_probe.results.similar_gauges import DISTANCES, UNSEEN_BY

TOP, ROW = 6, 34  # mm


@common.paper_style()
def draw(table: pd.DataFrame, targets: Mapping[str, str]) -> Figure:
    """Draw a row a target and what did not see the gauges: distance in space to the left, in attributes to the right.

    Points are gauges, the line joins medians of classes with equally many gauges. The title gives the rank correlation.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.similar_gauges.SIMILAR_GAUGES`.
    targets : mapping of str to str
        Name and long name of the targets.
    """
    shown = list(similar_gauges.cases(table))
    figure = common.new_figure(common.PAGE, TOP + ROW * max(len(shown), 1))
    panels = figure.subplots(max(len(shown), 1), len(DISTANCES), squeeze=False, sharey="row")
    if not shown:
        for axes in panels.ravel():
            common.write_in_panel(axes, "no gauge is unseen")
    for row, ((unseen_by, what), own) in zip(panels, shown, strict=False):
        name = "discharge" if what == DISCHARGE else common.display_name(what, set(targets) - {what})
        row[0].set_ylabel(f"{'NSE' if what == DISCHARGE else 'r'}, unseen by\n{UNSEEN_BY[unseen_by]}")
        for axes, distance in zip(row, DISTANCES, strict=True):
            _draw_distance(axes, own, distance, name)
    for axes, label in zip(panels[-1], DISTANCES.values(), strict=True):
        axes.set_xlabel(label)
    return figure


def _draw_distance(axes: Axes, own: pd.DataFrame, distance: str, name: str) -> None:
    """Draw one panel; scores so low that they would squeeze the others together lie at its lower edge."""
    found = similar_gauges.rank_correlation(own, distance)
    floor = float(own["score"].quantile(0.02))
    axes.plot(own[distance], own["score"].clip(lower=floor), ".", color="0.6", markersize=3)
    medians = similar_gauges.classes(own, distance)
    axes.plot(medians["distance"], medians["score"], "-o", color=common.HIGHLIGHT, markersize=3, linewidth=1.2)
    axes.set_title(f"{name}: {similar_gauges.sentence(found)}", loc="left", fontsize=7)
