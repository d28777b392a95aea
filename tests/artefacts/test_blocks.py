"""An artefact that is written in blocks of gauges is the one that is written at once."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from lstm_probe.artefacts import blocks, store
from lstm_probe.contracts import lstm
from lstm_probe.errors import InputError

ABOUT = store.provenance({}, "extract_states", "a test")


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, []), (1, [1]), (10, [10]), (11, [4, 4, 3]), (12, [4, 4, 4])],
)
def test_blocks_hold_every_gauge_once(count: int, expected: list[int]) -> None:
    """Up to the bound there is one block; beyond it each has as many gauges as asked for, and the last the rest."""
    found = blocks.of(count, beyond=10, gauges=4)
    assert [some.stop - some.start for some in found] == expected
    assert [gauge for some in found for gauge in range(count)[some]] == list(range(count))


@pytest.fixture
def states(rng: np.random.Generator) -> xr.Dataset:
    """Make states of seven gauges."""
    return lstm.STATES.mock(rng, gauge_id=7, time=30, unit=4).assign_attrs(days_without_states="{}")


def parts(states: xr.Dataset, size: int) -> Iterator[xr.Dataset]:
    """Give blocks that count a day at the first gauge of each."""
    for some in blocks.of(states.sizes["gauge_id"], beyond=1, gauges=size):
        block = states.isel(gauge_id=some)
        yield block.assign_attrs(days_without_states=json.dumps({str(block.gauge_id.values[0]): 1}))


@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_file_does_not_depend_on_the_blocks(size: int, states: xr.Dataset, tmp_path: Path) -> None:
    """Values, coordinates, types and attributes of variables are equal, and read gauge by gauge; counts are united."""
    store.write(states, tmp_path / "at_once.nc", lstm.STATES, ABOUT, chunks={"gauge_id": 1}, compress=False)
    blocks.write(parts(states, size), tmp_path / "blocks.nc", lstm.STATES, ABOUT, ["days_without_states"])
    with (
        store.read(tmp_path / "at_once.nc", lstm.STATES) as whole,
        store.read(tmp_path / "blocks.nc", lstm.STATES) as read,
    ):
        counts = json.loads(read.attrs.pop("days_without_states"))
        whole.attrs.pop("days_without_states")
        xr.testing.assert_identical(read, whole)
        assert read.cell_state.dtype == whole.cell_state.dtype
        assert read.cell_state.encoding["chunksizes"] == (1, 30, 4)
        assert counts == dict.fromkeys(states.gauge_id.values[::size].astype(str).tolist(), 1)


def test_a_block_that_breaks_the_contract_leaves_nothing(states: xr.Dataset, tmp_path: Path) -> None:
    """A failure in the second block leaves neither the file nor a part of it."""
    broken = [states.isel(gauge_id=slice(3)), states.isel(gauge_id=slice(3, 7)).rename(cell_state="state")]
    with pytest.raises(InputError, match="unknown variable"):
        blocks.write(broken, tmp_path / "states.nc", lstm.STATES, ABOUT)
    assert not list(tmp_path.iterdir())
