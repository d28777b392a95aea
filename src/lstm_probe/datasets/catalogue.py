"""Data sets of catchments: what each is called, how its ids are read, and what its columns mean."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lstm_probe.datasets import camels_gb, citations, gauge_ids
from lstm_probe.datasets.citations import Citation

#: A column of a file and the units of its values, where the file does not state them.
Column = tuple[str, str]

PENMAN_MONTEITH = "potential_evaporation_sum_FAO_PENMAN_MONTEITH"
UNUSABLE_PET = (
    "potential evaporation of ERA5-Land, which is no potential evapotranspiration: its mean is 13.5 mm d-1 in the "
    "median of 482 US basins (Clerc-Schwarzenbach et al., 2024, https://doi.org/10.5194/hess-28-4219-2024)"
)


@dataclass(frozen=True)
class DataSet:
    """Describe a data set of catchments.

    Parameters
    ----------
    reader : str
        What the configuration calls it.
    citation : Citation
        How it is to be cited.
    plain_id : callable
        Gives the id of a gauge from what a file has: text or a number.
    day_definition : str
        When a day begins.
    forcing_model : str
        What the weather comes from; a target of the same model is no independent one.
    region : str
        Whose bounds its values are held against, a key of `bounds.REGIONS`.
    part_of_caravan : str
        The part of Caravan that has its gauges, by its ids with this word before them; nothing where there is none.
    columns : mapping of str to pair of str
        Column and units of discharge and of every forcing, by our name.
    refused : mapping of str to str
        Columns that are no forcing, and why.
    """

    reader: str
    citation: Citation
    plain_id: Callable[[object], str] = gauge_ids.text
    day_definition: str = "not stated"
    forcing_model: str = "not stated"
    region: str = "world"
    part_of_caravan: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    def ids(self, written: Iterable[object], where: str) -> list[str]:
        """Give the ids of all gauges of a file, in its order; CAMELS-GB's have to be numbers, others are any text."""
        if self.plain_id is gauge_ids.plain:
            return gauge_ids.all_plain(written, where)
        return [self.plain_id(one) for one in written]

    @property
    def attributes(self) -> dict[str, str]:
        """Global attributes of every file that is made from it."""
        return {
            **self.citation.attributes,
            "day_definition": self.day_definition,
            "forcing_model": self.forcing_model,
        }


CAMELS_GB = DataSet(
    "camels_gb",
    citations.CAMELS_GB[1],
    gauge_ids.plain,
    "09:00 to 09:00 GMT (precipitation and discharge)",
    "gridded observations (CEH-GEAR, CHESS)",
    "great_britain",
    camels_gb.PART_OF_CARAVAN,
)
CARAVAN = DataSet(
    "caravan",
    citations.CARAVAN,
    day_definition="local time: standard time by its documentation, daylight saving time by its code",
    forcing_model="ERA5-Land",
    columns={
        "discharge": ("streamflow", "mm d-1"),
        "precipitation": ("total_precipitation_sum", "mm d-1"),
        "temperature": ("temperature_2m_mean", "degC"),
        "pet": (PENMAN_MONTEITH, "mm d-1"),
        "shortwave_rad": ("surface_net_solar_radiation_mean", "W m-2"),
    },
    refused=dict.fromkeys(("potential_evaporation_sum", "potential_evaporation_sum_ERA5_LAND"), UNUSABLE_PET),
)
CAMELS_US = DataSet(
    "camels_us",
    citations.CAMELS_US,
    gauge_ids.of_usgs,
    "local standard time (discharge); of the forcing as its model has it",
    "gridded observations of North America",
    part_of_caravan="camels",
    columns={
        "discharge": ("QObs(cfs)", "ft3 s-1"),
        "precipitation": ("prcp(mm/day)", "mm d-1"),
        "temperature_min": ("tmin(c)", "degC"),
        "temperature_max": ("tmax(c)", "degC"),
        "shortwave_rad": ("srad(w/m2)", "W m-2"),
        "vapour_pressure": ("vp(pa)", "Pa"),
    },
)
GENERIC = DataSet("generic", citations.OWN)
PACKED = DataSet("packed", citations.OWN)
#: Data sets by the name of their reader.
DATA_SETS = {one.reader: one for one in (CAMELS_GB, CARAVAN, CAMELS_US, GENERIC, PACKED)}


def settings(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the data set of catchments in the block ``data`` of a configuration."""
    return dict(data["dataset"]) if data.get("dataset") else {"reader": CAMELS_GB.reader, **data["camels_gb"]}


def of(data: Mapping[str, Any]) -> DataSet:
    """Return the data set of catchments that the block ``data`` of a configuration names."""
    return described(settings(data))


def described(given: Mapping[str, Any]) -> DataSet:
    """Return the data set that settings name, with what they say of it themselves."""
    dataset = DATA_SETS[given["reader"]]
    own = {key: given[key] for key in ("title", "references", "license") if given.get(key)}
    about = {key: given[key] for key in ("day_definition", "forcing_model", "region") if given.get(key)}
    return replace(dataset, citation=replace(dataset.citation, **own), **about)


#: The model behind targets, by their source; of a table nobody knows.
MODELS = {"era5_land": "ERA5-Land", "caravan": "ERA5-Land"}


def shared_model(data: Mapping[str, Any], sources: Mapping[str, str]) -> str:
    """Return a sentence on targets that come from the same model as the forcings; nothing where none does.

    Parameters
    ----------
    data : mapping
        The block ``data`` of a configuration.
    sources : mapping of str to str
        Source of every target of the study.
    """
    model = of(data).forcing_model
    alike = [name for name, source in sources.items() if MODELS.get(source) == model]
    if not alike:
        return ""
    return (
        f"The forcings and the target{'s' if len(alike) > 1 else ''} {', '.join(alike)} come from one model, {model}: "
        "what a probe finds may be the model’s own link between weather and stores, which is no independent evidence."
    )


def region(data: Mapping[str, Any]) -> str:
    """Name the region whose bounds the values of the catchments are held against."""
    return of(data).region
