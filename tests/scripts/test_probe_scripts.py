"""The scripts from states to checked numbers, in their order, on contract mocks written through the store."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe import logs
from lstm_probe.artefacts import store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE_SKILL, STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL
from lstm_probe.contracts.tables import (
    CONTROLS,
    DISAGREEMENTS,
    EXPECTATIONS,
    PUBLISHED_COMPARISON,
    PUBLISHED_SUMMARY,
    REPRODUCTION,
    SEEDS,
    TABLE1,
    WEIGHTS_TABLE,
)
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING, INTERVALS, LADDER, SAMPLING
from lstm_probe.contracts.world import TRUTH
from lstm_probe.errors import InputError
from tests.run_script import Named, run_script

ROOT = Path(__file__).parents[2]
DAYS = 400
PERIODS = {"probe_fit": ["2000-02-01", "2000-10-31"], "probe_test": ["2000-11-01", "2001-02-03"]}
CONFIG = {"periods": {**PERIODS, "lstm_train": ["1999-01-01", "1999-12-31"]}}
TARGETS: dict[str, dict[str, Any]] = {
    "swvl1": {"source": "era5_land", "variable": "swvl1", "gauges": None},
    "mine": {
        "source": "table",
        "variable": None,
        "gauges": {"attribute": "frac_snow", "above": 0.0, "below": None},
    },
}
EXPERIMENTS = {
    "main": {},
    "delay": {"control": {"name": "delay", "days": 20}},
    "swap": {"control": "permute_gauges"},
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a function that runs one script as Snakemake would, its log left alone."""
    monkeypatch.setattr(logs, "start", lambda path: logging.getLogger("lstm_probe"))

    def script(name: str, inputs: Mapping[str, Any], outputs: Mapping[str, Any], **others: Any) -> None:
        snakemake = SimpleNamespace(
            input=Named(inputs), output=Named(outputs), log=["log"], rule=name, config=CONFIG, threads=2
        )
        for kind in ("params", "wildcards"):
            setattr(snakemake, kind, Named(others.get(kind, {})))
        run_script(name, snakemake)

    return script


@pytest.fixture
def made(tmp_path: Path, rng: np.random.Generator) -> Path:
    """Write mocks of all that the probes read, with a store that the states hold."""
    states = STATES.mock(rng, gauge_id=3, time=DAYS, unit=5)
    weights = np.array([0.02, 0.0, -0.03, 0.01, 0.0], dtype="float32")
    soil = (0.3 + states["cell_state"] @ xr.DataArray(weights, dims="unit")).astype("float32")
    attributes = ATTRIBUTES.mock(rng, gauge_id=3)
    attributes["frac_snow"] = ("gauge_id", [0.0, 0.1, 0.2], {"units": "1"})
    truth = TRUTH.mock(rng, gauge_id=3, time=DAYS)
    truth["swvl1"] = soil.assign_attrs(units="m3 m-3")
    series = CATCHMENTS.mock(rng, gauge_id=3, time=10).assign_attrs(dropped_gauges_count=2)
    for name, contract, dataset in (
        ("states", STATES, states),
        ("attributes", ATTRIBUTES, attributes),
        ("truth", TRUTH, truth),
        ("catchments", CATCHMENTS, series),
    ):
        store.write(dataset, tmp_path / f"{name}.nc", contract, {})
    for name in TARGETS:
        target = soil.assign_attrs(units="m3 m-3", long_name=f"soil water of {name}").to_dataset(name=name)
        store.write(target, tmp_path / f"{name}.nc", target_contract(name), {})
    rows = [("paper", 1, gauge, "test", "nse", 0.8, "yes", "none") for gauge in ("1001", "1002", "1003")]
    discharge = pd.DataFrame(rows, columns=list(DISCHARGE_SKILL.columns))
    store.write_table(discharge, tmp_path / "discharge_skill.csv", DISCHARGE_SKILL)
    (tmp_path / "published.csv").write_text("gauge_id,nse,r\n1001,0.2,0.8\n1002,0.1,0.9\n1003,0.1,0.7\n")
    return tmp_path


def fit(run: Any, made: Path, name: str, entry: Mapping[str, Any]) -> None:
    """Run one experiment on the targets that it names, or on all."""
    files = {"probe": "probe.nc", "predictions": "p.nc", "skill": "skill.csv", "yearly_sums": "yearly_sums.nc"}
    only = {target: TARGETS[target] for target in entry.get("targets", TARGETS)}
    inputs = {"states": made / "states.nc", "series": [], "attributes": made / "attributes.nc"}
    run(
        "fit_probes",
        {**inputs, "targets": [made / f"{target}.nc" for target in only]},
        {key: made / name / file for key, file in files.items()},
        params={"experiment": entry, "targets": only, "periods": PERIODS, "minimum_target_days": 1},
        wildcards={"experiment": name, "seed": "1"},
    )


