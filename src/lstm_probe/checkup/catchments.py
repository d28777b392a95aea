"""Check the catchments of any data set by what its reader delivers: gauges, attributes and series, each read once."""

import logging
from pathlib import Path

import numpy as np
import xarray as xr

from lstm_probe.catchments import delivery as deliveries
from lstm_probe.catchments import readers, reading
from lstm_probe.catchments.delivery import Delivery
from lstm_probe.checkup import attributes
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.series import Series
from lstm_probe.checkup.study import Study
from lstm_probe.data.series import potential
from lstm_probe.datasets.catalogue import Column

logger = logging.getLogger(__name__)


def check(study: Study, findings: Findings, account: Account) -> None:
    """Check tables and series, and take down every gauge."""
    settings, located = study.catchments, None
    source, pet = settings["reader"], potential.method_of(settings)
    with findings.guarded(source, "found"):
        given = {**settings, "series": study.sources.get("series")}
        located = readers.deliver(given, Path(study.sources["catchments"]))
        columns = reading.require_known(located, study.forcings, pet)
    if located is None:
        return
    with findings.guarded(source, "gauges"):
        account.gauges = deliveries.choose(settings["gauges"], located)
    chosen = account.gauges or list(located.gauges)
    account.gauges = [gauge for gauge in chosen if gauge in located.attributes.index]
    for gauge in (name for name in chosen if name not in located.attributes.index):
        expected, advice = "a row of every gauge", "nothing: the gauge is dropped"
        findings.add("warn", source, "attributes", "tables", "no row", expected, advice, gauge)
    delivery = located

    def read_attribute(name: str) -> xr.Dataset:
        return deliveries.attributes_of(delivery, account.gauges, [name], reading.UNITS)

    table = account.attributes = attributes.check(read_attribute, reading.UNITS, study, findings, account)
    series = Series(study, findings, account, table, [])
    for number, gauge in enumerate(account.gauges, start=1):
        _look_at(gauge, delivery, columns, pet, series, study, findings, account)
        if number % 100 == 0:
            logger.info("%d of %d series looked at", number, len(account.gauges))
    series.conclude()
    found = (
        f"{delivery.dataset.citation.title}, {delivery.attributes.shape[1]} attributes, {len(delivery.gauges)} series"
    )
    account.found(source, delivery.place, found, series.days, len(account.gauges))


def _look_at(
    gauge: str,
    delivery: Delivery,
    columns: dict[str, Column],
    pet: str | None,
    series: Series,
    study: Study,
    findings: Findings,
    account: Account,
) -> None:
    """Look at the series of one gauge; one that cannot be read is lost."""
    values = None
    with findings.guarded(study.catchments["reader"], "series", gauge):
        values = reading.one_gauge(delivery, gauge, columns)
        latitude = float(delivery.attributes["gauge_lat"].get(gauge, np.nan))
        values = potential.completed_table(values, study.forcings, latitude, pet)
    if values is None:
        account.lose(gauge, "series", "its file cannot be read")
    else:
        series.look_at(gauge, values[["discharge", *study.forcings]])
