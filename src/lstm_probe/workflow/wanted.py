"""What a study wants of each source, from its configuration alone.

It stands among the parameters of rules, so it is kept free of what makes no difference to the files.
"""

from pathlib import Path
from typing import Any

from lstm_probe.datasets import catalogue, gauge_ids
from lstm_probe.errors import InputError

#: What can be fetched, by the keys of ``data`` in the config.
SOURCES = ("camels_gb", "era5_land", "esa_cci", "caravan")


def to_fetch(config: dict[str, Any]) -> list[str]:
    """Name the sources that are fetched: those with ``fetch: true`` that the study reads; of a synthetic world, none.

    Parameters
    ----------
    config : dict
        The whole configuration.
    """
    if config["world"]:
        return []
    catchments = set() if config["data"].get("dataset") else {"camels_gb"}
    read = {*catchments, *(config["targets"][name]["source"] for name in config["study"]["targets"])}
    return [name for name in SOURCES if name in read and config["data"][name]["fetch"]]


def wanted(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Say what a study wants of each source.

    Parameters
    ----------
    config : dict
        The whole configuration.

    Returns
    -------
    dict
        By source: camels_gb: version, gauges (a list, or None for all); era5_land: variables,
        first_year, last_year, box, product, and camels_gb (its folder) and gauges, which the box has to hold;
        esa_cci: version, first_year, last_year; caravan: record, variables.
    """
    data = config["data"]
    days = days_of_probes(config["periods"])
    british = not data.get("dataset")  # of other catchments no table says which box holds them
    years = {"first_year": int(days[0][:4]), "last_year": int(days[1][:4])}
    gauges = listed_gauges(data)
    return {
        "camels_gb": {"version": data["camels_gb"]["version"], "gauges": gauges},
        "era5_land": {
            "variables": _variables(config, "era5_land"),
            **years,
            "box": data["era5_land"]["box"],
            "product": data["era5_land"]["product"],
            "camels_gb": data["camels_gb"]["path"] if british else None,
            "gauges": gauges if british else [],
        },
        "esa_cci": {"version": data["esa_cci"]["version"], **years},
        "caravan": {"record": data["caravan"]["record"], "variables": _variables(config, "caravan")},
    }


def check_fetching(config: dict[str, Any], where: str) -> None:
    """Check that what is fetched for catchments of another data set than CAMELS-GB can be.

    Raises
    ------
    InputError
        If ERA5-Land is asked for without a box, or catchments are that are not fetched.
    """
    data, fetched = config["data"], to_fetch(config)
    if "era5_land" in fetched and data["era5_land"]["box"] is None:
        expected = "[north, west, south, east], multiples of 0.1, that holds all catchments"
        raise InputError(f"{where}: data.era5_land.box", "none", expected, "add it: it is what is fetched")
    if not data.get("dataset"):
        return
    for key, asked in (("caravan", "caravan" in fetched), ("dataset", bool(data["dataset"].get("fetch")))):
        if asked:
            found = f"true, with catchments of {catalogue.of(data).citation.title}"
            expected = "false: of catchments only CAMELS-GB and its part of Caravan are fetched"
            advice = "get the files from their publisher, and name their folder (docs/your_catchments.md)"
            raise InputError(f"{where}: data.{key}.fetch", found, expected, advice)


def days_of_probes(periods: dict[str, Any]) -> list[str]:
    """Name the first and the last day that probes need, whichever of their periods comes first."""
    days = sorted([*periods["probe_fit"], *periods["probe_test"]])
    return [days[0], days[-1]]


def listed_gauges(data: dict[str, Any]) -> list[str] | None:
    """List the gauges, which may stand in a file; None for all, and where the file is not there.

    Parameters
    ----------
    data : dict
        The block ``data`` of the configuration; its data set knows how an id is read.
    """
    listed, plain_id = catalogue.settings(data)["gauges"], catalogue.of(data).plain_id
    if listed == "all":
        return None
    if isinstance(listed, list):
        return [plain_id(gauge) for gauge in listed]
    return gauge_ids.of_list(Path(listed), plain_id) if Path(listed).is_file() else None


def _variables(config: dict[str, Any], source: str) -> list[str]:
    """Name the variables of the study's targets from one source, sorted."""
    targets = [config["targets"][name] for name in config["study"]["targets"]]
    return sorted({target["variable"] for target in targets if target["source"] == source and target["variable"]})
