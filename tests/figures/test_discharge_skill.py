"""Skill of discharge."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.figures import discharge_skill
from tests.figures.conftest import make_attributes


def make_discharge_skill(values: list[float], lstm: str = "paper") -> pd.DataFrame:
    """Make tidy NSE of the test period, a value a gauge."""
    rows = [(lstm, 1, str(1001 + place), "test", "nse", value, "yes", "none") for place, value in enumerate(values)]
    return DISCHARGE_SKILL.check(pd.DataFrame(rows, columns=list(DISCHARGE_SKILL.columns)))


def test_median_is_computed() -> None:
    """The median of {-0.2, 0.7, 0.9, 0.95} is 0.8, and one gauge lies below the axis."""
    figure = discharge_skill.draw(make_discharge_skill([-0.2, 0.7, 0.9, 0.95]), make_attributes())
    figure.draw_without_rendering()
    legend = figure.axes[0].get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text() == "median 0.80 (4 gauges, 1 below 0.0)"
    assert figure.axes[0].get_xlabel() == "NSE, test period"


def test_map_tells_of_values_below_its_colours() -> None:
    """The colour bar has an arrow where a gauge lies below it; a gauge without score is an open circle."""
    figure = discharge_skill.draw(make_discharge_skill([-0.2, 0.9, 0.95]), make_attributes())
    _land, without, dots = figure.axes[1].collections
    assert len(without.get_offsets()) == 1
    assert dots.norm.vmin == 0.0
    assert dots.colorbar.extend == "min"
    assert list(dots.get_array()) == [0.95, 0.9, -0.2]


def test_every_lstm_has_a_line() -> None:
    """Two LSTMs are told apart by name in the legend."""
    tables = [make_discharge_skill([0.8, 0.9], lstm) for lstm in ("paper", "no_pet")]
    legend = discharge_skill.draw(pd.concat(tables), make_attributes()).axes[0].get_legend()
    assert legend is not None
    assert [text.get_text().split(":")[0] for text in legend.get_texts()] == ["paper", "no_pet"]


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_nothing_to_show_is_said(values: list[float]) -> None:
    """Without any score the panel says so, and the map is drawn empty."""
    figure = discharge_skill.draw(make_discharge_skill(values), make_attributes())
    figure.draw_without_rendering()
    assert figure.axes[0].texts[0].get_text() == "no gauge has NSE in the test period"


def test_one_gauge() -> None:
    """One gauge makes a figure."""
    discharge_skill.draw(make_discharge_skill([0.9]), make_attributes(1)).draw_without_rendering()


def test_good_simulations_narrow_the_axis() -> None:
    """Where every gauge lies above 0.88, the axis begins at 0.8."""
    figure = discharge_skill.draw(make_discharge_skill([0.88, 0.93, 0.95, 0.97]), make_attributes())
    assert figure.axes[0].get_xlim() == (0.8, 1.0)


def test_poor_simulations_widen_the_axis() -> None:
    """If a quarter of the gauges lie below 0 the axis begins lower, at -1 at the lowest."""
    poor = discharge_skill.draw(make_discharge_skill([-0.45, -0.4, 0.3, 0.5]), make_attributes())
    assert -1.0 < poor.axes[0].get_xlim()[0] < 0.0
    awful = discharge_skill.draw(make_discharge_skill([-9.0, -8.0, -7.0, 0.1]), make_attributes())
    assert awful.axes[0].get_xlim()[0] == -1.0


def test_one_absurd_gauge_moves_neither_axis_nor_colours() -> None:
    """Of 200 gauges one that stands far below all others is counted, and changes no limit of the figure."""
    good = list(np.linspace(0.7, 0.95, 200))
    plain, absurd = (
        discharge_skill.draw(make_discharge_skill(values), make_attributes(200))
        for values in (good, [-1e26, *good[1:]])
    )
    assert absurd.axes[0].get_xlim() == plain.axes[0].get_xlim()
    assert absurd.axes[1].collections[-1].norm.vmin == plain.axes[1].collections[-1].norm.vmin
    legend = absurd.axes[0].get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text() == "median 0.82 (200 gauges, 1 below 0.6)"
