"""The ladder's experiments run whatever a study lists, follow main, and can be changed or left out."""

import copy
from pathlib import Path
from typing import Any

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import configuration, ladder, preflight
from tests import shipped

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
PLAIN = shipped.configuration()
NAMES = [
    "season",
    "inputs",
    "inputs_and_attributes",
    "inputs_parted",
    "untrained",
    "untrained_spread",
    "ceiling",
    "partial",
]
NAMES += ["partial_untrained", "partial_untrained_spread"]


def made(**change: Any) -> dict[str, Any]:
    """Complete the shipped configuration with changes in its blocks, and add the ladder."""
    given = copy.deepcopy(PLAIN)
    for key, entries in change.items():
        given.setdefault(key, {}).update(entries)
    return ladder.added(configuration.complete(given, SCHEMA, "config.yaml"), given)


def test_the_ladder_runs_by_itself() -> None:
    """A study that says nothing of it has all its experiments, beside those that it lists, and passes all checks."""
    config = made()
    assert ladder.names(config) == NAMES
    assert config["study"] == {**PLAIN["study"], "ladder": True}
    preflight.check(config, "config.yaml")
    shipped = configuration.complete(copy.deepcopy(PLAIN), SCHEMA, "config.yaml")
    assert {name: config["experiments"][name] for name in shipped["experiments"]} == shipped["experiments"]
    assert {name: config["lstms"][name] for name in shipped["lstms"]} == shipped["lstms"]


@pytest.mark.parametrize("study", [{"ladder": False}, {"experiments": ["permute_gauges"]}])
def test_a_study_without_a_ladder(study: dict[str, Any]) -> None:
    """With ladder: false, or without main, the catalogues stay as they are and nothing is added to the run."""
    config = made(study=study)
    for found in (ladder.names, ladder.runs, ladder.untrained, ladder.fitted_by_seed, ladder.regressed_on):
        assert not found(config)
    assert set(config["experiments"]) == set(PLAIN["experiments"])
    assert set(config["lstms"]) == set(PLAIN["lstms"])


def test_what_an_experiment_does_not_say_is_as_in_main() -> None:
    """The probe of the floor is that of main; partial r has a regression of its own."""
    regression = {"name": "elastic_net", "alpha": 0.5}
    config = made(experiments={"main": {"regression": regression, "intercepts": "gauge", "targets": ["swvl1"]}})
    for name in ("season", "inputs", "inputs_and_attributes", "inputs_parted", "untrained", "untrained_spread"):
        entry = config["experiments"][name]
        assert (entry["regression"], entry["intercepts"], entry["targets"]) == (
            regression,
            {"name": "gauge"},
            ["swvl1"],
        )
    assert config["experiments"]["partial"]["regression"] == {"name": "elastic_net", "alpha": 0.001}
    assert config["experiments"]["partial"]["residual_of"] == [ladder.PARTED, "static_attributes"]
    assert config["experiments"]["ceiling"]["regression"]["name"] == "mlp"


def test_an_entry_of_the_same_name_changes_it() -> None:
    """One setting of a regression is changed by itself, another regression as a whole."""
    memory = [{"name": "forcing_memory", "time_constants": [1, 30]}]
    own = {"inputs": {"features": memory}, "season": {"regression": "sgd"}}
    own["ceiling"] = {"regression": {"name": "mlp", "max_samples": 7}}
    own["partial"] = {"regression": {"name": "sgd", "loss": "huber"}}
    entries = made(experiments=own)["experiments"]
    assert entries["inputs"]["features"] == memory
    assert entries["season"]["regression"] == {"name": "sgd"}
    assert entries["season"]["features"] == ["season"]
    assert entries["ceiling"]["regression"] == {"name": "mlp", "max_samples": 7}
    assert entries["ceiling"]["features"] == [ladder.PARTED, "static_attributes"]
    assert entries["partial"]["regression"] == {"name": "sgd", "loss": "huber"}


