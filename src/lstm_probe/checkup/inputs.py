"""Check all sources of a study, and say all that is wrong with them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from lstm_probe.checkup import (
    camels_gb,
    catchments,
    era5_land,
    esa_cci,
    experiments,
    polygons,
    ready_means,
    side_by_side,
)
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.contracts.checkup import INVENTORY, MISSING
from lstm_probe.data.camels_gb import boundaries
from lstm_probe.data.catchment_means.grid import Grid

logger = logging.getLogger(__name__)

#: What checks each gridded product; made, it has looked at the files, and its tasks read the fields.
PRODUCTS: dict[str, Callable[..., Any]] = {"era5_land": era5_land.DeliveryCheck, "esa_cci": esa_cci.DeliveryCheck}
#: What checks the catchments of a data set whose files are looked at one by one; others are checked by their delivery.
CATCHMENTS: dict[str, Callable[[Study, Findings, Account], None]] = {"camels_gb": camels_gb.check}


@dataclass(frozen=True)
class Checked:
    """Hold what a check-up has found.

    Parameters
    ----------
    problems, gauges, missing, inventory : pandas.DataFrame
        The artefacts `contracts.checkup.PROBLEMS`, `GAUGES`, `MISSING` and `INVENTORY`.
    shapes : geopandas.GeoDataFrame or None
        Polygons for maps, EPSG:4326, indexed by gauge_id.
    grids : dict of str to pair of Grid and numpy.ndarray of bool
        Grid of every gridded product, and its cells with data.
    """

    problems: pd.DataFrame
    gauges: pd.DataFrame
    missing: pd.DataFrame
    inventory: pd.DataFrame
    shapes: gpd.GeoDataFrame | None = None
    grids: dict[str, tuple[Grid, np.ndarray]] = field(default_factory=dict)


def check(study: Study, workers: int = 1) -> Checked:
    """Read every source of a study, whatever is wrong with another."""
    findings, account = Findings(), Account()
    CATCHMENTS.get(study.catchments["reader"], catchments.check)(study, findings, account)
    logger.info("%s: %d gauges looked at", study.catchments["reader"], len(account.gauges))
    shapes = polygons.check(study, findings, account) if study.gridded and account.gauges else None
    deliveries = {name: PRODUCTS[name](study, shapes, findings, account) for name in study.gridded}
    tasks = {name: delivery.tasks() for name, delivery in deliveries.items()}
    results = iter(side_by_side.run([task for several in tasks.values() for task in several], workers))
    for name, delivery in deliveries.items():
        delivery.conclude([next(results) for _ in tasks[name]])
        logger.info("%s looked at", name)
    if account.gauges:
        ready_means.check(study, findings, account)
        experiments.check(study, findings, account)
    findings.log()
    return Checked(
        findings.table(),
        account.table(findings),
        pd.DataFrame(account.missing, columns=list(MISSING.columns)),
        pd.DataFrame(account.inventory, columns=list(INVENTORY.columns)),
        boundaries.for_drawing(shapes) if shapes is not None else None,
        {name: delivery.grid for name, delivery in deliveries.items() if delivery.grid is not None},
    )
