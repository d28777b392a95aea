"""Basins that two collections share are named; equal numbers far apart are two gauges."""

import numpy as np
import xarray as xr

from lstm_probe.datasets import twins


def attributes(*rows: tuple[str, float, float, float]) -> xr.Dataset:
    """Make attributes of gauges: id, latitude, longitude, area."""
    ids, latitude, longitude, area = zip(*rows, strict=True)
    values = {"gauge_lat": latitude, "gauge_lon": longitude, "area": area}
    columns = {name: ("gauge_id", np.array(value, dtype="float64")) for name, value in values.items()}
    return xr.Dataset(columns, {"gauge_id": np.array(ids, dtype=object)})


def test_shared_basins_are_named() -> None:
    """By number near each other, and by place and area; not by either alone."""
    table = attributes(
        ("camels_01013500", 47.237, -68.583, 2252.7),
        ("hysets_01013500", 47.240, -68.580, 2303.0),  # the same number, 2 % more area
        ("lamah_1013500", 47.9, 8.68, 757.0),  # the same number in Austria
        ("camelsde_110000", 47.92551, 8.67959, 760.84),
        ("lamah_105", 47.92552, 8.67957, 756.77),  # the same place and area
        ("lamah_106", 47.92552, 8.67957, 1200.0),  # the same place, a larger catchment
    )
    assert twins.named(table) == {
        "camels_01013500": ["hysets_01013500"],
        "hysets_01013500": ["camels_01013500"],
        "camelsde_110000": ["lamah_105"],
        "lamah_105": ["camelsde_110000"],
    }


def test_what_is_not_known_tells_no_gauges_apart() -> None:
    """One number at an unknown place is a twin, as is one place with unknown areas; pairs are marked both ways."""
    table = attributes(
        ("a_1", np.nan, 0.0, 10.0), ("b_1", 48.0, 8.0, 900.0), ("c_3", 52.0, 0.0, np.nan), ("d_4", 52.0, 0.0, 30.0)
    )
    assert twins.named(table) == {"a_1": ["b_1"], "b_1": ["a_1"], "c_3": ["d_4"], "d_4": ["c_3"]}
    assert twins.named(table.drop_vars("area")) == twins.named(table)
    expected = np.eye(4, dtype=bool)
    expected[[0, 1, 2, 3], [1, 0, 3, 2]] = True
    assert (twins.marked(table) == expected).all()


def test_unknown_places_and_the_date_line() -> None:
    """A gauge at an unknown place has no neighbour; 179.999 E and 179.999 W are one place."""
    table = attributes(("a_1", np.nan, 0.0, 10.0), ("b_2", -17.0, 179.999, 10.0), ("c_3", -17.0, -179.999, 10.0))
    assert twins.named(table) == {"b_2": ["c_3"], "c_3": ["b_2"]}
