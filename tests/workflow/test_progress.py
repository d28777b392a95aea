"""Progress and what a run found are told in terminals alone, and the time left follows the work done."""

import io
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest

from lstm_probe.workflow import progress


class Terminal(io.StringIO):
    """Stand for a terminal."""

    def isatty(self) -> bool:
        """Say that somebody looks."""
        return True


def counted(event: str = "progress", done: int = 1) -> logging.LogRecord:
    """Make a record as Snakemake does when it has done some of three steps."""
    return logging.makeLogRecord({"event": SimpleNamespace(value=event), "done": done, "total": 3})


def workflow(**changes: object) -> SimpleNamespace:
    """Stand for a workflow of two jobs, the first of which is done, and of a target without files."""
    jobs = [SimpleNamespace(rule=SimpleNamespace(name=name), output=["a file"]) for name in ("train_lstm", "check")]
    target = SimpleNamespace(rule=SimpleNamespace(name="all"), output=[])
    dag = SimpleNamespace(
        needrun_jobs=lambda exclude_finished: iter([*jobs, target]), finished=lambda job: job is jobs[0]
    )
    settings = SimpleNamespace(quiet=("host",))
    return SimpleNamespace(
        **{"is_main_process": True, "dryrun": False, "output_settings": settings, "dag": dag, **changes}
    )


def attached(stream: io.StringIO, **changes: object) -> list[logging.Handler]:
    """Attach progress to a workflow, and take it off again."""
    logger = logging.getLogger(progress.LOGGER)
    before = list(logger.handlers)
    progress.attach(workflow(**changes), stream)
    added = [handler for handler in logger.handlers if handler not in before]
    for handler in added:
        logger.removeHandler(handler)
    return added


@pytest.mark.parametrize(("done", "elapsed", "left"), [(1, 60.0, 180.0), (2, 60.0, 60.0), (3, 90.0, 30.0)])
def test_the_time_left_is_in_proportion_to_the_work(done: int, elapsed: float, left: float) -> None:
    """Of four equal jobs, one done in a minute leaves three minutes."""
    jobs = [("train_lstm", place < done) for place in range(4)]
    assert progress.progress(jobs, elapsed).startswith(f"about {progress.spoken(left)} left: {25 * done} % of")


def test_long_jobs_count_for_more() -> None:
    """A training that is done is more of the work than a check; a rule that nobody timed counts too."""
    share = {name: progress.progress([(name, True), ("unheard_of", False)], 60.0) for name in ("train_lstm", "check")}
    assert "about 1 min 0 s left" not in share["train_lstm"]
    assert int(share["train_lstm"].split(": ")[1].split(" %")[0]) > int(share["check"].split(": ")[1].split(" %")[0])


@pytest.mark.parametrize("jobs", [[], [("check", False)], [("check", True)]])
def test_nothing_is_estimated_from_nothing(jobs: list) -> None:
    """Before the first job has ended, and after the last, there is no line."""
    assert progress.progress(jobs, 5.0) == ""


@pytest.mark.parametrize(
    ("duration", "words"),
    [(0.2, "1 s"), (59.0, "59 s"), (100.0, "1 min 40 s"), (900.0, "15 min"), (7800.0, "2 h 10 min")],
)
def test_durations_are_spoken(duration: float, words: str) -> None:
    """Seconds below a minute, both below ten, minutes below an hour, then hours and minutes."""
    assert progress.spoken(duration) == words


def test_a_line_every_few_seconds() -> None:
    """Steps that are counted in quick succession give one line, other events none."""
    times, stream = iter([0.0, 2.0, 9.0, 10.0]), Terminal()
    handler = progress.Progress(lambda: [("check", True), ("check", False)], stream, lambda: next(times))
    for event in ("progress", "job_finished", "progress", "progress"):
        handler.emit(counted(event))
    handler.emit(counted(done=3))
    assert stream.getvalue() == "about 9 s left: 50 % of the work is done after 9 s\n"


def test_only_people_who_look_are_told() -> None:
    """A run in a terminal is followed; one in a file or pipe, a dry run, a quiet one, or a single job is not."""
    (handler,) = attached(Terminal())
    assert handler.jobs() == [("train_lstm", True), ("check", False)]
    assert not attached(io.StringIO())
    quiet = SimpleNamespace(quiet=("progress",))
    for changes in ({"dryrun": True}, {"is_main_process": False}, {"output_settings": quiet}):
        assert not attached(Terminal(), **changes)


def test_every_rule_was_timed() -> None:
    """The measured seconds are positive, and name the longest rules."""
    assert {"train_lstm", "make_world", "fit_probes", "ingest"} <= set(progress.seconds())
    assert min(progress.seconds().values()) > 0


def test_the_summary_of_this_run_is_told(tmp_path: Path) -> None:
    """A summary that the run wrote is shown in a terminal; an older one, or none, is not."""
    terminal, pipe = Terminal(), io.StringIO()
    progress.conclude(tmp_path, 0.0, terminal)
    (tmp_path / "summary.txt").write_text("The conclusion holds.\n")
    written = (tmp_path / "summary.txt").stat().st_mtime
    progress.conclude(tmp_path, written + 1, terminal)
    progress.conclude(tmp_path, written, pipe)
    assert terminal.getvalue() == pipe.getvalue() == ""
    progress.conclude(tmp_path, written, terminal)
    assert terminal.getvalue() == "\nThe conclusion holds.\n"
