"""What follows the coupling is put together by store and share, and only for stores that are varied."""

import pytest

from lstm_probe.calibration import doses
from lstm_probe.contracts.calibration import CUT
from tests.calibration.ladders import decoy, target, worlds


def test_medians_and_ranges_are_of_the_worlds_of_a_share() -> None:
    """Three worlds of a share give their middle and their ends; layers that are whole everywhere do not appear."""
    rows = [target(), decoy()]
    for partial in (0.2, 0.3, 0.7):
        rows.append(target(target="sd", partial_r=partial, true_mm=5.0))
        rows.append(target(target="sd", kind=CUT, coupling=0.0, partial_r=partial / 2, release=0.0, true_mm=0.0))
    table = doses.table(worlds(rows)).set_index(["target", "coupling"])
    assert [*table.index] == [("sd", 0.0), ("sd", 1.0)]
    whole = table.loc["sd", 1.0]
    assert whole[["worlds", "partial_r", "partial_r_lowest", "partial_r_highest"]].tolist() == [3, 0.3, 0.2, 0.7]
    assert whole["true_release"] == pytest.approx(0.5)
    assert table.loc[("sd", 0.0), "release"] == 0.0
