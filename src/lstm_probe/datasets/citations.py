"""How each data set is to be cited: its title, its paper, its licence and where it comes from."""

from dataclasses import dataclass

from lstm_probe.datasets import addresses

OGL = "Open Government Licence v3.0"
COPERNICUS = "CC-BY-4.0; contains modified Copernicus Climate Change Service information"


@dataclass(frozen=True)
class Citation:
    """Describe a data set as every artefact that was read from it does.

    Parameters
    ----------
    title : str
        What texts call it.
    references : str
        The paper that describes it.
    license : str
        Under which terms it may be used.
    source : str
        Where it can be had.
    """

    title: str
    references: str
    license: str
    source: str

    @property
    def attributes(self) -> dict[str, str]:
        """Global attributes of a file, by their names in the CF and ACDD conventions."""
        return {
            "title": self.title,
            "references": self.references,
            "license": self.license,
            "source": f"{self.title}, {self.source}",
        }


CAMELS_GB = {
    1: Citation(
        "CAMELS-GB v1", "Coxon et al. (2020), https://doi.org/10.5194/essd-12-2459-2020", OGL, addresses.CAMELS_GB[1]
    ),
    2: Citation(
        "CAMELS-GB v2", "Coxon et al. (2026), https://doi.org/10.5194/essd-18-4345-2026", OGL, addresses.CAMELS_GB[2]
    ),
}
SYNTHETIC = Citation(
    "a synthetic Britain", "docs/data.md, The synthetic Britain", "BSD-3-Clause", "made by lstm-probe (rule make_world)"
)
ERA5_LAND = Citation(
    "ERA5-Land",
    "Muñoz-Sabater et al. (2021), https://doi.org/10.5194/essd-13-4349-2021",
    COPERNICUS,
    addresses.ERA5_LAND,
)
ESA_CCI = Citation(
    "ESA CCI soil moisture COMBINED",
    "Dorigo et al. (2017), https://doi.org/10.1016/j.rse.2017.07.001",
    "ESA Climate Change Initiative: any use, with acknowledgement of the data providers",
    addresses.ESA_CCI,
)
CARAVAN = Citation(
    "Caravan",
    "Kratzert et al. (2023), https://doi.org/10.1038/s41597-023-01975-w",
    COPERNICUS,
    addresses.CARAVAN,
)
CAMELS_US = Citation(
    "CAMELS-US",
    "Newman et al. (2015), https://doi.org/10.5194/hess-19-209-2015; "
    "Addor et al. (2017), https://doi.org/10.5194/hess-21-5293-2017",
    "CC-BY-4.0",
    addresses.CAMELS_US,
)
OWN = Citation("catchments of the user's own", "not stated", "not stated", "the user's own files")
#: Data sets that no version tells apart, by the name of their source in the configuration.
SOURCES = {"era5_land": ERA5_LAND, "esa_cci": ESA_CCI, "caravan": CARAVAN}


def of_source(name: str, synthetic: bool) -> Citation:
    """Return the citation of a source of targets; where the world is synthetic, that of the world."""
    return SYNTHETIC if synthetic else SOURCES[name]
