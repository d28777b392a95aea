"""Every real file of catchments outside Great Britain is read, or refused for the right reason."""

import os
import re
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from lstm_probe.catchments import camels_us, reading
from lstm_probe.data import tables as target_tables
from lstm_probe.datasets.catalogue import CAMELS_US
from tests import outside_britain

FOLDER = Path(os.environ.get("LSTM_PROBE_OUTSIDE_BRITAIN", Path(__file__).parents[2] / "shared" / "outside_britain"))


SWE_GAUGES = 12
#: Its discharge begins on 2002-06-30: it has snow water, and no day of a training that ends before.
LATE = "06221400"


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize(
    ("training", "late"), [(("1993-10-01", "2003-09-30"), []), (("1993-10-01", "2001-09-30"), [LATE])]
)
def test_basins_of_camels_us_train_and_are_probed(training: tuple[str, str], late: list[str], tmp_path: Path) -> None:
    """All 19 train and the 12 with snow water are probed; a training that ends before 2002 drops one by name."""
    if not FOLDER.is_dir():
        pytest.skip(f"there are no files in {FOLDER} (name their folder in LSTM_PROBE_OUTSIDE_BRITAIN)")
    with tarfile.open(FOLDER / "camels_us_text" / "camels_us_nldas_19_basins.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    tables = FOLDER / "caravan_us_482" / "camels_attributes_v2.0"
    preset = yaml.safe_load((Path(__file__).parents[1] / "config" / "presets" / "camels_us.yaml").read_text())["lstm"]
    delivery = camels_us.deliver({"forcing": "nldas", "attributes": str(tables)}, tmp_path)
    selection = reading.Selection("all", preset["forcings"], preset["attributes"], training, pet="oudin")
    series, _ = reading.read(delivery, selection)
    kept = series["gauge_id"].values.astype(str).tolist()
    assert len(kept) == 19 - len(late)
    assert sorted(set(delivery.gauges) - set(kept)) == late
    assert all(gauge in str(series.attrs) for gauge in late)
    swe = target_tables.read(
        FOLDER / "caravan_us_482" / "swe.nc",
        kept,
        "mm",
        "swe_uaz",
        plain_id=CAMELS_US.plain_id,
        ids={"strip": "camels_"},
    )
    assert int(swe.notnull().any("time").sum()) == SWE_GAUGES - len(late)


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize("source", outside_britain.SOURCES, ids=lambda source: source.__name__)
def test_every_file_has_its_outcome(source: Callable[[Path, Path], list[tuple[str, str]]], tmp_path: Path) -> None:
    """Whole files are read; parts without tables, and countries, are refused by name."""
    if not FOLDER.is_dir():
        pytest.skip(f"there are no files in {FOLDER} (name their folder in LSTM_PROBE_OUTSIDE_BRITAIN)")
    rows = source(FOLDER.resolve(), tmp_path)
    named = {re.split(r"[ ,]", name)[0] for name, _ in rows}
    folders = {name.split("/")[0] for name in named}
    files = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()]
    files = [name for name in files if name.split("/")[0] in folders and "/licenses/" not in name]
    assert files
    assert [name for name in files if not name.startswith(tuple(named))] == []
    for name, outcome in rows:
        if "natural_earth" in name:
            assert outcome.startswith("refused: columns")
            assert outcome.endswith("a column gauge_id")
        elif "full_csv" in name:
            assert outcome.startswith("read")
            assert "no such table of the part" in outcome
        elif "cut" not in outcome:
            assert outcome.startswith("read"), (name, outcome)
