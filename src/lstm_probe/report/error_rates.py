"""How often the verdict errs, in one sentence, from the rates of the calibration."""

import pandas as pd

from lstm_probe.contracts.calibration import CUT, LADDER, NO_STORES, STORE

UNKNOWN = "How often this verdict errs has not been measured (docs/credibility.md says how to)."


def sentence(rates: pd.DataFrame | None) -> str:
    """Say of 100 targets that are no store, and of 100 stores, how many the verdict calls found.

    Parameters
    ----------
    rates : pandas.DataFrame or None
        As `contracts.calibration.RATES`; None where the calibration was not run.
    """
    if rates is None:
        return UNKNOWN
    rows = rates[rates["rule"] == LADDER]
    none, stores, cut = (rows[rows["group"] == group].iloc[0] for group in (NO_STORES, STORE, CUT))
    return (
        f"Error rates, measured on small synthetic worlds: of 100 targets that are no store this verdict calls "
        f"{_found(none)}; of 100 stores it calls {_found(stores)}; of 100 stores that are cut off from the river, "
        f"{_found(cut)}."
    )


def _found(row: pd.Series) -> str:
    rate, lower, upper = (f"{100 * row[name]:.0f}" for name in ("rate", "lower", "upper"))
    return f"{rate} found ({lower} to {upper}; {row['targets']} were tried)"
