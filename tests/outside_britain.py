"""What happens to every real file of catchments outside Great Britain: how it is read, or why it is refused."""

import shutil
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from lstm_probe.catchments import camels_us, caravan, polygons, reading
from lstm_probe.catchments.tables import joined
from lstm_probe.data import tables as target_tables
from lstm_probe.data.caravan import parts as parts_of_caravan
from lstm_probe.datasets.catalogue import CAMELS_US, CARAVAN
from lstm_probe.errors import InputError

SERIES = ["total_precipitation_sum", "temperature_2m_mean", "streamflow"]
FORCINGS = ["precipitation", "temperature", "pet"]
Row = tuple[str, str]


def us_482(folder: Path, _: Path) -> list[Row]:
    """Read the packed series of 482 basins with their tables, and both products of snow."""
    place = folder / "caravan_us_482"
    delivery = caravan.deliver({"parts": ["camels"], "series": str(place / "series.nc")}, place / "attributes")
    wanted = reading.Selection("all", FORCINGS, ["area"], ("1985-10-01", "1997-09-30"), pet="oudin")
    series, attributes = reading.read(delivery, wanted)
    rows = [("caravan_us_482/series.nc", f"read: {series.sizes['gauge_id']} gauges, {series.sizes['time']} days")]
    paths = sorted(place.rglob("attributes/**/*.csv"))
    rows += [(f"{path.relative_to(folder)}", f"read: {attributes.sizes['gauge_id']} gauges") for path in paths]
    for name in ("swe_uaz", "swe_daymet"):
        found = target_tables.read(place / "swe.nc", delivery.gauges, "mm", name, plain_id=CARAVAN.plain_id)
        has = int(found.notnull().any("time").sum())
        rows.append((f"caravan_us_482/swe.nc ({name})", f"read: {has} gauges, {found.sizes['time']} days"))
    paths = sorted((place / "camels_attributes_v2.0").glob("*.txt"))
    for path in paths:
        table = joined([path], CAMELS_US.plain_id, ";")
        rows.append((f"{path.relative_to(folder)}", f"read: {len(table)} gauges, {table.index[0]} the first"))
    return rows


def full_csv(folder: Path, scratch: Path) -> list[Row]:
    """Read whole files of Caravan, packed as they are; parts without tables are refused by name."""
    rows = []
    place = folder / "caravan_full_csv"
    for path in sorted(place.rglob("*.csv.gz")):
        part = path.parent.name
        (gauge, found), *_ = parts_of_caravan.of_parts(place, [part]).items()
        table = parts_of_caravan.read_columns(path, [*SERIES, "volumetric_soil_water_layer_1_mean"])
        refused = outcome(lambda part=part: caravan.deliver({"parts": [part]}, place))
        rows.append((f"{path.relative_to(folder)}", f"read: {len(table)} days; as a data set {refused}"))
        assert (gauge.startswith(part), found.name.endswith(".csv.gz")) == (True, True)
    return rows


def hundred_days(folder: Path, scratch: Path) -> list[Row]:
    """Read the first 100 days of 158 basins of seven parts, letters in their ids among them."""
    with tarfile.open(folder / "caravan_100_days.tar.xz") as archive:
        archive.extractall(scratch, filter="data")
    rows = []
    for part in sorted(path.name for path in scratch.rglob("timeseries/csv/*") if path.is_dir()):
        basins = parts_of_caravan.of_parts(scratch, [part])
        lengths = {len(parts_of_caravan.read_columns(path, SERIES)) for path in basins.values()}
        assert set(basins) == {path.stem for path in scratch.rglob(f"timeseries/csv/{part}/*.csv")}
        rows.append((f"caravan_100_days.tar.xz, {part}", f"read: {len(basins)} basins of {sorted(lengths)} days"))
    return rows


def attribute_tables(folder: Path, _: Path) -> list[Row]:
    """Join the tables of every part; all ids keep the text of the file."""
    rows = []
    for place in sorted((folder / "caravan_attributes").iterdir()):
        paths = caravan._tables(place, place.name)
        table = joined(paths, CARAVAN.plain_id)
        written = pd.read_csv(next(path for path in paths if "_other_" in path.name), dtype="str")["gauge_id"]
        assert set(written) <= set(table.index)
        text = f"read: {len(table)} gauges, {table.shape[1]} attributes, such as {written.iloc[0]}"
        rows += [(f"{path.relative_to(folder)}", text) for path in paths]
    return rows


def us_text(folder: Path, scratch: Path) -> list[Row]:
    """Read the text files of CAMELS-US: 19 basins of one product, and 4 of three from an archive that is cut."""
    rows = []
    for archive, products in (
        ("camels_us_nldas_19_basins", ["nldas"]),
        ("neuralhydrology_test_4_basins", ["daymet", "maurer", "maurer_extended", "nldas"]),
    ):
        name, place = f"camels_us_text/{archive}.tar.xz", scratch / archive
        whole = _unpacked(folder / name, place)
        for product in products:
            given = {"forcing": product, "attributes": str(folder / "caravan_us_482" / "camels_attributes_v2.0")}
            text = outcome(lambda given=given, place=place: _of_text(given, place))
            rows.append((f"{name}, {product}", text + ("" if whole else " (the archive is cut)")))
    return rows


def _of_text(given: dict[str, str], place: Path) -> str:
    delivery = camels_us.deliver(given, place)
    columns = reading.require_known(delivery, ["precipitation", "temperature"], None)
    tables = [reading.one_gauge(delivery, gauge, columns) for gauge in delivery.gauges]
    days = sorted({len(table) for table in tables})
    return f"{len(tables)} basins, {days[0]} to {days[-1]} days, such as {delivery.gauges[0]}"


def _unpacked(path: Path, place: Path) -> bool:
    """Unpack what can be had of an archive, and return whether it is whole."""
    place.mkdir(parents=True)
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                archive.extract(member, place, filter="data")
    except (EOFError, OSError, tarfile.TarError):
        return False
    return True


def natural_earth(folder: Path, scratch: Path) -> list[Row]:
    """Refuse countries as catchments: they have no ids of gauges."""
    place = folder / "natural_earth_110m"
    given = {"reader": "generic", "boundaries": str(place / "naturalearth_lowres.shp")}
    return [("natural_earth_110m", outcome(lambda: f"{len(polygons.read(given, place, ['1']))} polygons"))]


def outcome(read: Callable[[], object]) -> str:
    """Return what a reader gives in words, or why it refuses."""
    try:
        return f"read: {read()}"
    except InputError as error:
        return f"refused: {error.found}; expected {error.expected}"


#: Every source of files, each with what makes sure of its files.
SOURCES: Sequence[Callable[[Path, Path], list[Row]]] = (
    us_482,
    full_csv,
    hundred_days,
    attribute_tables,
    us_text,
    natural_earth,
)


def rows(folder: Path, scratch: Path) -> list[Row]:
    """Return every file with its outcome."""
    found: list[Row] = []
    for source in SOURCES:
        place = scratch / source.__name__
        place.mkdir()
        found += source(folder, place)
        shutil.rmtree(place)
    return found
