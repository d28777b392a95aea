"""Write an artefact some gauges at a time, so that never more than one block of them is held in memory."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import netCDF4
import xarray as xr

from lstm_probe.artefacts import store
from lstm_probe.artefacts.writing import atomic
from lstm_probe.contracts.contract import Contract

ALONG = "gauge_id"


def of(count: int, beyond: int, gauges: int) -> list[slice]:
    """Divide gauges into blocks: one of all of them, or of `gauges` each where there are more than `beyond`.

    Parameters
    ----------
    count : int
        How many gauges there are.
    beyond, gauges : int
        As ``data.blocks`` of the configuration.
    """
    size = gauges if count > beyond else max(count, 1)
    return [slice(first, min(first + size, count)) for first in range(0, count, size)]


def write(
    blocks: Iterable[xr.Dataset],
    path: str | Path,
    contract: Contract,
    about: Mapping[str, str],
    counted: Sequence[str] = (),
) -> None:
    """Write blocks of gauges into one file, one gauge a chunk and uncompressed, all or nothing.

    Parameters
    ----------
    blocks : iterable of xarray.Dataset
        Each keeps the contract, with gauges of its own and all else alike; a generator makes one at a time.
    path : str or Path
        Where.
    contract : Contract
        What the file promises.
    about : mapping of str to str
        Global attributes, from `provenance`.
    counted : sequence of str
        Attributes of the blocks that are JSON objects by gauge, which the file has of all of them together.
    """
    together: dict[str, dict[str, object]] = {name: {} for name in counted}
    with atomic(path) as partial:
        for number, block in enumerate(blocks):
            for name in counted:
                together[name] |= json.loads(block.attrs[name])
            if number:
                _append(contract.check(block, str(path)), partial)
            else:
                chunks = {ALONG: 1}
                store.write(block, partial, contract, about, chunks, compress=False, growing=ALONG)
        with netCDF4.Dataset(partial, "a") as file:
            file.setncatts({name: json.dumps(values) for name, values in together.items()})


def _append(block: xr.Dataset, path: Path) -> None:
    """Put the gauges of a block after those that a file has."""
    with netCDF4.Dataset(path, "a") as file:
        first = len(file.dimensions[ALONG])
        rows = slice(first, first + block.sizes[ALONG])
        file[ALONG][rows] = block[ALONG].values.astype(object)
        for name, array in block.data_vars.items():
            if ALONG in array.dims:
                file[str(name)][rows] = array.transpose(ALONG, ...).values
