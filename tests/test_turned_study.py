"""A study turned around runs to its report: no attributes, tests before trainings, a test on days trained on."""

from pathlib import Path

import pytest
from safetensors.numpy import load_file

from lstm_probe.artefacts import store
from lstm_probe.contracts.probe import SKILL
from lstm_probe.model.scaling import Scalers
from tests.test_workflow import copy_repository, run, write_overlay

pytestmark = [pytest.mark.workflow, pytest.mark.slow]

PERIODS = {
    "lstm_train": ["2002-01-01", "2003-12-31"],
    "lstm_validation": ["2001-07-01", "2001-12-31"],
    "lstm_test": ["2000-07-01", "2001-06-30"],
    "probe_fit": ["2003-01-01", "2003-12-31"],
    "probe_test": ["2001-09-01", "2002-11-30"],
}
STUDY = {
    "experiments": ["main", "permute_gauges", "delay_180"],
    "figures": ["fig01_pipeline", "fig02_soil_moisture_skill", "fig03_probe_series", "fig04_offsets", "fig05_snow",
                "fig06_july_2007", "figA1_permutation", "figA2_delay", "figA4_delayed_states", "figD1_example_gauges",
                "figF1_lstm_cell", "figS1_true_stores", "figS2_discharge_skill"],
}  # fmt: skip


def test_a_study_turned_around_runs(tmp_path: Path) -> None:
    """The LSTM reads forcings alone, both periods are scored, and log and report warn of the days trained on."""
    folder = copy_repository(tmp_path / "repository")
    world = {"esa_cci_days": ["2001-09-01", "2003-03-31"]}
    changes = {"world": world, "periods": PERIODS, "study": STUDY, "lstms": {"tiny": {"attributes": []}}}
    done = run(folder, "--config", "check=false", overlay=write_overlay(folder, changes))
    assert done.returncode == 0, done.stdout + done.stderr
    results = folder / "runs" / "tiny" / "results"
    warning = "some of the days on which the probes are tested: 2002-01-01 to 2002-11-30"
    assert (done.stdout + done.stderr).count(warning) >= 1
    assert warning in (results / "report.html").read_text(encoding="utf-8").split("</section>")[0]
    assert warning in next((folder / "runs" / "tiny" / "logs" / "fit_probes").rglob("*.log")).read_text(
        encoding="utf-8"
    )
    (weights,) = results.glob("lstm/tiny/seed1/model.safetensors")
    assert {array.shape[-1] for name, array in load_file(weights).items() if "weight_ih" in name} == {3}
    model = store.read_json(weights.with_suffix(".json"))
    assert Scalers.from_dict(model["scalers"]).attributes.names == ()
    skill = store.read_table(next((results / "probe" / "main" / "seed1").glob("skill.csv")), SKILL)
    days = skill[(skill["metric"] == "n") & (skill["target"] == "swvl1")].groupby("period")["value"].max()
    assert days.to_dict() == {"fit": 365, "test": 456}
