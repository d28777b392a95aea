"""The readers that are given damaged files, each with a good input to damage.

As a script, with a seed, a count and names, it prints what falls over, as HDF5 may take the process with it.
"""

import json
import sys
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

from lstm_probe.data import tables
from lstm_probe.data.camels_gb import attributes, boundaries, catchments, packed_series, series
from lstm_probe.data.caravan import means
from lstm_probe.data.esa_cci import fields
from lstm_probe.fetch.http.record import NAME as RECORD
from lstm_probe.fetch.http.record import Record
from lstm_probe.model import saved
from lstm_probe.model.checkpoint import Checkpoint
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.scaling import Scaler, Scalers
from lstm_probe.model.settings import Architecture
from lstm_probe.workflow import strict_yaml
from tests.hostile import camels, cases_grids, cases_packed, cases_satellite, cases_tables, grids
from tests.hostile.mutations import Reader, survives

Make = Callable[[Path], Path]
ROOT = Path(__file__).parents[2]


def _camels(name: str) -> Make:
    return lambda place: camels.folder(place) / name


def _gauges(place: Path) -> Path:
    camels.folder(place)
    (place / "gauges.txt").write_text("1001\n39001\n")
    return place / "gauges.txt"


def _shapes(suffix: str) -> Make:
    def make(place: Path) -> Path:
        camels.squares().to_file(place / f"{camels.SHAPES}.shp")
        return place / f"{camels.SHAPES}.{suffix}"

    return make


