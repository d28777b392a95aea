"""Which variables of ERA5-Land are of the land surface, and which of them counts for the cells of a delivery."""

import re
from collections.abc import Collection

#: Soil water of the four layers: missing over the sea.
SOIL_WATER = re.compile(r"swvl\d")
#: Soil and snow. Those of ERA5 come from another model run, on cells six times as large.
LAND_SURFACE = re.compile(r"swvl\d|stl\d|sd|sde|rsn|snowc")


def defining(variables: Collection[str]) -> str | None:
    """Choose the variable whose file gives the cells of a delivery, and which of them are land.

    Parameters
    ----------
    variables : collection of str
        Short names of what is read.

    Returns
    -------
    str or None
        Soil water before others, as it is missing over the sea; None where nothing is read.
    """
    return min(variables, key=lambda name: (SOIL_WATER.fullmatch(name) is None, name), default=None)
