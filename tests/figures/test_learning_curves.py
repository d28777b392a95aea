"""The figure of learning curves has a row a target, a line an experiment, and says in words whether they cross."""

from lstm_probe.figures import learning_curves
from lstm_probe.results import learning_curves as results
from tests.results.test_learning_curves import INPUTS, STATES, drawn


def test_lines_and_words() -> None:
    """Lines are medians of the table, the title is the sentence of the crossings; one without curves has no row."""
    draws = drawn(STATES, INPUTS)
    curves, crossings = results.curves(draws), results.crossings(draws)
    figure = learning_curves.draw(curves, crossings, {"soil": "", "none": ""})
    axes = figure.axes[0]
    assert len(figure.axes) == 2
    assert {line.get_label(): line.get_ydata().tolist()[-1] for line in axes.lines} == {"states": 0.9, "inputs": 0.7}
    assert results.sentence(crossings, "soil") in axes.get_title(loc="left")


def test_without_curves_the_panel_says_so() -> None:
    """Empty tables draw words."""
    draws = drawn(STATES, INPUTS)
    figure = learning_curves.draw(results.curves(draws), results.crossings(draws), {"other": ""})
    assert "no gauges apart" in figure.axes[0].texts[0].get_text()
