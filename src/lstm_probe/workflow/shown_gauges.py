"""Check that the gauges that figures are asked to show are among those of the run."""

import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from lstm_probe.artefacts.listing import files
from lstm_probe.errors import InputError, shortlist
from lstm_probe.workflow import wanted
from lstm_probe.workflow.figure_needs import NEEDS


def check(config: dict[str, Any], where: str, only_planned: bool = False) -> None:
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
    data = config["data"]
    named_gauges = wanted.listed_gauges(data)
    for key in sorted({NEEDS[figure].gauges for figure in config["study"]["figures"]} - {""}):
        named = config["figures"][key]
        if config["world"] or not named:
            continue
        if named_gauges is not None:
            known = set(named_gauges)
        elif data.get("dataset"):  # ingestion and the figure say what is not there
            known = set(named)
        else:
            camels_gb = data["camels_gb"]
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
        names = [path.name for path in files(camels_gb["path"]).values()]
        series = [name for name in names if fnmatchcase(name, "*timeseries_*.csv")]
        there = {gauge for gauge in named if any(f"timeseries_{gauge}_" in name for name in series)}
        return there if series else set(named)  # ingestion says what is wrong with an empty folder
    import netCDF4  # only here: every job would wait for it

    try:
        with netCDF4.Dataset(camels_gb["series"]) as file:
            there = {str(int(gauge)) for gauge in file["gauge_id"][:].tolist()}
    except (OSError, RuntimeError, IndexError, TypeError, ValueError):  # ingestion says what is wrong with the file
        return set(named)
    return there & set(named)
