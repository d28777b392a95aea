"""Tell ERA5-Land from other products of the same variables by what a file states of itself, and by its cells."""

import re
from collections.abc import Hashable, Mapping

import numpy as np

from lstm_probe.data.era5_land.files import Member
from lstm_probe.datasets import era5_land
from lstm_probe.datasets.units import normalise
from lstm_probe.errors import InputError

#: Height and width of a cell of ERA5-Land, degrees, and by how much rounded coordinates may differ from it.
STEP, TOLERANCE = 0.1, 0.002
#: Attributes that name a product.
NAMING = re.compile(
    r"title|source|data_?set(_?(id|name|title))?|product(_?(id|name))?|name|id|project|model|summary|description",
    re.IGNORECASE,
)
ERA5_LAND = re.compile(r"era[\s_-]?5[\s_-]*land", re.IGNORECASE)
#: Words of files that were put on the cells of ERA5-Land, which they are not.
ONTO = re.compile(r"(on)?to (the )?((grid|cells|resolution) of )?era[\s_-]?5[\s_-]*land", re.IGNORECASE)
OTHERS = re.compile(
    r"(?<![a-z0-9])(era[\s_-]?5t?|era[\s_-]interim|agera5|merra[\s_-]?2|gldas|cerra|uerra|jra[\s_-]?(55|3q)|"
    r"fldas|nldas|gleam|smap|smos)(?![a-z0-9])",
    re.IGNORECASE,
)
#: Requests of other products, as the history of a file may hold them.
REQUESTS = re.compile(r"(reanalysis|derived)-era5-(?!land)[a-z-]+", re.IGNORECASE)
ADVICE = "request reanalysis-era5-land, or derived-era5-land-daily-statistics, on its own grid"


def require(member: Member, variable: str) -> None:
    """Refuse a file that is another product, or whose fields of the land surface have other cells.

    Raises
    ------
    InputError
        If the file names another product, states another step, or has cells of another size.
    """
    if other := _other_product({**member.dataset[variable].attrs, **member.dataset.attrs}):
        advice = f"{ADVICE}; if it is ERA5-Land, correct this attribute"
        raise InputError(member.name, other, "a file of ERA5-Land", advice)
    attrs = member.dataset[variable].attrs
    steps = {value for name, value in attrs.items() if name.endswith("DirectionIncrementInDegrees")}
    stated = {float(step) for step in steps if isinstance(step, int | float | np.number)}
    found = {_step(member.dataset[name].values) for name in ("latitude", "longitude")}
    wrong = sorted(step for step in stated | found if abs(step - STEP) > TOLERANCE)
    soil = normalise(str(attrs.get("units", ""))) == "m3 m-3"
    if wrong and (soil or era5_land.LAND_SURFACE.fullmatch(variable)):
        how = "cells" if set(wrong) & found else "values interpolated from cells"
        raise InputError(member.name, f"{variable} on {how} of {wrong[-1]:.4g}°", f"cells of {STEP:g}°", ADVICE)


def _other_product(attrs: Mapping[Hashable, object]) -> str:
    """Quote the attribute that names another product; nothing where none does, or one names ERA5-Land as well."""
    texts = {str(name): ONTO.sub("", value) for name, value in attrs.items() if isinstance(value, str)}
    named = {name: text for name, text in texts.items() if NAMING.fullmatch(name)}
    others = {name for name, text in named.items() if OTHERS.search(text)}
    if any(ERA5_LAND.search(text) for text in named.values()):
        others = set()
    others |= {name for name, text in texts.items() if REQUESTS.search(text)}
    return "; ".join(f"{name}: '{' '.join(str(attrs[name]).split())[:100]}'" for name in sorted(others))


def _step(centres: np.ndarray) -> float:
    """Return the usual step between the centres of cells (degrees); that of ERA5-Land where there is one row alone."""
    return float(np.median(np.abs(np.diff(centres)))) if len(centres) > 1 else STEP
