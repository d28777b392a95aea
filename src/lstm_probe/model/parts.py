"""Share work between threads, in parts that do not depend on how many threads there are."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

import torch

Part = TypeVar("Part")
Result = TypeVar("Result")

#: Windows of a part on a CPU: what an LSTM keeps of so many stays in a core's cache (docs/performance.md).
LARGEST = 16


class Each(Protocol):
    """Apply a function to every part, in order."""

    def __call__(self, function: Callable[[Part], Result], parts: list[Part], /) -> Iterator[Result]:
        """Give the results in the order of the parts."""


@contextmanager
def threads(count: int) -> Iterator[Each]:
    """Give a `map` whose parts are worked on by so many threads, each of them alone with its part.

    Parameters
    ----------
    count : int
        Threads, each with torch to itself, whatever the calling thread has set; that one, which puts the parts
        together, works without others meanwhile.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with ThreadPoolExecutor(count, initializer=settle) as pool:
            yield pool.map
    finally:
        torch.set_num_threads(before)


def settle() -> None:
    """Let torch work on this thread alone, and take numbers below 1e-38 as zero.

    Gradients fade into such numbers over a long window, and a processor computes with them many times slower.
    """
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


def divide(n_windows: int, device: torch.device) -> list[slice]:
    """Divide a batch into parts: at least two on a CPU, of at most 16 windows; the whole on any other device.

    The division depends on nothing but the batch, so that sums over parts, taken in order, do not either.

    Parameters
    ----------
    n_windows : int
        Windows of the batch.
    device : torch.device
        Where they are.
    """
    size = min(LARGEST, -(-n_windows // 2)) if device.type == "cpu" else n_windows
    return [slice(first, min(first + size, n_windows)) for first in range(0, n_windows, size)]
