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
    rows = {str(row["group"]): row for _, row in rates[rates["rule"] == LADDER].iterrows()}
    said = [
        f"of 100 targets that are no store this verdict calls {_found(rows[NO_STORES])}",
        f"of 100 stores it calls {_found(rows[STORE])}",
    ]
    if CUT in rows:
        said.append(f"of 100 stores that are cut off from the river, {_found(rows[CUT])}")
    return f"Error rates, measured on small synthetic worlds: {'; '.join(said)}."


def _found(row: pd.Series) -> str:
    rate, lower, upper = (f"{100 * row[name]:.0f}" for name in ("rate", "lower", "upper"))
    return f"{rate} found ({lower} to {upper}; {row['targets']} were tried)"
