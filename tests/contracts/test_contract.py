"""Contracts accept what they promise, name what breaks them, and make mocks that keep them."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts import data, lstm, probe, targets, world
from lstm_probe.contracts.contract import Contract
from lstm_probe.errors import InputError

CONTRACTS = [
    data.CATCHMENTS,
    data.ATTRIBUTES,
    targets.WEIGHTS,
    targets.target("swvl1"),
    world.TRUTH,
    lstm.DISCHARGE,
    lstm.STATES,
    probe.PROBE,
    probe.PREDICTIONS,
]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_mocks_keep_their_contract(contract: Contract, rng: np.random.Generator) -> None:
    """Every contract accepts its own mock, of any size."""
    dataset = contract.mock(rng, gauge_id=5, time=7)
    assert contract.check(dataset) is dataset
    assert dataset.sizes.get("time", 7) == 7


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda ds: ds.drop_vars("unit"), "no coordinate 'unit'"),
        (lambda ds: ds.astype("float64"), "type float64"),
        (lambda ds: ds.transpose("time", "gauge_id", "unit"), "dimensions"),
        (lambda ds: ds.assign_coords(gauge_id=[1, 2, 3]), "coordinate 'gauge_id' of type int64"),
        (lambda ds: ds.assign_coords(gauge_id=["1", "1", "3"]), "repeated entries"),
        (lambda ds: ds.assign(gates=ds.cell_state), "unknown variable 'gates'"),
        (lambda ds: ds.assign(cell_state=ds.cell_state.drop_attrs()), "units None"),
    ],
)
def test_what_breaks_a_contract_is_named(change: object, words: str, rng: np.random.Generator) -> None:
    """A missing variable, wrong type, order, identifier or unit is named in the message."""
    broken: xr.Dataset = change(lstm.STATES.mock(rng))  # type: ignore[operator]
    with pytest.raises(InputError, match=words):
        lstm.STATES.check(broken, "states.nc")


def test_tables_keep_identifiers_as_text() -> None:
    """A table's columns come in the promised order and type; a missing one is named."""
    row = {name: ["1"] for name in lstm.DISCHARGE_SKILL.columns}
    table = lstm.DISCHARGE_SKILL.check(pd.DataFrame(row).iloc[:, ::-1])
    assert list(table.columns) == list(lstm.DISCHARGE_SKILL.columns)
    assert table["seed"].dtype == np.int64
    assert table["gauge_id"].iloc[0] == "1"
    with pytest.raises(InputError, match="missing here: metric"):
        lstm.DISCHARGE_SKILL.check(table.drop(columns="metric"))


def test_a_missing_variable_is_named(rng: np.random.Generator) -> None:
    """A variable that is promised and not there is named in the message."""
    with pytest.raises(InputError, match="no variable 'simulated'"):
        lstm.DISCHARGE.check(lstm.DISCHARGE.mock(rng).drop_vars("simulated"), "discharge.nc")
