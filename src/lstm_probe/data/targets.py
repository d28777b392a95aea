"""Put catchment means into the form that every probe target has."""

from collections.abc import Mapping

import xarray as xr

from lstm_probe.data.series import checks
from lstm_probe.datasets import bounds
from lstm_probe.datasets.units import normalise
from lstm_probe.errors import enforce


def target(
    means: xr.DataArray, name: str, entry: Mapping[str, object], averaging_method: str, region: str = bounds.BRITISH
) -> xr.Dataset:
    """Name and describe catchment means as a probe target.

    Parameters
    ----------
    means : xarray.DataArray
        Catchment means of shape (gauge_id, time), in the units of `entry`.
    name : str
        The target's name, a key of the catalogue.
    entry : mapping
        Its entry in the catalogue: ``units`` and ``long_name``, ``source``.
    averaging_method : str
        How the means were made.
    region : str
        Whose bounds its values are held against, a key of `bounds.REGIONS`.

    Returns
    -------
    xarray.Dataset
        One float32 variable.

    Raises
    ------
    InputError
        If its values cannot be in these units.
    """
    units, variable = normalise(str(entry["units"])), str(entry.get("variable") or name)
    enforce(checks.of_target(means, units, variable, region), f"target {name} ({entry['source']}, {variable})")
    attrs = {
        "units": str(entry["units"]),
        "long_name": str(entry.get("long_name", name)),
        "source": str(entry["source"]),
        "averaging_method": averaging_method,
        **means.attrs,
    }
    array = means.transpose("gauge_id", "time").astype("float32").drop_attrs()
    return array.assign_attrs(attrs).to_dataset(name=name)
