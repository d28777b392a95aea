"""Colours that stand beside one another stay apart for the colour-blind, whose view is simulated."""

from itertools import combinations

import pytest

from lstm_probe.figures import checkup, common, ladder, offsets, training_history
from tests.figures.colour_vision import MATRICES, distance

#: Several times what can be told apart side by side, as lines and points are thin.
LEAST = 10
TOGETHER = {
    "targets": tuple(common.COLOURS.values()),
    "other targets": common.OTHER_COLOURS,
    "seeds": training_history.RUN_COLOURS,
    "floor, probe and ceiling": (ladder.BLUE, ladder.ORANGE, ladder.GREEN),
    "signs of offsets": tuple(colour for colour, _ in offsets.GROUPS.values()),
    "lost gauges": tuple(colour for _, colour in checkup.LOST_AT.values()),
}


@pytest.mark.parametrize("deficiency", [None, *MATRICES])
@pytest.mark.parametrize("together", TOGETHER)
def test_colours_stay_apart(together: str, deficiency: str | None) -> None:
    """Any two of them are at least `LEAST` apart in CIE Lab."""
    distances = {pair: distance(*pair, deficiency) for pair in combinations(TOGETHER[together], 2)}
    assert {pair: value for pair, value in distances.items() if value < LEAST} == {}


def test_the_simulation_is_one() -> None:
    """Greys stay what they are; a red and a green are nearer where no middle waves are seen."""
    for deficiency in MATRICES:
        assert distance("0.5", "0.5", deficiency) == 0
        assert distance("white", "black", deficiency) == pytest.approx(100, abs=0.1)
    assert distance("#8C6D31", "#5C7A31") > 2 * distance("#8C6D31", "#5C7A31", "deuteranopia")
