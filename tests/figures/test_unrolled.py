"""An LSTM unrolled over the days of a year."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.figures import diagram, typical_year, unrolled
from tests.examples import examples
from tests.figures.test_typical_year import artefacts


@examples(100)
@given(st.integers(1, 2000))
def test_steps_are_days_in_order(days: int) -> None:
    """The first and the last day are among them, no day is there twice, and there are never more than five."""
    steps = unrolled.steps(days)
    assert (steps[0], steps[-1]) == (0, days - 1)
    assert np.all(np.diff(steps) > 0)
    assert len(steps) == min(days, unrolled.STEPS)


def test_days_stand_below_their_place() -> None:
    """The first number is at the left side of a panel, the last at its right side."""
    axes = diagram.canvas(100, 50)
    unrolled.number_days(axes, (20, 60), 365, 10)
    assert [text.get_text() for text in axes.texts] == ["day 1", "92", "183", "274", "365"]
    assert np.allclose([text.get_position()[0] for text in axes.texts], [20, 35, 50, 65, 80])


def test_forcings_are_the_gauges_own() -> None:
    """Each forcing has its own panel with the values of the year, and the image holds every unit and day."""
    year = typical_year.select(*artefacts(), "1003", 90)
    axes = diagram.canvas(177, 115)
    unrolled.draw_model(axes, year, ["precipitation", "pet"], 3)
    lines = [panel.lines[0].get_ydata() for panel in axes.child_axes]
    assert np.array_equal(lines[0], year["precipitation"])
    assert np.array_equal(lines[1], year["pet"])
    assert np.array_equal(lines[2], year["discharge"])
    unrolled.draw_states(axes, year)
    assert axes.child_axes[-1].images[0].get_array().shape == (5, 90)
