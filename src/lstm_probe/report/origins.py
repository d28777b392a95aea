"""What the artefacts of a run state of their origin: the data sets they rest on, and the commit that wrote them."""

from collections.abc import Mapping, Sequence
from typing import Any

import xarray as xr


def cited(artefacts: Sequence[xr.Dataset]) -> list[dict[str, str]]:
    """List what the data sets behind some artefacts say of themselves, each once, in their order.

    Parameters
    ----------
    artefacts : sequence of xarray.Dataset
        Those read from a data set have the attributes of `datasets.citations.Citation`; a user's table has none.
    """
    named = [dataset.attrs for dataset in artefacts if "references" in dataset.attrs]
    found = [{key: str(attrs.get(key, "")) for key in ("title", "references", "license", "source")} for attrs in named]
    return list({entry["title"]: entry for entry in found}.values())


def made_by(artefacts: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """List which commit and version of the package wrote which artefacts, in the order in which they come.

    Parameters
    ----------
    artefacts : mapping of str to mapping
        What every artefact says of itself, as `store.provenance`.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for name, about in artefacts.items():
        maker = str(about.get("git_commit", "unknown")), str(about.get("lstm_probe_version", "unknown"))
        groups.setdefault(maker, []).append(name)
    return [{"commit": maker[0], "version": maker[1], "artefacts": names} for maker, names in groups.items()]
