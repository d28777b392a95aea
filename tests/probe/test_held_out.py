"""Gauges that an LSTM never sees: the folds of the ladder, or named; and a planted leak is refused."""

import numpy as np
import pytest

from lstm_probe.errors import InputError
from lstm_probe.probe.held_out import choose, require_unseen, without
from lstm_probe.probe.spatial_folds import spatial_folds
from tests.probe.test_derangements import places

ATTRIBUTES = places(np.linspace(50, 58, 15).tolist(), np.linspace(-5, 1, 15).tolist())
GAUGES = ATTRIBUTES["gauge_id"].values.tolist()


def test_folds_part_all_gauges_as_the_ladder_does() -> None:
    """Every gauge is held out in one of the folds, and each is a block of `spatial_folds`."""
    folds = spatial_folds(ATTRIBUTES, GAUGES, 3)
    found = [choose({"folds": 3, "fold": fold}, ATTRIBUTES, GAUGES, "lstms.a") for fold in (1, 2, 3)]
    assert found == [[gauge for gauge in GAUGES if folds[gauge] == fold] for fold in range(3)]


def test_named_gauges() -> None:
    """Gauges come in the order of the study; a file may list some that a study lacks, a configuration may not."""
    assert choose({"gauges": ["4", "2"]}, ATTRIBUTES, GAUGES, "lstms.a") == ["2", "4"]
    assert choose({"gauges": ["4", "99"]}, ATTRIBUTES, GAUGES, "lstms.a", listed=True) == ["4"]
    for gauges, words in ((["4", "99"], "unknown gauges 99"), (GAUGES, "15 of 15 gauges")):
        with pytest.raises(InputError, match=words):
            choose({"gauges": gauges}, ATTRIBUTES, GAUGES, "lstms.a")
    with pytest.raises(InputError, match="0 of 15"):
        choose({"gauges": ["99"]}, ATTRIBUTES, GAUGES, "lstms.a", listed=True)


def test_what_is_left_out_is_gone() -> None:
    """No value of a gauge that is held out remains in a dataset, and the others are as they were."""
    kept = without(ATTRIBUTES, ["2", "4"])
    assert kept["gauge_id"].values.tolist() == [gauge for gauge in GAUGES if gauge not in ("2", "4")]
    assert kept.identical(ATTRIBUTES.sel(gauge_id=kept["gauge_id"].values.tolist()))


def test_a_planted_leak_is_refused() -> None:
    """A model that was trained at one of the gauges is not scored there as if it had never seen it."""
    require_unseen(["1", "3"], ["2", "4"], "model.json")
    with pytest.raises(InputError, match="1 gauges that are held out were seen: 4"):
        require_unseen(["1", "3", "4"], ["2", "4"], "model.json")
