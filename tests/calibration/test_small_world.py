"""A small world goes through all steps, from an LSTM that is the same each time, and says what every target is."""

from pathlib import Path

import numpy as np
import pytest

from lstm_probe.calibration import small_world
from lstm_probe.calibration.settings import Settings
from lstm_probe.contracts.calibration import CUT, DECOY, KINDS, PSEUDO, STORE
from lstm_probe.workflow import calibrating
from lstm_probe.world.settings import World

ROOT = Path(__file__).parents[2]
#: A world of seconds: it shows that everything runs, not that anything is learned.
TINY = {"gauges": 12, "first_day": "1990-10-01", "last_day": "1996-09-30", "box": [58.5, -6.0, 53.0, -1.0]}
PERIODS = {
    "lstm_train": ["1991-10-01", "1993-09-30"],
    "lstm_validation": ["1992-10-01", "1993-09-30"],
    "lstm_test": ["1994-10-01", "1996-09-30"],
    "probe_fit": ["1992-10-01", "1994-09-30"],
    "probe_test": ["1994-10-01", "1996-09-30"],
}


@pytest.fixture(scope="module")
def given() -> tuple[World, Settings]:
    """Shrink the calibration's own configuration: snow and the deepest layer cut off from the river."""
    config = calibrating.complete(ROOT)
    config["periods"] |= PERIODS
    config["lstms"] = {
        name: {**entry, "hidden_size": 6, "epochs": min(entry["epochs"], 1), "window_days": 120, "spin_up_days": 120}
        for name, entry in config["lstms"].items()
    }
    config["steering"] |= {"days": ["1995-01-15", "1995-07-15"], "random_directions": 2}
    world = {**calibrating.world(config, 7, "snow_cut"), **TINY}
    return World(**world), Settings(**calibrating.settings(config, 1, 3))


def test_structures_cut_what_they_say() -> None:
    """Four structures of one seed differ in coupling alone; each kind of target is named by what it is."""
    config = calibrating.complete(ROOT)
    worlds = {name: World(**calibrating.world(config, 11, name)) for name in calibrating.STRUCTURES}
    assert len({(world.seed, world.weather_seed, world.gauges) for world in worlds.values()}) == 1
    names = ["swvl1", "swvl4", "sd", "rain_30", "pseudo_sd"]
    kinds = {name: small_world.kinds(world, names).set_index("target") for name, world in worlds.items()}
    assert kinds["whole"]["kind"].tolist() == [STORE, STORE, STORE, DECOY, PSEUDO]
    assert kinds["snow_cut"].loc[["swvl4", "sd"], "kind"].tolist() == [STORE, CUT]
    assert kinds["deep_cut"].loc[["swvl4", "sd"], "kind"].tolist() == [CUT, STORE]
    assert kinds["half"].loc[["swvl1", "swvl4", "sd"], "coupling"].tolist() == [1.0, 0.5, 0.5]
    assert kinds["half"]["kind"].tolist() == kinds["whole"]["kind"].tolist()


@pytest.mark.slow
def test_a_world_goes_through_all_steps(given: tuple[World, Settings]) -> None:
    """No step leaves a kind of target out; a cut store answers with nothing; made again, the LSTM is the same."""
    found = small_world.run(given[0], "snow_cut", given[1])
    assert set(found["kind"]) == set(KINDS)
    rows = found.set_index("target")
    assert rows.loc["sd", "true_mm"] == 0.0
    assert rows.loc["swvl1", "true_mm"] > 0.0
    assert np.isfinite(rows.loc[["rain_30", "pseudo_swvl1"], ["r", "partial_r", "released_mm"]].to_numpy()).all()
    again = small_world.train(small_world.deliver(*given), given[1], given[0].seed)[1]
    assert found["nse"].unique().tolist() == [again]
