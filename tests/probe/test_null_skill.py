"""Nulls from moments equal experiments that are fitted to the states themselves."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lstm_probe.probe import year_shifts
from lstm_probe.probe.year_parts import calendar
from lstm_probe.probe.yearly_sums import yearly_sums
from tests.probe.null_land import NullLand, given, make_null_land, median

WAYS = [{}, {"intercepts": "gauge"}, {"regression": {"name": "elastic_net", "alpha": 0.0}}]


@pytest.mark.parametrize("entry", WAYS, ids=str)
def test_derangements_equal_the_long_way(
    null_land: NullLand,
    monkeypatch: pytest.MonkeyPatch,
    entry: dict,
) -> None:
    """Every draw has the medians of the experiment that gives each gauge the states of its partner, gaps or not."""
    draws = null_land.draws(2)
    for target, table in null_land.nulls(2, **entry).derangements().items():
        assert len(table) == len(draws[target].partner)
        for row, partner in zip(table.itertuples(), draws[target].partner, strict=True):
            gauges = draws[target].gauge_ids
            given({gauge: gauges[j] for gauge, j in zip(gauges, partner, strict=True)}, monkeypatch)
            skill = null_land.run(targets={target: null_land.targets[target]}, control="permute_gauges", **entry)[2]
            assert row.r == pytest.approx(median(skill, target, "r"), abs=1e-6)
            assert row.anomaly_r == pytest.approx(median(skill, target, "anomaly_r"), abs=1e-6)


@pytest.mark.parametrize("entry", WAYS[:2], ids=str)
def test_year_shifts_equal_the_long_way(null_land: NullLand, entry: dict) -> None:
    """Every shift has the medians of the experiment on the states of the same date of the other year."""
    dates, time = calendar(null_land.periods), null_land.states.indexes["time"]
    tables, sums = null_land.nulls(1, **entry).year_shifts()
    for target, values in null_land.targets.items():
        table = tables[target]
        assert table["shift_years"].tolist() == [1, -1]
        for row in table.itertuples():
            position = year_shifts.positions(dates, time, int(row.shift_years))
            known = pd.Series(position >= 0, dates.days).reindex(time, fill_value=False).to_numpy()
            place = pd.Series(position, dates.days).reindex(time, fill_value=0).to_numpy()
            shifted = null_land.states.copy(data={"cell_state": null_land.states["cell_state"].values[:, place]})
            targets = {target: values.where(known)}
            _, predictions, skill = null_land.run(shifted, targets, **entry)
            assert row.r == pytest.approx(median(skill, target, "r"), abs=1e-6)
            assert row.anomaly_r == pytest.approx(median(skill, target, "anomaly_r"), abs=1e-6)
            _check_yearly(sums["sums"].sel(target=target, shift=row.shift_years), predictions, null_land)


def _check_yearly(sums, predictions, land: NullLand) -> None:
    """Hold r of two of the years against the anomalies of the predictions."""
    expected = yearly_sums(predictions, land.periods)["sums"].isel(target=0, drop=True)
    expected = expected.sel(kind="anomalies")
    found = sums.sel(kind="anomalies", gauge_id=expected["gauge_id"])
    np.testing.assert_allclose(found, expected, rtol=2e-5, atol=1e-4)


def test_order_of_gauges_changes_nothing(rng: np.random.Generator) -> None:
    """The same states and targets with the gauges in another order give the same draws and scores."""
    land = make_null_land(rng, gauges=7)
    order = rng.permutation(7)
    turned = replace(
        land,
        states=land.states.isel(gauge_id=order),
        targets={name: values.isel(gauge_id=order[::-1]) for name, values in land.targets.items()},
        attributes=land.attributes.isel(gauge_id=order),
    )
    drawn, shifted = ([one.nulls().derangements(), one.nulls().year_shifts()[0]] for one in (land, turned))
    for first, second in zip(drawn, shifted, strict=True):
        for target in land.targets:
            pd.testing.assert_frame_equal(first[target], second[target], rtol=0, atol=1e-9)


def test_a_constant_prediction_has_r_0(null_land: NullLand) -> None:
    """A penalty that leaves no weight gives r and anomaly r of 0, not a missing number."""
    nulls = null_land.nulls(2, regression={"name": "elastic_net", "alpha": 100.0})
    table, shifts = nulls.derangements()["gappy"], nulls.year_shifts()[0]["gappy"]
    assert (table[["r", "anomaly_r"]] == 0).all(axis=None)
    assert (shifts[["r", "anomaly_r"]] == 0).all(axis=None)
