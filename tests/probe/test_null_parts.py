"""Nulls that are scored some at a time are those that are scored all at once."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.probe.null_parts import Nulls
from tests.probe.null_land import NullLand


@pytest.mark.parametrize(("room", "threads"), [(1.0, 1), (60e3, 2), (120e3, 3)])
def test_neither_room_nor_threads_change_a_score(null_land: NullLand, room: float, threads: int) -> None:
    """Parts of one draw and one shift, of several, and side by side give all scores, in the same order."""
    whole, parts = null_land.nulls(5, room=1e9), null_land.nulls(5, room=room, threads=threads)
    assert len(list(parts._parts_of_draws())) > len(list(whole._parts_of_draws())) == 1
    left, right = whole.derangements(), parts.derangements()
    assert list(left) == list(right) == list(null_land.targets)
    for target in left:
        pd.testing.assert_frame_equal(left[target], right[target], rtol=0, atol=1e-12)
    (tables, sums), (others, other_sums) = whole.year_shifts(), parts.year_shifts()
    for target in tables:
        pd.testing.assert_frame_equal(tables[target], others[target], rtol=0, atol=1e-12)
    xr.testing.assert_allclose(sums, other_sums, rtol=0, atol=1e-12)


@pytest.mark.parametrize("room", [1.0, 50e3, 90e3, 1e9])
def test_every_draw_is_in_one_part(null_land: NullLand, room: float) -> None:
    """Whatever the room, the draws of a target follow each other through the parts, and none is lost."""
    nulls = null_land.nulls(5, room=room)
    parts = list(nulls._parts_of_draws())
    for target, drawn in nulls.draws.items():
        found = np.concatenate([part[target].partner for part in parts if target in part])
        np.testing.assert_array_equal(found, drawn.partner)


def test_parts_keep_to_the_room(null_land: NullLand) -> None:
    """A part takes more room than there is only where it has a single draw."""
    nulls: Nulls = null_land.nulls(5, room=70e3)
    for part in nulls._parts_of_draws():
        sizes = [(nulls._bytes_of_draws(name), len(drawn.partner)) for name, drawn in part.items()]
        taken = sum(fixed + count * each for (fixed, each), count in sizes)
        assert taken <= nulls.room or sum(count for _, count in sizes) == 1
