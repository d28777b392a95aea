"""An LSTM cell as a wiring diagram, and its equations (Fig. F1)."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common, diagram

HEIGHT = 67.0
BOTTOM, TOP = 9.0, 58.0  # lower and upper side of the cell (mm)
LEFT, RIGHT = 12.0, 104.0  # sides of the cell (mm)
STATE_LINE, GATES, OUTPUTS = 51.0, 26.0, 36.0  # heights of the state's wire, the gates, and what they multiply (mm)
INPUTS = 16.5  # height of the wire with all inputs (mm)
FORGET, INPUT, CANDIDATE, OUTPUT, READ = 28.0, 44.0, 60.0, 77.0, 93.0  # places of the gates, and of tanh(c) (mm)
ADD = (INPUT + CANDIDATE) / 2
LAYER = "#F3DFA2"  # fill of layers with weights

EQUATIONS = {
    "forget gate": r"$f_t = \sigma(W_f\,x_t + U_f\,h_{t-1} + b_f)$",
    "input gate": r"$i_t = \sigma(W_i\,x_t + U_i\,h_{t-1} + b_i)$",
    "candidate": r"$g_t = \tanh(W_g\,x_t + U_g\,h_{t-1} + b_g)$",
    "output gate": r"$o_t = \sigma(W_o\,x_t + U_o\,h_{t-1} + b_o)$",
    "cell state": r"$c_t = f_t \odot c_{t-1} + i_t \odot g_t$",
    "output": r"$h_t = o_t \odot \tanh(c_t)$",
    "discharge": r"$\hat{q}_t = w_q \cdot h_t + b_q$",
    "probe": r"$\hat{s}_t = w \cdot c_t + b$",
}


@common.paper_style()
def draw(hidden_size: int) -> Figure:
    """Draw the wiring of an LSTM cell, where discharge and probe are read, and the equations beside it.

    Parameters
    ----------
    hidden_size : int
        Units of the cell, the length of all vectors but the inputs.
    """
    axes = diagram.canvas(common.PAGE, HEIGHT)
    middle = ((LEFT + RIGHT) / 2, (BOTTOM + TOP) / 2)
    diagram.box(axes, middle, (RIGHT - LEFT, TOP - BOTTOM), fill=diagram.PALE, linewidth=0.4)
    _draw_gates(axes)
    _draw_state(axes, hidden_size)
    _draw_output(axes)
    _draw_readers(axes)
    _explain(axes)
    _write_equations(axes)
    return axes.figure  # type: ignore[return-value]


def _draw_gates(axes: Axes) -> None:
    """Draw the inputs, their common wire, and the four layers that it feeds."""
    diagram.write(axes, (4, INPUTS), "$h_{t-1}$")
    diagram.wire(axes, (8, INPUTS), (OUTPUT, INPUTS), (OUTPUT, GATES - 3.2), bend=2)
    diagram.write(axes, (18, 4), "$x_t$")
    diagram.wire(axes, (18, 6.2), (18, INPUTS), (22, INPUTS), head=False, bend=2)
    layers = {FORGET: (r"$\sigma$", "forget"), INPUT: (r"$\sigma$", "input"), CANDIDATE: ("tanh", "candidate")}
    layers[OUTPUT] = (r"$\sigma$", "output")
    for place, (function, name) in layers.items():
        if place != OUTPUT:
            diagram.joint(axes, (place, INPUTS))
            diagram.wire(axes, (place, INPUTS), (place, GATES - 3.2))
        diagram.box(axes, (place, GATES), (11, 6), function, fill=LAYER)
        diagram.write(axes, (place - 1.2, GATES - 5.4), name, ha="right", fontsize=diagram.SMALL)


def _draw_state(axes: Axes, hidden_size: int) -> None:
    """Draw the cell state's way from day to day: what is forgotten, what is added, and where the probe reads."""
    state: dict[str, Any] = {"color": diagram.STATE, "linewidth": 1.3}
    diagram.write(axes, (4, STATE_LINE), "$c_{t-1}$", color=diagram.STATE)
    for start, end in ((8, FORGET - 1.9), (FORGET + 1.9, ADD - 1.9)):
        diagram.wire(axes, (start, STATE_LINE), (end, STATE_LINE), **state)
    diagram.wire(axes, (ADD + 1.9, STATE_LINE), (RIGHT + 5, STATE_LINE), **state)
    diagram.write(axes, (RIGHT + 8, STATE_LINE), "$c_t$", color=diagram.STATE)
    diagram.write(axes, (64, STATE_LINE + 2), f"{hidden_size} units", fontsize=diagram.SMALL, color=diagram.STATE)
    diagram.node(axes, (FORGET, STATE_LINE), r"$\times$")
    diagram.node(axes, (ADD, STATE_LINE), "$+$")
    diagram.wire(axes, (FORGET, GATES + 3), (FORGET, STATE_LINE - 1.9))
    diagram.node(axes, (ADD, OUTPUTS + 2), r"$\times$")
    diagram.wire(axes, (ADD, OUTPUTS + 3.9), (ADD, STATE_LINE - 1.9))
    diagram.wire(axes, (INPUT, GATES + 3), (INPUT, OUTPUTS + 2), (ADD - 1.9, OUTPUTS + 2))
    diagram.wire(axes, (CANDIDATE, GATES + 3), (CANDIDATE, OUTPUTS + 2), (ADD + 1.9, OUTPUTS + 2))
    for place, name in ((FORGET, "$f_t$"), (INPUT, "$i_t$"), (OUTPUT, "$o_t$")):
        diagram.write(axes, (place - 2, GATES + 5.4), name)
    diagram.write(axes, (CANDIDATE + 2.2, GATES + 5.4), "$g_t$")


