"""Real files: what is known to be odd with them is worth a look, and none of it stands in the way of a run."""

from pathlib import Path
from typing import Any

import pytest

from lstm_probe.checkup import inputs
from lstm_probe.checkup.inputs import Checked
from lstm_probe.checkup.study import Study, of_config
from tests.test_captions import complete

pytestmark = pytest.mark.data


def study(config: dict[str, Any], **sources: Path) -> Study:
    """Say what a shipped configuration asks of its sources."""
    kinds = ("lstms", "targets", "experiments")
    of_study = {key: {name: config[key][name] for name in config["study"][key]} for key in kinds}
    return of_config({"data": config["data"], "periods": config["periods"], **of_study}, sources)


def warned(checked: Checked) -> dict[tuple[str, str], str]:
    """Give what was found by item and check, of warnings."""
    rows = checked.problems[checked.problems["severity"] == "warn"]
    return {(row.item, row.check): row.found for row in rows.itertuples()}  # type: ignore[misc]


@pytest.fixture(scope="module")
def real60(real_data: Path) -> Checked:
    """Check the sources of config/real60.yaml."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LSTM_PROBE_REAL_DATA", str(real_data))
        config = complete("real60")
    return inputs.check(study(config, catchments=Path(config["data"]["camels_gb"]["path"])))


def test_the_sixty_gauges_are_fit_for_use(real60: Checked) -> None:
    """Nothing is refused, and all gauges can take part, 20 of them without the table's target."""
    assert "refuse" not in set(real60.problems["severity"])
    assert real60.gauges["lost_at"].value_counts().to_dict() == {"": 40, "target": 20}


def test_what_is_odd_with_the_sixty_gauges_is_told(real60: Checked) -> None:
    """The empty columns of evaporation, which no step uses; filled discharge; the temperature of 1994-09-27."""
    found = warned(real60)
    assert found["pet, peti", "no value"] == "no value at 59 of 60 gauges"
    assert "27021: 621 days, 621 of them from 1976-04-30" in found["discharge", "forward-filled or constant"]
    assert found["temperature", "jumps"] == "1 day: 1994-09-27 at 28018"
    assert "31 days from 1984-08-01 as from 1983-08-01" in found["discharge", "repeated days"]


def test_original_series_pass_but_for_what_is_known(real_data: Path) -> None:
    """Twelve original gauges, every column: nothing is refused, and no weather is odd."""
    config = complete("config")
    config["data"]["camels_gb"] |= {"path": "", "series": None, "gauges": "all"}
    config["study"]["targets"] = []
    checked = inputs.check(study(config, catchments=real_data / "camels_gb_originals"))
    assert "refuse" not in set(checked.problems["severity"])
    assert {item for item, _ in warned(checked)} <= {"discharge", "reservoir_cap"}
    assert (checked.gauges["lost_at"] == "series").sum() == 671 - 12
    assert (checked.gauges["lost_at"] == "").sum() == 12
