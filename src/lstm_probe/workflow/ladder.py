"""The experiments and untrained LSTMs that the verdict's ladder needs, whatever a study lists.

They stand in the catalogues beside the user's own. What is not said of one is as in `main`, and an entry of the same
name changes it: ``experiments: {inputs: {features: [{name: forcing_memory, time_constants: [1, 30]}]}}``.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lstm_probe.datasets.variables import PRECIPITATION, TEMPERATURE
from lstm_probe.errors import InputError, shortlist
from lstm_probe.workflow import probed_lstms
from lstm_probe.workflow.configuration import NAMED
from lstm_probe.workflow.probed_lstms import OF_UNITS, feature_names

MAIN = "main"
#: First weights that an untrained LSTM is drawn with, whatever study.seeds lists.
DRAWS = (1, 2, 3, 4, 5)
MEMORY, ATTRIBUTES = "forcing_memory", "static_attributes"
#: Rain and snowfall apart, snow up to 0 degC, rain from 2 degC: linear memories that snow follows far better.
PARTED = {"name": MEMORY, "part_snow": {"between": [0.0, 2.0]}}
ON_INPUTS = {"residual_of": [PARTED, ATTRIBUTES], "target_scaling": "fit"}
PARTIAL: dict[str, Any] = {**ON_INPUTS, "regression": {"name": "elastic_net", "alpha": 0.001}}

#: What differs from `main`.
EXPERIMENTS: dict[str, dict[str, Any]] = {
    "season": {"features": ["season"]},
    "inputs": {"features": [MEMORY]},
    "inputs_and_attributes": {"features": [MEMORY, ATTRIBUTES]},
    "inputs_parted": {"features": [PARTED, ATTRIBUTES]},
    "untrained": {"lstm": "untrained"},
    "untrained_spread": {"lstm": "untrained_spread"},
    "ceiling": {"features": [PARTED, ATTRIBUTES], "regression": {"name": "mlp", "max_samples": 100_000}},
    "partial": PARTIAL,
    "partial_untrained": {**PARTIAL, "lstm": "untrained"},
    "partial_untrained_spread": {**PARTIAL, "lstm": "untrained_spread"},
}
#: What differs from the LSTM that `main` probes. One pass gives all states: windows would cost a hundred times as much.
LSTMS: dict[str, dict[str, Any]] = {
    "untrained": {"untrained_like": None, "states": "continuous"},
    "untrained_spread": {"untrained_like": None, "states": "continuous", "memory_days": [1.5, 500.0]},
}
UNTRAINED = {"epochs": 0, "validate_every": 0}
#: What an imported LSTM says of its origin, which no untrained one has.
OF_OTHER_SOURCES = ("source", "runs", "epoch", "training_periods", "training_gauges", "path", "discharge")


def added(config: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Add the ladder's experiments and untrained LSTMs to the catalogues of a complete configuration.

    Parameters
    ----------
    config : mapping
        The whole configuration, checked against the schema, defaults filled in.
    given : mapping
        The same as it was written, which says what an entry of the user's changes.

    Returns
    -------
    dict
        The configuration, with ``untrained_like`` resolved; the catalogues are otherwise as they were where the study
        has no ladder.

    Raises
    ------
    InputError
        If an untrained LSTM is to be like one that is not there, or is untrained itself.
    """
    asked = is_run(config)
    lstms = {**(LSTMS if asked else {}), **given["lstms"]}
    copies = {name: _merged(LSTMS.get(name, {}), entry or {}) for name, entry in lstms.items()}
    copies = {name: entry for name, entry in copies.items() if "untrained_like" in entry}
    if _of_states(config):
        copies = {name: entry for name, entry in copies.items() if name not in LSTMS}
    untrained = {name: _untrained(name, entry, config, copies) for name, entry in copies.items()}
    experiments = dict(config["experiments"])
    for name, entry in _parted_where_known(config).items() if asked else ():
        if _of_states(config) and entry.get("lstm"):
            continue  # nothing is known of the model, so that none of its kind can be drawn
        own = _merged(entry, given["experiments"].get(name) or {})
        experiments[name] = deepcopy({**experiments[MAIN], "control": {"name": "none"}, **own})
    return {**config, "lstms": {**config["lstms"], **untrained}, "experiments": experiments}


