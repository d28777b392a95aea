"""Daily fields: another sea, one value, and fields that stand twice are found with their days."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.checkup import fields
from lstm_probe.checkup.findings import Findings
from lstm_probe.datasets.bounds import SNOW, SOIL_WATER

DAYS = pd.date_range("2001-01-01", periods=40, freq="D")


@pytest.fixture
def soil(rng: np.random.Generator) -> np.ndarray:
    """Give 40 days of 8 by 9 cells, a third of them sea."""
    values = rng.uniform(0.2, 0.4, (40, 8, 9)).astype("float32")
    values[:, :, :3] = np.nan
    return values


def seen(values: np.ndarray, others: np.ndarray | None = None) -> list[tuple[str, str, str]]:
    """Look at one variable, or two, in two blocks of days each, and give item, check and what was found."""
    findings, masks, before = Findings(), fields.Masks(), {}
    for name, array in {"swvl1": values, **({} if others is None else {"swvl2": others})}.items():
        look, own = fields.Look(name, SOIL_WATER), fields.Masks()
        for block in (slice(0, 15), slice(15, 40)):
            own.take(name, DAYS[block], np.isfinite(array[block]))
            look.at(DAYS[block], array[block].reshape(len(array[block]), -1))
        look.conclude("era5_land", findings, before)
        masks.join(own)
    masks.check("era5_land", findings)
    table = findings.table()
    return list(zip(table["item"], table["check"], table["found"], strict=True))


def test_fields_that_differ_are_fine(soil: np.ndarray) -> None:
    """Random soil water over the same land is not odd, in one layer or two."""
    assert seen(soil, 0.9 * soil) == []


def test_another_sea_is_told_with_its_days(soil: np.ndarray) -> None:
    """A block of days in which a cell more has data is found in whichever layer it is."""
    other = 0.9 * soil
    other[10:25, 0, 0] = 0.3
    ((item, check, found),) = seen(soil, other)
    assert (item, check) == ("swvl2", "sea mask")
    assert found.startswith("15 days from 2001-01-11 to 2001-01-25: 1 cells")


def test_one_value_is_told_but_no_snow_is_not(soil: np.ndarray) -> None:
    """A field of one value is damaged; one of zeros is summer."""
    soil[5][np.isfinite(soil[5])] = 0.3
    soil[7][np.isfinite(soil[7])] = 0.0
    ((_, check, found),) = seen(soil)
    assert check == "constant fields"
    assert found.startswith("1 day, 2001-01-06")


def test_copies_are_told_across_blocks_and_layers(soil: np.ndarray) -> None:
    """The same field on another day, or in another layer, is a copy."""
    soil[30:33] = soil[4:7]
    other = 0.9 * soil
    other[30:33] = 0.8 * soil[30:33]
    other[20] = soil[21]
    found = seen(soil, other)
    assert [(item, check) for item, check, _ in found] == [("swvl1", "repeated fields"), ("swvl2", "repeated fields")]
    assert found[0][2] == "3 days from 2001-01-31 to 2001-02-02: as on 2001-01-05 and later"
    assert found[1][2] == "1 day, 2001-01-21: as swvl1 on 2001-01-22"


def test_snow_in_millimetres_is_refused(rng: np.random.Generator) -> None:
    """The mean tells: a day's value of 10 could be either, the mean over a country could not."""
    findings, look = Findings(), fields.Look("sd", SNOW)
    look.at(DAYS, rng.gamma(0.1, 20, (40, 100)).astype("float32"))
    look.conclude("era5_land", findings, {})
    assert findings.table()["check"].tolist() == ["units"]
