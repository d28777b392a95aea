"""How partial r and release follow the share of a store's water that gets to the river."""

import pandas as pd

from lstm_probe.contracts.calibration import CUT, DOSES, STORE

#: What is followed, and the columns of `contracts.calibration.WORLDS` that it is in.
FOLLOWED = ("partial_r", "release")


def table(worlds: pd.DataFrame) -> pd.DataFrame:
    """Take medians and ranges over worlds, for every store that is cut or halved somewhere.

    Parameters
    ----------
    worlds : pandas.DataFrame
        As `contracts.calibration.WORLDS`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.calibration.DOSES`, by store and coupling.
    """
    stores = worlds[worlds["kind"].isin((STORE, CUT))]
    varied = [name for name, rows in stores.groupby("target", sort=False) if rows["coupling"].nunique() > 1]
    rows = []
    for (target, coupling), found in stores[stores["target"].isin(varied)].groupby(["target", "coupling"]):
        row = {"target": target, "coupling": coupling, "worlds": len(found)}
        row |= {name: found[name].median() for name in ("r", "anomaly_r", *FOLLOWED)}
        row["true_release"] = (found["true_mm"] / found["added_mm"]).median()
        for name in FOLLOWED:
            row |= {f"{name}_lowest": found[name].min(), f"{name}_highest": found[name].max()}
        rows.append(row)
    return DOSES.check(pd.DataFrame(rows, columns=list(DOSES.columns)), "dose_response.csv")