def is_run(config: Mapping[str, Any]) -> bool:
    """Return whether a study has the ladder: it is not set to false, and there is a `main` to judge."""
    return (
        bool(config["study"].get("ladder", True))
        and MAIN in config["study"]["experiments"]
        and bool(_main_lstm(config).get("forcings"))  # of given states, inputs may be unknown
    )


def names(config: Mapping[str, Any]) -> list[str]:
    """Name the experiments of the ladder, once `added`, that a study runs beside those that it lists."""
    return [name for name in EXPERIMENTS if name in config["experiments"]] if is_run(config) else []


def untrained(config: Mapping[str, Any]) -> list[str]:
    """Name the untrained LSTMs that the ladder probes; each has an experiment of its name."""
    return [name for name in LSTMS if name in config["lstms"]] if is_run(config) else []


def seeds(config: Mapping[str, Any], name: str) -> list[int]:
    """List the seeds of an experiment of the ladder: draws of an untrained LSTM, 1 without states, or the study's."""
    entry = config["experiments"][name]
    if entry["lstm"] in LSTMS:
        return list(DRAWS)
    return list(config["study"]["seeds"]) if needs_states(entry) else [1]


def runs(config: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Pair every experiment of the ladder with each of its seeds."""
    return [(name, seed) for name in names(config) for seed in seeds(config, name)]


def fitted_by_seed(config: Mapping[str, Any]) -> list[str]:
    """Name the experiments of the ladder that have a job per seed; one job fits all draws of an untrained LSTM."""
    return [name for name in names(config) if config["experiments"][name]["lstm"] not in LSTMS]


def regressed_on(config: Mapping[str, Any]) -> list[Any]:
    """Give the features of the regression whose residuals are an aim of experiments; none without such experiments."""
    listed = [*config["study"]["experiments"], *names(config)]
    return next((one for name in listed if (one := config["experiments"][name]["residual_of"])), [])


def needs_states(experiment: Mapping[str, Any]) -> bool:
    """Return whether an experiment is given the states of an LSTM."""
    return any(name in OF_UNITS for name in feature_names(experiment["features"]))


def needs_series(experiment: Mapping[str, Any]) -> bool:
    """Return whether an experiment is given something else than the states of an LSTM."""
    return any(name not in OF_UNITS for name in feature_names(experiment["features"]))


def _merged(entry: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Change an entry; a regression changes as a whole if another is named, else by its settings."""
    merged = dict(entry)
    for key, value in changes.items():
        value = {"name": value} if key in NAMED and isinstance(value, str) else value
        before = merged.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            same = value.get("name", before.get("name")) == before.get("name")
            value = {**before, **value} if same else value
        merged[key] = value
    return merged


def _parted_where_known(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the ladder's experiments, with precipitation left whole where forcings do not tell snow from rain."""
    if {PRECIPITATION, TEMPERATURE} <= set(_main_lstm(config).get("forcings") or ()):
        return EXPERIMENTS
    return {
        name: {
            key: [MEMORY if one == PARTED else one for one in value] if isinstance(value, list) else value
            for key, value in entry.items()
        }
        for name, entry in EXPERIMENTS.items()
        if name != "inputs_parted"
    }


def _main_lstm(config: Mapping[str, Any]) -> Mapping[str, Any]:
    return config["lstms"].get(probed_lstms.probed(config), {})


def _of_states(config: Mapping[str, Any]) -> bool:
    """Return whether the states that `main` probes come from a file, of a model that is not known."""
    return _main_lstm(config).get("source") == "states"


def _untrained(
    name: str, entry: dict[str, Any], config: Mapping[str, Any], copies: Mapping[str, Any]
) -> dict[str, Any]:
    """Copy the LSTM that an untrained one is like, with its own changes."""
    like = entry.pop("untrained_like") or probed_lstms.probed(config)
    trained = [other for other in config["lstms"] if other not in copies]
    if like not in trained:
        expected = f"one of {shortlist(trained)}, which are trained"
        raise InputError(f"lstms.{name}.untrained_like", f"'{like}'", expected, "name another, or leave it out")
    copied = {key: value for key, value in config["lstms"][like].items() if key not in OF_OTHER_SOURCES}
    return deepcopy({**copied, **entry, **UNTRAINED, "source": "trained"})
