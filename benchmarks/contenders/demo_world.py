"""A synthetic Britain for the benchmarks: gauged series and attributes of a shipped configuration, made once.

Argument: name of the configuration. Prints where the world is.
"""

import hashlib
import json
import sys
import tempfile
import time
from pathlib import Path

import xarray as xr

from lstm_probe.data.camels_gb import catchments
from lstm_probe.model.settings import Architecture, Training, take
from lstm_probe.workflow import held_out, presets
from lstm_probe.workflow.configuration import complete, load_schema
from lstm_probe.world import delivery
from lstm_probe.world.settings import World

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "benchmarks" / ".cache"


def configuration(name: str) -> dict:
    """Complete a configuration as a run does; ``lstm`` is its LSTM of its own name, without where that comes from."""
    defaults, user = (presets.given([ROOT / "config" / f"{file}.yaml"]) for file in ("config", name))
    schema = load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
    whole = complete(presets.layered(defaults, user, ROOT.joinpath), schema, name)
    periods = {key: tuple(map(str, days)) for key, days in whole["periods"].items() if isinstance(days, list)}
    lstm = {key: value for key, value in whole["lstms"][name].items() if key not in ("source", held_out.KEY)}
    return {**whole, "periods": periods, "lstm": lstm}


def settings(config: dict) -> tuple[Architecture, Training]:
    """Give the settings of its LSTM."""
    return take(Architecture, config["lstm"]), take(Training, config["lstm"])


def load(name: str) -> tuple[xr.Dataset, xr.Dataset]:
    """Read the series and attributes of all gauges; the world is made where the cache has none of this code."""
    folder = place(name)
    if not (folder / "attributes.nc").exists():
        make(name, folder)
    return tuple(xr.load_dataset(folder / file) for file in ("series.nc", "attributes.nc"))


def place(name: str) -> Path:
    """Name the folder by the settings of the world and the code that makes it."""
    code = sorted((ROOT / "src" / "lstm_probe" / "world").glob("*.py"))
    text = str(configuration(name)["world"]).encode() + b"".join(file.read_bytes() for file in code)
    return CACHE / f"world-{name}-{hashlib.sha256(text).hexdigest()[:12]}"


def make(name: str, folder: Path) -> None:
    """Make the world, without satellites and with two days of reanalysis, which no benchmark of the LSTM reads."""
    config = configuration(name)
    first = str(config["world"]["first_day"])
    text = {key: str(day) for key, day in config["world"].items() if key.endswith("_day")}
    world = World(**{**config["world"], **text, "esa_cci_days": None, "era5_land_days": (first, first)})
    architecture, _ = settings(config)
    chosen = catchments.Selection(
        "all", architecture.forcings, architecture.attributes, config["periods"]["lstm_train"]
    )
    with tempfile.TemporaryDirectory() as space:
        delivery.write(world, *(Path(space) / part for part in ("camels_gb", "era5_land", "esa_cci")))
        series, attributes = catchments.read(Path(space) / "camels_gb", chosen)
    folder.mkdir(parents=True, exist_ok=True)
    series.to_netcdf(folder / "series.nc")
    attributes.to_netcdf(folder / "attributes.nc")


if __name__ == "__main__":
    start = time.perf_counter()
    series, _ = load(sys.argv[1])
    print(json.dumps({"seconds": time.perf_counter() - start, "work": series.sizes["gauge_id"]}))
