"""Find and read the files of Caravan, one per basin: netCDF or CSV, days of local standard time.

Kratzert et al. (2023), https://doi.org/10.1038/s41597-023-01975-w. Values have two decimals. Units stand in one
global attribute of a netCDF file, by the name of the band (without ``_mean``), and nowhere in a CSV file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import xarray as xr

from lstm_probe.artefacts import csv_rows, csv_tables, listing
from lstm_probe.data.files import dimensions, opening, text_files
from lstm_probe.data.series import daily_series, stamps
from lstm_probe.datasets import addresses
from lstm_probe.errors import InputError, shortlist

#: Units of Caravan's variables, by how their names begin, for files that do not state any.
UNITS = {
    "snow_depth_water_equivalent": "mm",
    "volumetric_soil_water_layer": "m3/m3",
    "total_precipitation": "mm",
    "potential_evaporation": "mm",
    "surface_net_solar_radiation": "W/m2",
    "surface_net_thermal_radiation": "W/m2",
    "surface_pressure": "kPa",
    "temperature_2m": "°C",
    "dewpoint_temperature_2m": "°C",
    "u_component_of_wind_10m": "m/s",
    "v_component_of_wind_10m": "m/s",
    "streamflow": "mm/d",
}
BAND = re.compile(r"^\s*(?P<band>\w+)\s*:[^\[\n]*\[(?P<units>[^\]\n]+)\]", re.MULTILINE)
STATISTIC = re.compile(r"_(mean|min|max|sum)$")


@dataclass(frozen=True)
class Basin:
    """Hold one variable of one basin.

    Parameters
    ----------
    values : pandas.Series
        float32 by day, in the order of days.
    units : str or None
        Units that the file states, or that Caravan's description states for a CSV file.
    timezone : str
        Time zone whose standard time makes the days; nothing where the file does not say.
    """

    values: pd.Series = field(repr=False)
    units: str | None
    timezone: str = ""


def find(folder: Path, prefix: str) -> dict[str, Path]:
    """List the file of each basin of one dataset, searched to any depth; netCDF goes before CSV.

    Parameters
    ----------
    folder : Path
        A folder that holds ``timeseries/{netcdf,csv}/<prefix>/<prefix>_<id>.{nc,csv}`` somewhere.
    prefix : str
        Name of the dataset within Caravan, for instance camels.

    Returns
    -------
    dict of str to Path
        By gauge id, without the prefix.

    Raises
    ------
    InputError
        If there is none, or a basin has two files of one kind.
    """
    named = re.compile(rf"{re.escape(prefix)}_(?P<gauge>[\w-]+)\.(?P<kind>nc|csv)(\.gz)?", re.IGNORECASE)
    found: dict[str, dict[str, Path]] = {"nc": {}, "csv": {}}
    there = listing.files(folder)
    for path in there.values():
        match = named.fullmatch(path.name)
        if match is None or path.parent.name != prefix or path.parent.parent.name == "shapefiles":
            continue
        kind = match["kind"].lower()
        if twin := found[kind].get(match["gauge"]):
            raise InputError(str(path), f"the same basin as in {twin}", "one release of Caravan", "remove the other")
        found[kind][match["gauge"]] = path
    files = found["csv"] | found["nc"]
    if not files:
        folders = [name.split("/")[:-1] for name in there]
        others = sorted({names[-1] for names in folders if names[-3:-2] == ["timeseries"]})
        basins = f"basins of {shortlist(others)}" if others else "no basins" if folder.is_dir() else "no such folder"
        expected = f"timeseries/netcdf/{prefix}/{prefix}_<id>.nc (or csv) there or below"
        raise InputError(str(folder), basins, expected, f"get Caravan from {addresses.CARAVAN}")
    return files


def read(path: Path, variable: str) -> Basin:
    """Read one variable of one basin.

    Raises
    ------
    InputError
        If the file is damaged, lacks the variable, or its days are not days in order of a calendar, each once.
    """
    basin = read_netcdf(path, variable) if path.suffix == ".nc" else _read_csv(path, variable)
    days = stamps.days(pd.DatetimeIndex(basin.values.index), str(path), again())
    daily_series.require_our_times(days, str(path), again())
    daily_series.require_once(days, str(path), again())
    return Basin(basin.values.set_axis(days).sort_index(), basin.units, basin.timezone)


def csv_columns(path: Path, columns: Sequence[str]) -> dict[str, pd.Series]:
    """Read variables of a CSV file, by the days as they stand there."""
    text = text_files.read(path, "a whole file of Caravan (CSV)", again())
    kinds = {"date": "str", **dict.fromkeys(columns, "float32")}
    header = csv_rows.header(str(path), text, list(kinds), again())
    if "date" not in header:
        raise InputError(str(path), f"columns {shortlist(header)}", "a column 'date', and commas", again())
    for name in columns:
        _require_variable(path, name, [one for one in header if one != "date"])
    table = csv_tables.read(str(path), text, kinds, again(), only=True)
    days = stamps.of_text(table["date"], str(path), again())
    return {name: pd.Series(table[name].to_numpy(), index=days) for name in columns}


def units_of(variable: str, attrs: Mapping[str, object]) -> str | None:
    """Find the units of a variable in the text block of a file, or else in Caravan's description.

    Parameters
    ----------
    variable : str
        Its name, for instance snow_depth_water_equivalent_mean.
    attrs : mapping
        Global attributes of the file, ``Units`` among them.
    """
    block = {match["band"]: match["units"] for match in BAND.finditer(str(attrs.get("Units", "")))}
    stated = block.get(variable) or block.get(STATISTIC.sub("", variable))
    return stated or next((units for start, units in UNITS.items() if variable.startswith(start)), None)


def read_netcdf(path: Path, variable: str) -> Basin:
    """Read a variable of a netCDF file, by the days as they stand there."""
    whole = opening.explained(path, "a whole file of Caravan (netCDF)", again())
    with whole, xr.open_dataset(path, engine="netcdf4") as dataset:
        names = [str(name) for name in dataset.data_vars]
        _require_variable(path, variable, names)
        array = dataset[variable]
        date = next((str(name) for name in array.dims if name in ("date", "time")), None)
        if date is None:
            found = f"{variable} on {dimensions.spelled(array.sizes)}"
            raise InputError(str(path), found, f"{variable} by date alone", again())
        array = dimensions.only(array, (date,), str(path), f"give {variable} by date alone: {again()}")
        days = stamps.of_netcdf(dataset[date], str(path), again())
        values = pd.Series(array.values.astype("float32"), index=days)
        units = array.attrs.get("units") or units_of(variable, dataset.attrs)
        return Basin(values, units, str(dataset.attrs.get("Timezone", "")))


def _read_csv(path: Path, variable: str) -> Basin:
    return Basin(csv_columns(path, [variable])[variable], units_of(variable, {}))


def _require_variable(path: Path, variable: str, names: list[str]) -> None:
    if variable in names:
        return
    stem = STATISTIC.sub("", variable)
    near = [name for name in names if name.startswith(stem)]
    advice = f"write 'variable: {near[0]}' in the target's entry" if near else "correct 'variable' in its entry"
    if len(near) > 1:
        advice = f"choose one of {shortlist(near)} as 'variable' in the target's entry"
    raise InputError(str(path), f"no {variable}", f"one of {shortlist(names, 45)}", advice)


def again() -> str:
    """Advise to get a file again."""
    return f"get it again from {addresses.CARAVAN}"
