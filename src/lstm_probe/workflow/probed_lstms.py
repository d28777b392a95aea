"""Which LSTM an experiment probes, and what of its units."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

#: What probes may be given of the units of an LSTM.
OF_UNITS = ("cell_state", "hidden_state", "input_gate", "forget_gate", "cell_input", "output_gate")
#: The figure that is drawn where more than cell states is kept.
UNITS = "figS12_units"


def probed(config: Mapping[str, Any], experiment: str = "main") -> str:
    """Name the LSTM that an experiment probes: the first of the study where it names none, or is not there."""
    return str(config["experiments"].get(experiment, {}).get("lstm") or config["study"]["lstms"][0])


def side_by_side(config: dict[str, Any]) -> dict[str, str]:
    """Name the experiment that does to each LSTM of the study what main does to its own, by LSTM."""
    study, main = config["study"], config["experiments"]["main"]
    first = probed(config)
    same = {
        entry["lstm"]: name
        for name in study["experiments"]
        if {**(entry := config["experiments"][name]), "lstm": None} == {**main, "lstm": None} and entry["lstm"]
    }
    return {first: "main", **{lstm: name for lstm, name in same.items() if lstm != first and lstm in study["lstms"]}}


def probe_all(config: dict[str, Any]) -> None:
    """Add an experiment like main for every LSTM of the study that no experiment would probe as main does."""
    study, main = config["study"], config["experiments"].get("main")
    if main is None or "main" not in study["experiments"]:
        return
    for lstm in [lstm for lstm in study["lstms"] if lstm not in side_by_side(config)]:
        config["experiments"][f"main_{lstm}"] = {**deepcopy(main), "lstm": lstm}
        study["experiments"] = [*study["experiments"], f"main_{lstm}"]


def kept(config: dict[str, Any], lstm: str) -> list[str]:
    """Name what of an LSTM's units is kept: cell states, and what else the study's probes of it are given."""
    own = [config["experiments"][name] for name in config["study"]["experiments"] if probed(config, name) == lstm]
    return list(
        dict.fromkeys(
            ["cell_state", *(name for entry in own for name in feature_names(entry["features"]) if name in OF_UNITS)]
        )
    )


def kinds_probed(config: Mapping[str, Any]) -> dict[str, str]:
    """Name what of the units main is given, and experiments that differ from it by that alone, by experiment."""
    experiments, study = config["experiments"], config["study"]["experiments"]
    alike = [name for name in study if {**experiments[name], "features": []} == {**experiments["main"], "features": []}]
    of_features = {name: feature_names(experiments[name]["features"]) for name in alike}
    return {name: given[0] for name, given in of_features.items() if len(given) == 1 and given[0] in OF_UNITS}


def feature_names(features: Sequence[str | Mapping[str, Any]]) -> list[str]:
    """Name features that are given by name, or by name and settings."""
    return [feature if isinstance(feature, str) else str(feature["name"]) for feature in features]
