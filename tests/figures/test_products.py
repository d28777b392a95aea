"""Agreement of two products."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.tables import PRODUCTS
from lstm_probe.figures import products
from tests.figures.legends import under_legends


def make_products(values: list[float]) -> pd.DataFrame:
    """Make correlations of two targets, a value a gauge."""
    rows = [("swvl1", "esa_cci", str(1001 + place), value, 365) for place, value in enumerate(values)]
    return PRODUCTS.check(pd.DataFrame(rows, columns=list(PRODUCTS.columns)))


def legend(values: list[float]) -> list[str]:
    """Draw and read the legend, its title first."""
    figure = products.draw(make_products(values), "soil water and soil moisture")
    figure.draw_without_rendering()
    shown = figure.axes[0].get_legend()
    assert shown is not None
    return [shown.get_title().get_text(), *(text.get_text() for text in shown.get_texts())]


@pytest.mark.parametrize("middle", [0.0, 0.2, 0.45, 0.6, 0.9])
def test_nothing_lies_under_a_legend(middle: float, rng: np.random.Generator) -> None:
    """Wherever the correlations lie, bars and median end below the legend, or beside it."""
    for count in (3, 300):
        values = list(np.clip(rng.normal(middle, 0.05, count), -1, 1))
        assert under_legends(products.draw(make_products(values), "two products")) == []


def test_median_is_computed() -> None:
    """The median of {0.3, 0.5, 0.9} is 0.5; a gauge without r does not count."""
    assert legend([0.3, 0.5, 0.9, np.nan]) == ["3 gauges", "median: 0.50"]


@pytest.mark.parametrize(("lowest", "lower"), [(0.3, 0.0), (-0.25, -0.3)])
def test_axis_begins_at_0_or_below(lowest: float, lower: float) -> None:
    """The axis runs from 0 to 1, and further down where a gauge lies there; what is compared stands below it."""
    axes = products.draw(make_products([lowest, 0.5]), "soil water and soil moisture").axes[0]
    assert axes.get_xlim() == (lower, 1.0)
    assert axes.get_xlabel() == "Pearson correlation r\nsoil water and soil moisture"


def test_outliers_of_many_gauges_are_counted() -> None:
    """One gauge of 400 at -0.9 does not stretch the axis, and the legend says so."""
    assert legend([-0.9, *np.linspace(0.3, 0.8, 399)])[-1] == "not shown: 1 below 0.0"


def test_nothing_to_show_is_said() -> None:
    """Without a day in common the figure says so."""
    assert products.draw(make_products([np.nan]), "x").axes[0].texts[0].get_text() == "no gauge has days with both"
