"""The benchmarks: processes are measured in turn, and the page shows what was measured and nothing else."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks import measure, page, peers, results, training_curve
from benchmarks.catalogue import BENCHMARKS
from benchmarks.claims import Claim
from tests.test_layers import FILES, imports

ROOT = Path(__file__).parents[1]


def python(code: str) -> list[str]:
    """Give a command that runs a few lines of Python."""
    return [sys.executable, "-c", code]


def saying(seconds: str = "2.0", work: str = "10", more: str = "") -> list[str]:
    """Give a command that claims to have taken some seconds."""
    return python(f'print("noise"); print(\'{{"seconds": {seconds}, "work": {work}{more}}}\')')


def rows(**seconds: list[float]) -> pd.DataFrame:
    """Make measurements of 10 units of work, from the seconds of every contender's pairs."""
    table = pd.DataFrame(
        [(name, pair, value) for name, values in seconds.items() for pair, value in enumerate(values, 1)],
        columns=["contender", "pair", "seconds"],
    )
    return table.assign(work=10.0, cpu_seconds=1.0, peak_mb=100.0)


#: Benchmarks that run contenders, without the one that reads a finished run on real catchments.
RUN = [name for name, benchmark in BENCHMARKS.items() if hasattr(benchmark, "contenders") and name != "agreement_real"]


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_every_benchmark_of_ours_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A benchmark calls the library as it is now: the first contender of each of its scripts ends, in a small size."""
    monkeypatch.setattr(peers, "python", lambda name: "a peer's Python")
    commands = BENCHMARKS[name].contenders(True)
    scripts = {command[1]: command for command in reversed(commands.values()) if command[0] == sys.executable}
    assert scripts
    for command in scripts.values():
        row = measure.run([part.replace("{pair}", "1") for part in command])
        assert row.get("reason") is None
        assert row["seconds"] > 0
        assert row["work"] > 0


def test_contenders_take_turns() -> None:
    """Every round runs all contenders, every other one in reverse."""
    found = measure.alternate({name: saying() for name in "abc"}, pairs=3)
    assert "".join(found["contender"]) == "abc" + "cba" + "abc"
    assert found["pair"].tolist() == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_numbers_come_from_the_process() -> None:
    """Seconds, work and further numbers are those of the last line of output; the pair's number enters the command."""
    found = measure.alternate({"a": saying("0.5", "{pair}", ', "nse": 0.9')}, pairs=2)
    assert found["seconds"].tolist() == [0.5, 0.5]
    assert found["work"].tolist() == [1.0, 2.0]
    assert found["nse"].tolist() == [0.9, 0.9]


