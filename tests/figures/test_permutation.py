"""What the permutation of gauges exchanges."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.errors import InputError
from lstm_probe.figures import permutation
from tests.figures.conftest import make_predictions
from tests.figures.inside import texts_within

DAYS = ("2001-01-01", "2002-12-31")
NAMES = {"1001": "Dee at Home", "1003": "A River with a Rather Long Name at Bridge"}


@pytest.fixture
def target() -> xr.Dataset:
    """Give one target at four gauges for three years."""
    return make_predictions(["swvl1"]).sel(target="swvl1")


def test_both_gauges_are_named_and_compared(target: xr.Dataset) -> None:
    """Ids, names and the correlation are written; series that are the same have r = 1."""
    texts = texts_within(permutation.draw(permutation.pair(target, ["1003", "1001"], DAYS), NAMES, 64))
    assert {"gauge 1003", "gauge 1001", *NAMES.values()} <= set(texts)
    assert "(b) swvl1: store swvl1, at both gauges: r = 1.00" in texts
    assert {"1003, original", "1001, permuted", "m³ m⁻³"} <= set(texts)


def test_a_steady_target_has_no_correlation(target: xr.Dataset) -> None:
    """Where a series never varies, no r is written."""
    target["observed"][0] = 0.3
    texts = texts_within(permutation.draw(permutation.pair(target, ["1001", "1003"], DAYS), {}, 8))
    assert "(b) swvl1: store swvl1, at both gauges" in texts


def test_a_gap_at_one_gauge_is_drawn(target: xr.Dataset) -> None:
    """A gauge without the target on these days leaves its panel empty and stops nothing."""
    target["observed"][1] = np.nan
    texts_within(permutation.draw(permutation.pair(target, ["1001", "1002"], DAYS), {}, 8))


def test_days_without_a_target_are_a_mistake(target: xr.Dataset) -> None:
    """The message names the key and the days that there are."""
    with pytest.raises(InputError, match="2000-01-01 to 2002-12-31") as caught:
        permutation.pair(target, ["1001", "1002"], ("2010-01-01", "2011-12-31"))
    assert caught.value.where == "figures.control_days"


def test_the_first_gauge_meets_whose_states_it_was_given() -> None:
    """The giver comes first; gauges that take no part, or kept their own states, are passed over."""
    source = pd.Series({"a": "", "b": "b", "c": "d", "d": "c"})
    given = permutation.given(source)
    assert given == {"b": "b", "c": "d", "d": "c"}
    assert permutation.exchanged(given) == ["d", "c"]


def test_without_a_permutation_there_is_nothing_to_show() -> None:
    """An experiment in which every gauge kept its states is a mistake in words."""
    with pytest.raises(InputError, match="2 gauges, each with its own states"):
        permutation.exchanged({"a": "a", "b": "b"})


def test_last_years_stay_within_the_period() -> None:
    """Two whole years to the last day, or the period where it is shorter."""
    assert permutation.last_years(("1998-01-01", "2008-12-31")) == ["2007-01-01", "2008-12-31"]
    assert permutation.last_years(("2008-06-01", "2008-12-31")) == ["2008-06-01", "2008-12-31"]
