"""Dimensions of a variable beside those that are read: one of size 1 makes no difference, a larger one is refused."""

from collections.abc import Mapping, Sequence
from typing import Any

import netCDF4
import xarray as xr

from lstm_probe.errors import InputError


def only(array: xr.DataArray, wanted: Sequence[str], where: str, advice: str) -> xr.DataArray:
    """Return a variable on the dimensions that are wanted, in their order.

    Raises
    ------
    InputError
        Naming a dimension that is missing, or is none of these and larger than 1.
    """
    others = [str(name) for name in array.dims if name not in wanted]
    if any(array.sizes[name] > 1 for name in others) or not set(wanted) <= set(array.dims):
        expected = f"{', '.join(wanted)} alone; further dimensions of size 1"
        raise InputError(where, f"{array.name} on {spelled(array.sizes)}", expected, advice)
    return array.squeeze(others, drop=True).transpose(*wanted)


def index_of(variable: netCDF4.Variable | None, wanted: Mapping[str, slice | int]) -> tuple[slice | int, ...] | None:
    """Return the index of what is wanted of a variable in a file, whose other dimensions have the size 1.

    Parameters
    ----------
    variable : netCDF4.Variable or None
        The variable; None where the file has none.
    wanted : mapping of str to slice or int
        Places along dimensions, in their order; one with a whole number has the size 1.

    Returns
    -------
    tuple of slice or int, or None
        One place per dimension; None where the variable has other dimensions.
    """
    sizes = dict(zip(variable.dimensions, variable.shape, strict=True)) if variable is not None else {}
    index = {dim: wanted.get(dim, 0) for dim in sizes}
    larger = any(sizes[dim] > 1 for dim, place in index.items() if not isinstance(place, slice))
    in_order = [dim for dim in sizes if dim in wanted] == list(wanted)
    return tuple(index.values()) if in_order and not larger else None


def spelled(sizes: Mapping[Any, int]) -> str:
    """Write dimensions and their sizes for a message, such as ``time (4), depth (3)``."""
    return ", ".join(f"{name} ({size})" for name, size in sizes.items()) or "no dimension"
