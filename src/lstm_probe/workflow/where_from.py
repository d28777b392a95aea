"""Where the files that a run begins with come from, in one line each."""

from typing import Any

from lstm_probe.datasets import addresses
from lstm_probe.workflow.wanted import SOURCES

FETCHABLE = {f"data.{name}.path" for name in SOURCES}


def where_from(key: str, config: dict[str, Any]) -> str:
    """Return where the files of a key of the config come from.

    Parameters
    ----------
    key : str
        Dotted key of a path.
    config : dict
        The whole configuration.
    """
    available = addresses.AVAILABLE.get(key, addresses.TABLE)
    if isinstance(available, dict):
        return available[config["data"]["camels_gb"]["version"]]
    return available.format(box=config["data"]["era5_land"]["box"] or "that holds all catchments")
