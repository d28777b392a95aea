"""The best unit is chosen in the fit period, by the size of r, whatever it does in the test."""

import pandas as pd

from lstm_probe.contracts.tables import UNITS
from lstm_probe.results.units import best


def test_the_best_unit_is_chosen_where_the_probe_is_fitted() -> None:
    """Of r -0.8, 0.7 and 0.1 in the fit period the first is chosen, although the last is best in the test."""
    rows = [("small", 1, "cell_state", unit, "soil", fit, test, 3.0, 0.5) for unit, fit, test in TABLE]
    rows += [("small", 1, "hidden_state", 0, "soil", float("nan"), 0.4, 3.0, 0.5)]
    chosen = best(UNITS.check(pd.DataFrame(rows, columns=list(UNITS.columns))))
    assert chosen[["variable", "unit", "r"]].to_numpy().tolist() == [["cell_state", 0, -0.5]]


TABLE = ((0, -0.8, -0.5), (1, 0.7, 0.6), (2, 0.1, 0.9))
