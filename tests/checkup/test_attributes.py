"""Attributes: what lacks one, never varies, is in other units or lies elsewhere is told; the real tables pass."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.checkup import attributes
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.data.camels_gb import attributes as camels_attributes
from lstm_probe.data.camels_gb import layout
from tests.checkup.conftest import Planted

Told = set[tuple[str, str, str]]


def reading(located: layout.Layout, account: Account) -> Callable[[str], xr.Dataset]:
    """Read one attribute of all gauges from the tables."""
    aliases = located.version.attributes
    return lambda name: camels_attributes.read(located.tables, account.gauges, [name], (), aliases, ())


def check(world: Planted) -> tuple[Told, Account]:
    """Give severity, check and item of all that is found, and the account."""
    located = layout.locate(world.folder / "camels_gb")
    findings, account = Findings(), Account(gauges=list(located.series))
    attributes.check(reading(located, account), camels_attributes.UNITS, world.study(), findings, account)
    table = findings.table()
    return set(zip(table["severity"], table["check"], table["item"], strict=True)), account


def at(gauge: str, name: str, value: float) -> Callable[[pd.DataFrame], None]:
    """Give one gauge another value."""

    def change(table: pd.DataFrame) -> None:
        table[name] = table[name].astype("float64")
        table.loc[gauge, name] = value

    return change


def test_an_attribute_that_never_varies_warns(planted: Planted) -> None:
    """It tells gauges apart in no way, and stops nothing."""
    planted.change_table("topographic", lambda table: table.__setitem__("dpsbar", 80.0))
    told, account = check(planted)
    assert told == {("warn", "constant attributes", "dpsbar")}
    assert account.kept() == account.gauges


def test_inputs_that_are_missing_cost_gauges_and_others_do_not(planted: Planted) -> None:
    """Without an input of the LSTM a gauge is lost by name; without what figures show it is not."""
    first, second = planted.gauges[:2]
    planted.change_table("topographic", at(first, "elev_mean", np.nan))
    planted.change_table("topographic", at(second, "gauge_elev", np.nan))
    told, account = check(planted)
    assert told == {("warn", "attributes", "elev_mean"), ("note", "attributes", "gauge_elev")}
    assert account.losses == {first: {"attributes": "no elev_mean"}}


def test_an_attribute_that_is_nowhere_is_refused_and_hides_no_other(planted: Planted) -> None:
    """A column that is gone, and one that is text, have a row each."""
    planted.change_table("topographic", lambda table: table.pop("dpsbar"))
    planted.change_table("climatic", lambda table: table.isetitem(table.columns.get_loc("frac_snow"), "much"))
    told, _ = check(planted)
    assert [(severity, check) for severity, check, _ in told] == [("refuse", "attributes")] * 2


def test_swapped_coordinates_are_refused_and_hide_nothing(planted: Planted) -> None:
    """Latitude in the place of longitude is told beside what another attribute lacks."""
    first, second = planted.gauges[:2]

    def change(table: pd.DataFrame) -> None:
        latitude, longitude = table.loc[first, ["gauge_lat", "gauge_lon"]]
        table.loc[first, ["gauge_lat", "gauge_lon"]] = longitude, latitude
        table.loc[second, "dpsbar"] = np.nan

    planted.change_table("topographic", change)
    told, _ = check(planted)
    assert {(severity, check) for severity, check, _ in told} == {("refuse", "attributes"), ("warn", "attributes")}


@pytest.mark.data
def test_the_real_tables_pass(real_data: Path, whole: Planted, paper_attributes: list[str]) -> None:
    """Of all 671 gauges and the paper's attributes, only the two without elev_mean and dpsbar are lost."""
    located = layout.locate(real_data / "camels_gb_originals")
    listed = pd.read_csv(located.tables[0], dtype={"gauge_id": "str"})["gauge_id"]
    findings, account = Findings(), Account(gauges=listed.tolist())
    config = {"forcings": [], "attributes": paper_attributes, "states": "window", "window_days": 1}
    study = whole.study(lstms={"paper": config})
    attributes.check(reading(located, account), camels_attributes.UNITS, study, findings, account)
    assert set(findings.table()["check"]) == {"attributes"}
    assert sorted(account.losses) == ["18011", "26006"]


@pytest.mark.parametrize("name", ["dpsbar", "gauge_elev"])
def test_numbers_for_missing_values_are_refused_as_ingestion_does(planted: Planted, name: str) -> None:
    """In an input of the LSTM, and in what only figures show, which is read as well."""
    planted.change_table("topographic", at(planted.gauges[0], name, -999.0))
    assert check(planted)[0] == {("refuse", "units of attributes", name)}
