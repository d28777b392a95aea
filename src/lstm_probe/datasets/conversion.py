"""Convert daily values from the units of a file to those of our series."""

import numpy as np
import numpy.typing as npt

from lstm_probe.datasets.units import normalise
from lstm_probe.errors import InputError, shortlist

#: Seconds of a day, and cubic metres of a cubic foot.
DAY, CUBIC_FOOT = 86_400.0, 0.3048**3
#: Factor and summand, by units of the file and units wanted.
LINEAR: dict[tuple[str, str], tuple[float, float]] = {
    ("mm", "mm d-1"): (1.0, 0.0),
    ("m", "mm d-1"): (1000.0, 0.0),
    ("m d-1", "mm d-1"): (1000.0, 0.0),
    ("kg m-2 s-1", "mm d-1"): (DAY, 0.0),
    ("mm s-1", "mm d-1"): (DAY, 0.0),
    ("mm h-1", "mm d-1"): (24.0, 0.0),
    ("K", "degC"): (1.0, -273.15),
    ("J m-2", "W m-2"): (1 / DAY, 0.0),
    ("kPa", "Pa"): (1000.0, 0.0),
    ("hPa", "Pa"): (100.0, 0.0),
    ("kg kg-1", "g kg-1"): (1000.0, 0.0),
}
#: Cubic metres a second, by units of a flow.
FLOWS = {"m3 s-1": 1.0, "l s-1": 1e-3, "ft3 s-1": CUBIC_FOOT}


def convert(values: npt.NDArray[np.floating], units: str, wanted: str, where: str, area: float = np.nan) -> np.ndarray:
    """Convert values; a flow becomes a depth by the area of its catchment.

    Parameters
    ----------
    values : numpy.ndarray of float
        Values in `units`.
    units, wanted : str
        Units of the file and of our series.
    where : str
        File and column, for messages.
    area : float
        Area of the catchment (km2), for a flow.

    Raises
    ------
    InputError
        If there is no way from the one to the other, or a flow has no area.
    """
    given, aim = normalise(units), normalise(wanted)
    if given == aim:
        return values
    if given in FLOWS and aim == "mm d-1":
        if not area > 0:
            expected = f"the area (km2) of the catchment, to make {wanted} of {units}"
            raise InputError(
                where, f"an area of {area:g}", expected, "give an attribute 'area', or discharge in mm d-1"
            )
        return np.asarray(values * (FLOWS[given] * DAY / (1000.0 * area)))
    if (given, aim) not in LINEAR:
        known = [one for one, other in LINEAR if other == aim] + (list(FLOWS) if aim == "mm d-1" else [])
        expected = f"units '{wanted}', or what can be converted: {shortlist(known, 12)}"
        raise InputError(where, f"units '{units}'", expected, "correct the units of the column, or convert the values")
    factor, summand = LINEAR[given, aim]
    return np.asarray(values * factor + summand)