def _draw_output(axes: Axes) -> None:
    """Draw how the output is made of the cell state, and what is read from both."""
    diagram.joint(axes, (READ, STATE_LINE), diagram.STATE)
    diagram.wire(axes, (READ, STATE_LINE), (READ, STATE_LINE - 4.3), color=diagram.STATE)
    diagram.box(axes, (READ, STATE_LINE - 6.3), (9, 4), "tanh", fill="white")
    diagram.wire(axes, (READ, STATE_LINE - 8.3), (READ, OUTPUTS + 1.9))
    diagram.node(axes, (READ, OUTPUTS), r"$\times$")
    diagram.wire(axes, (OUTPUT, GATES + 3), (OUTPUT, OUTPUTS), (READ - 1.9, OUTPUTS))
    diagram.wire(axes, (READ + 1.9, OUTPUTS), (RIGHT + 5, OUTPUTS))
    diagram.write(axes, (RIGHT + 8, OUTPUTS), "$h_t$")


def _draw_readers(axes: Axes) -> None:
    """Draw what is read from the cell: soil water or snow by the probe, discharge by the LSTM itself."""
    diagram.joint(axes, (OUTPUT, STATE_LINE), diagram.STATE)
    diagram.wire(axes, (OUTPUT, STATE_LINE), (OUTPUT, TOP + 2.5), color=diagram.STATE)
    diagram.box(axes, (OUTPUT, TOP + 5), (12, 5), "probe", fill="white", edgecolor=diagram.STATE)
    diagram.wire(axes, (OUTPUT + 6, TOP + 5), (RIGHT + 5, TOP + 5), color=diagram.STATE)
    diagram.write(axes, (RIGHT + 8, TOP + 5), r"$\hat{s}_t$", color=diagram.STATE)
    diagram.joint(axes, (98.5, OUTPUTS))
    diagram.wire(axes, (98.5, OUTPUTS), (98.5, BOTTOM - 2.5))
    diagram.box(axes, (98.5, BOTTOM - 5), (12, 5), "linear", fill=LAYER)
    diagram.wire(axes, (104.5, BOTTOM - 5), (RIGHT + 5, BOTTOM - 5))
    diagram.write(axes, (RIGHT + 8, BOTTOM - 5), r"$\hat{q}_t$")


def _explain(axes: Axes) -> None:
    """Explain boxes and circles at the foot of the cell."""
    diagram.box(axes, (FORGET, 11.8), (4, 2.4), fill=LAYER)
    diagram.write(axes, (FORGET + 3, 11.8), "layer with weights", ha="left", fontsize=diagram.SMALL)
    diagram.node(axes, (57, 11.8), radius=1.2)
    diagram.write(axes, (59.2, 11.8), "unit by unit", ha="left", fontsize=diagram.SMALL)


def _write_equations(axes: Axes) -> None:
    """Write the equations in a column, each with its name."""
    for row, (name, equation) in enumerate(EQUATIONS.items()):
        height = 57 - 6.6 * row - (3 if row > 3 else 0)
        diagram.write(axes, (120, height), name, ha="left", va="baseline", fontsize=diagram.SMALL)
        diagram.write(axes, (135.5, height), equation, ha="left", va="baseline", color="black")
