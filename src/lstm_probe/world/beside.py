"""Let a function write files in a process of its own, while this one goes on."""

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from types import TracebackType
from typing import Any, Self


class Beside:
    """Call functions one after another, each in a process of its own that ends with the call.

    At most one call is under way: the next one waits for it. What a call raises, the next one raises, or the end.

    Parameters
    ----------
    processes : int
        How many may run, this one among them; with one, functions are called here.
    """

    def __init__(self, processes: int) -> None:
        self._alone = processes < 2
        self._under_way: tuple[multiprocessing.Process, Connection] | None = None

    def call(self, function: Callable[..., None], *arguments: Any) -> None:
        """Call a function once the one before has ended; it changes nothing in this process."""
        self.wait()
        if self._alone:
            function(*arguments)
            return
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_called, args=(ours, theirs, function, arguments))
        process.start()
        theirs.close()
        self._under_way = process, ours

    def wait(self) -> None:
        """Wait for the call that is under way, and raise what it raised."""
        if self._under_way is None:
            return
        (process, answer), self._under_way = self._under_way, None
        with answer:
            try:
                raised = answer.recv()
            except (EOFError, ConnectionError):
                raised = RuntimeError("a process that wrote files was killed")
        process.join()
        if raised is not None:
            raise raised

    def __enter__(self) -> Self:
        """Begin without a call under way."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Wait for the last call; where something else went wrong, end it."""
        if kind is not None and self._under_way is not None:
            self._under_way[0].terminate()
            self._under_way[0].join()
            self._under_way = None
        self.wait()


def _called(others: Connection, answer: Connection, function: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """Call a function in this process, and send what it raised, or None; end with the process that waits."""
    others.close()
    Thread(target=_end_with, args=(answer,), daemon=True).start()
    raised: BaseException | None = None
    try:
        function(*arguments)
    except Exception as error:
        raised = error
    answer.send(raised)


def _end_with(other: Connection) -> None:
    """End this process once the other, which sends nothing, has ended: what it writes is of no use any more."""
    with suppress(OSError):
        other.poll(None)
    os._exit(1)
