"""The effective number of gauges is that of the eigenvalues, between one and all."""

import numpy as np
import pytest

from lstm_probe.results.sampling import effective_number


def test_it_is_that_of_the_eigenvalues() -> None:
    """(Σλ)² / Σλ² of numpy's correlation matrix, gaps or not."""
    rng = np.random.default_rng(0)
    errors = rng.normal(size=(6, 400)) + 0.8 * rng.normal(size=400)
    values = np.linalg.eigvalsh(np.corrcoef(errors))
    expected = values.sum() ** 2 / (values**2).sum()
    assert np.isclose(effective_number(errors), expected)
    errors[2, :40] = np.nan
    assert np.isclose(effective_number(errors), expected, rtol=0.1)


@pytest.mark.parametrize(("shared", "number"), [(0.0, 20.0), (1000.0, 1.0)])
def test_it_lies_between_one_and_all(shared: float, number: float) -> None:
    """Independent errors count as many, the same errors as one; without any gauge there is no number."""
    rng = np.random.default_rng(1)
    errors = rng.normal(size=(20, 20_000)) + shared * rng.normal(size=20_000)
    assert np.isclose(effective_number(errors), number, rtol=0.02)
    assert np.isnan(effective_number(np.full((3, 10), np.nan)))
    assert np.isclose(effective_number(np.vstack([errors, np.zeros(20_000)])), number, rtol=0.02)
