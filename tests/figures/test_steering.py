"""Water in, water out, a panel a store."""

import numpy as np
import pytest

from lstm_probe.figures import steering
from tests.results.test_steering import MILLIMETRES, steered, true_world

NAMES = {"swvl3": "soil water, 28-100 cm", "sd": "snow water equivalent"}


@pytest.mark.parametrize("with_truth", [True, False])
def test_lines_are_the_medians(with_truth: bool) -> None:
    """A panel a store: a line a seed, the true median where it is known, the band of the random directions."""
    truth = true_world()
    found = {1: steered(truth, 1.0), 2: steered(truth, 2.0)}
    figure = steering.draw(found, MILLIMETRES, NAMES, truth if with_truth else None)
    figure.draw_without_rendering()
    left, right, empty = figure.axes
    assert [axes.get_title(loc="left") for axes in (left, right)] == [
        "(a) swvl3: soil water, 28-100 cm",
        "(b) sd: snow water equivalent",
    ]
    assert not empty.axison
    lines = left.get_lines()
    for line, one in zip(lines, found.values(), strict=False):
        np.testing.assert_array_equal(line.get_ydata(), one["curve"].sel(target="swvl3", draw=0))
    if with_truth:
        summed = truth["response"].sel(target="swvl3").cumsum("day").median(("gauge_id", "time"))
        np.testing.assert_allclose(lines[2].get_ydata(), summed, rtol=1e-5)
    assert any(np.allclose(line.get_ydata(), 14.4) for line in lines)
    drawn = found[1]["curve"].sel(target="swvl3", draw=slice(1, None)).values
    top = np.quantile(drawn, 0.975, axis=0)
    assert np.isclose(left.collections[0].get_paths()[0].vertices[:, 1].max(), top.max(), rtol=1e-5)
    explained = [text.get_text() for text in figure.legends[0].get_texts()]
    assert ("true store" in explained) == with_truth


def test_what_is_not_known_is_not_drawn() -> None:
    """Without random directions and without the thickness of a layer there are no band and no dotted line."""
    truth = true_world()
    found = {1: steered(truth, 1.0, draws=0)}
    figure = steering.draw(found, {"swvl3": None, "sd": 1000.0}, {})
    left = figure.axes[0]
    assert not left.collections
    assert [line.get_linestyle() for line in left.get_lines()] == ["-", "-"]
