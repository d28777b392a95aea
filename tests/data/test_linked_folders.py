"""Readers and fetchers find what stands behind links to folders, once, and pass over hidden files."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from lstm_probe.data.camels_gb import layout
from lstm_probe.data.caravan import areas
from lstm_probe.data.caravan import files as caravan_files
from lstm_probe.data.era5_land import files as era5_files
from lstm_probe.data.esa_cci import files as esa_cci_files
from lstm_probe.datasets.camels_gb import V1
from lstm_probe.fetch import camels_gb_v1, camels_gb_v2, caravan, esa_cci
from lstm_probe.fetch.cds import box
from tests.hostile import grids
from tests.hostile.camels import folder as camels

SATELLITE = "ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-{:%Y%m%d}000000-fv05.2.nc"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a folder that holds links to two others, a link to itself, and hidden files of every kind."""
    source, elsewhere = tmp_path / "source", tmp_path / "elsewhere"
    camels(elsewhere / "tables")
    (elsewhere / "years" / "2001").mkdir(parents=True)
    for number, day in enumerate(pd.date_range("2001-01-01", periods=273)):
        (elsewhere / "years" / ("2001" if number < 61 else ".") / SATELLITE.format(day)).write_bytes(b"")
    grids.write(grids.field(), elsewhere / "years" / "reanalysis.nc")
    basin = elsewhere / "years" / "timeseries" / "netcdf" / "camelsgb" / "camelsgb_39001.nc"
    basin.parent.mkdir(parents=True)
    basin.write_bytes(b"")
    (elsewhere / "tables" / "attributes_other_camelsgb.csv").write_text("gauge_id,area\ncamelsgb_39001,10.5\n")
    source.mkdir()
    for name in ("tables", "years"):
        (source / name).symlink_to(elsewhere / name)
    (elsewhere / "years" / "again").symlink_to(source)
    shutil.copytree(elsewhere / "years" / "2001", source / ".trash")
    shutil.copytree(elsewhere / "tables", source / ".cache")
    (source / "._reanalysis.nc").write_bytes(b"no netCDF")
    return source


@pytest.mark.parametrize(
    ("find", "expected"),
    [
        (lambda place: len(esa_cci_files.find(place).days), 273),
        (lambda place: sum("ESACCI" in name for name in esa_cci._there(place)), 273),
        (lambda place: sum(path.name == "reanalysis.nc" for path in era5_files.find(place)), 1),
        (lambda place: list(layout.locate(place, version=V1).series), ["1001", "10002", "39001"]),
        (lambda place: len(layout.locate(place, version=V1).tables), 1),
        (lambda place: list(caravan_files.find(place, "camelsgb")), ["39001"]),
        (lambda place: areas.read(place).to_dict(), {"39001": 10.5}),
        (lambda place: caravan._own_basins(place), True),
        (lambda place: list(box.positions(place)), ["10002", "1001", "39001"]),
        (lambda place: len(camels_gb_v1._files(place, V1.series_name)), 3),
        (lambda place: len([name for name in camels_gb_v2._names(place) if "timeseries" in name]), 3),
    ],
)
def test_links_are_followed_once_and_hidden_files_do_not_count(
    place: Path, find: Callable[[Path], object], expected: object
) -> None:
    """Every module that looks for files of a source finds all that links lead to, and nothing hidden."""
    assert find(place) == expected


def test_copies_in_deeper_folders_stay_out(tmp_path: Path) -> None:
    """Of files of one name those of the least depth count, also where the others stand behind a link."""
    (tmp_path / "elsewhere").mkdir()
    for path in ("source/a/x.shp", "elsewhere/x.shp"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"")
    (tmp_path / "source" / "a" / "link").symlink_to(tmp_path / "elsewhere")
    assert layout.shallowest(tmp_path / "source", re.compile(r"x\.shp")) == [tmp_path / "source" / "a" / "x.shp"]
