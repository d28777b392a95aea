"""What a contract is: the dims, variables, units and dtypes that an artefact promises."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.errors import InputError, shortlist

KINDS = {"str": "OUT", "time": "M", "int": "iu", "float": "f", "bool": "b"}


@dataclass(frozen=True)
class Variable:
    """Promise one variable of an artefact.

    Parameters
    ----------
    dims : tuple of str
        Its dimensions, in order.
    units : str or None
        Its units; None where they differ from file to file, in which case some units must be stated.
    dtype : {"float32", "float64", "int64", "str", "bool"}
        Its type.
    long_name : str
        What it is, for labels.
    required : bool
        Whether a file without it is refused.
    """

    dims: tuple[str, ...]
    units: str | None
    dtype: str = "float32"
    long_name: str = ""
    required: bool = True


@dataclass(frozen=True)
class Contract:
    """Promise the layout of a netCDF artefact.

    Parameters
    ----------
    name : str
        Name of the artefact, for messages.
    coords : mapping of str to str
        Kind (a key of `KINDS`) of each coordinate; every dimension with a coordinate must be here.
    variables : mapping of str to Variable
        The promised variables.
    others : Variable or None
        What a variable must look like that is not named in `variables`; None refuses such variables.
    """

    name: str
    coords: Mapping[str, str]
    variables: Mapping[str, Variable]
    others: Variable | None = None

    def check(self, dataset: xr.Dataset, where: str = "") -> xr.Dataset:
        """Return the dataset if it keeps the contract.

        Raises
        ------
        InputError
            Naming the first coordinate or variable that breaks it.
        """
        where = where or self.name
        for name, kind in self.coords.items():
            if name not in dataset.coords:
                raise self._broken(where, f"no coordinate '{name}'; it has {shortlist(dataset.coords)}", name)
            if dataset[name].dtype.kind not in KINDS[kind]:
                raise self._broken(where, f"coordinate '{name}' of type {dataset[name].dtype}", f"{name} ({kind})")
            if dataset[name].dims == (name,) and not dataset.indexes[name].is_unique:
                raise self._broken(where, f"coordinate '{name}' with repeated entries", f"unique {name}")
        for name, promise in self.variables.items():
            if name not in dataset:
                if promise.required:
                    raise self._broken(where, f"no variable '{name}'; it has {shortlist(dataset.data_vars)}", name)
            else:
                self._check_variable(where, dataset[name], promise)
        for name in map(str, set(dataset.data_vars) - set(self.variables)):
            if self.others is None:
                raise self._broken(where, f"an unknown variable '{name}'", shortlist(self.variables, 20))
            self._check_variable(where, dataset[name], self.others)
        return dataset

    def _check_variable(self, where: str, array: xr.DataArray, promise: Variable) -> None:
        if array.dims != promise.dims:
            raise self._broken(where, f"'{array.name}' with dimensions {array.dims}", f"dimensions {promise.dims}")
        if promise.dtype != "str" and str(array.dtype) != promise.dtype:
            raise self._broken(where, f"'{array.name}' of type {array.dtype}", f"type {promise.dtype}")
        if promise.dtype == "str" and array.dtype.kind not in KINDS["str"]:
            raise self._broken(where, f"'{array.name}' of type {array.dtype}", "text")
        units = array.attrs.get("units")
        if units is None or (promise.units is not None and units != promise.units):
            expected = f"units '{promise.units}'" if promise.units is not None else "stated units"
            raise self._broken(where, f"'{array.name}' with units {units!r}", expected)

    def _broken(self, where: str, found: str, expected: str) -> InputError:
        advice = f"make the file again, or see the contract '{self.name}' in src/lstm_probe/contracts"
        return InputError(where, found, expected, advice)

    def mock(self, rng: np.random.Generator, **sizes: int) -> xr.Dataset:
        """Make a random dataset that keeps the contract.

        Parameters
        ----------
        rng : numpy.random.Generator
            Source of the values.
        **sizes : int
            Length of each dimension (3 where not given).
        """
        dims = {dim for promise in self.variables.values() for dim in promise.dims} | set(self.coords)
        lengths = {dim: sizes.get(dim, 3) for dim in dims}
        coords = {name: _mock_coordinate(name, kind, lengths[name]) for name, kind in self.coords.items()}
        dataset = xr.Dataset(coords={name: (name, values) for name, values in coords.items()})
        for name, promise in self.variables.items():
            shape = tuple(lengths[dim] for dim in promise.dims)
            attrs = {"units": "1" if promise.units is None else promise.units, "long_name": promise.long_name or name}
            dataset[name] = (promise.dims, _mock_values(promise.dtype, shape, rng), attrs)
        return self.check(dataset, f"mock of {self.name}")


def _mock_coordinate(name: str, kind: str, length: int) -> np.ndarray:
    if kind == "time":
        return pd.date_range("2000-01-01", periods=length, freq="D").to_numpy()
    if kind == "str":
        return np.array([f"{1001 + i}" if name == "gauge_id" else f"{name}{i}" for i in range(length)], dtype=object)
    return np.arange(length) if kind == "int" else np.linspace(0.0, 1.0, length)


def _mock_values(dtype: str, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    if dtype == "str":
        return np.array([f"name {i}" for i in range(int(np.prod(shape)))], dtype=object).reshape(shape)
    if dtype == "int64":
        return rng.integers(0, 3, shape)
    if dtype == "bool":
        return rng.random(shape) < 0.5
    return rng.normal(size=shape).astype(dtype)


@dataclass(frozen=True)
class Table:
    """Promise the columns of a CSV artefact.

    Parameters
    ----------
    name : str
        Name of the artefact, for messages.
    columns : mapping of str to str
        pandas dtype of each column, in order; identifiers are text.
    """

    name: str
    columns: Mapping[str, str]

    def check(self, table: pd.DataFrame, where: str = "") -> pd.DataFrame:
        """Return the table, its columns ordered, if it has all of them.

        Raises
        ------
        InputError
            Naming the columns that are missing.
        """
        missing = [name for name in self.columns if name not in table.columns]
        if missing:
            found = f"columns {shortlist(table.columns, 20)}"
            advice = f"make the table again; missing here: {shortlist(missing)}"
            raise InputError(where or self.name, found, f"columns {shortlist(self.columns, 20)}", advice)
        return table[list(self.columns)].astype(dict(self.columns))
