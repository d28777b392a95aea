"""Compare catchment areas of Caravan with those of CAMELS-GB: another area means another polygon."""

import logging
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe import listing
from lstm_probe.data import opening
from lstm_probe.data.caravan import PREFIX
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


def read(folder: str | Path, prefix: str = PREFIX) -> pd.Series:
    """Read the catchment areas (km2) that Caravan states, by gauge id; empty where the table is not there.

    Parameters
    ----------
    folder : str or Path
        Caravan, unpacked to any depth below.
    prefix : str
        Name of the dataset within Caravan.

    Raises
    ------
    InputError
        If the table is damaged, or an area is none.
    """
    tables = [path for path in listing.files(folder).values() if path.name == f"attributes_other_{prefix}.csv"]
    if not tables:
        return pd.Series(dtype="float64", name="area")
    with opening.explained(tables[0], "Caravan's table with gauge_id and area (CSV)", "get it again, or remove it"):
        table = pd.read_csv(tables[0], dtype={"gauge_id": "str", "area": "float64"}).set_index("gauge_id")[["area"]]
    table.index = table.index.str.removeprefix(f"{prefix}_")
    if (wrong := (table["area"] <= 0) | np.isinf(table["area"])).any():
        found = f"area {table['area'][wrong].iloc[0]:g} at {table.index[wrong][0]} ({wrong.sum()} such basins)"
        raise InputError(str(tables[0]), found, "km2, or nothing where there is no value", "get the table again")
    return table["area"]


def compare(caravan: pd.Series, camels: pd.Series, limit: float = 0.01) -> dict[str, object]:
    """Compare Caravan's areas with those of CAMELS-GB; another area means another outlet or polygon.

    Parameters
    ----------
    caravan, camels : pandas.Series
        Areas (km2) by gauge id.
    limit : float
        Relative difference above which a gauge is named.

    Returns
    -------
    dict
        For attrs: the median of ``caravan / camels - 1``, and the gauges beyond the limit.
    """
    ratio = (caravan / camels).dropna() - 1
    if ratio.empty:
        return {}
    beyond = sorted(ratio.index[ratio.abs() > limit])
    if beyond:
        logger.warning("areas of %d gauges differ by more than %g: %s", len(beyond), limit, shortlist(beyond))
    logger.info("areas: Caravan's differ from CAMELS-GB's by %.2f %% in the median", 100 * float(ratio.median()))
    return {"area_difference_median": float(ratio.median()), "gauges_of_other_area": ",".join(beyond)}
