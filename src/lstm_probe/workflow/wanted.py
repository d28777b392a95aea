"""What a study wants of each source, from its configuration alone.

It stands among the parameters of rules, so it is kept free of what makes no difference to the files.
"""

from pathlib import Path
from typing import Any

from lstm_probe.datasets import catalogue, gauge_ids

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
    years = {"first_year": int(days[0][:4]), "last_year": int(days[1][:4])}
    gauges = listed_gauges(data)
    return {
        "camels_gb": {"version": data["camels_gb"]["version"], "gauges": gauges},
        "era5_land": {
            "variables": _variables(config, "era5_land"),
            **years,
            "box": data["era5_land"]["box"],
            "product": data["era5_land"]["product"],
            "camels_gb": data["camels_gb"]["path"],
            "gauges": gauges,
        },
        "esa_cci": {"version": data["esa_cci"]["version"], **years},
        "caravan": {"record": data["caravan"]["record"], "variables": _variables(config, "caravan")},
    }


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
