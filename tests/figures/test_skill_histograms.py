"""Histograms of skill."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from lstm_probe.figures import skill_histograms
from tests.examples import examples
from tests.figures.conftest import make_skill
from tests.figures.inside import texts_within
from tests.figures.legends import under_legends

PANELS = {"main": "Original", "permute_gauges": "States of another gauge"}


def legend(figure: Figure, panel: int = 0) -> list[str]:
    """Read the legend of a panel, its title first."""
    shown = figure.axes[panel].get_legend()
    assert shown is not None
    return [shown.get_title().get_text(), *(text.get_text() for text in shown.get_texts())]


def test_legend_has_computed_medians() -> None:
    """The medians of {0.1, 0.7, 0.8} and {0.3, 0.9, 0.95} are 0.7 and 0.9."""
    skill = make_skill({("main", "swvl1"): [0.1, 0.7, 0.8], ("main", "swvl2"): [0.3, 0.9, 0.95]})
    figure = skill_histograms.draw(skill, {"main": "Original"}, ["swvl1", "swvl2"])
    assert legend(figure) == ["median over 3 gauges", "swvl1: 0.70", "swvl2: 0.90"]
    assert len(figure.axes) == 1
    assert figure.axes[0].get_xlabel() == "Pearson correlation r"


def test_panels_share_their_axes(rng: np.random.Generator) -> None:
    """Two experiments make two panels, lettered, with the same limits."""
    skill = make_skill(
        {(name, "swvl1"): list(rng.uniform(low, 1, 300)) for name, low in zip(PANELS, (0.5, -0.4), strict=True)}
    )
    figure = skill_histograms.draw(skill, PANELS, ["swvl1"])
    upper, lower = figure.axes
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "(a) Original",
        "(b) States of another gauge",
    ]
    assert upper.get_xlim() == lower.get_xlim()
    assert upper.get_ylim() == lower.get_ylim()


def test_sizes_are_told_where_they_differ() -> None:
    """Snow has fewer gauges than soil moisture, and the legend says how many each has."""
    skill = make_skill({("main", "swvl1"): [0.5, 0.6, 0.7], ("main", "sd"): [0.8, np.nan, np.nan]})
    figure = skill_histograms.draw(skill, {"main": ""}, ["swvl1", "sd"])
    assert legend(figure) == ["median over gauges", "swvl1: 0.60 (n = 3)", "sd: 0.80 (n = 1)"]


def test_scores_beyond_the_axis_are_counted() -> None:
    """Of 400 gauges, one at -0.9 is off the axis, and the legend says so."""
    skill = make_skill({("main", "swvl1"): [-0.9, *np.linspace(0.7, 0.9, 399)]})
    assert legend(skill_histograms.draw(skill, {"main": ""}, ["swvl1"]))[-1] == "not shown: 1 below 0.5"


def test_few_gauges_are_marked_one_by_one() -> None:
    """Six gauges have six small lines below the histogram."""
    skill = make_skill({("main", "swvl1"): [0.1, 0.4, 0.5, 0.6, 0.8, 0.9]})
    axes = skill_histograms.draw(skill, {"main": ""}, ["swvl1"]).axes[0]
    assert [len(lines.get_segments()) for lines in axes.collections] == [6]
    assert axes.get_ylim()[0] < 0
    assert min(axes.get_yticks()) >= 0


@pytest.mark.parametrize("scores", [{}, {("main", "swvl1"): [np.nan, np.nan]}])
def test_nothing_to_show_is_said(scores: dict[tuple[str, str], list[float]]) -> None:
    """Without any score the panels say so."""
    figure = skill_histograms.draw(make_skill(scores), PANELS, ["swvl1"])
    assert [axes.texts[0].get_text() for axes in figure.axes] == ["no gauge has a score"] * 2


@pytest.mark.parametrize("values", [[0.8], [0.8, 0.8, 0.8], [-1.0, 1.0]])
def test_odd_samples(values: list[float]) -> None:
    """One gauge, equal gauges, and the extremes make a histogram whose bars hold everything."""
    figure = skill_histograms.draw(make_skill({("main", "x"): values}), {"main": ""}, ["x"])
    figure.draw_without_rendering()
    assert figure.axes[0].get_xlim()[0] <= min(values)


def test_legend_covers_no_bar(rng: np.random.Generator) -> None:
    """Where scores lie in the left half of the axis, it is high enough for them to stay below the legend."""
    skill = make_skill({("main", "a"): list(rng.normal(-0.6, 0.05, 200)), ("main", "b"): list(rng.uniform(0, 1, 200))})
    figure = skill_histograms.draw(skill, {"main": ""}, ["a", "b"])
    figure.draw_without_rendering()
    axes = figure.axes[0]
    shown = axes.get_legend()
    assert shown is not None
    bottom = axes.transData.inverted().transform(shown.get_window_extent().min)[1]
    assert max(patch.get_path().vertices[:, 1].max() for patch in axes.patches) < bottom


@given(st.integers(0, 10_000), st.sampled_from([1, 12, 200]), st.sampled_from([1, 3, 12]))
@example(seed=1, count=200, targets=12)
@examples(10)
def test_nothing_lies_under_a_legend(seed: int, count: int, targets: int) -> None:
    """However many targets there are, how long their names, and where their scores, all is below or beside legends."""
    rng = np.random.default_rng(seed)
    names = [f"target_{which}_{'of_a_long_name_' * int(rng.integers(0, 4))}" for which in range(targets)]
    scores = {
        (experiment, name): list(np.clip(rng.normal(rng.uniform(-1, 1), rng.uniform(0.01, 0.3), count), -1, 1))
        for experiment in PANELS
        for name in names
    }
    figure = skill_histograms.draw(make_skill(scores), PANELS, names)
    assert under_legends(figure) == []
    texts_within(figure)


def test_no_outline_without_gauges() -> None:
    """Between 0.35 and 0.85 there is no gauge, and no line runs along the axis."""
    axes = skill_histograms.draw(make_skill({("main", "a"): [0.35, 0.85]}), {"main": ""}, ["a"]).axes[0]
    corners = axes.patches[-1].get_path().vertices
    assert not any(0.45 < x < 0.75 for x in corners[:, 0])
    assert np.isnan(axes.patches[-1].get_data().values).any()


def test_scores_all_beyond_the_axis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores that all lie below the axis make no bar, but a count."""
    monkeypatch.setattr(skill_histograms.gauge_skill, "lower_limit", lambda *_args, **_options: 0.5)
    figure = skill_histograms.draw(make_skill({("main", "a"): [-0.5, -0.7]}), {"main": ""}, ["a"])
    assert legend(figure)[-1] == "not shown: 2 below 0.5"


