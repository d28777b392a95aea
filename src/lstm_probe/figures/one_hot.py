"""One intercept a gauge: as one-hot columns beside the cell state, and as centring within gauges (Fig. C1)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common, diagram

HEIGHT = 68.0
UNIT = 4.4  # side of a cell of the one-hot vectors (mm)
STATES = (14.0, 40.0)  # left side and width of the state's cells (mm)
ENCODED = STATES[0] + STATES[1] + 2  # left side of the one-hot vectors (mm)
MATRIX, AUGMENTED, WEIGHTS = 56.0, 22.5, 11.0  # top of the matrix, feet of the two rows below it (mm)
HALVES = (2.0, 88.0)  # where (a) and (b) begin (mm)
PANEL, GAP = 32.0, 15.0  # side of the panels of (b), and the distance of the two (mm)
FRAME = {"cmap": "Purples", "vmin": 0.0, "vmax": 1.0, "edgecolor": "0.45", "linewidth": 0.25}
STATE_TINT, ONE_TINT = 0.5, 0.9
# Mean state, offset of the target and colour of three made-up gauges, and the slope that they share.
CLOUDS = ((-1.1, 1.3, "#0072B2"), (0.1, 0.0, "#E69F00"), (1.0, -1.4, "#009E73"))
SLOPE = 0.6


@common.paper_style()
def draw(gauges: Sequence[str], hidden_size: int) -> Figure:
    """Draw (a) the state with a one-hot vector appended, (b) centring within gauges, which needs no such vector.

    Both have the same weights and intercepts where squared errors are minimised, and not under another loss.

    Parameters
    ----------
    gauges : sequence of str
        Ids of the run's gauges; the first three and the last are named.
    hidden_size : int
        Units of the LSTM.
    """
    axes = diagram.canvas(common.PAGE, HEIGHT)
    diagram.heading(axes, (HALVES[0], HEIGHT - 4), 0, "A one-hot vector appended to the cell state")
    _draw_identity(axes, shown(gauges), len(gauges))
    _draw_rows(axes, shown(gauges), hidden_size)
    diagram.heading(axes, (HALVES[1], HEIGHT - 4), 1, "Centring within gauges, without a column for each")
    _draw_centring(axes)
    return axes.figure  # type: ignore[return-value]


def shown(gauges: Sequence[str]) -> list[str]:
    """Choose the gauges that stand for all: up to four, or three, an empty name and the last.

    Parameters
    ----------
    gauges : sequence of str
        All gauge ids.
    """
    return list(gauges) if len(gauges) <= 4 else [*gauges[:3], "", gauges[-1]]


def _draw_identity(axes: Axes, names: list[str], count: int) -> None:
    """Draw the identity matrix, a row a gauge, above the place where one of its rows is appended."""
    side = len(names) * UNIT
    middle = ENCODED + side / 2
    diagram.write(axes, (middle, MATRIX + 2.5), f"identity, N = {count}", fontsize=diagram.SMALL)
    diagram.cells(axes, (ENCODED, MATRIX - side), (side, side), _matrix(names), **FRAME)
    diagram.write(axes, (ENCODED - 1.5, MATRIX + 2.5), "gauge", ha="right", fontsize=diagram.SMALL)
    for row, name in enumerate(names):
        height = MATRIX - (row + 0.5) * UNIT
        diagram.write(axes, (ENCODED - 1.5, height), name or "⋮", ha="right", fontsize=diagram.SMALL)
        _write_row(axes, height, [_entry(name, other) for other in names])
    diagram.wire(axes, (middle, MATRIX - side - 0.8), (middle, AUGMENTED + UNIT + 4.2))


def _draw_rows(axes: Axes, names: list[str], hidden_size: int) -> None:
    """Draw the augmented vector of one gauge and day, and the weights that meet it."""
    chosen, side = names[min(1, len(names) - 1)], len(names) * UNIT
    place, size = (STATES[0], AUGMENTED), (STATES[1], UNIT)
    middle, right = STATES[0] + STATES[1] / 2, ENCODED + side / 2
    diagram.box(axes, (middle, MATRIX - side / 2), (13, 6), "LSTM")
    diagram.wire(axes, (middle, MATRIX - side / 2 - 3), (middle, AUGMENTED + UNIT + 4.2))
    for foot, encoded, label in ((AUGMENTED, _matrix([chosen, *names])[0][1:], "$X^*_{i,t}$"), (WEIGHTS, None, "")):
        place = (STATES[0], foot)
        diagram.cells(
            axes, place, size, np.full(hidden_size, STATE_TINT), **{**FRAME, "edgecolor": "white", "linewidth": 0.15}
        )
        values = np.zeros(len(names)) if encoded is None else encoded
        diagram.cells(axes, (ENCODED, foot), (side, UNIT), values, **FRAME)
        diagram.write(axes, (STATES[0] - 1.5, foot + UNIT / 2), label or "weights", ha="right")
    above = AUGMENTED + UNIT + 2
    diagram.write(axes, (middle, above), f"cell state $c_{{i,t}}$, {hidden_size} units", fontsize=diagram.SMALL)
    diagram.write(axes, (right, above), f"$e_i$ of gauge {chosen}", fontsize=diagram.SMALL)
    _write_row(axes, AUGMENTED + UNIT / 2, [_entry(chosen, other) for other in names])
    marks = [f"$b_{{{place + 1}}}$" if name else "⋯" for place, name in enumerate(names)]
    if "" in names:
        marks[-1] = "$b_N$"
    _write_row(axes, WEIGHTS + UNIT / 2, marks)
    for x in (middle, right):
        diagram.write(axes, (x, (WEIGHTS + AUGMENTED + UNIT) / 2), r"$\times$")
    diagram.write(axes, (middle, WEIGHTS - 2), "$w$, under the penalty", fontsize=diagram.SMALL)
    diagram.write(axes, (right, WEIGHTS - 2), "$b$, under none", fontsize=diagram.SMALL)
    diagram.write(axes, ((STATES[0] + ENCODED + side) / 2, 3.5), r"$\hat{s}_{i,t} = w \cdot c_{i,t} + b_i$")


def _matrix(names: list[str]) -> np.ndarray:
    """Return the tints of the identity matrix."""
    same = np.equal.outer(names, names) & (np.array(names) != "")
    return np.where(same, ONE_TINT, 0.0)


def _entry(name: str, other: str) -> str:
    """Return an entry of the identity matrix: 1 where row and column are the same gauge."""
    if name and other:
        return str(int(name == other))
    return "⋱" if name == other else "⋯" if name else "⋮"


def _write_row(axes: Axes, height: float, marks: list[str]) -> None:
    """Write a mark into each cell of a row of the one-hot vectors."""
    for column, mark in enumerate(marks):
        tint = "white" if mark == "1" else common.DARK
        diagram.write(axes, (ENCODED + (column + 0.5) * UNIT, height), mark, fontsize=diagram.SMALL, color=tint)


def _draw_centring(axes: Axes) -> None:
    """Draw made-up states and targets of three gauges, as they are and less each gauge's means."""
    foot, left = 24.0, HALVES[1] + 7
    state, target = r"$w \cdot c_{i,t}$", "$s_{i,t}$"
    _draw_clouds(diagram.panel(axes, (left, foot), (PANEL, PANEL)), state, target, centred=False)
    centred = diagram.panel(axes, (left + PANEL + GAP, foot), (PANEL, PANEL))
    _draw_clouds(centred, r"$w \cdot (c_{i,t} - \bar{c}_i)$", r"$s_{i,t} - \bar{s}_i$", centred=True)
    height = foot + PANEL / 2
    diagram.wire(axes, (left + PANEL + 1.5, height), (left + PANEL + GAP - 5.5, height))
    diagram.write(axes, (left + PANEL / 2, foot + PANEL + 2), "three gauges, as they are", fontsize=diagram.SMALL)
    note = "less each gauge's means"
    diagram.write(axes, (left + 1.5 * PANEL + GAP, foot + PANEL + 2), note, fontsize=diagram.SMALL)
    middle = left + PANEL + GAP / 2
    diagram.write(axes, (middle, 11), "now one $w$ fits the days of all gauges,", fontsize=diagram.SMALL)
    diagram.write(axes, (middle, 8), "and the means of a gauge give its intercept", fontsize=diagram.SMALL)
    diagram.write(axes, (middle, 3.5), r"$b_i = \bar{s}_i - w \cdot \bar{c}_i$")


def _draw_clouds(panel: Axes, across: str, up: str, centred: bool) -> None:
    """Draw the points of three gauges and the lines through them."""
    spread = np.random.default_rng(4)
    for mean, offset, colour in CLOUDS:
        state = np.linspace(-1.2, 1.2, 40) + spread.normal(0, 0.1, 40)
        target = SLOPE * state + spread.normal(0, 0.18, 40)
        state, target = state - state.mean(), target - target.mean()
        ends = np.array([-1.4, 1.4])
        shift, level = (0.0, 0.0) if centred else (mean, SLOPE * mean + offset)
        look: dict[str, Any] = {"color": colour, "linewidths": 0, "s": 4, "alpha": 0.7}
        panel.scatter(state + shift, target + level, **look)
        panel.plot(ends + shift, SLOPE * ends + level, color=common.DARK if centred else colour, linewidth=0.9)
    if centred:
        panel.axhline(0, color=diagram.FAINT, linewidth=0.5, zorder=0)
        panel.axvline(0, color=diagram.FAINT, linewidth=0.5, zorder=0)
    panel.set_xlabel(across, labelpad=1.5)
    panel.set_ylabel(up, labelpad=1.5)
    panel.margins(0.08)
