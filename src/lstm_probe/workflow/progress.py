"""Tell, beside Snakemake's lines, how far a run is and how long it may still take; and at its end what it found.

Both are for people: where the output is no terminal, nothing is said.
"""

import csv
import logging
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TextIO

#: How long a job of each rule took in the demo, on two cores that others used too. Only ratios count.
SECONDS = Path(__file__).with_name("seconds_of_rules.csv")
PAUSE = 5.0  # s between two lines
LOGGER = "snakemake.logging"


@cache
def seconds() -> dict[str, float]:
    """Read how long a job of each rule takes (s)."""
    with open(SECONDS, newline="", encoding="utf-8") as file:
        return {row["rule"]: float(row["seconds"]) for row in csv.DictReader(file)}


def work(rule: str) -> float:
    """Give the work of a job of a rule, in seconds of the demo; of an unknown rule, what half of all rules exceed."""
    known = seconds()
    return known.get(rule, sorted(known.values())[len(known) // 2])


class Progress(logging.Handler):
    """Write a line on the whole run whenever jobs have ended, but not more often than every few seconds.

    Parameters
    ----------
    jobs : callable
        Gives the rule of every job of the run, and whether it is done.
    stream : file
        Where lines go.
    clock : callable
        Gives the time (s).
    """

    def __init__(
        self,
        jobs: Callable[[], list[tuple[str, bool]]],
        stream: TextIO,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.jobs, self.stream, self.clock = jobs, stream, clock
        self.began = self.said = clock()

    def emit(self, record: logging.LogRecord) -> None:
        """Look at the jobs when Snakemake counts its steps."""
        said = vars(record)
        if str(getattr(said.get("event"), "value", "")) != "progress" or said["done"] >= said["total"]:
            return
        now = self.clock()
        if now - self.said >= PAUSE and (line := progress(self.jobs(), now - self.began)):
            self.said = now
            self.stream.write(f"{line}\n")
            self.stream.flush()


def progress(jobs: list[tuple[str, bool]], elapsed: float) -> str:
    """Estimate the time that is left from the work that was done so far; nothing before the first job, or at the end.

    Parameters
    ----------
    jobs : list of (str, bool)
        The rule of every job, and whether it is done.
    elapsed : float
        Time since the run began (s).
    """
    whole = sum(work(rule) for rule, _ in jobs)
    done = sum(work(rule) for rule, ended in jobs if ended)
    if not 0 < done < whole:
        return ""
    left = elapsed * (whole - done) / done
    return f"about {spoken(left)} left: {100 * done / whole:.0f} % of the work is done after {spoken(elapsed)}"


def spoken(duration: float) -> str:
    """Write a duration (s) as people say it: 40 s, 1 min 40 s, 12 min, 2 h 10 min."""
    whole = max(1, round(duration))
    if whole < 60:
        return f"{whole} s"
    if whole < 600:
        return f"{whole // 60} min {whole % 60} s"
    minutes = round(duration / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def attach(workflow: Any, stream: TextIO = sys.stderr) -> None:
    """Have a workflow tell its progress, if it runs jobs, in a terminal, and was not asked to be quiet.

    Parameters
    ----------
    workflow : snakemake.workflow.Workflow
        The workflow.
    stream : file
        Where lines go.
    """
    quiet = set(map(str, workflow.output_settings.quiet or ()))
    if not workflow.is_main_process or workflow.dryrun or {"all", "progress"} & quiet or not stream.isatty():
        return

    def jobs() -> list[tuple[str, bool]]:
        needed = workflow.dag.needrun_jobs(exclude_finished=False)
        return [(job.rule.name, workflow.dag.finished(job)) for job in needed if job.output]

    logging.getLogger(LOGGER).addHandler(Progress(jobs, stream))


def conclude(results: Path, since: float, stream: TextIO = sys.stderr) -> None:
    """Write what a run found, if it wrote a summary of it, and to a terminal.

    Parameters
    ----------
    results : Path
        Folder of results.
    since : float
        When the run began (s since 1970); an older summary is left unsaid.
    stream : file
        Where lines go.
    """
    summary = results / "summary.txt"
    if stream.isatty() and summary.is_file() and summary.stat().st_mtime >= since:
        stream.write(f"\n{summary.read_text(encoding='utf-8')}")
        stream.flush()
