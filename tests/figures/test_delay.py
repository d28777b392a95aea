"""A series beside itself, delayed."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from lstm_probe.errors import InputError
from lstm_probe.figures import delay
from tests.figures.conftest import make_predictions

DAYS = ("2001-01-01", "2002-12-31")


def drawn(observed: pd.Series, days: tuple[str, str] = DAYS, delay_days: int = 180) -> Axes:
    """Draw a series of the top layer and return its panel."""
    target = make_predictions(["swvl1"]).sel(target="swvl1")[["units", "long_name"]]
    figure = delay.draw(observed, target, "1001 Dee at Home", days, delay_days)
    figure.draw_without_rendering()
    return figure.axes[0]


def test_the_delayed_series_is_that_of_earlier_days() -> None:
    """Day 2001-07-05 shows the value of 180 days before, which is 2001-01-06."""
    observed = pd.Series(np.arange(1096.0), pd.date_range("2000-01-01", periods=1096))
    original, delayed = (pd.Series(line.get_ydata(), line.get_xdata()) for line in drawn(observed).lines)
    assert delayed["2001-07-05"] == original["2001-01-06"] == observed["2001-01-06"]
    assert len(original) == 730


def test_half_a_year_turns_a_season_upside_down() -> None:
    """A yearly wave against itself 180 days before has r = cos(2 pi 180 / 365), which is near -1."""
    days = pd.date_range("2000-01-01", periods=1096)
    axes = drawn(pd.Series(np.cos(2 * np.pi * np.arange(1096) / 365), days))
    assert axes.get_title(loc="right") == "correlation of the two: r = −1.00"
    assert axes.get_title(loc="left") == "1001 Dee at Home"
    assert axes.get_ylabel() == "store swvl1 (m³ m⁻³)"


@pytest.mark.parametrize("value", [np.nan, 0.3])
def test_odd_series(value: float) -> None:
    """A series without values is said to have none; a constant one has no correlation."""
    axes = drawn(pd.Series(value, pd.date_range("2000-01-01", periods=1096)))
    assert axes.get_title(loc="right") == ""
    assert ("no values in these days" in [text.get_text() for text in axes.texts]) == np.isnan(value)


def test_days_shorter_than_the_delay() -> None:
    """In fewer days than the delay no arrow fits, and both series are drawn."""
    axes = drawn(pd.Series(np.arange(1096.0), pd.date_range("2000-01-01", periods=1096)), ("2001-01-01", "2001-02-28"))
    assert len(axes.lines) == 2
    assert not axes.texts


def test_gauge_is_the_chosen_or_the_first_with_data() -> None:
    """The first of the chosen gauges is shown, or the first that has the target; an unknown one is named."""
    observed = make_predictions(["swvl1"])["observed"].sel(target="swvl1").copy()
    observed[0] = np.nan
    assert delay.choose_gauge(observed, None, "key") == "1002"
    assert delay.choose_gauge(observed, ["1004", "1003"], "key") == "1004"
    assert delay.choose_gauge(observed * np.nan, None, "key") is None
    with pytest.raises(InputError, match="1001"):
        delay.choose_gauge(observed, ["1001"], "figures.control_gauges")


def test_days_without_predictions_are_named() -> None:
    """Days outside the run stop with the key that chose them and the days that there are."""
    known = pd.date_range("2000-01-01", "2002-12-31")
    assert delay.known_days(["2001-01-01", "2001-12-31"], known, "key") == ("2001-01-01", "2001-12-31")
    for days in (["2007-01-01", "2008-12-31"], ["2001-12-31", "2001-01-01"]):
        with pytest.raises(InputError, match="2000-01-01 and 2002-12-31") as stopped:
            delay.known_days(days, known, "figures.control_days")
        assert "figures.control_days" in str(stopped.value)