def test_bins_suit_the_gauges_of_each_target(rng: np.random.Generator) -> None:
    """Of 12 snowy gauges and 669 others, bins are 0.1 and 0.02 wide."""
    skill = make_skill({("main", "sd"): list(rng.uniform(0, 1, 12)), ("main", "x"): list(rng.uniform(0, 1, 669))})
    axes = skill_histograms.draw(skill, {"main": ""}, ["sd", "x"]).axes[0]
    widths = [round(float(np.diff(patch.get_data().edges)[0]), 6) for patch in axes.patches]
    assert widths == [0.1, 0.1, 0.02, 0.02]


def test_a_single_target_in_a_single_panel() -> None:
    """One target makes a panel without a letter, with one median from the marks to the bars."""
    figure = skill_histograms.draw(make_skill({("main", "esa_cci"): [0.6, 0.7]}), {"main": "Original"}, ["esa_cci"])
    (axes,) = figure.axes
    assert axes.get_title(loc="left") == ""
    (median,) = axes.lines
    assert np.allclose(median.get_xdata(), 0.65)
    assert median.get_ydata()[0] == axes.get_ylim()[0]
    assert legend(figure) == ["median over 2 gauges", "esa_cci: 0.65"]


def test_three_experiments_of_two_targets() -> None:
    """Three panels are lettered a to c, and one without any score of its experiment says so."""
    skill = make_skill({(name, target): [0.4, 0.6] for name in PANELS for target in ("sd", "esa_cci")})
    figure = skill_histograms.draw(skill, {**PANELS, "delay_180": "Earlier"}, ["sd", "esa_cci"])
    figure.draw_without_rendering()
    assert [axes.get_title(loc="left")[:3] for axes in figure.axes] == ["(a)", "(b)", "(c)"]
    assert figure.axes[2].texts[0].get_text() == "no gauge has a score"
