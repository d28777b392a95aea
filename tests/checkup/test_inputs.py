"""The check-up as a whole: planted faults are all told in one run, and nothing else is."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstm_probe.checkup import inputs
from lstm_probe.checkup.inputs import Checked
from lstm_probe.contracts.checkup import GAUGES, INVENTORY, MISSING, PROBLEMS
from tests.checkup import faults
from tests.checkup.conftest import ERA5_LAND, PERIODS, SATELLITE, SETTINGS, Planted

Row = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def clean(whole: Planted) -> Checked:
    """Check the world as it was made."""
    return inputs.check(whole.study())


def general(checked: Checked) -> set[Row]:
    """List what was found that concerns no gauge in particular."""
    rows = checked.problems[checked.problems["gauges"] == 0]
    return {(str(row.severity), str(row.source), str(row.check), str(row.item)) for row in rows.itertuples(index=False)}


def told_of(checked: Checked, severity: str) -> set[tuple[str, str]]:
    """List pairs of a gauge and what was found there; of a file that cannot be read, the kind of problem alone."""
    table = checked.gauges.set_index("gauge_id")[{"refuse": "refused", "warn": "warned"}[severity]]
    pairs = {(str(gauge), told) for gauge, text in table.items() for told in text.split("; ") if told}
    return {(gauge, told.rpartition(": ")[2] if ".csv" in told or ".shp" in told else told) for gauge, told in pairs}


def test_a_world_as_it_was_made_is_fit_for_use(clean: Checked) -> None:
    """Nothing is refused, every gauge is kept, and the only warnings are of what the world is like."""
    assert "refuse" not in set(clean.problems["severity"])
    assert len(clean.gauges) == SETTINGS.gauges
    assert not set(clean.gauges["lost_at"]) - {"", "land cell"}
    warned = clean.problems[clean.problems["severity"] == "warn"]
    assert set(warned["check"]) <= {"gauges without a cell", "polygons on the grid", "constant attributes"}
    np.testing.assert_allclose(clean.gauges["polygon_area"], clean.gauges["area"], rtol=0.01)


def test_tables_keep_their_contracts(clean: Checked) -> None:
    """What is written down has the columns and types that it promises, and counts every gauge and variable once."""
    for table, contract in (
        (clean.problems, PROBLEMS),
        (clean.gauges, GAUGES),
        (clean.missing, MISSING),
        (clean.inventory, INVENTORY),
    ):
        contract.check(table)
    assert not clean.missing.duplicated(["source", "variable", "gauge_id"]).any()
    assert set(clean.missing["variable"]) == {"discharge", "precipitation", "temperature", "pet"} | set(
        [*ERA5_LAND, *SATELLITE, "sd"]
    )
    assert (clean.missing["missing"] <= clean.missing["days"]).all()


def test_two_faults_of_each_kind_are_told_in_one_run_and_nothing_else(planted: Planted, clean: Checked) -> None:
    """Every fault has its row, at its gauge and of its severity; no row, gauge or loss is there without a fault."""
    gauges = iter(planted.gauges)
    refused, warned, lost = set(), set(), {}
    for fault in faults.GAUGES.values():
        for gauge in (next(gauges), next(gauges)):
            fault.change(planted, gauge)
            (refused if fault.severity == "refuse" else warned).update({(gauge, fault.says)} if fault.says else ())
            for also in fault.also:
                (refused if fault.severity == "refuse" else warned).add((gauge, also))
            lost |= {gauge: fault.lost_at} if fault.lost_at else {}
    for planted_in_fields in faults.FIELDS.values():
        planted_in_fields.change(planted)
    checked = inputs.check(planted.study())
    assert told_of(checked, "refuse") == refused
    assert told_of(checked, "warn") - told_of(clean, "warn") == warned
    steps = checked.gauges.set_index("gauge_id")["lost_at"]
    assert {gauge: steps[gauge] for gauge in lost} == lost
    kept = set(steps.index) - set(lost)
    assert not {steps[gauge] for gauge in kept} - {"", "land cell"}
    expected = [row for planted_in_fields in faults.FIELDS.values() for row in planted_in_fields.rows]
    expected.append(("warn", "camels_gb", "no value", "pet"))
    found = general(checked) - general(clean)
    for row in expected:
        matching = {one for one in found if one[:3] == row[:3] and row[3] in one[3]}
        assert matching, row
        found -= matching
    assert not {row for row in found if row[0] != "note"}


def test_what_no_step_uses_only_warns(planted: Planted) -> None:
    """The same faults in a column and a product that the study leaves alone refuse nothing."""
    first, second = planted.gauges[:2]
    faults.in_column("pet", faults.times(0.001))(planted, first)
    faults.in_column("peti", faults.put(slice(None), np.nan))(planted, second)
    planted.era5_land("snow_depth_water_equivalent", 2001).write_bytes(b"")
    lstm = {"forcings": ["precipitation", "temperature"], "attributes": [], "states": "window"}
    study = planted.study(
        lstms={"one": {**lstm, "window_days": 100, "spin_up_days": 0}}, targets={"sat": SATELLITE["esa_cci"]}
    )
    checked = inputs.check(study)
    assert "refuse" not in set(checked.problems["severity"])
    assert (first, "pet: units") in told_of(checked, "warn")


def test_periods_that_the_inputs_do_not_cover_are_refused(whole: Planted) -> None:
    """Of LSTMs and of probes, each by its name."""
    periods = {**PERIODS, "lstm_test": ["2002-01-01", "2003-09-30"], "probe_test": ["2010-01-01", "2010-12-31"]}
    checked = inputs.check(whole.study(periods=periods, targets={"swvl1": ERA5_LAND["swvl1"]}))
    refused = {row for row in general(checked) if row[0] == "refuse"}
    assert ("refuse", "camels_gb", "period", "lstm_test") in refused
    assert ("refuse", "targets.swvl1", "values", "probe_test") in refused


def test_a_source_that_is_not_there_hides_no_other(planted: Planted) -> None:
    """Without CAMELS-GB and without a variable, there is a row for each, and the satellites are checked."""
    for path in (planted.folder / "camels_gb").rglob("*_attributes.csv"):
        path.unlink()
    planted.esa_cci("2001-07-02").write_bytes(b"")
    other = {"other": {"source": "era5_land", "variable": "skt", "units": "K"}}
    checked = inputs.check(planted.study(targets={**other, **SATELLITE}))
    refused = {row[:3] for row in general(checked) if row[0] == "refuse"}
    assert refused == {
        ("refuse", "camels_gb", "found"),
        ("refuse", "era5_land", "skt"),
        ("refuse", "esa_cci", "files"),
    }


def test_processes_find_what_one_process_finds(whole: Planted, clean: Checked) -> None:
    """The same tables, with the work shared by two."""
    shared = inputs.check(whole.study(), workers=2)
    for name in ("problems", "gauges", "missing", "inventory"):
        assert getattr(shared, name).equals(getattr(clean, name))


def test_a_list_with_an_unknown_gauge_is_told_and_the_others_are_checked(whole: Planted, tmp_path: Path) -> None:
    """The refusal names the gauge; those that are known are looked at, whatever else the list holds."""
    listed = tmp_path / "gauges.txt"
    listed.write_bytes("\ufeff".encode() + "\n".join([*whole.gauges[:3], "99999"]).encode() + b"\n\xff\xfe")
    study = whole.study(targets={"swvl1": ERA5_LAND["swvl1"]})
    settings = {**study.data, "camels_gb": {**study.data["camels_gb"], "gauges": str(listed)}}
    checked = inputs.check(replace(study, data=settings))
    refused = checked.problems[checked.problems["severity"] == "refuse"]
    assert refused["check"].tolist() == ["gauges"]
    assert set(checked.gauges["gauge_id"]) >= set(whole.gauges[:3])


def test_pet_that_is_computed_is_not_missed(planted: Planted) -> None:
    """Series without PET are refused where it is read, and fit for use where it is computed; PET enters the account."""
    for gauge in planted.gauges:
        planted.change_series(gauge, lambda table: table.pop("pet"))
    assert "refuse" in set(inputs.check(planted.study()).problems["severity"])
    study = planted.study()
    british = {**study.data["camels_gb"], "pet": {"method": "oudin"}}
    computed = inputs.check(replace(study, data={**study.data, "camels_gb": british}))
    assert "refuse" not in set(computed.problems["severity"])
    missing = computed.missing[(computed.missing["source"] == "camels_gb") & (computed.missing["variable"] == "pet")]
    assert set(missing["gauge_id"]) == set(planted.gauges)


def test_places_that_cannot_be_read_hide_no_other_fault(planted: Planted) -> None:
    """A table of attributes with a gauge twice is refused for that, and the series are checked all the same."""
    path = planted.tables / "CAMELS_GB_topographic_attributes.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8")
    gauge = text.splitlines()[-1].partition(",")[0]
    planted.change_series(planted.gauges[0], lambda table: table.update({"precipitation": table["precipitation"] * -1}))
    found = inputs.check(planted.study()).problems
    refused = found[found["severity"] == "refuse"]
    assert refused["found"].str.contains(f"gauges {gauge} twice").any()
    assert "precipitation" in set(refused["item"])
