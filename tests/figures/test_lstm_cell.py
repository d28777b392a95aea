"""The wiring of an LSTM cell."""

import pytest

from lstm_probe.figures import lstm_cell
from tests.figures.inside import texts_within


@pytest.mark.parametrize("units", [1, 64, 512])
def test_everything_is_within_the_page(units: int) -> None:
    """All text lies inside the figure, the number of units is told, and every equation is there."""
    figure = lstm_cell.draw(units)
    texts = texts_within(figure)
    assert f"{units} units" in texts
    assert set(lstm_cell.EQUATIONS.values()) <= set(texts)


def test_there_are_four_layers_with_a_function_each() -> None:
    """Three logistic gates and a candidate, besides the tanh of the output."""
    texts = texts_within(lstm_cell.draw(64))
    assert texts.count(r"$\sigma$") == 3
    assert texts.count("tanh") == 2
