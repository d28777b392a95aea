"""Variables of ERA5-Land are known by name, and soil water counts for the cells of a delivery."""

import pytest

from lstm_probe.datasets import era5_land


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (["sd", "swvl2", "swvl1"], "swvl1"),
        (["t2m", "sd"], "sd"),
        (["zzz", "swvl4"], "swvl4"),
        ([], None),
    ],
)
def test_soil_water_counts_before_others(variables: list[str], expected: str | None) -> None:
    """Of all variables that are read the first layer of soil water counts, else the first by its name."""
    assert era5_land.defining(variables) == expected
