"""Check that the files a run begins with are in place, and that it can write; say what to do where it is not so."""

import os
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lstm_probe import gauge_ids
from lstm_probe.errors import InputError, shortlist
from lstm_probe.workflow.figure_needs import NEEDS
from lstm_probe.workflow.wanted import to_fetch
from lstm_probe.workflow.where_from import FETCHABLE, where_from

GRIDDED = {"era5_land", "esa_cci"}
BOUNDARIES = {1: "camels_gb_catchment_boundaries", 2: "camels_gb_v2_catchment_boundaries"}


def check_place(folder: Path, interpreter: str) -> None:
    """Check that Snakemake runs in the repository's folder, by an interpreter whose path it can call.

    Parameters
    ----------
    folder : Path
        The working directory.
    interpreter : str
        Path of the running python.

    Raises
    ------
    InputError
        If the folder has no configuration, or the interpreter's path has a space, which Snakemake does not quote.
    """
    if not (folder / "config" / "config.yaml").is_file():
        advice = "run snakemake in the repository's folder"
        raise InputError(str(folder), "no config/config.yaml", "the repository, with its config", advice)
    if " " in interpreter:
        advice = "move the repository (or its .venv) to another folder"
        raise InputError(interpreter, "a path with a space", "a path without one", advice)


def check_writable(config: dict[str, Any], where: str) -> None:
    """Check that the folders of results, logs and a synthetic world are there or can be made, and written.

    Parameters
    ----------
    config : dict
        The whole configuration.
    where : str
        Names of the YAML files, for messages.

    Raises
    ------
    InputError
        Naming the folder, and what stands in the way.
    """
    for name in ("results", "logs", *(["world"] if config["world"] else [])):
        folder = Path(config["pathvars"][name])
        there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
        if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
            continue
        found = f"{folder}, but {there} {'is read-only for you' if there.is_dir() else 'is no folder'}"
        advice = f"let {there} be written, or name another folder under pathvars"
        raise InputError(f"{where}: pathvars.{name}", found, "a folder that can be written", advice)


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
    paths = {key: path for key, path in wanted(config).items() if key not in fetched}
    missing = {key: path for key, path in paths.items() if not path or not Path(path).exists()}
    if missing:
        kinds = [f"{key}: {path}\n              {where_from(key, config)}" for key, path in missing.items()]
        names = sorted({name for key in missing for name in variables.get(key, [])})
        export = f" (or export {' or '.join(names)}=/folder)" if names else ""
        sources = [f"{key.removesuffix('.path')}.fetch: true" for key in missing if key in FETCHABLE]
        fetch = f";\n            or set {', '.join(sources)} (docs/fetching.md)" if sources else ""
        advice = (
            f"put the data there, or name another place in the config{export}{fetch};\n"
            "            to see the pipeline at work without any download: make demo"
        )
        raise InputError(where, f"{len(missing)} of its inputs are not there", "\n            ".join(kinds), advice)


def has_boundaries(camels_gb: Path, version: int = 1) -> bool:
    """Say whether a folder holds the catchment boundaries of a version of CAMELS-GB, unpacked or in their archive."""
    shapefile = f"{BOUNDARIES[version]}.shp"
    if any(path.name.lower() == shapefile for path in camels_gb.rglob("*.[sS][hH][pP]")):
        return True
    archives = [path for path in camels_gb.rglob("*.[zZ][iI][pP]") if path.stem.lower() == BOUNDARIES[version]]
    return any(_holds(path, shapefile) for path in archives)


def _holds(archive: Path, wanted: str) -> bool:
    """Say whether an archive has a file; a damaged one counts, as the job that reads it says what is wrong."""
    try:
        return any(name.lower().rpartition("/")[2] == wanted for name in zipfile.ZipFile(archive).namelist())
    except (OSError, ValueError, RuntimeError, LookupError, zipfile.BadZipFile):
        return True


def check_gauges(config: dict[str, Any], where: str, only_planned: bool = False) -> None:
    """Check that the gauges that figures are asked to show are among those of the run; a synthetic world draws its own.

    Parameters
    ----------
    config : dict
        The whole configuration.
    where : str
        Names of the YAML files, for messages.
    only_planned : bool
        Whether nothing is run, so that the message is enough.

    Raises
    ------
    InputError
        Naming the key and the gauges that are not there.
    """
    listed = config["data"]["camels_gb"]["gauges"]
    for key in sorted({NEEDS[figure].gauges for figure in config["study"]["figures"]} - {""}):
        named = config["figures"][key]
        if config["world"] or not named:
            continue
        if isinstance(listed, list):
            known = set(map(gauge_ids.plain, listed))
        elif listed != "all":
            known = set(map(gauge_ids.plain, Path(listed).read_text("utf-8-sig", "replace").split()))
        else:
            camels_gb = config["data"]["camels_gb"]
            known = set(named) if camels_gb["fetch"] else _with_series(camels_gb, named)
        if missing := [gauge for gauge in named if gauge not in known]:
            advice = "name gauges of this run, or null, which lets the figure choose"
            mistake = InputError(f"{where}: figures.{key}", shortlist(missing), "gauges that the run takes in", advice)
            if not only_planned:
                raise mistake
            sys.stderr.write(f"\nbefore this is run:\n{mistake}\n\n")


def _with_series(camels_gb: dict[str, Any], named: Sequence[str]) -> set[str]:
    """Name those of some gauges that have a series, by the names of the CSV files or in the packed file."""
    if not camels_gb["series"]:
        return {gauge for gauge in named if any(Path(camels_gb["path"]).rglob(f"*timeseries_{gauge}_*.csv"))}
    import netCDF4  # only here: every job would wait for it

    try:
        with netCDF4.Dataset(camels_gb["series"]) as file:
            there = {str(int(gauge)) for gauge in file["gauge_id"][:].tolist()}
    except (
        OSError,
        RuntimeError,
        IndexError,
        TypeError,
        ValueError,
    ):  # the job of ingestion says what is wrong with the file
        return set(named)
    return there & set(named)


def wanted(config: dict[str, Any]) -> dict[str, str | None]:
    """Name the paths that the study reads, by their key in the config."""
    targets = {name: config["targets"][name] for name in config["study"]["targets"]}
    paths: dict[str, str | None] = {}
    if not config["world"]:
        paths["data.camels_gb.path"] = config["data"]["camels_gb"]["path"]
        if packed := config["data"]["camels_gb"]["series"]:
            paths["data.camels_gb.series"] = packed
        for source in sorted({entry["source"] for entry in targets.values()} & GRIDDED):
            paths[f"data.{source}.path"] = config["data"][source]["path"]
    if gauges := gauge_list(config):
        paths["data.camels_gb.gauges"] = gauges
    if any(entry["source"] == "caravan" for entry in targets.values()):
        paths["data.caravan.path"] = config["data"]["caravan"]["path"]
    for name, entry in targets.items():
        if entry["source"] == "table":
            paths[f"targets.{name}.path"] = entry["path"]
    if config["published"]:
        paths["published.path"] = config["published"]["path"]
    return paths


def gauge_list(config: dict[str, Any]) -> str | None:
    """Name the file that lists the gauges; None where the config itself does."""
    gauges = config["data"]["camels_gb"]["gauges"]
    return gauges if isinstance(gauges, str) and gauges != "all" else None
