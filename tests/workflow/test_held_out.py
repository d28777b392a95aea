"""LSTMs that hold gauges out: settings without sense are refused, and no file that they train on has the gauges."""

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from lstm_probe.errors import InputError
from lstm_probe.workflow import configuration, held_out, ladder, preflight
from tests import shipped

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
PLAIN = shipped.configuration()


def made(settings: Any) -> dict[str, Any]:
    """Complete the shipped configuration with gauges that its LSTM holds out."""
    given = copy.deepcopy(PLAIN)
    given["lstms"][given["study"]["lstms"][0]]["held_out"] = settings
    return ladder.added(configuration.complete(given, SCHEMA, "config.yaml"), given)


def test_the_untrained_lstm_sees_what_the_trained_one_does() -> None:
    """An untrained copy has the same gauges; without any held out, all LSTMs read the data of the study."""
    config = made({"folds": 5, "fold": 2})
    preflight.check(config, "config.yaml")
    first = config["study"]["lstms"][0]
    assert held_out.names(config) == [first]
    assert set(held_out.names(config, studied=False)) == {first, "untrained", "untrained_spread"}
    assert held_out.folder(config, first) == f"<results>/lstm/{first}/trained_on"
    for none in (None, {"folds": 5, "fold": 1}):
        plain = made(none)
        assert (held_out.folder(plain, first) == held_out.DATA) == (none is None)
    assert held_out.names(made(None), studied=False) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"folds": 5, "fold": 6}, "fold 6"),
        ({"folds": 5}, "fold"),
        ({"folds": 5, "fold": 1, "gauges": ["39001"]}, "held_out"),
        ({"gauges": "nowhere.txt"}, "no file nowhere.txt"),
        ({}, "held_out"),
    ],
)
def test_settings_that_make_no_sense(settings: dict[str, Any], words: str) -> None:
    """A fold that is not there, half of a fold, two ways at once, a missing list, and nothing at all."""
    with pytest.raises(InputError, match=words):
        preflight.check(made(settings), "config.yaml")


@pytest.mark.workflow
@pytest.mark.slow
def test_no_file_of_the_training_has_the_gauges(tmp_path: Path) -> None:
    """The LSTM that holds gauges out is planned to train on a copy without them, the other one on all."""
    tiny = yaml.safe_load((ROOT / "config" / "tiny.yaml").read_text())
    overlay = {
        "lstms": {"apart": {**tiny["lstms"]["tiny"], "held_out": {"folds": 3, "fold": 1}}},
        "study": {"lstms": ["tiny", "apart"], "figures": ["figS2_discharge_skill"]},
        "pathvars": {name: str(tmp_path / name) for name in ("results", "logs", "world")},
    }
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(overlay))
    given = {name: jobs_before_training(tmp_path, name) for name in ("apart", "tiny")}
    assert given == {"apart": {"hold_out_gauges"}, "tiny": {"ingest"}}


def jobs_before_training(folder: Path, lstm: str) -> set[str]:
    """Name the rules that make what an LSTM is planned to train on."""
    goal = f"{folder}/results/lstm/{lstm}/seed1/model.json"
    snakemake = str(Path(sys.executable).with_name("snakemake"))
    command = [snakemake, goal, "--dag", "dot", "--configfile", "config/tiny.yaml", str(folder / "mine.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rules = dict(re.findall(r'^\s*(\d+)\[label = "(\w+)', done.stdout, re.MULTILINE))
    edges = re.findall(r"^\s*(\d+) -> (\d+)", done.stdout, re.MULTILINE)
    return {rules[before] for before, after in edges if rules[after] == "train_lstm"}
