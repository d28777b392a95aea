"""A box is asked for only on the grid of ERA5-Land, and only if it holds every gauge."""

import logging
from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds import box as era5_box
from lstm_probe.world import delivery
from lstm_probe.world.settings import World
from tests import shipped

PAPER = [58.6, -7.6, 49.9, 1.7]
OURS = (61.0, -8.5, 49.5, 2.5)


def test_corners_on_the_grid() -> None:
    """Multiples of 0.1 are taken as they are, also with the noise of floating point."""
    assert era5_box.on_grid([61, -8.5, 49.5, 2.5]) == OURS
    assert era5_box.on_grid([0.1 * 3, 0.0, 0.1, 0.7 + 0.1]) == (0.3, 0.0, 0.1, 0.8)
    assert era5_box.cells((0.3, 0.0, 0.1, 0.8)) == 3 * 9


def test_corners_off_the_grid() -> None:
    """The authors' corners would give a shifted grid; the nearest box that holds them is named, and the default."""
    with pytest.raises(InputError, match=r"\[58.6, -7.6, 49.9, 1.7\]; \[61.0, -8.5, 49.5, 2.5\] holds every gauge"):
        era5_box.on_grid([58.56, -7.57, 49.96, 1.63])
    config = shipped.configuration()
    assert str(config["data"]["era5_land"]["box"]) == era5_box.WHOLE


@pytest.mark.parametrize("box", [[49.5, -8.5, 61.0, 2.5], [61.0, 2.5, 49.5, -8.5], [95.0, 0.0, 49.5, 2.5]])
def test_corners_that_make_no_box(box: list[float]) -> None:
    """Limits in another order are refused."""
    with pytest.raises(InputError, match="northern limit first"):
        era5_box.on_grid(box)


@pytest.mark.data
def test_the_papers_box_loses_orkney(real_data: Path) -> None:
    """By the real table of CAMELS-GB, the paper's box loses gauge 107001 alone, and ours none of 671."""
    folder = real_data / "camels_gb_originals"
    with pytest.raises(InputError, match="loses 1 of 671 gauges: 107001\n"):
        era5_box.require_gauges(era5_box.on_grid(PAPER), folder, None)
    era5_box.require_gauges(OURS, folder, None)
    era5_box.require_gauges(era5_box.on_grid(PAPER), folder, ["39001", "101005"])


@pytest.mark.data
def test_outermost_gauges_are_those_of_the_real_table(real_data: Path) -> None:
    """The four gauges that stand for all of CAMELS-GB where it is not there are its outermost ones."""
    places = era5_box.positions(real_data / "camels_gb_originals")
    for axis in (0, 1):
        for extreme in (min, max):
            gauge = extreme(places, key=lambda name: places[name][axis])
            assert era5_box.OUTERMOST[gauge] == places[gauge]


def test_without_camels_gb_it_warns(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where no table is there yet, the outermost gauges are looked at, and a lost one is warned of."""
    with caplog.at_level(logging.WARNING):
        era5_box.require_gauges(era5_box.on_grid(PAPER), tmp_path, None)
    assert "loses 1 of 4 gauges: 107001" in caplog.text
    caplog.clear()
    era5_box.require_gauges(OURS, None, None)
    era5_box.require_gauges(era5_box.on_grid(PAPER), None, ["1"])
    assert not caplog.text


def test_outlines_count_where_they_are_known(tmp_path: Path) -> None:
    """A box that holds the gauge and cuts off its catchment is refused; the box that is named holds it."""
    folder = tmp_path / "camels_gb"
    world = World(5, 3, "2000-10-01", "2001-09-30", box=(55.6, -4.0, 54.4, -2.0), spin_up_days=365)
    delivery.write(world, folder, tmp_path / "era5_land", tmp_path / "esa_cci")
    bounds = era5_box.outlines(folder, list(era5_box.positions(folder)))
    gauge, (north, west, south, east) = next(iter(bounds.items()))
    latitude, longitude = era5_box.positions(folder)[gauge]
    assert south <= latitude <= north
    assert west <= longitude <= east
    wide = tuple(round(edge, 1) for edge in (north + 0.1, west - 0.1, south - 0.1, east + 0.1))
    era5_box.require_gauges(wide, folder, [gauge])
    narrow = (
        (*wide[:3], round(east - 0.1, 1)) if longitude < east - 0.15 else (*wide[:1], round(west + 0.1, 1), *wide[2:])
    )
    with pytest.raises(InputError, match=f"loses 1 of 1 gauges: {gauge}\n"):
        era5_box.require_gauges(narrow, folder, [gauge])


def test_the_noise_of_projections_costs_no_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An outline that ends on the edge of the box, but for some metres, is held by it; one cell further is not."""
    box, place = (55.0, -4.0, 54.0, -2.0), {"1": (54.5, -3.0)}
    monkeypatch.setattr(era5_box, "positions", lambda _: place)
    for east, held in ((-1.95 + 1e-4, True), (-1.95 + 5e-3, False)):
        monkeypatch.setattr(era5_box, "outlines", lambda *_, east=east: {"1": (55.05, -4.05, 53.95, east)})
        if held:
            era5_box.require_gauges(box, tmp_path, None)
        else:
            with pytest.raises(InputError, match=r"at least \[55.0, -4.0, 54.0, -1.9\]"):
                era5_box.require_gauges(box, tmp_path, None)
