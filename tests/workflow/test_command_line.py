"""What is given by --config is read as it is meant."""

import copy
from typing import Any

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import command_line, configuration
from tests.workflow.test_configuration import PLAIN, SCHEMA


def completed(*entries: str) -> dict[str, Any]:
    """Complete the shipped configuration with words of the command line."""
    given = command_line.read(entries, SCHEMA)
    return configuration.complete(command_line.merge(copy.deepcopy(PLAIN), given), SCHEMA, "--config")


@pytest.mark.parametrize("word", ["false", "False", "no", "off", "0"])
def test_words_for_no(word: str) -> None:
    """Every usual word for no switches the check off."""
    assert completed(f"check={word}")["check"] is False


@pytest.mark.parametrize("word", ["true", "TRUE", "yes", "on", "1"])
def test_words_for_yes(word: str) -> None:
    """Every usual word for yes switches the check on."""
    assert completed(f"check={word}")["check"] is True


@pytest.mark.parametrize(
    ("entry", "place", "value"),
    [
        ("study={seeds: [1, 2]}", "study.seeds", [1, 2]),
        ("study={lstms: [paper], targets: [swvl1, sd]}", "study.targets", ["swvl1", "sd"]),
        ("world=null", "world", None),
        ("published=none", "published", None),
        ("expect=[]", "expect", []),
        ("lstms={paper: {dropout: 0.1, epochs: 3}}", "lstms.paper.dropout", 0.1),
        ("lstms={paper: {dropout: 0.1, epochs: 3}}", "lstms.paper.epochs", 3),
        ("lstms={paper: {learning_rate: [[1, 1e-3]]}}", "lstms.paper.learning_rate", [[1, 0.001]]),
        ("lstms={paper: {hidden_size: 8.0, epochs: 1e1}}", "lstms.paper.hidden_size", 8),
        ("lstms={paper: {hidden_size: 8.0, epochs: 1e1}}", "lstms.paper.epochs", 10),
        ("data={camels_gb: {version: 2}}", "data.camels_gb.version", 2),
        ("data={camels_gb: {gauges: [010002, 15021]}}", "data.camels_gb.gauges", ["010002", "15021"]),
        ("data={esa_cci: {version: 05.2}}", "data.esa_cci.version", "05.2"),
        ("periods={lstm_train: [1988-01-01, 1990-12-31]}", "periods.lstm_train", ["1988-01-01", "1990-12-31"]),
        ("figures={map_days: null, snow_year: 2001}", "figures.map_days", None),
        ("figures={map_days: null, snow_year: 2001}", "figures.snow_year", 2001),
        ("targets={swvl1: {gauges: {attribute: area, above: 100}}}", "targets.swvl1.gauges.above", 100),
    ],
)
def test_values_have_the_kind_of_their_key(entry: str, place: str, value: object) -> None:
    """Numbers, lists, nothing, days and identifiers become what the schema says of their key, and others stay."""
    config: Any = completed(entry)
    for name in place.split("."):
        config = config[name]
    assert config == value
    assert type(config) is type(value)


def test_what_is_given_leaves_the_rest() -> None:
    """A nested entry changes what it names, and nothing beside it."""
    assert completed("study={seeds: [7]}")["study"] == {**PLAIN["study"], "seeds": [7]}
    assert completed()["study"] == PLAIN["study"]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("check=maybe", ["--config: check", "'maybe'", "boolean"]),
        ("check=", ["--config: check", "boolean"]),
        ("check=[", ["--config: check", "'['"]),
        ("chek=false", ["'chek'", "did you mean 'check'"]),
        ("study={seeds: one}", ["study.seeds", "'one'"]),
        ("lstms={paper: {epochs: 1.5}}", ["lstms.paper.epochs", "1.5", "integer"]),
    ],
)
def test_other_words_are_refused_as_they_were_given(entry: str, words: list[str]) -> None:
    """A word that no kind fits is named with its key, and not as a line of a file."""
    with pytest.raises(InputError) as caught:
        completed(entry)
    assert all(word in str(caught.value) for word in words), str(caught.value)
