"""The spread of a study's numbers over seeds is that of its tables, and shipped claims do not lie within it."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from lstm_probe.results import spread

ROOT = Path(__file__).parents[2]
STUDIES = sorted((ROOT / "docs" / "spread").glob("*.csv"))


def invented(r: dict[int, float], nse: dict[int, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make tables of two gauges whose median r and NSE are given by seed; the control's r is 0.2 lower."""
    cases = [
        {"experiment": name, "seed": seed, "target": "swvl1", "gauge_id": gauge, "value": value - lag}
        for name, lag in (("main", 0.0), ("delay_180", 0.2))
        for seed, value in r.items()
        for gauge in ("1", "2")
    ]
    discharge = [{"lstm": "a", "seed": seed, "gauge_id": "1", "value": value} for seed, value in nse.items()]
    skill = pd.DataFrame(cases).assign(period="test", metric="r")
    scored = pd.DataFrame(discharge).assign(period="test")
    return skill, pd.concat([scored.assign(metric="nse"), scored.assign(metric="r")])


def test_the_spread_is_that_of_the_seeds_medians() -> None:
    """Mean, standard deviation, lowest and highest are those of one median per seed; margins are less the threshold."""
    skill, discharge = invented({1: 0.7, 2: 0.8, 3: 0.9}, {1: 0.90, 2: 0.92, 3: 0.94})
    claims = [
        {
            "claim": "far above",
            "value": "probes.main.swvl1.test.r",
            "above": ["probes.delay_180.swvl1.test.r"],
            "by": 0.15,
        },
        {"claim": "good", "value": "discharge.a.test.nse", "at_least": 0.9},
        {"claim": "elsewhere", "value": "published.spearman_r", "at_least": 0.6},
    ]
    found = spread.of_seeds(skill, discharge, claims).set_index("number")
    assert found.loc["probes.main.swvl1.test.r"].tolist() == pytest.approx([0.8, 0.1, 0.7, 0.9])
    assert found.loc["discharge.a.test.nse"].tolist() == pytest.approx([0.92, 0.02, 0.90, 0.94])
    assert found.loc["margin of far above"].tolist() == pytest.approx([0.05, 0.0, 0.05, 0.05], abs=1e-9)
    assert found.loc["margin of good", "lowest"] == pytest.approx(0.0)
    assert "margin of elsewhere" not in found.index


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_no_claim_lies_within_the_spread_of_its_threshold(path: Path) -> None:
    """Every claim that a study makes of its probes holds with every seed, by more than twice their deviation."""
    claims = yaml.safe_load((ROOT / "config" / f"{path.stem}.yaml").read_text(encoding="utf-8"))["expect"]
    names = {
        f"margin of {claim['claim']}" for claim in claims if claim["value"].split(".")[0] in ("probes", "discharge")
    }
    margins = pd.read_csv(path, comment="#").set_index("number").filter(like="margin of ", axis="index")
    assert set(margins.index) == names
    assert (margins["lowest"] > 0).all(), margins
    assert (margins["mean"] > 2 * margins["standard_deviation"]).all(), margins


def test_the_demo_has_a_spread() -> None:
    """The spread of the demo, to which README and tests refer, is there, with its origin in the first line."""
    lines = (ROOT / "docs" / "spread" / "demo.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# config/demo.yaml with seeds 1 to 10")
