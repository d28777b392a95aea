"""Which windows are used, and what is gathered for them."""

import logging

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.settings import Training
from lstm_probe.model.windows import Sampler, batches, sampler
from tests.examples import examples

NAN = float("nan")


def counted(n_gauges: int, n_days: int) -> Catchments:
    """Make catchments whose forcing is 100 × gauge + day, and whose discharge is minus that."""
    number = 100.0 * torch.arange(n_gauges)[:, None] + torch.arange(n_days)
    days = pd.date_range("2000-01-01", periods=n_days)
    gauge_ids = tuple(str(gauge) for gauge in range(n_gauges))
    return Catchments(gauge_ids, days, number[..., None].clone(), torch.zeros(n_gauges, 1), -number)


def last(window_days: int) -> Training:
    """Sample one target a window."""
    return Training(sampling="last", window_days=window_days)


def drawn(chosen: Sampler, seed: int = 0) -> set[tuple[int, int]]:
    """Draw one epoch as a set of (gauge, first target day)."""
    gauge, start = chosen.epoch(torch.Generator().manual_seed(seed))
    return set(zip(gauge.tolist(), start.tolist(), strict=True))


def test_last_takes_every_day_once_that_has_discharge_and_whole_inputs() -> None:
    """Two gauges, ten days, windows of three days, period from day 3 to 7 (2000-01-04 to 08).

    Gauge 0 lacks discharge on day 5: targets 3, 4, 6, 7. Gauge 1 lacks its forcing on day 2, which the
    windows of days 3 and 4 hold: targets 5, 6, 7.
    """
    catchments = counted(2, 10)
    catchments.discharge[0, 5] = NAN
    catchments.forcings[1, 2] = NAN
    chosen = sampler(catchments, last(3), ("2000-01-04", "2000-01-08"))
    assert drawn(chosen) == {(0, 3), (0, 4), (0, 6), (0, 7), (1, 5), (1, 6), (1, 7)}
    assert len(chosen.epoch(torch.Generator())[0]) == 7


def test_a_window_that_begins_before_the_series_is_not_used(caplog: pytest.LogCaptureFixture) -> None:
    """With windows of four days the first target is day 3, though the period begins on day 1."""
    with caplog.at_level(logging.INFO):
        chosen = sampler(counted(1, 6), last(4), ("2000-01-02", "2000-01-06"))
    assert drawn(chosen) == {(0, 3), (0, 4), (0, 5)}
    assert "3 of 5 windows usable, 2 lack an input or begin before the series, 0 more lack discharge" in caplog.text


def test_gathering_gives_the_days_of_each_window() -> None:
    """The window with first target day 5 of gauge 2, two days of warm-up and two targets: days 3 4 5 6."""
    gauge, start = torch.tensor([2, 0]), torch.tensor([5, 4])
    found = list(batches(gauge, start, 1, counted(3, 10), 2, 2))
    assert len(found) == 2
    _, _, forcings, discharge = found[0]
    assert forcings[:, 0, 0].tolist() == [203, 204, 205, 206]
    assert discharge[:, 0].tolist() == [-205, -206]


@examples(40)
@given(
    n_days=st.integers(5, 60),
    targets=st.integers(1, 30),
    warm_up=st.integers(0, 5),
    seed=st.integers(0, 1000),
)
def test_tiles_cover_the_period_and_stay_inside(n_days: int, targets: int, warm_up: int, seed: int) -> None:
    """Whatever the offset, every day of the period is a target, and no target lies outside."""
    training = Training(sampling="sequence", window_days=warm_up + 1, targets_per_window=targets)
    catchments = counted(2, warm_up + n_days)
    days = catchments.days
    chosen = sampler(catchments, training, (str(days[warm_up]), str(days[-1])))
    gauge, start = chosen.epoch(torch.Generator().manual_seed(seed))
    for one in (0, 1):
        covered = np.unique(start[gauge == one].numpy()[:, None] + np.arange(chosen.targets))
        assert covered.tolist() == list(range(warm_up, warm_up + n_days))


def test_tiles_with_a_gap_in_their_window_train_nothing() -> None:
    """A forcing missing on day 20 leaves out tiles of 10 targets after a warm-up of 5 that begin on days 11 to 25."""
    catchments = counted(2, 60)
    catchments.forcings[0, 20] = NAN
    training = Training(sampling="sequence", window_days=6, targets_per_window=10)
    chosen = sampler(catchments, training, ("2000-01-06", "2000-02-29"))
    unusable = (~chosen.usable).nonzero().tolist()
    assert unusable == [[0, day - 5] for day in range(11, 26)]
    for gauge, start in (chosen.epoch(torch.Generator().manual_seed(seed)) for seed in range(5)):
        drawn_forcings = [forcings for _, _, forcings, _ in batches(gauge, start, 8, catchments, 5, 10)]
        assert all(bool(torch.isfinite(forcings).all()) for forcings in drawn_forcings)


def test_offsets_differ_from_epoch_to_epoch() -> None:
    """Two epochs tile the period differently, so that every day sees warm-ups of many lengths."""
    training = Training(sampling="sequence", window_days=2, targets_per_window=10)
    chosen = sampler(counted(3, 100), training, ("2000-01-02", "2000-04-09"))
    assert drawn(chosen, 1) != drawn(chosen, 2)


def test_a_tile_needs_one_observation() -> None:
    """A tile with a single observed day is used; one with none is not."""
    catchments = counted(1, 40)
    catchments.discharge[0, 10:] = NAN
    catchments.discharge[0, 25] = -1.0
    chosen = sampler(catchments, Training(sampling="sequence", window_days=1, targets_per_window=10),
                     ("2000-01-01", "2000-02-09"))  # fmt: skip
    usable = chosen.usable[0].nonzero()[:, 0].tolist()
    assert usable == [*range(10), *range(16, 26)]


def test_gauges_that_train_nothing_are_named(caplog: pytest.LogCaptureFixture) -> None:
    """A gauge without discharge in the period is in the log; if all are, the run stops."""
    catchments = counted(2, 10)
    catchments.discharge[1] = NAN
    with caplog.at_level(logging.WARNING):
        sampler(catchments, last(3), ("2000-01-04", "2000-01-08"))
    assert "1 gauges have no usable window and train nothing: 1" in caplog.text
    catchments.discharge[0] = NAN
    with pytest.raises(InputError, match="no usable window"):
        sampler(catchments, last(3), ("2000-01-04", "2000-01-08"))
