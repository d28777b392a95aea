"""The account of a run names what made it and what was left out, and nobody's machine."""

import json
from pathlib import Path

from lstm_probe.report import provenance
from tests.report.conftest import HOSTILE, Run


def test_the_account_of_a_run(finished: Run) -> None:
    """Versions, commits, seeds, devices, gauges and days come from the artefacts."""
    account = json.loads((finished.folder / "provenance.json").read_text())
    assert account["commits"] == ["abc123", "abc123-dirty"]
    assert account["made_by"] == [
        {
            "artefacts": ["catchment series", "target swvl1", "probes of main, seed 3"],
            "commit": "abc123",
            "version": "0.1.0",
        },
        {"artefacts": ["LSTM small, seed 3"], "commit": "abc123-dirty", "version": "0.0.9"},
    ]
    trained = {"device": "CPU (avx512, pinned)", "gauges": 3, "lstm": "small", "seed": 3}
    assert account["lstms"] == [{"commit": "abc123-dirty", **trained}]
    assert account["gauges"]["taken"] == 3
    assert account["gauges"]["dropped"] == {HOSTILE: "no attribute area", "7": "no attribute area", "8": "no pet"}
    assert account["gauges"]["by_target"] == {"swvl1": "2 of 3 gauges that satisfy the criteria take part"}
    assert account["days"]["gauge_days_without_discharge"] == 5
    assert account["days"]["temperature_jumps"] == {"1994-09-27": ["1001"]}
    assert account["days"]["caveat"] == "gaps were filled"
    assert {"python", "numpy", "torch", "lstm-probe"} <= set(account["versions"])


def test_targets_say_how_they_were_made(finished: Run) -> None:
    """What was found in a target is told, without zeros; days lack it only at gauges that take part."""
    target = json.loads((finished.folder / "provenance.json").read_text())["targets"]["swvl1"]
    assert target["findings"] == {"gauges_without_cells": ["1003"], "gauges_without_cells_count": 1}
    assert (target["gauge_days"], target["gauge_days_without_target"]) == (40, 4)
    assert target["averaging_method"] == "all_touched"


def test_gaps_of_forcings_are_told(finished: Run) -> None:
    """The page says how many days of a forcing were filled, at which gauges, and how many are still missing."""
    account = json.loads((finished.folder / "provenance.json").read_text())
    assert account["days"]["filled_forcing_days"] == {"pet": {"1001": 2, "1003": 1}}
    text = (finished.folder / "report.html").read_text()
    assert "filled in a straight line on 3 gauge-days, in short gaps at 1001, 1003" in text
    assert "missing on 9 gauge-days; windows that hold one are not used" in text


def test_no_home_is_named(finished: Run) -> None:
    """Neither the account nor the page holds the path of somebody's home or working folder."""
    for name in ("provenance.json", "report.html"):
        text = (finished.folder / name).read_text()
        assert f"{Path.home()}/" not in text
        assert "~/data/camels_gb" in text


def test_paths_become_portable() -> None:
    """The working folder goes, the home becomes a tilde, the longer of nested folders first; the rest stays."""
    places = {"/home/me/study": "", "/home/me": "~/", "/": ""}
    assert provenance.portable("/home/me/study/runs/demo", places) == "runs/demo"
    assert provenance.portable("a: /home/me/data\nb: /data", places) == "a: ~/data\nb: /data"
    assert provenance.portable("/home/mean/data", places) == "/home/mean/data"