def probe_everything(run: Any, made: Path) -> None:
    """Run every experiment, score all against the truth, and gather the tables and numbers."""
    for name, entry in EXPERIMENTS.items():
        fit(run, made, name, entry)
    runs = [[name, 1] for name in EXPERIMENTS]
    inputs = {"predictions": [made / name / "p.nc" for name in EXPERIMENTS], "truth": made / "truth.nc"}
    params = {"runs": runs, "targets": TARGETS, "periods": PERIODS}
    run("score_truth", inputs, {"skill": made / "truth.csv"}, params=params)
    tabulate(run, made, runs)


def tabulate(run: Any, made: Path, runs: list[list[Any]]) -> None:
    """Gather the tables and numbers of some runs."""
    tables = made / "tables"
    inputs = {
        "skill": [made / name / "skill.csv" for name, _ in runs],
        "truth_skill": made / "truth.csv",
        "discharge_skill": [made / "discharge_skill.csv"],
    }
    run("gather_skill", inputs, {name: tables / f"{name}.csv" for name in ("skill", "discharge_skill")})
    skill = {"skill": tables / "skill.csv"}
    listed = [name for name, _ in runs]
    run("table1_medians", skill, {"table1": tables / "table1_medians.csv"}, params={"experiments": listed})
    inputs = {**skill, "probes": [made / name / "probe.nc" for name, _ in runs]}
    outputs = {name: tables / f"{name}.csv" for name in ("controls", "seeds", "weights")}
    run(
        "summarise_experiments",
        inputs,
        outputs,
        params={"runs": runs, "experiments": listed, "controls": ["delay", "swap"]},
    )
    outputs = {"comparison": made / "compared.csv", "summary": made / "summary.csv"}
    inputs = {**skill, "published": made / "published.csv"}
    run("compare_published", inputs, outputs, params={"target": "mine", "reader": "camels_gb"})
    inputs = {
        "series": made / "catchments.nc",
        **{name: tables / f"{name}.csv" for name in ("skill", "discharge_skill", "weights", "seeds")},
        "published": made / "compared.csv",
        "products": [],
    }
    for contract in (INTERVALS, LADDER, FLOOR_AND_CEILING, SAMPLING):  # a study without the ladder has none of them
        path = tables / contract.name
        store.write_table(pd.DataFrame(columns=list(contract.columns)), path, contract)
        inputs[path.stem] = path
    run("make_numbers", inputs, {"numbers": made / "numbers.json"}, params={"baselines": {"swap": "delay"}})


def test_from_states_to_numbers(run: Any, made: Path) -> None:
    """Every artefact keeps its contract, and in the numbers main finds the store and controls do not."""
    probe_everything(run, made)
    assert store.read(made / "main" / "probe.nc", PROBE).sizes["feature"] == 5
    assert dict(store.read(made / "main" / "p.nc", PREDICTIONS).sizes) == {"target": 2, "gauge_id": 3, "time": 369}
    skill = store.read_table(made / "tables" / "skill.csv", SKILL)
    assert set(skill["experiment"]) == set(EXPERIMENTS)
    assert set(skill.query("metric == 'r_truth'")["target"]) == {"swvl1"}
    assert set(skill.query("target == 'mine'")["gauge_id"]) == {"1002", "1003"}
    assert len(store.read_table(made / "tables" / "table1_medians.csv", TABLE1)) == 12
    assert len(store.read_table(made / "tables" / "controls.csv", CONTROLS)) == 16
    assert len(store.read_table(made / "tables" / "seeds.csv", SEEDS)) == 48
    weights = store.read_table(made / "tables" / "weights.csv", WEIGHTS_TABLE)
    assert weights["target"].tolist() == ["swvl1", "mine"] * 3
    assert set(weights.query("experiment == 'main'")["largest"]) == {"cell_state_2, cell_state_0"}
    assert len(store.read_table(made / "compared.csv", PUBLISHED_COMPARISON)) == 2
    assert store.read_table(made / "summary.csv", PUBLISHED_SUMMARY)["gauges"].tolist() == [2, 2]
    numbers = store.read_json(made / "numbers.json")
    jsonschema.validate(numbers, json.loads((ROOT / "docs" / "numbers.schema.json").read_text()))
    assert numbers["counts"]["gauges_dropped"] == 2
    assert set(numbers["changes_from"]["swap"]["delay"]) == {"swvl1", "mine"}
    assert numbers["counts"]["gauges_probed"] == {"swvl1": 3, "mine": 2}
    assert numbers["probes"]["main"]["swvl1"]["test"]["r"] > 0.99
    assert numbers["probes"]["main"]["swvl1"]["test"]["r_truth"] > 0.99
    assert abs(numbers["probes"]["swap"]["swvl1"]["test"]["r"]) < 0.3
    assert numbers["shares_beating_main"]["delay"]["swvl1"]["test"]["r"] == 0
    assert numbers["changes"]["delay"]["swvl1"]["rmse_ratio"] > 2
    assert numbers["published"]["gauges"] == 2


