"""Parts of work, and the threads that share them."""

import threading

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.model.parts import LARGEST, divide, threads
from tests.examples import examples

CPU = torch.device("cpu")


@examples(100)
@given(st.integers(1, 600))
def test_parts_cover_a_batch_once_and_in_order(n_windows: int) -> None:
    """Every window is in one part; no part is empty or above the largest; from two windows on there are two parts."""
    parts = divide(n_windows, CPU)
    assert [window for part in parts for window in range(n_windows)[part]] == list(range(n_windows))
    assert all(0 < part.stop - part.start <= LARGEST for part in parts)
    assert len(parts) >= min(n_windows, 2)


def test_another_device_takes_the_whole_batch() -> None:
    """A GPU works on a batch in one piece."""
    assert divide(256, torch.device("meta")) == [slice(0, 256)]


@pytest.mark.parametrize("count", [1, 3])
def test_results_come_in_the_order_of_the_parts(count: int) -> None:
    """Whoever is first, the results stand as their parts do."""
    with threads(count) as each:
        assert list(each(lambda part: part * part, list(range(50)))) == [part * part for part in range(50)]


def test_threads_work_at_the_same_time() -> None:
    """Two parts that wait for each other both end."""
    barrier = threading.Barrier(2, timeout=20)
    with threads(2) as each:
        assert sorted(each(lambda part: barrier.wait(), [0, 1])) == [0, 1]


def test_every_thread_flushes_tiny_numbers() -> None:
    """On a thread of the pool half of the smallest normal number is zero, and torch has one thread."""

    def halve(part: float) -> tuple[float, int]:
        return (torch.full((64,), part) / 2).max().item(), torch.get_num_threads()

    with threads(2) as each:
        assert list(each(halve, [torch.finfo(torch.float32).tiny] * 4)) == [(0.0, 1)] * 4


def test_the_calling_thread_stays_as_it_was() -> None:
    """Afterwards torch has as many threads as before, and the smallest numbers still are numbers."""
    before = torch.get_num_threads()
    with threads(2) as each:
        list(each(abs, [1, 2]))
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == before
    assert (torch.full((64,), torch.finfo(torch.float32).tiny) / 2).max().item() > 0
