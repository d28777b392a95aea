"""Histograms of errors and correlations of two experiments."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from lstm_probe.figures import error_histograms
from tests.examples import examples
from tests.figures.conftest import make_skill
from tests.figures.legends import under_legends

TWO = {"main": "one intercept", "gauge_intercepts": "an intercept a gauge"}
UNITS = {"swvl1": "m3 m-3", "swvl3": "m3 m-3", "sd": "m"}


def make_errors(targets: list[str], count: int = 6) -> pd.DataFrame:
    """Make RMSE that an intercept halves, and r that it leaves alone."""
    rmse = np.linspace(0.04, 0.06, count)
    parts = []
    for target in targets:
        for name, share in zip(TWO, (1.0, 0.5), strict=True):
            parts.append(make_skill({(name, target): list(share * rmse)}, metric="rmse"))
            parts.append(make_skill({(name, target): [0.9] * count}))
    return pd.concat(parts)


def legend(axes: Axes) -> list[str]:
    """Read the legend of a panel, its title first."""
    shown = axes.get_legend()
    assert shown is not None
    return [shown.get_title().get_text(), *(text.get_text() for text in shown.get_texts())]


def test_legends_have_computed_medians() -> None:
    """Medians of RMSE are 0.05 and 0.025, those of r 0.9 both; axes have their units."""
    left, right = error_histograms.draw(make_errors(["swvl1"]), TWO, ["swvl1"], UNITS).axes
    title = "median over 6 gauges"
    assert legend(left) == [title, "one intercept: 0.0500", "an intercept a gauge: 0.0250"]
    assert legend(right) == [title, "one intercept: 0.90", "an intercept a gauge: 0.90"]
    assert (left.get_xlabel(), right.get_xlabel()) == ("RMSE (m³ m⁻³)", "Pearson correlation r")
    assert [axes.texts[0].get_text()[:3] for axes in (left, right)] == ["(a)", "(b)"]


def test_the_first_experiment_is_an_outline() -> None:
    """The original is drawn in black and not filled, the other filled in the colour of the target."""
    axes = error_histograms.draw(make_errors(["swvl1"]), TWO, ["swvl1"], UNITS).axes[0]
    filled, outline = axes.patches
    assert (filled.get_fill(), outline.get_fill()) == (True, False)
    assert outline.get_edgecolor() == (0, 0, 0, 1)
    assert [float(line.get_xdata()[0]) for line in axes.lines] == pytest.approx([0.025, 0.05])


def test_equal_units_share_an_axis() -> None:
    """Layers in m³ m⁻³ have one axis of RMSE, labelled below the last of them; snow has its own."""
    skill = make_errors(["swvl1", "swvl3", "sd"])
    skill.loc[(skill["target"] == "sd") & (skill["metric"] == "rmse"), "value"] /= 100
    figure = error_histograms.draw(skill, TWO, ["swvl1", "swvl3", "sd"], UNITS)
    figure.draw_without_rendering()
    first, second, snow = figure.axes[::2]
    assert first.get_xlim() == second.get_xlim() != snow.get_xlim()
    assert [axes.get_xlabel() for axes in (first, second, snow)] == ["", "RMSE (m³ m⁻³)", "RMSE (m)"]
    assert {axes.get_xlim() for axes in figure.axes[1::2]} == {(0.5, 1.0)}


def test_gauges_that_stand_far_out_are_counted() -> None:
    """One error ten times as large as the others is beyond the axis, and the legend says of which experiment."""
    skill = make_errors(["swvl1"], count=40)
    far = (skill["experiment"] == "main") & (skill["metric"] == "rmse") & (skill["gauge_id"] == "1001")
    skill.loc[far, "value"] = 0.6
    last = legend(error_histograms.draw(skill, TWO, ["swvl1"], UNITS).axes[0])[-1]
    assert last.startswith("not shown: 1 and 0 above 0.1")


@given(st.integers(0, 10_000), st.sampled_from([1, 12, 40, 669]))
@example(seed=1642, count=669)  # a median beside the legend, which new labels of the axis widen
@examples(10)
def test_nothing_lies_under_a_legend(seed: int, count: int) -> None:
    """Wherever errors and correlations lie, bars and medians end below the legend, or beside it."""
    rng = np.random.default_rng(seed)
    parts = []
    for name in TWO:
        spread = 0.01 * rng.gamma(rng.uniform(1, 20), 0.3, count)
        parts.append(make_skill({(name, "swvl1"): spread.tolist()}, metric="rmse"))
        parts.append(make_skill({(name, "swvl1"): rng.beta(rng.uniform(0.5, 20), 2, count).tolist()}))
    figure = error_histograms.draw(pd.concat(parts), TWO, ["swvl1"], UNITS)
    assert under_legends(figure) == []


@given(st.lists(st.floats(1e-6, 1e3), min_size=1, max_size=60), st.floats(0.1, 1.0))
@examples(50)
def test_bins_of_errors(errors: list[float], share: float) -> None:
    """Bins begin at 0, are equally wide and not too many, and hold at least 95 % of all errors."""
    samples = [pd.Series(errors), pd.Series(errors) * share]
    edges = error_histograms.error_edges(samples)
    pooled = pd.concat(samples)
    assert edges[0] == 0
    assert np.allclose(np.diff(edges), edges[1])
    assert 5 <= len(edges) - 1 <= 80
    assert (pooled <= edges[-1] * (1 + 1e-9)).mean() >= 0.95


@pytest.mark.parametrize("samples", [[], [pd.Series(dtype=float)], [pd.Series([0.0, 0.0])]])
def test_bins_without_errors(samples: list[pd.Series]) -> None:
    """Without any error, or without any but 0, there is an axis all the same."""
    assert error_histograms.error_edges(samples)[-1] == 1


def test_missing_scores_are_said() -> None:
    """A target without scores says so; a score in one experiment alone is drawn with its size."""
    skill = make_skill({("main", "swvl1"): [0.5, 0.6]})
    figure = error_histograms.draw(skill, TWO, ["swvl1", "swvl3"], UNITS)
    figure.draw_without_rendering()
    assert legend(figure.axes[1]) == ["median over 2 gauges", "one intercept: 0.55"]
    for axes in (figure.axes[0], figure.axes[2], figure.axes[3]):
        assert "no gauge has a score" in [text.get_text() for text in axes.texts]
