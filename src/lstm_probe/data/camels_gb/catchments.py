"""CAMELS-GB: the catchments that a study can use, their daily series and their attributes.

Version 1, Coxon et al. (2020), or 2, Coxon et al. (2026); see `datasets.camels_gb`. Precipitation and discharge are
water days, 09:00 to 09:00 GMT, so that a day here begins nine hours after the UTC day of the same date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xarray as xr

from lstm_probe.data import usable
from lstm_probe.data.camels_gb import attributes as camels_attributes
from lstm_probe.data.camels_gb import packed_series
from lstm_probe.data.camels_gb import series as camels_series
from lstm_probe.data.camels_gb.layout import Layout, choose_gauges, locate
from lstm_probe.data.series import potential
from lstm_probe.datasets.camels_gb import VERSIONS, Version
from lstm_probe.datasets.citations import SYNTHETIC, Citation
from lstm_probe.errors import InputError, shortlist


@dataclass(frozen=True)
class Selection:
    """Choose gauges, forcings and attributes.

    Parameters
    ----------
    gauges : "all", sequence of ids, or str
        Which gauges; text that is not "all" is the path of a list.
    forcings : sequence of str
        Daily inputs, by the names of version 1.
    attributes : sequence of str
        Static inputs; a gauge that lacks one is dropped.
    training : sequence of str
        First and last day of the LSTM's training.
    extra_attributes : sequence of str
        Attributes that only figures read.
    minimum_discharge_days : int
        Days with discharge that a gauge needs within the training; one with fewer is dropped.
    version : int
        Version of CAMELS-GB, 1 or 2.
    columns : mapping of str to str
        Columns that forcings are read from, where not the usual ones of the version.
    interpolate_days : mapping of str to int
        Longest gap (days) of a forcing that is filled in a straight line, by forcing; others stay.
    pet : str, optional
        How potential evapotranspiration is computed, one of `potential.METHODS`; read where there is none.
    synthetic : bool
        Whether the files are those of the synthetic Britain, in the layout of version 1.
    """

    gauges: str | Sequence[object]
    forcings: Sequence[str]
    attributes: Sequence[str]
    training: Sequence[str]
    extra_attributes: Sequence[str] = ()
    minimum_discharge_days: int = 1
    version: int = 1
    columns: Mapping[str, str] = field(default_factory=dict)
    interpolate_days: Mapping[str, int] = field(default_factory=dict)
    pet: str | None = None
    synthetic: bool = False

    @property
    def citation(self) -> Citation:
        """How what is read is to be cited."""
        return SYNTHETIC if self.synthetic else VERSIONS[self.version].citation


def read(folder: str | Path, selection: Selection, packed: str | Path | None = None) -> tuple[xr.Dataset, xr.Dataset]:
    """Read series and attributes of all gauges that can be used.

    Parameters
    ----------
    folder : str or Path
        CAMELS-GB as unpacked from its archive, or in the layout with ``attributes/`` and ``timeseries/``.
    packed : str or Path, optional
        A netCDF file with the series of all gauges, to be read instead of the CSV files below the folder.

    Returns
    -------
    series : xarray.Dataset
        Discharge and forcings, float32 of shape (gauge_id, time).
    attributes : xarray.Dataset
        float64 of shape (gauge_id,). Both name in their attrs how the data set is to be cited, and the gauges that were
        dropped, with the reason.

    Raises
    ------
    InputError
        If files are missing or damaged, names are unknown, or no gauge is left.
    """
    version = VERSIONS[selection.version]
    names = version.columns_of(selection.columns)
    forcings = potential.forcings_of_files(selection.forcings, selection.pet, names)
    _require_known(forcings, names, version)
    elsewhere = dict.fromkeys(packed_series.gauges(packed), Path(packed)) if packed else None
    layout = locate(folder, elsewhere, version)
    gauges = choose_gauges(selection.gauges, layout)
    attributes = camels_attributes.read(
        layout.tables, gauges, selection.attributes, selection.extra_attributes, version.attributes
    )
    if packed:
        series = packed_series.read(packed, gauges, forcings, names)
    else:
        series = camels_series.read({gauge: layout.series[gauge] for gauge in gauges}, forcings, names)
    series = potential.completed(series, selection.forcings, attributes["gauge_lat"].values, selection.pet)
    absent = dict.fromkeys(without_series(layout), "no series") if selection.gauges == "all" else {}
    source = usable.Source("CAMELS-GB", layout.folder, "great_britain")
    series, attributes = usable.select(series, attributes, selection, source, absent)
    about = selection.citation.attributes
    return series.assign_attrs(about), attributes.assign_attrs(about)


def without_series(layout: Layout) -> list[str]:
    """Name the gauges of the first table that have no series."""
    return [gauge for gauge in camels_attributes.listed(layout.tables[0]) if gauge not in layout.series]


def _require_known(forcings: Sequence[str], names: Mapping[str, str], version: Version) -> None:
    if unknown := [name for name in forcings if name not in names]:
        expected = f"forcings of {version.title}: {shortlist(names, 12)}"
        raise InputError("forcings", shortlist(unknown), expected, "correct the forcings of the LSTM in the config")
