"""Figure of offsets."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib.colors import to_hex

from lstm_probe.figures import offsets
from lstm_probe.results import offsets as library
from tests.figures.conftest import make_attributes


def make_wet(count: int) -> xr.Dataset:
    """Make attributes with a mean precipitation that rises to the north."""
    attributes = make_attributes(count)
    attributes["p_mean"] = ("gauge_id", np.geomspace(1.5, 8, count), {"units": "mm d-1"})
    return attributes


def make_tables(attributes: xr.Dataset, number: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make biases that are large, and negative, where it is dry or wet."""
    count = attributes.sizes["gauge_id"]
    seed = pd.DataFrame({"swvl1": np.linspace(-1, 1, count) ** 3}, index=attributes.indexes["gauge_id"])
    table = library.offsets([seed], attributes["p_mean"].to_series(), number)
    return table, library.compare(table)


@pytest.mark.parametrize(("count", "number"), [(7, 3), (130, 60), (4, 60)])
def test_both_groups_are_on_the_map(count: int, number: int) -> None:
    """The first map marks as many largest as smallest biases, and counts them, in any size of group."""
    attributes = make_wet(count)
    figure = offsets.draw(*make_tables(attributes, number), attributes)
    figure.draw_without_rendering()
    size = min(number, count // 2)
    legend = figure.axes[0].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [f"largest ({size})", f"smallest ({size})"]
    colours = [tint for tint, _ in offsets.GROUPS.values()]
    marked = [dots for dots in figure.axes[0].collections if len(dots.get_offsets()) == size]
    assert [to_hex(dots.get_facecolor()[0]).upper() for dots in marked][-2:] == colours


def test_panels_are_lettered_and_say_the_test() -> None:
    """Three panels a to c; above the distribution functions stand statistic and p."""
    attributes = make_wet(12)
    table, test = make_tables(attributes, 3)
    figure = offsets.draw(table, test, attributes)
    figure.draw_without_rendering()
    titles = [axes.get_title(loc="left") for axes in figure.axes[:4]]
    assert [title[:3] for title in (titles[0], titles[1], titles[3])] == ["(a)", "(b)", "(c)"]
    assert f"D = {float(test['statistic'].iloc[0]):.2f}, p = " in titles[2]
    assert figure.axes[2].get_xlabel() == "mean precipitation (mm d⁻¹)"
    assert figure.axes[2].get_xscale() == "log"


def test_the_marked_distance_is_the_statistic() -> None:
    """The black line between the distribution functions is as long as D."""
    attributes = make_wet(31)
    table, test = make_tables(attributes, 9)
    axes = offsets.draw(table, test, attributes).axes[2]
    (_, low), (_, high) = axes.collections[0].get_paths()[0].vertices
    assert high - low == pytest.approx(float(test["statistic"].iloc[0]))


def test_colours_of_bias_are_symmetric() -> None:
    """The middle of the colour scale is 0, whatever the biases are."""
    attributes = make_wet(9)
    table, test = make_tables(attributes, 2)
    table["bias"] = table["bias"].abs()
    dots = offsets.draw(table, test, attributes).axes[3].collections[-1]
    lower, upper = dots.get_clim()
    assert lower == -upper == -1.0
    assert len(dots.get_offsets()) == 9


def test_no_rain_and_no_bias_are_said() -> None:
    """Without precipitation, or without any gauge, the panels say so."""
    attributes = make_attributes(4).assign(p_mean=("gauge_id", np.full(4, np.nan), {"units": "mm d-1"}))
    table, test = make_tables(attributes, 1)
    figure = offsets.draw(table, test, attributes.drop_vars("p_mean"))
    figure.draw_without_rendering()
    assert "no mean precipitation" in figure.axes[1].texts[0].get_text()
    figure = offsets.draw(table[:0], test, attributes)
    figure.draw_without_rendering()
    assert figure.axes[3].texts[0].get_text() == "no gauge has a bias"
