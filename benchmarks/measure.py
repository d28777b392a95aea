"""Run contenders in turn, each as a whole process, and take their time, processor time and peak memory."""

import json
import logging
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[1]

#: What every measurement has; a contender may add further numbers.
COLUMNS = ("contender", "pair", "seconds", "work", "cpu_seconds", "peak_mb")

#: Longest that one process may take, s.
LIMIT = 1200.0


def alternate(contenders: Mapping[str, Sequence[str]], pairs: int = 3, limit: float = LIMIT) -> pd.DataFrame:
    """Run every contender once a round, in an order that is reversed in every other round.

    Parameters
    ----------
    contenders : mapping of str to sequence of str
        Name and command. In each argument ``{pair}`` stands for the number of the round, from 1: a seed, for
        example. Variables of the environment are set by a command that begins with ``env NAME=value``.
    pairs : int
        Rounds.
    limit : float
        Seconds after which a process is killed.

    Returns
    -------
    pandas.DataFrame
        One row a process: contender, pair, seconds (of the measured core), work (what was done in them),
        cpu_seconds and peak_mb (of the whole process with its children), then further numbers of the contender,
        and, where one failed, reason.
    """
    rows = []
    for pair in range(1, pairs + 1):
        for name in list(contenders)[:: 1 if pair % 2 else -1]:
            began = time.perf_counter()
            row = run([part.replace("{pair}", str(pair)) for part in contenders[name]], limit)
            outcome = row.get("reason") or f"{row['seconds']:.3f} s for {row['work']:g}"
            logger.info("%d of %d, %s: %s (%.0f s in all)", pair, pairs, name, outcome, time.perf_counter() - began)
            rows.append({"contender": name, "pair": pair, **row})
    return pd.DataFrame(
        rows, columns=[*COLUMNS, *dict.fromkeys(key for row in rows for key in row if key not in COLUMNS)]
    )


def run(command: Sequence[str], limit: float = LIMIT) -> dict:
    """Run one process and read the JSON in the last line of its output.

    Parameters
    ----------
    command : sequence of str
        Program and arguments, run in the root of the repository.
    limit : float
        Seconds after which it is killed.

    Returns
    -------
    dict
        What the process printed, which has `seconds` and `work`, with cpu_seconds and peak_mb, MB of 10⁶ bytes.
        Linux counts into a process's peak what its parent held when it was started, so that no peak is below
        the some 100 MB of this one. A process that fails gives reason alone beside the last two.
    """
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        try:
            process = subprocess.Popen(list(command), stdout=output, stderr=errors, cwd=ROOT)
        except OSError as error:
            return {"reason": f"{error.strerror}: {command[0]}"}
        killer = threading.Timer(limit, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0), errors.seek(0)
        spent = {"cpu_seconds": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss * 1024 / 1e6}
        if process.returncode == 0:
            return {**_last_line(output.read()), **spent}
        return {"reason": _reason(process.returncode, errors.read(), limit), **spent}


def _last_line(output: str) -> dict:
    """Read the JSON of the last line; a contender that prints none, or a reason, has failed."""
    try:
        found = json.loads(output.strip().splitlines()[-1])
        if "reason" in found:
            return {key: value for key, value in found.items() if key not in ("seconds", "work")}
        return {**found, "seconds": float(found["seconds"]), "work": float(found["work"])}
    except (IndexError, KeyError, TypeError, ValueError) as error:
        return {"reason": f"printed no JSON with seconds and work in its last line ({error})"}


def _reason(code: int, errors: str, limit: float) -> str:
    """Say in one line why a process failed."""
    if code == -9:
        return f"killed: longer than {limit:g} s, or out of memory"
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return lines[-1][:200] if lines else f"exit status {code}"
