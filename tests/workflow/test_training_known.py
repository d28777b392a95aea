"""What a configuration says of the training of an LSTM is read in any spelling, and its days are held to the test."""

from pathlib import Path
from typing import Any

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import training_known

PERIODS = {"lstm_train": ["1990-10-01", "1997-09-30"], "probe_test": ["1997-01-01", "1999-12-31"]}


def config(**entry: Any) -> dict[str, Any]:
    """Make the parts of a configuration that say what an LSTM was trained on."""
    return {"study": {"lstms": ["mine"]}, "lstms": {"mine": entry}, "periods": PERIODS}


@pytest.mark.parametrize("header", ["", "gauge_id\n"])
def test_gauges_stand_in_a_list_or_a_file(header: str, tmp_path: Path) -> None:
    """A list, and a file of one id a line, give the same plain ids, however they are written."""
    (tmp_path / "basins.txt").write_text(f"{header}039001\ncamelsgb_1001\n")
    for given in (str(tmp_path / "basins.txt"), ["39001", "1001"]):
        there = config(source="neuralhydrology", training_gauges=given)
        training_known.settle(there, "config.yaml")
        assert there["lstms"]["mine"]["training_gauges"] == ["1001", "39001"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file, and one without an id, are refused with the key."""
    with pytest.raises(InputError, match=r"mine\.training_gauges"):
        training_known.settle(config(training_gauges="/gone.txt"), "config.yaml")
    (tmp_path / "none.txt").write_text("\n")
    with pytest.raises(InputError, match="no gauge"):
        training_known.settle(config(training_gauges=str(tmp_path / "none.txt")), "config.yaml")


def test_days_of_the_training_come_from_whoever_trained() -> None:
    """An LSTM trained here has the study's days, an imported one its run's, and states those that the entry says."""
    here = config(source="trained")
    assert training_known.of_lstm(here, "mine") == {"gauges": None, "periods": [PERIODS["lstm_train"]]}
    theirs = config(source="neuralhydrology", training_periods=[["1980-01-01", "1980-12-31"]], training_gauges=["1"])
    assert training_known.of_lstm(theirs, "mine") == {"gauges": ["1"], "periods": [["1980-01-01", "1980-12-31"]]}
    assert training_known.of_lstm(config(source="states"), "mine") == {"gauges": None, "periods": []}


def test_days_in_common_with_the_test_are_named() -> None:
    """The days of the probes' test that lie in the training are named, and nothing where there are none."""
    assert training_known.in_test(config(source="trained"), "mine") == "1997-01-01 to 1997-09-30"
    assert training_known.in_test(config(source="states"), "mine") == ""
