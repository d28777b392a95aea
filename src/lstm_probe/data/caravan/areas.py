"""Compare catchment areas of Caravan with those of CAMELS-GB: another area means another polygon."""

import logging
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.artefacts import csv_rows, csv_tables, listing
from lstm_probe.artefacts.keys import require_once
from lstm_probe.data.files import text_files
from lstm_probe.datasets.camels_gb import PART_OF_CARAVAN
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


KINDS = {"gauge_id": "str", "area": "float64"}


def read(folder: str | Path, prefix: str = PART_OF_CARAVAN) -> pd.Series:
    """Read the catchment areas (km2) that Caravan states, by gauge id; empty where the table is not there.

    Raises
    ------
    InputError
        If the table is damaged, or an area is none.
    """
    tables = [path for path in listing.files(folder).values() if path.name == f"attributes_other_{prefix}.csv"]
    if not tables:
        return pd.Series(dtype="float64", name="area")
    where, advice = str(tables[0]), "get it again, or remove it"
    text = text_files.read(tables[0], "Caravan's table with gauge_id and area (CSV)", advice)
    header = csv_rows.header(where, text, KINDS, advice)
    if missing := [name for name in KINDS if name not in header]:
        raise InputError(where, f"no column {shortlist(missing)}; it has {shortlist(header)}", "gauge_id, area", advice)
    table = csv_tables.read(where, text, KINDS, advice, only=True).set_index("gauge_id")
    table.index = table.index.str.removeprefix(f"{prefix}_")
    require_once(table.index, where, "gauges {} twice", "one row per gauge", advice)
    if (wrong := (table["area"] <= 0) | np.isinf(table["area"])).any():
        found = f"area {table['area'][wrong].iloc[0]:g} at {table.index[wrong][0]} ({wrong.sum()} such basins)"
        raise InputError(where, found, "km2, or nothing where there is no value", advice)
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
