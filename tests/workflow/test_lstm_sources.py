"""LSTMs that were trained elsewhere bring their inputs and windows; what they lack is said before any work."""

from pathlib import Path
from typing import Any

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import lstm_sources, paths
from tests.neuralhydrology import made


def config(**lstms: dict[str, Any]) -> dict[str, Any]:
    """Make the parts of a configuration that say where LSTMs come from."""
    experiments = {"main": {"lstm": None, "features": ["cell_state"]}}
    study = {"lstms": list(lstms), "seeds": [1, 2], "experiments": ["main"], "targets": []}
    return {"lstms": lstms, "study": study, "experiments": experiments, "targets": {}}


def test_inputs_and_windows_come_from_the_runs(tmp_path: Path) -> None:
    """Forcings without their lags, attributes of all runs, units and the longest window complete the entry."""
    one = made.run(tmp_path / "a", dynamic_inputs=["precipitation_shift1", "precipitation"])
    two = made.run(tmp_path / "b", dynamic_inputs=["temperature", "pet_copy1_shift3"], seq_length=9)
    there = config(mine={"source": "neuralhydrology", "runs": {"1": str(one), "2": str(two)}})
    lstm_sources.settle(there, "config.yaml")
    entry = there["lstms"]["mine"]
    assert entry["forcings"] == ["precipitation", "temperature", "pet"]
    assert (entry["attributes"], entry["hidden_size"], entry["window_days"]) == (["area", "p_mean"], 4, 9)


def test_all_runs_are_refused_in_one_message(tmp_path: Path) -> None:
    """Every reason of every run of the study stands in one message, with the key of the run."""
    one, two = made.run(tmp_path / "a", model="gru"), made.run(tmp_path / "b", mc_dropout=True)
    entries = {"mine": {"source": "neuralhydrology", "runs": {"1": str(one), "2": str(two)}}}
    with pytest.raises(InputError) as caught:
        lstm_sources.settle(config(**entries), "config.yaml")
    assert [line.split(" (")[0].strip() for line in caught.value.found.splitlines()] == [
        "lstms.mine.runs.1",
        "lstms.mine.runs.2",
    ]


def test_what_the_study_leaves_out_is_not_read() -> None:
    """An entry outside the study may name a folder that is not there."""
    there = config(mine={"source": "neuralhydrology", "runs": {"1": "/gone"}})
    there["study"]["lstms"] = []
    lstm_sources.settle(there, "config.yaml")


def test_a_seed_without_a_run_is_named(tmp_path: Path) -> None:
    """Every seed of the study needs a run."""
    entry = {"source": "neuralhydrology", "runs": {"1": str(made.run(tmp_path / "a"))}}
    with pytest.raises(InputError, match="no run of seed 2"):
        lstm_sources.settle(config(mine=entry), "config.yaml")


@pytest.mark.parametrize("folder", ["gone", ""])
def test_a_folder_that_is_no_run_is_named(folder: str, tmp_path: Path) -> None:
    """A folder that is missing, or has no config.yml, is refused."""
    entry = {"source": "neuralhydrology", "runs": dict.fromkeys("12", str(tmp_path / folder))}
    with pytest.raises(InputError, match="a run directory of NeuralHydrology"):
        lstm_sources.settle(config(mine=entry), "config.yaml")


def test_an_imported_entry_says_nothing_of_training() -> None:
    """Keys that the model itself brings are refused."""
    entries = {"mine": {"source": "neuralhydrology", "runs": {}, "epochs": 3}}
    with pytest.raises(InputError, match="'epochs' where source is neuralhydrology"):
        lstm_sources.check_keys(entries, "config.yaml")


def test_a_file_of_states_must_be_there() -> None:
    """A file of states that is missing is named before any work."""
    with pytest.raises(InputError, match=r"no file /gone\.nc"):
        lstm_sources.settle(config(theirs={"source": "states", "path": "/gone.nc"}), "config.yaml")


def test_paths_of_runs_may_hold_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environment variables and home folders are put into the directories of runs."""
    monkeypatch.setenv("RUNS", "/there")
    given = {"lstms": {"mine": {"runs": {"1": "${RUNS}/a", "2": "${OTHER:-/here}/b"}}}}
    assert paths.expand(given, "config.yaml")["lstms"]["mine"]["runs"] == {"1": "/there/a", "2": "/here/b"}


def test_an_import_reads_five_files_at_most(tmp_path: Path) -> None:
    """Its digest is over the files that are read, and over no others."""
    folder = made.run(tmp_path / "a")
    (folder / "output.log").write_text("a log")
    entry = {"runs": {"1": str(folder)}}
    names = {path.relative_to(folder).as_posix() for path in lstm_sources.files_of_run(entry, "1")}
    assert names == {"config.yml", "model_epoch003.pt", "train_data/train_data_scaler.yml"}


def test_seeds_make_an_ensemble_where_discharge_is_simulated_here() -> None:
    """Of one seed there is none, and given states have the discharge that their file has; its name is taken."""
    there = config(mine={"source": "trained"}, theirs={"source": "states", "path": "states.nc"})
    assert lstm_sources.with_ensemble(there) == ["mine"]
    there["study"]["seeds"] = [3]
    assert lstm_sources.with_ensemble(there) == []
    with pytest.raises(InputError, match="mean over seeds"):
        lstm_sources.check_keys({"mine_ensemble": {}}, "config.yaml")
