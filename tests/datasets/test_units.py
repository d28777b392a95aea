"""Units are compared, not their spelling."""

import pytest

from lstm_probe.datasets.units import normalise, require
from lstm_probe.errors import InputError


@pytest.mark.parametrize("spelling", ["m**3 m**-3", "m3 m-3", "m^3 m^-3", "m3/m3", " m3 m-3 ", "m**3/m**3"])
def test_spellings_of_soil_moisture(spelling: str) -> None:
    """All spellings of volumetric water content are one."""
    assert normalise(spelling) == "m3 m-3"


SHORT = {
    "m s**-1": "m s-1",
    "m/s": "m s-1",
    "K": "K",
    "%": "%",
    "m of water equivalent": "m",
    "(0 - 1)": "1",
    "-": "1",
    "mm/day": "mm d-1",
    "mm day-1": "mm d-1",
    "mm d**-1": "mm d-1",
    "W/m2": "W m-2",
    "°C": "degC",
    "Celsius": "degC",
    "degC": "degC",
}


@pytest.mark.parametrize(("spelling", "unit"), SHORT.items())
def test_other_units(spelling: str, unit: str) -> None:
    """Quotients, powers and the names of the CDS have a short form."""
    assert normalise(spelling) == unit


def test_a_mismatch_is_refused() -> None:
    """Metres are not millimetres; units that are not stated pass."""
    require("m of water equivalent", "m", "sd")
    require(None, "m", "sd")
    with pytest.raises(InputError, match=r"units 'mm'(.|\n)*units 'm'"):
        require("mm", "m", "sd")
