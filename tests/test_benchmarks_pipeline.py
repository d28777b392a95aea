"""What Snakemake wrote of the jobs of runs becomes a table of rules, and how each grows with the gauges."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks import full_scale, pipeline

HEADER = "s\th:m:s\tmax_rss\tmax_vms\tmax_uss\tmax_pss\tio_in\tio_out\tmean_load\tcpu_time\n"


def write(path: Path, seconds: float, peak: str, cpu: str) -> None:
    """Write a file as Snakemake does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER}{seconds}\t0:00:01\t{peak}\t1\t1\t1\t0\t0\t90\t{cpu}\n")


def test_collects_jobs_of_rules(tmp_path: Path) -> None:
    """A job is known by its path; jobs too short to be looked at have no memory, and are still counted."""
    write(tmp_path / "benchmarks" / "make_world.tsv", 3.0, "100.0", "2.5")
    write(tmp_path / "benchmarks" / "fit_probes" / "main" / "seed1.tsv", 4.0, "200.0", "3.0")
    write(tmp_path / "benchmarks" / "fit_probes" / "mlp" / "seed1.tsv", 6.0, "NA", "NA")
    rows = pipeline.collect(tmp_path, 60)
    assert rows["contender"].tolist() == ["fit_probes", "fit_probes", "make_world"]
    assert rows["wildcards"].tolist() == ["main/seed1", "mlp/seed1", ""]
    rules = pipeline.by_rule(rows).set_index("contender")
    assert rules.loc["fit_probes", ["jobs", "seconds", "cpu_seconds"]].tolist() == [2, 10.0, 3.0]
    assert rules.loc["make_world", "peak_mb"] == pytest.approx(100 * 1.048576)


def test_a_run_without_accounts_is_empty(tmp_path: Path) -> None:
    """A folder without files of jobs gives no row, with every column."""
    rows = pipeline.collect(tmp_path, 60)
    assert rows.empty
    assert {"contender", "seconds", "cpu_seconds", "peak_mb"} <= set(rows)


@pytest.mark.parametrize("power", [0.0, 1.0, 1.7])
def test_growth_is_the_power(power: float) -> None:
    """Whatever power of the gauges a rule takes is found; one known at one size has none."""
    sizes = np.array([60, 200, 669])
    rules = pd.DataFrame({"contender": "rule", "gauges": sizes, "cpu_seconds": 0.2 * sizes**power})
    once = pd.DataFrame({"contender": ["once", "once"], "gauges": [60, 200], "cpu_seconds": [1.0, np.nan]})
    found = pipeline.growth(pd.concat([rules, once]), "cpu_seconds")
    assert found["rule"] == pytest.approx(power, abs=1e-9)
    assert np.isnan(found["once"])


def test_the_table_tells_what_is_more_than_linear() -> None:
    """Growth is told of rules that take long, and what is worse than linear is called so."""
    parts = [
        pd.DataFrame({"contender": rule, "gauges": [60, 669], "seconds": cost, "cpu_seconds": cost, "peak_mb": 9.0})
        for rule, cost in (("square", [1.0, 124.3]), ("straight", [10.0, 111.5]), ("brief", [1.0, 2.0]))
    ]
    shown = pipeline.table(pd.concat(parts)).set_index("rule (jobs)")["growth of CPU s"]
    assert shown["square (1)"] == "gauges^2.00, more than linear"
    assert shown["straight (1)"] == "gauges^1.00"
    assert shown["brief (1)"] == ""


def test_a_finished_run_is_told_from_its_own_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs of a rule are added up; the whole run reaches from the start of the first job to the last file."""
    monkeypatch.setattr(full_scale, "RUN", tmp_path)
    first = tmp_path / "logs" / "benchmarks" / "make_world.tsv"
    write(first, 30.0, "1000", "20")
    os.utime(first, (1030, 1030))
    write(tmp_path / "logs" / "benchmarks" / "fit_probes" / "main" / "seed1.tsv", 5.0, "2000", "4")
    (tmp_path / "results").mkdir()
    assert "claims.txt is not there" in full_scale.measurements(quick=False)["reason"].item()
    claims = tmp_path / "results" / "claims.txt"
    claims.touch()
    os.utime(claims, (1600, 1600))
    shown = full_scale.table(full_scale.measurements(quick=False)).set_index("rule")
    assert shown.loc["the whole run", "seconds"] == "600"
    assert shown.loc["the whole run", "CPU seconds"] == "24"
    assert shown.loc["fit_probes", "seconds"] == "5"
