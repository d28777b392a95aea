"""The log of a script, to a file and to the terminal, with what goes wrong in it."""

import logging
import sys
from pathlib import Path
from types import TracebackType

from lstm_probe.errors import InputError


def start(path: str | Path) -> logging.Logger:
    """Log to a file and to stderr, and send uncaught exceptions to both.

    A user's mistake (`InputError`) shows its message on stderr; its traceback goes to the file alone.

    Parameters
    ----------
    path : str or Path
        The log file; its folder is made.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    logging.raiseExceptions = False  # a log that cannot be written, as on a full disk, stops nothing
    logger = logging.getLogger("lstm_probe")
    logger.setLevel(logging.INFO)
    logger.handlers.clear()

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        for handler in logger.handlers[:1]:  # the file, if it could be opened
            handler.handle(logger.makeRecord(logger.name, 40, "", 0, "stopped", (), (kind, error, trace)))
        if isinstance(error, InputError):
            print(f"\n{error}\n", file=sys.stderr)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = report
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        log = logging.FileHandler(path, mode="w", encoding="utf-8")
    except OSError as error:
        advice = "let it be written, or put logs elsewhere (pathvars in the config), and run the same command again"
        raise InputError(str(path), error.strerror or str(error), "a place for a log", advice) from error
    for handler in (log, logging.StreamHandler(sys.stderr)):
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%H:%M:%S"))
        logger.addHandler(handler)
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").handlers = list(logger.handlers)
    return logger
