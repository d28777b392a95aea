"""What a study of many gauges takes is estimated from its configuration, and too much of it is refused in one line."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from lstm_probe.checkup import size
from lstm_probe.errors import InputError
from lstm_probe.workflow import configuration, probed_lstms
from tests import shipped

ROOT = Path(__file__).parents[2]
PLENTY = 1e15


def of(overlay: str = "") -> size.Size:
    """Take the size of a shipped study."""
    schema = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
    config = configuration.complete(shipped.configuration(overlay), schema, "here")
    return size.of_config(config, {name: probed_lstms.kept(config, name) for name in config["study"]["lstms"]})


def test_states_take_units_days_and_seeds() -> None:
    """The paper's study of 669 gauges, two periods of 4 018 and 3 653 days and 64 units: states as the formula says."""
    paper = of()
    assert paper.state_values == 64
    assert paper.probed_days == 7671
    lead = paper.state_days - paper.probed_days
    assert lead > 0
    expected = 669 * (7671 + lead) * 64 * 4 * paper.seeds
    assert size.written(paper, 669)["states"] == expected
    assert size.written(paper, 1338)["states"] == 2 * expected


def test_every_study_that_is_shipped_has_a_size() -> None:
    """All configurations give a size, of studies whose states come from elsewhere too; it outlives JSON."""
    for path in (ROOT / "config").glob("*.yaml"):
        if path.stem not in ("config", "calibration"):
            found = of(path.stem)
            assert min(size.written(found, 10).values()) > 0, path.stem
            assert size.Size(**asdict(found)) == found


def test_a_demo_is_told_and_let_pass() -> None:
    """Where there is room the study is described, and nothing is refused."""
    demo = of("demo")
    size.require(demo, 50, PLENTY, 2000, "runs/demo/results")
    told = size.sentence(demo, 50, 73e9)
    assert told.startswith("50 gauges take up to ")
    assert told.endswith(" of 73 GB")
    assert "states" in told


def test_a_disk_without_room_is_refused() -> None:
    """The message names the folder, what is there, what may be needed, and what to do."""
    demo = of("demo")
    needed = sum(size.written(demo, 50).values())
    size.require(demo, 50, needed, 2000, "runs/demo/results")
    with pytest.raises(InputError, match="make room") as refused:
        size.require(demo, 50, needed - 1, 2000, "runs/demo/results")
    assert "runs/demo/results" in str(refused.value)
    assert "50 gauges" in str(refused.value)


def test_windows_of_one_target_are_refused_beyond_the_bound() -> None:
    """The paper's sampling at 22 000 gauges is refused with the hours it would take; at 2 000 and with sequence not."""
    paper = of()
    hours = 22_000 * paper.hours_of_last["paper"]
    assert hours > 100
    with pytest.raises(InputError, match=f"some {hours:.0f} hours of training") as refused:
        size.require(paper, 22_000, PLENTY, 2000, "runs")
    assert "lstms.paper.sampling" in str(refused.value)
    size.require(paper, 2000, PLENTY, 2000, "runs")
    size.require(of("demo"), 22_000, PLENTY, 2000, "runs")
    size.require(replace(paper, hours_of_last={}), 22_000, PLENTY, 2000, "runs")
