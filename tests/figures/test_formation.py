"""Learned and used by epoch, a column a store."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.formation import FORMATION
from lstm_probe.figures import formation

EPOCHS = [0, 1, 5, 40]


@pytest.fixture
def table() -> pd.DataFrame:
    """Make a table of a layer that is steered and a satellite's that is not."""
    layer = {"partial_r": [0.1, 0.3, 0.6, 0.8], "release": [-0.1, 0.2, 0.5, 0.7], "true_mm": 9.0, "added_mm": 10.0}
    of_layer = pd.DataFrame(layer).assign(target="swvl3", epoch=EPOCHS)
    of_layer = of_layer.assign(release_lower=of_layer["release"] - 0.1, release_upper=of_layer["release"] + 0.1)
    satellite = pd.DataFrame({"partial_r": [0.0, 0.1, 0.2, 0.3]}).assign(target="esa_cci", epoch=EPOCHS)
    both = pd.concat([of_layer, satellite], ignore_index=True).assign(lstm="demo", seed=1)
    return FORMATION.check(both.reindex(columns=list(FORMATION.columns)))


def test_lines_are_the_numbers_of_the_table(table: pd.DataFrame) -> None:
    """Partial r above, release below with its interval and the truth, at the epochs of the table."""
    figure = formation.draw(table, {"swvl3": "soil water, 28-100 cm"})
    figure.draw_without_rendering()
    read, unread, released, empty = figure.axes
    np.testing.assert_array_equal(read.get_lines()[0].get_ydata(), [0.1, 0.3, 0.6, 0.8])
    np.testing.assert_array_equal(unread.get_lines()[0].get_ydata(), [0.0, 0.1, 0.2, 0.3])
    np.testing.assert_array_equal(released.get_lines()[0].get_ydata(), [-0.1, 0.2, 0.5, 0.7])
    assert released.get_lines()[-1].get_ydata()[0] == pytest.approx(0.9)
    assert [text.get_text() for text in released.get_xticklabels()] == ["0", "1", "5", "40"]
    edges = released.collections[0].get_paths()[0].vertices[:, 1]
    assert (edges.min(), edges.max()) == pytest.approx((-0.2, 0.8))
    assert [text.get_text() for text in empty.texts] == ["not steered"]


def test_without_a_true_world_no_dashed_line(table: pd.DataFrame) -> None:
    """On real data there is no truth, in the panel or in the legend."""
    figure = formation.draw(table.assign(true_mm=np.nan), {})
    released = figure.axes[2]
    assert [line.get_linestyle() for line in released.get_lines()] == ["-", "-"]
    assert len(figure.legends[0].get_texts()) == 1
