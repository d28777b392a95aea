"""How the LSTM's training went: loss and validation NSE by epoch (Fig. S4)."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter

from lstm_probe.figures import common

RUN_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#AA4499", "#E69F00", "#56B4E9")


@common.paper_style()
def draw(histories: Mapping[str, pd.DataFrame]) -> Figure:
    """Draw (a) the loss and (b) the validation NSE of every run; thin lines mark steps of the learning rate.

    Parameters
    ----------
    histories : mapping of str to pandas.DataFrame
        Name of each run, and its history with the columns of `lstm_probe.contracts.lstm.HISTORY`.
    """
    figure = common.new_figure(common.COLUMN, 84)
    losses, scores = figure.subplots(2, 1, sharex=True)
    common.letter(losses, 0)
    common.letter(scores, 1)
    losses.set_ylabel("loss")
    scores.set_ylabel("validation NSE")
    scores.set_xlabel("epoch")
    for (name, history), tint in zip(histories.items(), RUN_COLOURS * (1 + len(histories)), strict=False):
        losses.plot(history["epoch"], history["loss"], color=tint, label=name, marker=".", markersize=2.5)
        validated = history.dropna(subset=["validation_nse"])
        if not validated.empty:
            last = common.number(validated["validation_nse"].iloc[-1])
            scores.plot(
                validated["epoch"],
                validated["validation_nse"],
                color=tint,
                label=last,
                marker=".",
                markersize=4,
            )
    if not any(len(history) for history in histories.values()):
        common.say(losses, "no epoch yet")
    elif len(histories):
        first = next(iter(histories.values()))
        steps = first["epoch"][first["learning_rate"].diff().fillna(0) != 0]
        for axes in (losses, scores):
            for epoch in steps:
                axes.axvline(epoch - 0.5, color="0.8", linewidth=0.5, zorder=0)
        losses.set_yscale("log")
        losses.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        losses.yaxis.set_major_formatter("{x:g}")
        losses.yaxis.set_minor_formatter(NullFormatter())
        losses.legend(loc="upper right")
    if scores.has_data() and scores.get_legend_handles_labels()[1]:
        scores.legend(title="last", loc="lower right", alignment="left")
    else:
        common.say(scores, "no validation")
    scores.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure
