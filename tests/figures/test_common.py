"""Sizes, colours, labels and limits that all figures share."""

from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.figures import common
from tests.examples import examples


def test_sizes_are_in_mm() -> None:
    """A figure of 83 mm by 25.4 mm is 83/25.4 by 1 inches."""
    assert np.allclose(common.new_figure(83, 25.4).get_size_inches(), [83 / 25.4, 1])


def test_style_stays_inside() -> None:
    """The style holds inside its context, also as a decorator, and nowhere else."""

    @common.paper_style()
    def size() -> float:
        return float(matplotlib.rcParams["font.size"])

    before = matplotlib.rcParams["font.size"]
    assert size() == 7
    assert matplotlib.rcParams["font.size"] == before


def test_style_file_is_packaged() -> None:
    """The style lies beside the module, embeds fonts as TrueType and saves at 300 dots an inch."""
    style = matplotlib.rc_params_from_file(common.STYLE, use_default_template=False)
    assert (style["pdf.fonttype"], style["figure.dpi"], style["savefig.dpi"]) == (42, 300, "figure")


@pytest.mark.parametrize(
    ("units", "shown"),
    [
        ("m3 m-3", "m³ m⁻³"),
        ("mm d-1", "mm d⁻¹"),
        ("degC", "°C"),
        ("1", ""),
        ("m", "m"),
        ("kg m-2 s-1", "kg m⁻² s⁻¹"),
    ],
)
def test_units_are_typeset(units: str, shown: str) -> None:
    """Powers are raised, degrees get their sign, and the unit 1 disappears."""
    assert common.typeset_units(units) == shown


def test_label_without_units_has_no_brackets() -> None:
    """A quantity without units is just named."""
    assert common.label("soil water, 0-7 cm", "m3 m-3") == "soil water, 0-7 cm (m³ m⁻³)"
    assert common.label("share", "1") == "share"


def test_colours_are_of_the_target() -> None:
    """Soil layers and snow differ; a name that extends a layer's name has its colour."""
    layers = [common.colour(name) for name in ("swvl1", "swvl2", "swvl3", "swvl4", "sd")]
    assert len(set(layers)) == 5
    assert common.colour("swvl3_table") == common.colour("swvl3")


def test_names_for_readers() -> None:
    """A layer read from a table is named as the layer, unless both are in the figure; other names stay."""
    assert [common.display_name(name) for name in ("swvl3_table", "swvl3", "esa_cci", "_table")] == [
        "swvl3",
        "swvl3",
        "esa_cci",
        "_table",
    ]
    assert common.display_name("swvl3_table", ["swvl3", "swvl3_table"]) == "swvl3_table"
    assert common.target_title("swvl3_table", "soil water") == "swvl3: soil water"
    assert common.target_title("mine_table", "mine_table") == "mine"


@given(name=st.text(min_size=1, max_size=12))
@examples(25)
def test_colour_is_stable(name: str) -> None:
    """Any name has one valid colour, always the same."""
    assert common.colour(name) == common.colour(name)
    assert matplotlib.colors.is_color_like(common.colour(name))


@pytest.mark.parametrize(
    ("value", "signed", "shown"), [(-0.004, False, "0.00"), (-0.25, False, "−0.25"), (0.3, True, "+0.30")]
)
def test_numbers(value: float, signed: bool, shown: str) -> None:
    """Numbers have a true minus sign and no negative zero."""
    assert common.number(value, signed=signed) == shown


def test_unknown_gauges_are_named() -> None:
    """A chosen gauge that is not there stops with its name and the key that chose it."""
    assert common.known_gauges(["1001"], ["1001", "1002"], "figures.series_gauges") == ["1001"]
    with pytest.raises(InputError, match="9999") as stopped:
        common.known_gauges(["1001", "9999"], ["1001", "1002"], "figures.series_gauges")
    assert "figures.series_gauges" in str(stopped.value)


def test_saved_twice_is_the_same_file(tmp_path: Path) -> None:
    """PNG and PDF of one figure are identical from run to run: no date, no random name."""
    for name in ("a", "b"):
        figure = common.new_figure(40, 30)
        figure.subplots().plot([0, 1])
        common.save(figure, tmp_path / f"{name}.pdf", tmp_path / f"{name}.png")
    for suffix in (".pdf", ".png"):
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
    assert b"/FontFile2" in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize(("last", "labels"), [("2000-12-31", 12), ("2003-12-31", 4), ("2010-12-31", 11)])
def test_date_axis_fits_its_days(last: str, labels: int) -> None:
    """One year has twelve months, four and eleven years are labelled by year."""
    figure = common.new_figure(170, 40)
    axes = figure.subplots()
    common.date_axis(axes, pd.date_range("2000-01-01", last))
    figure.draw_without_rendering()
    assert sum(label.get_text() != "" for label in axes.get_xticklabels()) == labels