@pytest.mark.parametrize("forcings", [["precipitation", "pet"], ["temperature", "pet"]])
def test_rain_and_snowfall_are_parted_where_forcings_tell_them(forcings: list[str]) -> None:
    """Without precipitation or temperature there is no such floor, and the others have memories that are whole."""
    whole, bare = made()["experiments"], made(lstms={"paper": {"forcings": forcings}})
    assert whole["inputs_parted"]["features"] == [ladder.PARTED, "static_attributes"]
    assert whole["inputs_and_attributes"]["features"] == ["forcing_memory", "static_attributes"]
    assert ladder.names(bare) == [name for name in NAMES if name != "inputs_parted"]
    for name, key in (("ceiling", "features"), ("partial", "residual_of"), ("partial_untrained", "residual_of")):
        assert bare["experiments"][name][key] == ["forcing_memory", "static_attributes"]
    preflight.check(bare, "config.yaml")


def test_seeds_are_draws_one_or_those_of_the_study() -> None:
    """Untrained LSTMs have five draws, experiments without states one seed, those of main's states the study's."""
    runs = ladder.runs(made(study={"seeds": [7, 9]}))
    seeds = {name: [seed for one, seed in runs if one == name] for name in NAMES}
    assert seeds.pop("partial") == [7, 9]
    for name, found in seeds.items():
        assert found == ([1, 2, 3, 4, 5] if "untrained" in name else [1]), name


def test_untrained_lstms_copy_the_one_that_main_probes() -> None:
    """They copy main's, the study's first, or the one they name, and are not trained."""
    lstms = {"first": {"hidden_size": 8}, "second": {"hidden_size": 16, "forcings": ["precipitation"]}}
    study = {"lstms": ["first", "second"]}
    copied = made(lstms=lstms, study=study)["lstms"]
    assert copied["untrained"] == {**copied["first"], "epochs": 0, "validate_every": 0, "states": "continuous"}
    assert copied["untrained_spread"] == {**copied["untrained"], "memory_days": [1.5, 500.0]}
    of_main = made(lstms=lstms, study=study, experiments={"main": {"lstm": "second"}})["lstms"]
    assert of_main["untrained"]["hidden_size"] == 16
    named = made(lstms={**lstms, "untrained": {"untrained_like": "second", "forget_bias": 1.0}}, study=study)["lstms"]
    assert (named["untrained"]["hidden_size"], named["untrained"]["forget_bias"]) == (16, 1.0)
    assert "untrained_like" not in named["untrained"]


@pytest.mark.parametrize("like", ["papr", "untrained_spread"])
def test_an_untrained_lstm_like_none_is_refused(like: str) -> None:
    """It can be like a trained one of the catalogue alone."""
    with pytest.raises(InputError, match=f"(?s)lstms.untrained.untrained_like.*'{like}'.*which are trained"):
        made(lstms={"untrained": {"untrained_like": like}})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"study": {"experiments": ["main", "inputs"]}}, "ladder does not run by itself"),
        ({"lstms": {"paper": {"epochs": 0}}}, "not trained"),
        ({"experiments": {"partial": {"residual_of": ["season"]}}}, "the same for all"),
        ({"experiments": {"untrained": {"lstm": "papr"}}}, "'papr'"),
        ({"experiments": {"inputs": {"lstm": "untrained", "targets": ["swvl9"]}}}, "'swvl9'"),
    ],
)
def test_what_does_not_fit_is_refused_before_any_job(change: dict[str, Any], message: str) -> None:
    """Experiments twice, LSTMs that are not trained among the trained, and unlike residuals are named."""
    with pytest.raises(InputError, match=message):
        preflight.check(made(**change), "config.yaml")


def test_features_are_checked_by_the_schema() -> None:
    """A feature has a name that is known and settings of its own."""
    for feature in ("forcing_memry", {"name": "season", "time_constants": [1]}, {"harmonics": 2}):
        with pytest.raises(InputError):
            made(experiments={"inputs": {"features": [feature]}})
