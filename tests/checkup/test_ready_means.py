"""Targets that are ready: constant in time, in other units, of other days or gauges; Caravan's real files."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lstm_probe.checkup import ready_means, targets
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.data.caravan import means as caravan
from tests.checkup.conftest import PERIODS, Planted

DAYS = pd.date_range(PERIODS["probe_fit"][0], PERIODS["probe_test"][1], freq="D", name="time")
GAUGES = [str(1001 + number) for number in range(5)]


def table_of(rng: np.random.Generator) -> pd.DataFrame:
    """Make soil water of five gauges."""
    return pd.DataFrame(0.3 + 0.02 * rng.normal(size=(len(DAYS), 5)), DAYS, GAUGES)


def told(world: Planted, folder: Path, table: pd.DataFrame, **settings: Any) -> set[tuple[str, str, int]]:
    """Check a table as a target: severity, check, and how many gauges."""
    table.to_csv(folder / "means.csv")
    entry = {"source": "table", "path": str(folder / "means.csv"), "units": "m3 m-3"}
    study = world.study(targets={"soil": entry}, **settings)
    findings, account = Findings(), Account(gauges=GAUGES)
    ready_means.check(study, findings, account)
    rows = findings.table()
    return set(zip(rows["severity"], rows["check"], rows["gauges"], strict=True))


def test_a_good_table_is_fine(whole: Planted, tmp_path: Path, rng: np.random.Generator) -> None:
    """Every gauge on every day of the probes' periods."""
    assert told(whole, tmp_path, table_of(rng)) == set()


def test_gauges_that_never_vary_or_are_not_there_warn(whole: Planted, tmp_path: Path, rng: np.random.Generator) -> None:
    """Two constant ones, and one without a column."""
    table = table_of(rng).assign(**{GAUGES[0]: 0.3, GAUGES[1]: 0.2}).drop(columns=GAUGES[2])
    assert told(whole, tmp_path, table) == {("warn", "constant in time", 2), ("warn", "gauges without a target", 1)}


def test_a_target_that_varies_nowhere_is_refused(whole: Planted, tmp_path: Path) -> None:
    """One row of it, not one a gauge."""
    table = pd.DataFrame(0.3, DAYS, GAUGES)
    assert told(whole, tmp_path, table) == {("refuse", "constant in time", 0)}


def test_per_cent_is_refused_at_every_gauge(whole: Planted, tmp_path: Path, rng: np.random.Generator) -> None:
    """The file cannot say its units, the values do."""
    assert told(whole, tmp_path, 100 * table_of(rng)) == {("refuse", "units", 5)}


@pytest.mark.parametrize(("declared", "expected"), [(None, {("refuse", "values out of bounds", 1)}), (-9999, set())])
def test_a_number_for_missing_values_is_refused_or_declared(
    whole: Planted, tmp_path: Path, rng: np.random.Generator, declared: float | None, expected: set
) -> None:
    """In a table of which nothing is known but its units, as ingestion does."""
    table = 100 + 10 * table_of(rng)
    table.iloc[3:9, 1] = -9999
    table.to_csv(tmp_path / "means.csv")
    entry = {"source": "table", "path": str(tmp_path / "means.csv"), "units": "m", "missing_value": declared}
    findings = Findings()
    ready_means.check(whole.study(targets={"level": entry}), findings, Account(gauges=GAUGES))
    rows = findings.table()
    assert set(zip(rows["severity"], rows["check"], rows["gauges"], strict=True)) == expected


def test_days_that_are_missing_are_told(whole: Planted, tmp_path: Path, rng: np.random.Generator) -> None:
    """Part of the periods warns; a period without a day is refused, as are periods without any."""
    table = table_of(rng)
    assert told(whole, tmp_path, table[30:]) == {("warn", "period", 0)}
    assert ("refuse", "values", 0) in told(whole, tmp_path, table[: PERIODS["probe_fit"][1]])
    early = table.set_axis(table.index - pd.Timedelta(days=3000))
    assert {("refuse", "period", 0), ("refuse", "values", 0)} <= told(whole, tmp_path, early)


def test_filled_gaps_and_copied_days_warn(whole: Planted, tmp_path: Path, rng: np.random.Generator) -> None:
    """At one gauge one value for three months, at another forty days twice."""
    table = table_of(rng)
    table.iloc[100:190, 0] = 0.31
    table.iloc[300:340, 1] = table.iloc[200:240, 1].to_numpy()
    assert told(whole, tmp_path, table) == {("warn", "one value for days on end", 1), ("warn", "repeated days", 1)}


@pytest.mark.data
@pytest.mark.parametrize(("prefix", "basin"), [("lamah", "1145"), ("hysets", "01075000")])
def test_real_basins_of_caravan_pass(whole: Planted, real_data: Path, prefix: str, basin: str) -> None:
    """Two decimals, slow layers and summers without snow are no fault."""
    periods = {"probe_fit": ["1990-01-01", "1999-12-31"], "probe_test": ["2000-01-01", "2009-12-31"]}
    study, findings = whole.study(periods={**PERIODS, **periods}), Findings()
    variables = {f"swvl{n}": (f"volumetric_soil_water_layer_{n}_mean", "m3 m-3") for n in (1, 2, 3, 4)}
    variables["sd"] = ("snow_depth_water_equivalent_mean", "m")
    for name, (variable, units) in variables.items():
        means = caravan.read(real_data / "caravan", [basin], variable, units, prefix)
        targets.check(name, means, study, findings, Account(gauges=[basin]), gaps=False)
    assert not len(findings.table())
