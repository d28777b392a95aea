"""Where the LSTMs of a study come from: trained here, imported from runs of NeuralHydrology, or read as states."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lstm_probe.contracts.ensembles import ENSEMBLE
from lstm_probe.errors import InputError, shortlist
from lstm_probe.model.lagged_names import source
from lstm_probe.neuralhydrology import configuration, run, support
from lstm_probe.workflow import probed_lstms, training_known

#: What an entry may say that is not trained here.
KEYS = {
    "neuralhydrology": ("source", "runs", "epoch", "states", "spin_up_days", "training_gauges"),
    "states": ("source", "path", "discharge", "forcings", "attributes", "training_gauges", "training_periods"),
}


def check_keys(lstms: Any, where: str) -> None:
    """Check that entries that are not trained here say nothing of training, nor of inputs that the model itself knows.

    Parameters
    ----------
    lstms : Any
        The catalogue as the user wrote it.
    where : str
        Names of the YAML files, for messages.

    Raises
    ------
    InputError
        Naming the first key that does not belong to the source, or a name that an ensemble has.
    """
    for name, entry in lstms.items() if isinstance(lstms, dict) else ():
        if str(name).endswith(ENSEMBLE):
            expected = f"a name that does not end in {ENSEMBLE}, which stands for the mean over seeds"
            raise InputError(f"{where}: lstms.{name}", f"the name '{name}'", expected, "rename the LSTM")
        if isinstance(entry, dict) and entry.get("source") == "states":
            entry.setdefault("attributes", [])  # of its inputs nothing is known but what the entry says
        known = KEYS.get(entry.get("source", "trained")) if isinstance(entry, dict) else None
        if known and (others := [key for key in entry if key not in known]):
            found, expected = f"'{others[0]}' where source is {entry['source']}", f"one of {shortlist(known)}"
            raise InputError(f"{where}: lstms.{name}", found, expected, "leave it out: the model brings it")


def names(config: dict[str, Any], *sources: str) -> list[str]:
    """Name the LSTMs of the catalogue that come from one of some sources."""
    return [name for name, entry in config["lstms"].items() if entry["source"] in sources]


def settle(config: dict[str, Any], where: str) -> None:
    """Complete the entries of the study that are not trained here, by what their models say of inputs and windows.

    Parameters
    ----------
    config : dict
        The complete configuration; its entries get inputs, units and the length of windows.
    where : str
        Names of the YAML files, for messages.

    Raises
    ------
    InputError
        Naming all runs that cannot be imported, with every reason, before any work; or the first that is not there.
    """
    found = {}
    for name in config["study"]["lstms"]:
        entry = config["lstms"].get(name, {})
        if entry.get("source") == "neuralhydrology":
            found[name] = _settings(entry, config["study"]["seeds"], f"{where}: lstms.{name}")
        elif entry.get("source") == "states":
            for path in given(entry):
                _require_file(path, f"{where}: lstms.{name}")
            entry |= {"window_days": 1, "states": "window", "sampling": "last"}
    labelled = {
        f"lstms.{name}.runs.{seed} ({config['lstms'][name]['runs'][str(seed)]})": settings
        for name, of_seeds in found.items()
        for seed, settings in of_seeds.items()
    }
    support.require(labelled)
    for name, of_seeds in found.items():
        config["lstms"][name] |= _inputs(list(of_seeds.values()))
    training_known.settle(config, where)
    probed_lstms.probe_all(config)
    if any(len(probed_lstms.kept(config, lstm)) > 1 for lstm in config["study"]["lstms"]):
        config["study"]["figures"] = list(dict.fromkeys([*config["study"].get("figures", []), probed_lstms.UNITS]))


def with_ensemble(config: Mapping[str, Any]) -> list[str]:
    """Name the LSTMs of the study whose seeds simulate discharge here, where there are several."""
    study = config["study"]
    simulated = [name for name in study["lstms"] if config["lstms"][name]["source"] != "states"]
    return simulated if len(study["seeds"]) > 1 else []


def _settings(entry: dict[str, Any], seeds: list[int], where: str) -> dict[int, configuration.Settings]:
    """Read the configurations of the runs of all seeds of the study."""
    if missing := [seed for seed in seeds if str(seed) not in entry["runs"]]:
        found, expected = f"no run of seed {shortlist(missing)}", f"a run directory of each of {shortlist(seeds)}"
        raise InputError(f"{where}.runs", found, expected, "add it, or take the seed out of study.seeds")
    return {seed: configuration.read(Path(entry["runs"][str(seed)])) for seed in seeds}


def _inputs(runs: list[configuration.Settings]) -> dict[str, Any]:
    """Give what the runs of an entry read together."""
    return {
        "forcings": list(dict.fromkeys(source(name)[0] for settings in runs for name in settings.forcings)),
        "attributes": sorted({name for settings in runs for name in settings.attributes}),
        "hidden_size": runs[0].hidden_size,
        "window_days": max(settings.window_days for settings in runs),
        "sampling": "last",
        "training_periods": [list(period) for settings in runs for period in settings.training],
    }


def _require_file(path: str, where: str) -> None:
    if not Path(path).is_file():
        expected = "a netCDF file of states, as docs/your_model.md describes it"
        raise InputError(where, f"no file {path}", expected, "write it with the model, or name its place")


def files_of_run(entry: dict[str, Any], seed: str) -> list[Path]:
    """Name the files of a run that an import reads."""
    found = run.find(entry["runs"][seed], entry.get("epoch", "last"))
    there = (found.folder / configuration.CONFIG, found.weights, found.scaler, found.codes, found.metrics)
    return [path for path in there if path is not None]


def places(entry: dict[str, Any]) -> dict[str, str | None]:
    """Name the files of an entry whose states are given."""
    return {"states": entry["path"], "discharge": entry.get("discharge")}


def given(entry: dict[str, Any]) -> list[str]:
    """List the files of an entry whose states are given, those that there are."""
    return [path for path in places(entry).values() if path]


def forcings(config: Mapping[str, Any]) -> list[str]:
    """Name the forcings that a study reads: those of its LSTMs, and those that simulate its simple stores."""
    study = config["study"]
    needed = {name for lstm in study["lstms"] for name in config["lstms"][lstm]["forcings"]}
    stores = [
        config["targets"][name] for name in study["targets"] if config["targets"][name]["source"] == "simple_store"
    ]
    for entry in stores:
        needed |= {"precipitation", "temperature", *(["pet"] if entry["variable"] == "soil_water" else [])}
    return sorted(needed)