def _archive(place: Path) -> Path:
    camels.squares().to_file(place / f"{camels.SHAPES}.shp")
    with zipfile.ZipFile(place / f"{camels.SHAPES}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in place.glob(f"{camels.SHAPES}.*"):
            if path.suffix != ".zip":
                archive.write(path, path.name)
                path.unlink()
    return place / f"{camels.SHAPES}.zip"


def _era5(place: Path) -> Path:
    return grids.write(grids.field(), place / "era5" / "a.nc")


def _era5_old(place: Path) -> Path:
    cases_grids.classic(None)(place)
    (place / "era5_land").rename(place / "era5")
    return place / "era5" / "old.nc"


def _era5_zip(place: Path) -> Path:
    cases_grids.zipped()(place)
    (place / "era5_land").rename(place / "era5")
    return place / "era5" / "download.nc"


def _satellite(place: Path) -> Path:
    cases_satellite.satellite(cases_satellite.CCI)(place)
    return next((place / "cci").iterdir())


def _packed(place: Path) -> Path:
    cases_packed.packed(lambda dataset: dataset)(place)
    return place / "series.nc"


def _means(place: Path) -> Path:
    (place / "means.csv").write_text(cases_tables.TEXT)
    return place / "means.csv"


def _means_netcdf(place: Path) -> Path:
    cases_tables.netcdf(lambda dataset: dataset)(place)
    return place / "means.nc"


def _basin(place: Path) -> Path:
    cases_packed.basin(lambda dataset: dataset)(place)
    return next(place.rglob("camelsgb_39001.nc"))


def _basin_csv(place: Path) -> Path:
    path = place / "timeseries" / "csv" / "camelsgb" / "camelsgb_39001.csv"
    path.parent.mkdir(parents=True)
    rows = [f"{day:%Y-%m-%d},0.4{n}" for n, day in enumerate(cases_tables.DAYS)]
    path.write_text("\n".join([f"date,{cases_tables.SOIL}", *rows, ""]))
    return path


def _model(name: str) -> Make:
    def make(place: Path) -> Path:
        architecture = Architecture(("precipitation",), ("area",), 2)
        one = Scaler(("x",), (0.0,), (1.0,))
        trained = saved.Trained(DischargeLSTM(architecture, torch.Generator()), Scalers(one, one, one), ("1001",))
        saved.save(trained, place / "model.safetensors", place / "model.json", {})
        return place / name

    return make


def _checkpoint(place: Path) -> Path:
    Checkpoint(place / "checkpoint.pt", "digest").save({"epoch": 1, "weights": torch.ones(3)})
    return place / "checkpoint.pt"


def _record(place: Path) -> Path:
    (place / "a.csv").write_text("1")
    Record(place).add(place / "a.csv", "https://example.org/a.csv")
    return place / RECORD


def _yaml(place: Path) -> Path:
    (place / "config.yaml").write_bytes((ROOT / "config" / "tiny.yaml").read_bytes())
    return place / "config.yaml"


def _read_camels(place: Path) -> object:
    return catchments.read(place, camels.SELECTION)


def _read_boundaries(place: Path) -> object:
    shapes = boundaries.read(place, camels.GAUGES)
    return boundaries.for_drawing(shapes)


def _read_satellite(place: Path) -> object:
    grid, _ = fields.grid_and_land(place / "cci", (-2.8, 54.3, -2.4, 54.7))
    return list(fields.daily_fields(fields.files.find(place / "cci"), grid, "sm", "m3 m-3"))


def _read_packed(place: Path) -> object:
    ids = packed_series.gauges(place / "series.nc")
    return packed_series.read(place / "series.nc", ids, ["precipitation"])


def _read_means(name: str) -> Reader:
    return lambda place: tables.read(place / name, camels.GAUGES, "m3 m-3", "swvl1")


#: By name: what makes a good input, and what reads it; those of `NETCDF` run in processes of their own.
TEXTS: dict[str, tuple[Make, Reader]] = {
    "series": (_camels(camels.NAME), lambda place: series.read_gauge(place / camels.NAME, ["discharge_spec"])),
    "attributes": (
        _camels(camels.TABLE),
        lambda place: attributes.read([place / camels.TABLE], camels.GAUGES, ["area"]),
    ),
    "folder": (_camels(camels.NAME), _read_camels),
    "list of gauges": (
        _gauges,
        lambda place: catchments.read(place, replace(camels.SELECTION, gauges=str(place / "gauges.txt"))),
    ),
    "means": (_means, _read_means("means.csv")),
    "Caravan in CSV": (_basin_csv, lambda place: means.read(place, ["39001"], cases_tables.SOIL, "m3 m-3")),
    "model in JSON": (
        _model("model.json"),
        lambda place: saved.load(place / "model.safetensors", place / "model.json", torch.device("cpu")),
    ),
    "weights": (
        _model("model.safetensors"),
        lambda place: saved.load(place / "model.safetensors", place / "model.json", torch.device("cpu")),
    ),
    "checkpoint": (
        _checkpoint,
        lambda place: (
            _checkpoint
            if not (place / "checkpoint.pt").exists()
            else lambda p: Checkpoint(p / "checkpoint.pt", "digest").load()
        )(place),
    ),
    "record of fetches": (_record, lambda place: Record(place)),
    "configuration": (_yaml, lambda place: strict_yaml.check([place / "config.yaml"])),
}
BINARY: dict[str, tuple[Make, Reader]] = {
    **{f"boundaries .{suffix}": (_shapes(suffix), _read_boundaries) for suffix in ("shp", "shx", "dbf", "prj")},
    "boundaries .zip": (_archive, _read_boundaries),
    "ERA5-Land": (_era5, lambda place: grids.clip(place / "era5")),
    "ERA5-Land, old": (_era5_old, lambda place: grids.clip(place / "era5")),
    "ERA5-Land, ZIP": (_era5_zip, lambda place: grids.clip(place / "era5")),
    "ESA CCI": (_satellite, _read_satellite),
    "packed series": (_packed, _read_packed),
    "means in netCDF": (_means_netcdf, _read_means("means.nc")),
    "Caravan": (_basin, lambda place: means.read(place, ["39001"], cases_tables.SOIL, "m3 m-3")),
}

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    for name in sys.argv[3:] or BINARY:
        print(json.dumps([name, survives(*(TEXTS | BINARY)[name], seed, count)]), flush=True)
