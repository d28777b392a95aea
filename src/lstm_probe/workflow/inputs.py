"""Name the files that a run begins with, check that they are in place, and say where to get what is not."""

import zipfile
from pathlib import Path
from typing import Any

from lstm_probe.artefacts.listing import files, visible
from lstm_probe.datasets import catalogue
from lstm_probe.errors import InputError
from lstm_probe.workflow.wanted import to_fetch
from lstm_probe.workflow.where_from import FETCHABLE, where_from

GRIDDED = {"era5_land", "esa_cci"}
BOUNDARIES = {1: "camels_gb_catchment_boundaries", 2: "camels_gb_v2_catchment_boundaries"}


def check_data(config: dict[str, Any], where: str, variables: dict[str, list[str]]) -> None:
    """Check that the data a run begins with are in place; a synthetic world needs none.

    Parameters
    ----------
    config : dict
        The whole configuration.
    where : str
        Names of the YAML files, for messages.
    variables : dict of str to list of str
        Environment variables that its paths hold, by dotted key.

    Raises
    ------
    InputError
        Naming every folder or file that is missing, where to get it and where to put it; not what will be fetched.
    """
    fetched = {f"data.{name}.path" for name in to_fetch(config)}
    paths = {key: path for key, path in read(config).items() if key not in fetched}
    missing = {key: path for key, path in paths.items() if not path or not Path(path).exists()}
    if missing:
        kinds = [f"{key}: {_place(path)}\n              {where_from(key, config)}" for key, path in missing.items()]
        names = sorted({name for key in missing for name in variables.get(key, [])})
        export = f" (or export {' or '.join(names)}=/folder)" if names else ""
        sources = [f"{key.removesuffix('.path')}.fetch: true" for key in missing if key in FETCHABLE]
        fetch = f";\n            or set {', '.join(sources)} (docs/fetching.md)" if sources else ""
        advice = (
            f"put the data there, or name another place in the config{export}{fetch};\n"
            "            to see the pipeline at work without any download: make demo"
        )
        raise InputError(where, f"{len(missing)} of its inputs are not there", "\n            ".join(kinds), advice)


def _place(path: str | None) -> str:
    """Write a path, and for a relative one the folder that it begins in."""
    return f"{path}" if not path or Path(path).is_absolute() else f"{path} (in {Path.cwd()})"


def read(config: dict[str, Any]) -> dict[str, str | None]:
    """Name the paths that the study reads, by their key in the config."""
    targets = {name: config["targets"][name] for name in config["study"]["targets"]}
    paths: dict[str, str | None] = {}
    block = block_of(config)
    if not config["world"]:
        settings = catalogue.settings(config["data"])
        paths[f"{block}.path"] = settings["path"]
        for key in ("series", "boundaries"):
            if settings.get(key):
                paths[f"{block}.{key}"] = settings[key]
        for source in sorted({entry["source"] for entry in targets.values()} & GRIDDED):
            paths[f"data.{source}.path"] = config["data"][source]["path"]
    if gauges := gauge_list(config):
        paths[f"{block}.gauges"] = gauges
    if any(entry["source"] == "caravan" for entry in targets.values()):
        paths["data.caravan.path"] = config["data"]["caravan"]["path"]
    for name, entry in targets.items():
        if entry["source"] == "table":
            paths[f"targets.{name}.path"] = entry["path"]
    if config["published"]:
        paths["published.path"] = config["published"]["path"]
    return paths


def block_of(config: dict[str, Any]) -> str:
    """Name the block of the config that describes the catchments."""
    return "data.dataset" if config["data"].get("dataset") else "data.camels_gb"


def gauge_list(config: dict[str, Any]) -> str | None:
    """Name the file that lists the gauges; None where the config itself does."""
    gauges = catalogue.settings(config["data"])["gauges"]
    return gauges if isinstance(gauges, str) and gauges != "all" else None


def has_polygons(config: dict[str, Any]) -> bool:
    """Return whether there are, or will be, catchment boundaries: of CAMELS-GB, or a file that the data set names."""
    data = config["data"]
    if data.get("dataset"):
        return bool(data["dataset"]["boundaries"]) or any(
            name.endswith((".shp", ".gpkg")) for name in files(Path(data["dataset"]["path"]))
        )
    fetched = bool(config["world"]) or "camels_gb" in to_fetch(config)
    return fetched or has_boundaries(Path(data["camels_gb"]["path"]), data["camels_gb"]["version"])


def has_boundaries(camels_gb: Path, version: int = 1) -> bool:
    """Say whether a folder holds the catchment boundaries of a version of CAMELS-GB, unpacked or in their archive."""
    shapefile = f"{BOUNDARIES[version]}.shp"
    paths = files(camels_gb).values()
    if any(path.name.lower() == shapefile for path in paths):
        return True
    archives = [path for path in paths if path.name.lower() == f"{BOUNDARIES[version]}.zip"]
    return any(_holds(path, shapefile) for path in archives)


def _holds(archive: Path, wanted: str) -> bool:
    """Say whether an archive has a file; a damaged one counts, as the job that reads it says what is wrong."""
    try:
        names = filter(visible, zipfile.ZipFile(archive).namelist())
        return any(name.lower().rpartition("/")[2] == wanted for name in names)
    except (OSError, ValueError, RuntimeError, LookupError, zipfile.BadZipFile):
        return True
