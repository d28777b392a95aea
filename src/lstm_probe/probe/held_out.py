"""The gauges that an LSTM is not trained at: named, or one of some spatial folds."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import xarray as xr

from lstm_probe.errors import InputError, shortlist
from lstm_probe.probe.spatial_folds import spatial_folds

logger = logging.getLogger(__name__)


def choose(
    settings: Mapping[str, Any], attributes: xr.Dataset, gauge_ids: Sequence[str], where: str, listed: bool = False
) -> list[str]:
    """Choose the gauges that are held out.

    Parameters
    ----------
    settings : mapping
        ``gauges``, a list of ids; or ``folds`` and ``fold``, how many spatial folds there are and which one, from 1.
    attributes : xarray.Dataset
        gauge_lat, gauge_lon (degrees) and area, along gauge_id.
    gauge_ids : sequence of str
        All gauges of the study.
    where : str
        Whose settings they are, for messages.
    listed : bool
        Whether the ids come from a file, such as the split of a data set, of whose gauges a study may lack some.

    Returns
    -------
    list of str
        In the order of the study's gauges.

    Raises
    ------
    InputError
        If a gauge of the configuration is unknown, if no gauge is held out, or if none is left to train at.
    """
    if "gauges" in settings:
        wanted = {str(gauge) for gauge in settings["gauges"]}
        unknown = sorted(wanted - set(gauge_ids))
        if unknown and not listed:
            expected, advice = "gauges of the study", "correct the ids, or take them out"
            raise InputError(f"{where}.gauges", f"unknown gauges {shortlist(unknown)}", expected, advice)
        if unknown:
            logger.warning("%s: %d listed gauges are not in the study: %s", where, len(unknown), shortlist(unknown))
    else:
        folds = spatial_folds(attributes, gauge_ids, settings["folds"])
        wanted = {gauge for gauge, fold in folds.items() if fold == settings["fold"] - 1}
    held_out = [gauge for gauge in gauge_ids if gauge in wanted]
    if not 0 < len(held_out) < len(gauge_ids):
        found = f"{len(held_out)} of {len(gauge_ids)} gauges held out"
        raise InputError(where, found, "some, and others to train at", "change gauges, or folds and fold")
    logger.info("%s: %d of %d gauges are held out", where, len(held_out), len(gauge_ids))
    return held_out


def without(dataset: xr.Dataset, held_out: Sequence[str]) -> xr.Dataset:
    """Leave gauges out of a dataset along gauge_id, so that what reads it cannot see them."""
    return dataset.isel(gauge_id=~dataset["gauge_id"].astype(str).isin(list(held_out)).values)


def require_unseen(seen: Sequence[str], held_out: Sequence[str], where: str) -> None:
    """Refuse gauges as unseen that were seen.

    Raises
    ------
    InputError
        If a gauge that is scored as unseen is among those that something was trained or fitted at.
    """
    if both := sorted(set(seen) & set(held_out)):
        found = f"{len(both)} gauges that are held out were seen: {shortlist(both)}"
        raise InputError(where, found, "none of them", "delete the folder of this LSTM, and run again")
