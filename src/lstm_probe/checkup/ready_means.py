"""Check targets that come as catchment means: a user's table, or Caravan."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.catchments.caravan import parts_in
from lstm_probe.checkup import periods, targets
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.data import tables
from lstm_probe.data.caravan import files as caravan_files
from lstm_probe.data.caravan import means as caravan
from lstm_probe.data.caravan import parts as parts_of_caravan
from lstm_probe.data.series import checks
from lstm_probe.datasets import bounds, catalogue


def check(study: Study, findings: Findings, account: Account) -> None:
    """Check every target that is a table, or comes from Caravan."""
    for source in ("table", "caravan"):
        for name, entry in study.of_source(source).items():
            with findings.guarded(f"targets.{name}", "found"):
                _look_at(name, entry, _read(source, name, entry, study, account), study, findings, account)


def _read(source: str, name: str, entry: Mapping[str, Any], study: Study, account: Account) -> xr.DataArray:
    gauges = account.gauges
    if source == "table":
        return tables.read(
            entry["path"],
            gauges,
            entry["units"],
            entry.get("variable") or name,
            entry.get("missing_value"),
            catalogue.of(study.data).plain_id,
            entry.get("ids"),
        )
    basins = None
    if study.catchments["reader"] == "caravan" and not study.sources.get("series"):
        parts = study.catchments.get("parts") or parts_in(study.sources["catchments"])
        files = parts_of_caravan.of_parts(study.sources["catchments"], parts)
        basins = {gauge: caravan_files.read(files[gauge], entry["variable"]) for gauge in gauges if gauge in files}
    part = catalogue.of(study.data).part_of_caravan
    return caravan.read(study.sources["caravan"], gauges, entry["variable"], entry["units"], part, basins)


def _look_at(
    name: str, entry: Mapping[str, Any], means: xr.DataArray, study: Study, findings: Findings, account: Account
) -> None:
    source, days = f"targets.{name}", pd.DatetimeIndex(means["time"].values)
    without = int((~np.isfinite(means.values).any(axis=1)).sum())
    where = entry.get("path") or study.sources["caravan"]
    account.found(source, where, f"means in {entry['units']}", list(days), means.sizes["gauge_id"] - without)
    known = list(days[np.isfinite(means.values).any(axis=0)])
    periods.report_period(source, name, known, study.of_probes, findings, "nothing, or change the periods")
    if limits := bounds.of_target(entry["units"], entry.get("variable") or name, study.region):
        for row in range(means.sizes["gauge_id"]):
            findings.collect(source, name, checks.of_series(means.isel(gauge_id=[row]), limits))
    targets.check(name, means, study, findings, account, gaps=False)