def test_an_experiment_of_its_own_targets_and_gauges(run: Any, made: Path) -> None:
    """A perceptron on one target, its criterion set aside, leaves a probe without weights and skill of every gauge."""
    settings = {"name": "mlp", "max_epochs": 3, "max_samples": 300}
    fit(run, made, "own", {"regression": settings, "targets": ["mine"], "gauges": "all"})
    probe = store.read(made / "own" / "probe.nc", PROBE)
    assert probe.attrs["linear"] == 0
    assert "weight" not in probe
    assert probe["samples"].values.tolist() == [[300]]
    assert probe.attrs["samples_available_mine"] == 3 * 274
    skill = store.read_table(made / "own" / "skill.csv", SKILL)
    assert set(skill["gauge_id"]) == {"1001", "1002", "1003"}
    assert set(skill["target"]) == {"mine"}


def test_truth_of_every_run(run: Any, made: Path) -> None:
    """One table holds every probe's correlation with the truth, under the names and seeds in the order of files."""
    for name in ("main", "swap"):
        fit(run, made, name, EXPERIMENTS[name])
    inputs = {"predictions": [made / name / "p.nc" for name in ("swap", "main", "main")], "truth": made / "truth.nc"}
    params = {"runs": [["swap", 1], ["main", 1], ["main", 2]], "targets": TARGETS, "periods": PERIODS}
    run("score_truth", inputs, {"skill": made / "truth.csv"}, params=params)
    skill = store.read_table(made / "truth.csv", SKILL).query("period == 'test'")
    values = {key: rows["value"] for key, rows in skill.groupby(["experiment", "seed"])}
    assert (values["main", 1] > 0.99).all()
    assert values["main", 2].tolist() == values["main", 1].tolist()
    assert (values["swap", 1] < 0.5).all()


def test_ours_beside_the_paper(run: Any, made: Path) -> None:
    """The page, the table and the disagreements come out of the numbers; what the run lacks is not answered."""
    probe_everything(run, made)
    names = {"table": "reproduction.csv", "page": "reproduction.md", "disagreements": "disagreements.csv"}
    outputs = {key: made / name for key, name in names.items()}
    study = {"lstms": ["paper"], "targets": list(TARGETS), "experiments": list(EXPERIMENTS)}
    catalogues = {"targets": TARGETS, "experiments": EXPERIMENTS}
    params = {"config": {"world": {"seed": 1}, "study": study, "periods": PERIODS, **catalogues}}
    run("write_reproduction", {"numbers": made / "numbers.json"}, outputs, params=params)
    table = store.read_table(outputs["table"], REPRODUCTION).set_index(["number", "target"])
    assert table.loc[("probes.main.swvl1.test.r", "swvl1"), "ours"] > 0.99
    assert table.loc[("discharge.paper.test.nse", "discharge"), "verdict"] == "orientation"
    unanswered = table.query("verdict == 'not answered'")
    assert "no target sd in this run" in set(unanswered["reason"])
    assert "no experiment mlp in this run" in set(unanswered["reason"])
    assert len(store.read_table(outputs["disagreements"], DISAGREEMENTS)) == 28
    text = outputs["page"].read_text()
    assert "The data of this run are synthetic" in text
    assert "tested from 2000-11-01 to 2001-02-03" in text
    assert "test period: 2000-11-01 to 2001-02-03" in text


def test_same_numbers_again(run: Any, made: Path) -> None:
    """A second run writes the same numbers, to the byte."""
    probe_everything(run, made)
    first = (made / "numbers.json").read_bytes()
    probe_everything(run, made)
    assert (made / "numbers.json").read_bytes() == first


def test_claims_are_checked_and_confirmed(run: Any, made: Path) -> None:
    """Claims leave their table, whether they hold or not; one that does not stops the run at its end, and is named."""
    probe_everything(run, made)
    inputs, outputs = {"numbers": made / "numbers.json"}, {"table": made / "expectations.csv"}
    claims = {"expectations": made / "expectations.csv", "report": "report.html"}, {"claims": made / "claims.txt"}
    claim = {"claim": "the store is found", "value": "probes.main.swvl1.test.r", "at_least": 0.9}
    run("check_results", inputs, outputs, params={"expect": [claim]})
    assert store.read_table(made / "expectations.csv", EXPECTATIONS)["holds"].tolist() == [True]
    run("confirm_claims", *claims)
    assert (made / "claims.txt").read_text() == "holds: the store is found\n"
    run("check_results", inputs, outputs, params={"expect": [{**claim, "at_least": 1.1}]})
    assert store.read_table(made / "expectations.csv", EXPECTATIONS)["holds"].tolist() == [False]
    with pytest.raises(InputError, match="the store is found"):
        run("confirm_claims", *claims)
