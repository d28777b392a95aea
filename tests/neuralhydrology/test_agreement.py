"""Imported models answer as NeuralHydrology itself does: inputs, cell states, outputs, gates, discharge, lost days."""

from collections.abc import Callable

import numpy as np
import pytest

from lstm_probe.model.gates import GATES
from lstm_probe.model.inference import quantities, simulate
from tests.neuralhydrology.conftest import Case

pytestmark = pytest.mark.data

RUNS = ("a", "b", "c", "d", "e", "f", "i", "l", "o")
DAYS = 25


def relative(found: np.ndarray, expected: np.ndarray) -> float:
    """Give the largest difference, relative where the expected number is above one."""
    return float((np.abs(found - expected) / np.maximum(1.0, np.abs(expected))).max())


@pytest.mark.parametrize("letter", RUNS)
def test_all_that_a_run_computes_is_the_same(letter: str, case: Callable[..., Case]) -> None:
    """Inputs within 1e-6; c, h and gates before activation within 1e-5 max(1, |x|); discharge within 1e-5 mm d-1."""
    run = case(letter, DAYS)
    catchments, reference = run.catchments(), run.reference
    first, end = catchments.position(run.period)
    assert np.abs(catchments.forcings[:, first:end].numpy() - reference["x_dynamic"].values).max() <= 1e-6
    static = [reference[name].values for name in ("x_static", "x_one_hot") if name in reference]
    assert np.abs(catchments.attributes.numpy() - np.concatenate(static, axis=1)).max() <= 1e-6
    there = dict(zip(GATES, ("gate_i", "gate_f", "gate_g", "gate_o"), strict=True))
    names = ["cell_state", "hidden_state", *(name for name in GATES if there[name] in reference)]
    read = quantities(run.trained.model, catchments, run.period, run.reading, names, activated=False)
    for name in names:
        assert relative(read[name].numpy(), reference[there.get(name, name)].values) <= 1e-5, name
    scaled = simulate(run.trained.model, catchments, run.period, run.reading).numpy()
    discharge = run.trained.scalers.discharge.unscale(scaled[..., None])[..., 0]
    if letter == "i":
        assert np.isnan(discharge).all()
    else:
        assert np.abs(discharge - reference["discharge"].values).max() <= 1e-5


def test_a_gap_loses_the_days_that_neuralhydrology_loses(case: Callable[..., Case]) -> None:
    """Three days without PET leave 367 days without an answer, the very same ones."""
    run = case("a", 500, "reference_gap.nc")
    run.series["pet"].loc[{"gauge_id": "39025", "time": slice("2003-12-10", "2003-12-12")}] = np.nan
    found = simulate(run.trained.model, run.catchments(), run.period, run.reading).isnan().numpy()
    expected = run.reference["discharge"].isnull().values
    assert expected.sum() == 367
    np.testing.assert_array_equal(found, expected)


def test_a_series_that_begins_has_no_answer_for_a_window(case: Callable[..., Case]) -> None:
    """The first 364 days of a series have no answer, and the first answer is NeuralHydrology's."""
    run = case("a", 380, "reference_early.nc")
    read = quantities(run.trained.model, run.catchments(), run.period, run.reading, ["cell_state"])["cell_state"]
    expected = run.reference["cell_state"].values
    assert np.isnan(expected[0, :, 0]).sum() == 364
    np.testing.assert_array_equal(read.isnan().numpy(), np.isnan(expected))
    assert relative(np.nan_to_num(read.numpy()), np.nan_to_num(expected)) <= 1e-5
