"""CAMELS-US: text files of forcings and discharge, tables with semicolons, ids of eight digits."""

from pathlib import Path

import numpy as np
import pytest

from lstm_probe.catchments import camels_us as catchments
from lstm_probe.catchments import reading
from lstm_probe.errors import InputError
from tests.catchments.conftest import DAYS, attributes, weather

IDS = ["01013500", "14400000"]
HEADER = "Year Mnth Day Hr\tdayl(s)\tprcp(mm/day)\tsrad(W/m2)\tswe(mm)\ttmax(C)\ttmin(C)\tvp(Pa)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two basins, and a gap in the discharge of the first."""
    for number, gauge in enumerate(IDS):
        days, area = weather(number), 100.0 + 50 * number
        place = tmp_path / "basin_mean_forcing" / "daymet" / gauge[:2]
        place.mkdir(parents=True)
        rows = [
            f"{day:%Y %m %d} 12\t40000.0\t{rain:.2f}\t200.0\t0.0\t{mean + 5:.2f}\t{mean - 5:.2f}\t800"
            for day, rain, mean in zip(DAYS, days["rain"], days["temperature"], strict=True)
        ]
        lines = [" 46.0", " 250.0", f" {area * 1e6:.0f}", HEADER, *rows]
        (place / f"{gauge}_lump_cida_forcing_leap.txt").write_text("\n".join(lines) + "\n")
        place = tmp_path / "usgs_streamflow" / gauge[:2]
        place.mkdir(parents=True)
        feet = days["flow"] * area / 86.4 / 0.3048**3
        flows = [
            f"{gauge} {day:%Y %m %d} {-999.0 if number == 0 and 5 <= row < 9 else flow:.4f} A"
            for row, (day, flow) in enumerate(zip(DAYS, feet, strict=True))
        ]
        (place / f"{gauge}_streamflow_qc.txt").write_text("\n".join(flows) + "\n")
    table = attributes(IDS).rename(columns={"area": "area_gages2"})
    table[["gauge_lat", "gauge_lon", "area_gages2"]].to_csv(tmp_path / "camels_topo.txt", sep=";")
    names = ["River, with a comma", "River"]
    table[[]].assign(huc_02=["01", "17"], gauge_name=names).to_csv(tmp_path / "camels_name.txt", sep=";")
    return tmp_path


def selection(forcings: list[str]) -> reading.Selection:
    """Ask for all gauges."""
    return reading.Selection("all", forcings, ["area"], ("2000-01-01", "2001-12-31"), pet="oudin")


def test_text_becomes_series_in_millimetres(folder: Path) -> None:
    """Cubic feet a second, the mean of both temperatures, and -999 for no value."""
    given = catchments.deliver({}, folder)
    series, table = reading.read(given, selection(["precipitation", "temperature", "pet", "shortwave_rad"]))
    assert series["gauge_id"].values.tolist() == IDS
    np.testing.assert_allclose(series["discharge"][1], weather(1)["flow"], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(series["temperature"][0], weather(0)["temperature"], atol=0.006)
    assert int(series["discharge"][0].isnull().sum()) == 4
    assert float(table["area"][1]) == 150.0
    assert str(table["gauge_name"].values[1]) == "River"


def test_another_product_is_asked_for_by_name(folder: Path) -> None:
    """The message says which products are there."""
    with pytest.raises(InputError, match="daymet"):
        catchments.deliver({"forcing": "nldas"}, folder)


def test_a_cut_line_is_named(folder: Path) -> None:
    """By its number."""
    path = next(folder.rglob("14400000_lump*"))
    path.write_text(path.read_text()[:-30])
    with pytest.raises(InputError, match=r"line \d+ with"):
        reading.read(catchments.deliver({}, folder), selection(["precipitation"]))


def test_a_gauge_without_attributes_is_dropped_by_name(folder: Path) -> None:
    """It has a series, and no area to make millimetres of cubic feet."""
    path = folder / "camels_topo.txt"
    path.write_text("\n".join(path.read_text().splitlines()[:2]) + "\n")
    names = folder / "camels_name.txt"
    names.write_text("\n".join(names.read_text().splitlines()[:2]) + "\n")
    series, _ = reading.read(catchments.deliver({}, folder), selection(["precipitation"]))
    assert series["gauge_id"].values.tolist() == ["01013500"]
    assert "14400000" in series.attrs["dropped_gauges"]
