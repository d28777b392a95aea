"""Bounds: those that the docs give reasons for, each range within the wider one."""

from pathlib import Path

import numpy as np
import pytest

from lstm_probe.datasets import bounds

DOCS = Path(__file__).parents[2] / "docs" / "checkup.md"


def test_the_docs_give_a_reason_for_every_bound() -> None:
    """The table of docs/checkup.md has the values of the code, row by row, and a reason in each."""
    table = bounds.table()
    lines = DOCS.read_text().splitlines()
    start = lines.index("| " + " | ".join([*(name.replace("_", " ") for name in table.columns), "why"]) + " |") + 2
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start : start + len(table)]]
    assert [row[:-1] for row in rows] == table.to_numpy().tolist()
    assert all(len(row[-1]) > 10 for row in rows)


@pytest.mark.parametrize("name", bounds.SERIES)
def test_the_plausible_is_possible(name: str) -> None:
    """Soft bounds lie within hard ones, and so do the mean's."""
    limits = bounds.SERIES[name]
    assert limits.hard[0] <= limits.soft[0] < limits.soft[1] <= limits.hard[1]
    if limits.mean != bounds.ANY:
        assert limits.hard[0] <= limits.mean[0] < limits.mean[1] <= limits.hard[1]


@pytest.mark.parametrize("factor", [0.001, 1000.0])
def test_a_factor_of_a_thousand_leaves_the_possible(factor: float) -> None:
    """Means of Great Britain, multiplied or divided by 1000, lie outside the mean's bounds."""
    means = {"precipitation": (1.54, 9.61), "pet": (1.03, 1.51), "discharge": (0.08, 10.07)}
    for name, ends in means.items():
        low, high = bounds.SERIES[name].mean
        assert all(low <= mean <= high for mean in ends)
        middle = float(np.sqrt(ends[0] * ends[1]))
        assert not low <= factor * middle <= high
    assert not bounds.SOIL_WATER.mean[0] <= factor * 0.3 <= bounds.SOIL_WATER.mean[1]
    assert factor < 1 or not bounds.SNOW.mean[0] <= factor * 0.001 <= bounds.SNOW.mean[1]


def test_targets_have_bounds_by_their_units() -> None:
    """Soil water by its units, snow by units and name, and nothing where nothing is known."""
    assert bounds.of_target("m3 m-3", "anything") is bounds.SOIL_WATER
    assert bounds.of_target("m", "sd") is bounds.SNOW
    assert bounds.of_target("m", "snow_depth_water_equivalent_mean") is bounds.SNOW
    assert bounds.of_target("m", "lake_depth") is None
    assert bounds.of_target("K", "skt") is None
