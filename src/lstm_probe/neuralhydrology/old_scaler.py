"""Take the numbers out of the scaler of an old run, which is a pickle of pandas and xarray."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from lstm_probe.errors import InputError
from lstm_probe.neuralhydrology import pickles, plain_yaml
from lstm_probe.neuralhydrology.pickles import Made, Name

#: Types of arrays that a scaler may hold: floating-point numbers, whole numbers, text and objects.
KINDS = ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "O8", "O4", "O")


def read(path: Path) -> dict[str, dict[str, float]]:
    """Read the groups of a scaler, each of them numbers by name.

    Parameters
    ----------
    path : Path
        `train_data_scaler.p`.

    Raises
    ------
    InputError
        If it is no scaler.
    """
    groups = pickles.describe(path)
    if not isinstance(groups, dict):
        raise InputError(str(path), "no mapping of groups", pickles.EXPECTED, plain_yaml.ADVICE)
    try:
        return {str(name): numbers(group) for name, group in groups.items() if group is not None}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        found = f"groups of another make ({str(error)[:120]})"
        raise InputError(str(path), found, pickles.EXPECTED, plain_yaml.ADVICE) from error


def numbers(group: Any) -> dict[str, float]:
    """Take numbers by name out of a described Series or Dataset, or a mapping."""
    if isinstance(group, dict):
        return {str(name): float(value) for name, value in group.items()}
    kind = group.name.name if isinstance(group, Made) else type(group).__name__
    if kind == "Series":
        return _series(group.state)
    if kind == "Dataset":
        variables = _slots(group.state)["_variables"]
        return {str(name): _scalar(variable) for name, variable in dict(_entries(variables)).items()}
    raise ValueError(f"a {kind}")


def _series(state: Any) -> dict[str, float]:
    manager: Any = (state.get("_mgr") or state.get("_data")) if isinstance(state, dict) else state
    axes, blocks, *_ = manager.state
    return dict(zip(map(str, _index(axes[0])), map(float, array(blocks[0]).ravel()), strict=True))


def _index(index: Made) -> list[Any]:
    """Take the names out of an index: `_new_Index(Index, {"data": array, "name": None})`."""
    described = next(argument for argument in index.arguments if isinstance(argument, dict))
    return list(array(described["data"]).ravel())


def _scalar(variable: Made) -> float:
    values = array(_slots(variable.state)["_data"])
    if values.size != 1:
        raise ValueError(f"{values.size} values where one is expected")
    return float(values.ravel()[0])


def _slots(state: Any) -> Mapping[str, Any]:
    """Take the attributes of an object with slots, whose state is a pair of mappings, or of one without."""
    parts = state if isinstance(state, tuple) else (state,)
    return {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}


def _entries(mapping: Any) -> Mapping[Any, Any]:
    return mapping.entries if isinstance(mapping, Made) else mapping


def array(described: Any) -> np.ndarray:
    """Read the values of a described array from its bytes, or from its list where it holds objects.

    Raises
    ------
    ValueError
        If it is no array of numbers or text, or its bytes do not fit its shape.
    """
    if isinstance(described, int | float):
        return np.asarray(described)
    if described.name.name == "scalar":
        return np.frombuffer(_bytes(described.arguments[1]), dtype(described.arguments[0]))
    _, shape, described_type, fortran, values = described.state
    shape = tuple(map(int, shape))
    if isinstance(values, list):
        return _of_objects(values, shape)
    flat = np.frombuffer(_bytes(values), dtype(described_type))
    return flat.reshape(shape, order="F" if fortran else "C")


def _of_objects(values: list[Any], shape: tuple[int, ...]) -> np.ndarray:
    if not all(isinstance(value, str | int | float) for value in values):
        raise ValueError("an array that holds objects")
    filled = np.empty(len(values), dtype=object)
    filled[:] = values
    return filled.reshape(shape)


def dtype(described: Made) -> np.dtype:
    """Read the type of an array's values."""
    kind = described.arguments[0]
    if not isinstance(kind, str) or kind.lstrip("<>|=") not in KINDS or "O" in kind:
        raise ValueError(f"values of type {kind!r}")
    order = described.state[1] if described.state else "<"
    return np.dtype(f"{order if order in ('<', '>') else '<'}{kind.lstrip('<>|=')}")


def _bytes(values: Any) -> bytes:
    """Take bytes, which protocol 2 writes as text in latin-1."""
    if isinstance(values, Made) and values.name == Name("_codecs", "encode"):
        return str(values.arguments[0]).encode("latin-1")
    if isinstance(values, str):
        return values.encode("latin-1")
    return bytes(values) if isinstance(values, bytes) else _no_bytes(values)


def _no_bytes(values: Any) -> bytes:
    raise ValueError(f"{type(values).__name__} where bytes are expected")


def read_codes(path: Path) -> dict[str, float]:
    """Read the columns of a one-hot encoding, `id_to_int.p`: a mapping of gauges to whole numbers.

    Raises
    ------
    InputError
        If it is no such mapping.
    """
    codes = pickles.describe(path)
    if not isinstance(codes, dict) or not all(isinstance(code, int) for code in codes.values()):
        raise InputError(str(path), "no mapping of gauges to columns", "a one-hot encoding", plain_yaml.ADVICE)
    return {str(gauge): float(code) for gauge, code in codes.items()}
