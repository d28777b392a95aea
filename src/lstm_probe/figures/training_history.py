"""How the LSTM's training went: loss and validation NSE by epoch (Fig. S4)."""

from collections.abc import Iterable, Mapping
from itertools import cycle

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter

from lstm_probe.figures import common

ROW = 3.5  # height of a row of a legend, mm
LETTERS = 22  # of names that stand side by side
RUN_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#B03A7A", "#E69F00", "#56B4E9")


@common.paper_style()
def draw(histories: Mapping[str, pd.DataFrame]) -> Figure:
    """Draw (a) the loss and (b) the validation NSE of every run; grey lines mark steps of the learning rate.

    Parameters
    ----------
    histories : mapping of str to pandas.DataFrame
        Name of each run, and its history with the columns of `lstm_probe.contracts.lstm.HISTORY`.
    """
    columns = 2 if max(map(len, histories), default=0) <= LETTERS else 1
    figure = common.new_figure(common.COLUMN, 84 + ROW * len(histories) * (1 / columns + 1 / 3))
    losses, scores = figure.subplots(2, 1, sharex=True)
    common.letter(losses, 0)
    common.letter(scores, 1)
    losses.set_ylabel("loss")
    scores.set(ylabel="median validation NSE", xlabel="epoch")
    scores.xaxis.set_major_locator(MaxNLocator(integer=True))
    trained = {name: history for name, history in histories.items() if len(history)}
    if trained:
        _draw_losses(losses, trained)
        _mark_steps((losses, scores), trained.values())
        common.legend_above(losses, columns)
    else:
        common.write_in_panel(losses, "no epoch yet")
    _draw_scores(scores, trained)
    return figure


def _draw_losses(axes: Axes, histories: Mapping[str, pd.DataFrame]) -> None:
    """Draw the loss of every run on a logarithmic axis with plain numbers."""
    for (name, history), tint in zip(histories.items(), cycle(RUN_COLOURS), strict=False):
        axes.plot(history["epoch"], history["loss"], color=tint, label=name, marker=".", markersize=2.5)
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter(NullFormatter())


def _draw_scores(axes: Axes, histories: Mapping[str, pd.DataFrame]) -> None:
    """Draw the validation NSE of the epochs that have one, the last one in the legend."""
    validated = {name: history.dropna(subset=["validation_nse"]) for name, history in histories.items()}
    if not any(len(history) for history in validated.values()):
        common.write_in_panel(axes, "no validation")
        return
    for history, tint in zip(validated.values(), cycle(RUN_COLOURS), strict=False):
        if len(history):
            values = history["validation_nse"]
            last = f"last: {common.number(values.iloc[-1])}"
            axes.plot(history["epoch"], values, color=tint, label=last, marker=".", markersize=4)
    common.legend_above(axes, columns=3)


def _mark_steps(panels: Iterable[Axes], histories: Iterable[pd.DataFrame]) -> None:
    """Mark the epochs before which the learning rate of any run steps, named in the first panel."""
    changes = [history.set_index("epoch")["learning_rate"].diff().fillna(0) for history in histories]
    steps = pd.concat([change[change != 0] for change in changes])
    name = "learning rate lowered" if (steps < 0).all() else "learning rate changed"
    for axes in panels:
        for epoch in sorted(set(steps.index)):
            axes.axvline(epoch - 0.5, color="0.7", linewidth=0.5, zorder=0, label=name)
            name = "_"  # no second entry in a legend
