"""Readers of catchments by the name of their data set: each gives a delivery of settings and a place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lstm_probe.catchments import camels_us, caravan, one_file
from lstm_probe.catchments import file_per_gauge as generic
from lstm_probe.catchments.delivery import Delivery

#: Every reader but that of CAMELS-GB, whose files `data.camels_gb` reads.
READERS: dict[str, Callable[[Mapping[str, Any], Path], Delivery]] = {
    "caravan": caravan.deliver,
    "camels_us": camels_us.deliver,
    "generic": generic.deliver,
    "packed": one_file.deliver,
}


def deliver(settings: Mapping[str, Any], place: Path) -> Delivery:
    """Find the gauges and attributes of a data set.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``.
    place : Path
        Its folder.
    """
    return READERS[settings["reader"]](settings, place)
