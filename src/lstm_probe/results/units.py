"""Choose the single unit that follows a target best."""

import pandas as pd


def best(units: pd.DataFrame) -> pd.DataFrame:
    """Choose the unit of every LSTM, seed, kind of state and target with the largest |r| in the fit period.

    The choice is made where the probe is fitted too, so that r of the test period is that of one unit, and not that of
    the luckiest of many.

    Parameters
    ----------
    units : pandas.DataFrame
        As `contracts.tables.UNITS`.

    Returns
    -------
    pandas.DataFrame
        The chosen rows, in their order.
    """
    scored = units.dropna(subset=["r_fit"])
    keys = ["lstm", "seed", "variable", "target"]
    return units.loc[sorted(scored["r_fit"].abs().groupby([scored[key] for key in keys]).idxmax())]
