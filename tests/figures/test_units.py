"""Single units beside the probe, and their memory."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.tables import TABLE1, UNITS
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING
from lstm_probe.figures import units


def make_units(gate: float = 0.9, memory: float = 12.0) -> pd.DataFrame:
    """Make two units of two kinds and two targets; the second unit follows the first target best."""
    rows = [
        ("small", 1, variable, unit, target, r, r - 0.05, memory + unit, gate)
        for variable, less in (("cell_state", 0.0), ("forget_gate", 0.2))
        for unit, values in enumerate(((0.5, -0.7), (0.8, 0.3)))
        for target, value in zip(("swvl1", "sd"), values, strict=True)
        for r in [value - less * np.sign(value)]
    ]
    return UNITS.check(pd.DataFrame(rows, columns=list(UNITS.columns)))


def beside() -> pd.DataFrame:
    """Make r of the probe and of its floor."""
    table = pd.DataFrame(np.nan, index=range(2), columns=list(FLOOR_AND_CEILING.columns)).astype({"floor": object})
    return FLOOR_AND_CEILING.check(table.assign(target=["swvl1", "sd"], floor="season", r=[0.95, 0.9], floor_r=0.5))


#: Probes of two kinds of units, of which main's is drawn as a bar, and a control.
KINDS = {"main": "cell_state", "gates": "forget_gate"}


def medians() -> pd.DataFrame:
    """Make r of both probes and of the control."""
    r = {"main": [0.95, 0.9], "gates": [0.85, 0.8], "permute_gauges": [0.4, 0.3]}
    rows = [
        {"target": target, "experiment": name, "period": period, "r": value - 0.1 * (period == "fit")}
        for name, values in r.items()
        for target, value in zip(("swvl1", "sd"), values, strict=True)
        for period in ("fit", "test")
    ]
    table = pd.DataFrame(rows).reindex(columns=list(TABLE1.columns))
    return TABLE1.check(table.assign(seeds=1, gauges=9).astype(dict(TABLE1.columns)))


def test_probes_of_other_kinds_and_controls_stand_beside() -> None:
    """The probe of gates has an outline at its r of the test period, and the control a bar."""
    left = units.draw(make_units(), beside(), medians(), KINDS).axes[0]
    drawn = {str(part.get_label()): part for part in [*left.collections, *left.lines]}
    outlines = drawn["probe of all, forget gate"].get_xydata()
    assert outlines == pytest.approx(np.array([[0.85, 0.0], [0.8, 1.0]]))
    bars = [float(segment[0, 0]) for segment in drawn["control, permute gauges"].get_segments()]
    assert bars == pytest.approx([0.4, 0.3])
    assert "probe of all, cell state c" not in drawn


def test_the_best_unit_of_every_kind_is_marked_by_its_test_r() -> None:
    """The marks of cell states lie at |0.75| and |-0.75|, those of the gate 0.2 lower, in the rows of their targets."""
    figure = units.draw(make_units(), beside(), medians(), KINDS)
    figure.draw_without_rendering()
    left = figure.axes[0]
    drawn = [np.asarray(dots.get_offsets()) for dots in left.collections if len(dots.get_offsets()) == 2]
    assert drawn[0] == pytest.approx(np.array([[0.75, 1.0], [0.75, 0.0]]))
    assert drawn[1] == pytest.approx(np.array([[0.55, 1.0], [0.55, 0.0]]))
    assert [label.get_text() for label in left.get_yticklabels()] == ["swvl1", "sd"]


def test_memory_stands_over_the_gate() -> None:
    """Cell states alone are drawn at their memory and mean gate."""
    right = units.draw(make_units(), beside(), medians(), KINDS).axes[1]
    assert np.asarray(right.collections[0].get_offsets()) == pytest.approx(np.array([[12.0, 0.9], [13.0, 0.9]]))


def test_without_gates_the_distribution_of_memories_is_drawn() -> None:
    """A line for every kind of state; where no memory is known it is said."""
    figure = units.draw(make_units(gate=np.nan), beside(), medians(), KINDS)
    figure.draw_without_rendering()
    assert [line.get_label() for line in figure.axes[1].lines] == ["cell state c", "forget gate"]
    text = units.draw(make_units(memory=np.nan), beside(), medians(), KINDS).axes[1].texts[0].get_text()
    assert "within half of the record" in text
