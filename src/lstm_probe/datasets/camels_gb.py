"""The two versions of CAMELS-GB: how their files and columns are called, and where they come from.

Version 1: Coxon et al. (2020), https://doi.org/10.5194/essd-12-2459-2020. Version 2: Coxon et al. (2026),
https://doi.org/10.5194/essd-18-4345-2026; it has two sources of each weather variable, of which those are the default
here that reach the end of the record, and no humidity, radiation or wind.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lstm_probe.datasets import citations, variables
from lstm_probe.datasets.citations import Citation
from lstm_probe.errors import InputError, shortlist

#: Kinds of attribute tables: all but one of version 2, which is of wells and not of gauges.
KINDS = r"(?!v2_|groundwaterwell)\w+"
#: What Caravan calls its part with these catchments.
PART_OF_CARAVAN = "camelsgb"
#: The year of the land cover map that version 1 has.
LAND_COVER = 2015
COVERS = ("dwood", "ewood", "grass", "shrub", "crop", "urban", "inwater", "bares")


@dataclass(frozen=True)
class Version:
    """Describe the files of one version; names are matched without regard to capitals.

    Parameters
    ----------
    number : int
        1 or 2.
    citation : Citation
        How it is to be cited.
    stem : str
        What the names of its files begin with.
    daily : str
        What the names of its daily series have beside that.
    columns : mapping of str to str
        The column that each forcing is read from.
    attributes : mapping of str to str
        Attributes whose column is called otherwise than in version 1.
    """

    number: int
    citation: Citation
    stem: str
    daily: str
    columns: Mapping[str, str]
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Name the version in a text."""
        return self.citation.title

    @property
    def source(self) -> str:
        """Address of the data."""
        return self.citation.source

    @property
    def boundaries(self) -> str:
        """Name the shapefile of its boundaries, without what stands behind the dot."""
        return f"{self.stem}_catchment_boundaries"

    @property
    def table_name(self) -> re.Pattern[str]:
        """Match the names of its attribute tables."""
        return re.compile(rf"{self.stem}_(?P<kind>{KINDS})_attributes\.csv", re.IGNORECASE)

    @property
    def series_name(self) -> re.Pattern[str]:
        """Match the names of its daily series."""
        days = r"(?:_(?P<first>\d{8})-(?P<last>\d{8}))?"
        return re.compile(rf"{self.stem}_{self.daily}_(?P<gauge>\d+){days}\.csv", re.IGNORECASE)

    def columns_of(self, overrides: Mapping[str, str]) -> dict[str, str]:
        """Say which column each forcing is read from, with some chosen by the user.

        Raises
        ------
        InputError
            If a column is chosen for what is no forcing.
        """
        if unknown := [name for name in overrides if name not in variables.UNITS]:
            expected = f"forcings: {shortlist(variables.UNITS, 12)}"
            raise InputError("data.camels_gb.columns", shortlist(unknown), expected, "correct the names in the config")
        return {**self.columns, **overrides}


V1 = Version(
    number=1,
    citation=citations.CAMELS_GB[1],
    stem="CAMELS_GB",
    daily="hydromet_timeseries",
    columns={name: name for name in variables.UNITS},
)
V2 = Version(
    number=2,
    citation=citations.CAMELS_GB[2],
    stem="camels_gb_v2",
    daily="hydromet_daily_timeseries",
    columns={
        "precipitation": "precipitation_haduk",
        "pet": "pet_hydrope",
        "temperature": "temperature_haduk",
        "peti": "peti_hydrope",
    },
    attributes={f"{cover}_perc": f"{cover}_perc_{LAND_COVER}" for cover in COVERS},
)
#: The versions by their number in the config.
VERSIONS = {version.number: version for version in (V1, V2)}


def of_file(name: str) -> Version:
    """Tell the version of a file by its name; a name that says nothing counts as version 1's."""
    return V2 if name.lower().startswith(V2.stem) else V1
