"""Do tasks side by side, in processes, as reading packed files takes a core each."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run(tasks: Sequence[Callable[[], Result]], workers: int) -> list[Result]:
    """Do all tasks, and return their results in order.

    Parameters
    ----------
    workers : int
        Processes; with 1, all is done in this one.
    """
    if workers < 2 or len(tasks) < 2:
        return [task() for task in tasks]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]