def test_memory_and_processor_time_are_measured() -> None:
    """A process that fills 400 MB, and one that computes, are seen to do so.

    Measured from a small process, as `make benchmark` is one: a system counts the memory of the process that starts
    another to its account, until that one runs.
    """
    script = """
import sys

from benchmarks import measure

talk = "print('{\\\"seconds\\\": 1, \\\"work\\\": 1}')"
busy = f"import time\\nwhile time.process_time() < 0.5: pass\\n{talk}"
commands = {"full": f"held = b'1' * 400_000_000; {talk}", "busy": busy}
found = measure.alternate({name: [sys.executable, "-c", code] for name, code in commands.items()}, pairs=1)
print(found.set_index("contender")[["peak_mb", "cpu_seconds"]].to_json())
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["peak_mb"]["full"] > 400 > found["peak_mb"]["busy"]
    assert found["cpu_seconds"]["busy"] >= 0.5


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (python("raise ImportError('no such peer')"), "no such peer"),
        (python("print('done')"), "no JSON"),
        (saying(more=', "reason": "not converged"'), "not converged"),
        (["/nowhere/python", "x.py"], "No such file"),
    ],
    ids=["error", "silent", "resigned", "absent"],
)
def test_a_failing_peer_is_told_of(command: list[str], reason: str) -> None:
    """One that fails, says nothing, gives up or is not there gives its reason, and the others go on."""
    found = measure.alternate({"peer": command, "ours": saying()}, pairs=1).set_index("contender")
    assert reason in found.loc["peer", "reason"]
    assert np.isnan(found.loc["peer", "seconds"])
    assert found.loc["ours", "seconds"] == 2.0


def test_an_endless_peer_is_stopped() -> None:
    """A process that outlasts the limit is killed, and said to have been."""
    assert "longer than 1 s" in measure.run(python("import time; time.sleep(600)"), limit=1.0)["reason"]


def test_ratios_are_taken_within_pairs() -> None:
    """With a pair in which the whole machine slept, the ratio of that pair stays; the faster peer of each counts."""
    table = rows(ours=[1.0, 100.0, 1.0], slow=[4.0, 400.0, 2.0], fast=[3.0, 300.0, 5.0])
    claim = Claim("faster", "ours", ("slow", "fast"), 2.0)
    np.testing.assert_allclose(claim.ratios(table), [3.0, 3.0, 2.0])
    assert "**3.00**" in page.line(claim, table).values()


def test_seconds_ignore_the_work() -> None:
    """By seconds, a contender that does ten times the work in half the time is twice as fast; by rate, twenty times."""
    table = rows(ours=[1.0], peer=[2.0])
    table["work"] = np.where(table["contender"] == "ours", 100.0, 10.0)
    assert Claim("", "ours", ("peer",), 1.0, by="seconds").ratios(table).tolist() == [2.0]
    assert Claim("", "ours", ("peer",), 1.0).ratios(table).tolist() == [20.0]


def test_a_pair_that_did_not_run_is_left_out() -> None:
    """A claim whose peer never ran is said not to have been measured, rather than reached."""
    told = page.line(Claim("", "ours", ("absent",), 1.0), rows(ours=[1.0]))
    assert told["reached"] == "not measured"


def test_measurements_return_from_disk(tmp_path: Path) -> None:
    """Every row, and every point of a curve with its contender and pair, comes back."""
    curve = [{"seconds": 1.0, "nse": 0.5}, {"seconds": 2.0, "nse": 0.75}]
    table = rows(a=[1.0, 2.0]).assign(curve=[curve, curve[:1]])
    results.write("x", table, {"date": "2026-01-01"}, tmp_path)
    found, about = results.read("x", tmp_path)
    pd.testing.assert_frame_equal(found, table.drop(columns="curve"), check_dtype=False)
    assert about == {"date": "2026-01-01"}
    assert results.read_curve("x", "curve", tmp_path)["nse"].tolist() == [0.5, 0.75, 0.5]
    assert results.read("y", tmp_path) is None


def test_the_page_shows_what_was_measured() -> None:
    """The tables of docs/performance.md are those that the measurements in benchmarks/results make."""
    text = page.PAGE.read_text()
    assert page.render(text) == text


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_has_its_place(name: str) -> None:
    """The page has a table of every benchmark; its measurements are of three pairs or more where it makes a claim."""
    assert f"<!-- {name} -->" in page.PAGE.read_text()
    module = BENCHMARKS[name]
    if (found := results.read(name)) is not None and module.CLAIMS:
        assert found[0]["pair"].nunique() >= 3
        for claim in module.CLAIMS:
            assert {claim.ours, *claim.peers} <= set(found[0]["contender"])
    assert module.TITLE


def test_no_peer_is_a_dependency() -> None:
    """The product imports no benchmark, and its lock names none of the peers that have an environment of their own."""
    assert not {name for file in FILES for name in imports(file) if name.split(".")[0] == "benchmarks"}
    locked = {line.split("==")[0].lower() for line in (ROOT / "requirements.lock").read_text().splitlines()}
    assert not {"neuralhydrology", "xvec", "skglm"} & locked


def test_results_say_where_they_were_taken() -> None:
    """Beside every table of measurements stands the machine, with its matrix products and the day."""
    for file in results.FOLDER.glob("*.json"):
        about = json.loads(file.read_text())
        assert set(about["gemm_gflops"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", about["date"])


def test_minutes_and_skill_are_read_from_a_log() -> None:
    """Minutes count from the first line, over midnight too; lines without a validation or a time are passed over."""
    log = (
        "23:59:30 INFO computing on CPU, 2 threads\n"
        "23:59:50 INFO epoch 5 of 10: loss 0.1, median validation NSE 0.700; about 1 min left\n"
        "a line that goes on\n"
        "00:00:10 INFO epoch 8 of 10: loss 0.1; about 1 min left\n"
        "00:01:30 INFO epoch 10 of 10: loss 0.1, median validation NSE -0.800; about 0 s left\n"
    )
    found = training_curve.read(log)
    assert found["minutes"].tolist() == pytest.approx([1 / 3, 2.0])
    assert found["epoch"].tolist() == [5, 10]
    assert found["nse"].tolist() == [0.7, -0.8]


def test_a_finished_run_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The row has the minutes and updates of the last validation, the threads of the log and the test period's NSE."""
    monkeypatch.setattr(training_curve, "RUN", tmp_path)
    logs, found = tmp_path / "logs/train_lstm/real666", tmp_path / "results/lstm/real666/seed1"
    logs.mkdir(parents=True), found.mkdir(parents=True)
    said = "10:00:00 INFO computing on CPU, 1 thread\n10:03:00 INFO epoch 2 of 2: loss 0.1, median validation NSE 0.8\n"
    (logs / "seed1.log").write_text(said)
    (found / "history.csv").write_text("epoch,updates\n1,10\n2,20\n")
    scores = ["a,test,nse,0.7", "b,test,nse,0.9", "c,test,nse,NaN", "a,train,nse,0.1", "a,test,kge,0.2"]
    (found / "discharge_skill.csv").write_text("\n".join(["gauge_id,period,metric,value", *scores]) + "\n")
    table = training_curve.table(training_curve.measurements(quick=False))
    assert table.iloc[0].tolist()[1:] == ["1", "3.0", "20", "2", "0.800"]


def test_a_run_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the finished run there is a reason and no number."""
    monkeypatch.setattr(training_curve, "RUN", tmp_path)
    found = training_curve.measurements(quick=False)
    assert "run config/real666.yaml first" in found["reason"].item()
    assert training_curve.table(found).empty
