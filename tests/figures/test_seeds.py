"""What another seed changes."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.tables import SEEDS
from lstm_probe.figures import seeds


def make_seeds(medians: dict[tuple[str, str], list[float]]) -> pd.DataFrame:
    """Make medians of both metrics in both periods, a value a seed, for each (target, experiment)."""
    rows = [
        (target, experiment, period, metric, seed, value)
        for (target, experiment), values in medians.items()
        for period in ("fit", "test")
        for metric in ("r", "anomaly_r", "nse")
        for seed, value in enumerate(values, start=1)
    ]
    return SEEDS.check(pd.DataFrame(rows, columns=list(SEEDS.columns)))


MEDIANS = {
    ("swvl1", "main"): [0.90, 0.92, 0.91],
    ("swvl1", "delay_180"): [0.40, 0.41, 0.38],
    ("sd", "main"): [0.80, 0.85, 0.82],
}


def test_a_dot_a_seed_in_a_row_an_experiment() -> None:
    """Three rows of three dots stand in either panel, named by experiment below the name of their target."""
    figure = seeds.draw(make_seeds(MEDIANS))
    figure.draw_without_rendering()
    left, right = figure.axes
    for axes in (left, right):
        offsets = [np.asarray(dots.get_offsets()) for dots in axes.collections[:3]]
        assert [points[:, 0].tolist() for points in offsets] == list(MEDIANS.values())
        assert [set(points[:, 1]) for points in offsets] == [{1.0}, {2.0}, {4.0}]
    labels = {label.get_text(): label.get_position()[1] for label in left.get_yticklabels()}
    assert labels == {"main": 4, "delay_180": 2, "swvl1": 0, "sd": 3}
    assert (left.get_xlabel(), right.get_xlabel()) == (
        "Pearson correlation r, median over gauges",
        "r of anomalies, median over gauges",
    )


def test_the_range_stands_beside_its_row() -> None:
    """The largest less the smallest of {0.80, 0.85, 0.82} is 0.05."""
    texts = [text.get_text() for text in seeds.draw(make_seeds(MEDIANS)).axes[0].texts]
    assert texts == ["0.020", "0.030", "0.050", "range"]


def test_the_line_of_a_block_is_the_mean_of_its_first_row() -> None:
    """Main of the top layer has the mean 0.91, and its line runs along both rows of the block."""
    first = seeds.draw(make_seeds(MEDIANS)).axes[0].lines[0]
    assert first.get_xdata() == pytest.approx([0.91, 0.91])
    assert first.get_ydata() == pytest.approx([0.6, 2.4])


def test_a_single_seed_has_no_spread() -> None:
    """With one seed the figure says that there is no spread, and writes no range."""
    figure = seeds.draw(make_seeds({key: values[:1] for key, values in MEDIANS.items()}))
    assert figure.get_suptitle() == "1 seed of the LSTM: no spread to be seen"
    assert not figure.axes[0].texts


def test_an_experiment_without_scores_keeps_its_row() -> None:
    """A constant prediction has no r: its row is empty, and a dash stands in the place of the range."""
    figure = seeds.draw(make_seeds({**MEDIANS, ("sd", "snow_all_gauges_alpha_1"): [np.nan] * 3}))
    assert [text.get_text() for text in figure.axes[0].texts][3] == "–"


def test_every_dot_is_on_the_axis() -> None:
    """However many rows there are, the lowest median is shown."""
    many = {("swvl1", f"experiment_{place}"): [0.9, 0.91, 0.92] for place in range(60)}
    many["swvl1", "last"] = [-0.45, 0.1, 0.2]
    assert seeds.draw(make_seeds(many)).axes[0].get_xlim()[0] <= -0.45


@pytest.mark.parametrize("medians", [{}, {("swvl1", "main"): [np.nan]}])
def test_nothing_to_show_is_said(medians: dict[tuple[str, str], list[float]]) -> None:
    """Without any score both panels say so."""
    figure = seeds.draw(make_seeds(medians))
    figure.draw_without_rendering()
    assert [axes.texts[0].get_text() for axes in figure.axes] == ["no scores in the test period"] * 2
