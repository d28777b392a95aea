"""The scripts from states to the tables of nulls, in their order, on small made-up states."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.artefacts import store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.nulls import LAG_CURVE, NULLS, YEAR_SHIFT_SUMS
from lstm_probe.contracts.probe import PROBE, SKILL, YEARLY_SUMS
from lstm_probe.contracts.similar_gauges import SIMILAR_GAUGES
from lstm_probe.contracts.targets import target as target_contract
from tests.probe.null_land import PERIODS, make_null_land
from tests.scripts.test_probe_scripts import run  # noqa: F401

DAYS = {f"probe_{name}": [days.start, days.stop] for name, days in PERIODS.items()}


def test_from_states_to_tables(tmp_path: Path, rng: np.random.Generator, run: Any) -> None:  # noqa: F811
    """Moments, nulls, lag curve and unseen gauges are written as promised, residuals among them, and gathered."""
    land = make_null_land(rng, gauges=5)
    store.write(land.states, tmp_path / "states.nc", STATES, {})
    names = np.array([f"gauge {i}" for i in range(5)], dtype=object)
    attributes = land.attributes.assign(gauge_name=("gauge_id", names, {"units": ""}))
    store.write(attributes, tmp_path / "attributes.nc", ATTRIBUTES, {})
    probe, _, main = land.run()
    store.write(probe, tmp_path / "probe.nc", PROBE, {})
    targets = {name: tmp_path / f"{name}.nc" for name in land.targets}
    for name, values in land.targets.items():
        store.write(values.to_dataset(), targets[name], target_contract(name), {})
    files = {name: tmp_path / f"{name}.nc" for name in ("states", "attributes", "probe")}
    inputs = {**files, "series": [], "targets": list(targets.values()), "residuals": list(targets.values())}
    given = {"experiment": {}, "targets": list(targets), "inputs": None, "periods": DAYS}
    run("sum_moments", inputs, {"moments": tmp_path / "moments.nc"}, params={**given, "quarters": True})

    made = {name: tmp_path / f"{name}.csv" for name in ("nulls", "lag_curve")}
    moments, seed = {"moments": tmp_path / "moments.nc"}, {"seed": "3"}
    outputs = {**made, "year_shift_sums": tmp_path / "shifts.nc"}
    partial = {"regression": {"name": "elastic_net", "alpha": 0.001}}
    given |= {"derangements": 9, "distance_km": 150, "lag_step_days": 60, "partial": partial}
    run("score_nulls", inputs, outputs, params=given, wildcards=seed)
    gathered = {"nulls": tmp_path / "all_nulls.csv", "lag_curve": tmp_path / "all_lags.csv"}
    run("gather_nulls", {"nulls": [made["nulls"]], "lag_curves": [made["lag_curve"]]}, gathered)
    nulls, lags = store.read_table(gathered["nulls"], NULLS), store.read_table(gathered["lag_curve"], LAG_CURVE)
    assert set(nulls["null"]) == {"derangement", "partial_derangement", "year_shift"}
    assert set(nulls["seed"]) == {3}
    assert set(lags["target"]) == set(land.targets)
    assert store.read(tmp_path / "shifts.nc", YEAR_SHIFT_SUMS)["shift"].values.tolist() == [1, -1]

    outputs = {"skill": tmp_path / "skill.csv", "yearly_sums": tmp_path / "yearly_sums.nc"}
    run("score_unseen_gauges", {**moments, **files}, outputs, params={"experiment": {}}, wildcards=seed)
    skill = store.read_table(outputs["skill"], SKILL)
    assert set(skill["experiment"]) == {"main_unseen"}
    assert set(skill["target"]) == set(land.targets)
    assert set(skill["metric"]) == set(main["metric"])
    assert store.read(outputs["yearly_sums"], YEARLY_SUMS).sizes["gauge_id"] == 5

    both = pd.concat([main.assign(experiment="main", seed=3), skill], ignore_index=True)
    store.write_table(both, tmp_path / "both.csv", SKILL)
    inputs = {"skill": tmp_path / "both.csv", "attributes": files["attributes"], "held_out": [], "discharge_skill": []}
    similar = {"table": tmp_path / "similar_gauges.csv"}
    run("find_similar_gauges", inputs, similar, params={"targets": list(targets), "attributes": []})
    assert set(store.read_table(similar["table"], SIMILAR_GAUGES)["what"]) == set(land.targets)
