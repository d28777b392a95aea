"""Account for a run: versions, commits, seeds, devices, data, and what was left out and why."""

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.report import origins

#: Packages on which the numbers and figures of a run rest.
PACKAGES = (
    "lstm-probe",
    "numpy",
    "pandas",
    "xarray",
    "scipy",
    "scikit-learn",
    "torch",
    "exactextract",
    "matplotlib",
    "snakemake",
)
#: Attributes of a target that say what it is, not what was found in it.
DESCRIPTIONS = {"units", "long_name", "source", "averaging_method"}
ABOUT_GAUGES = "gauges_"


def account(
    models: Sequence[Mapping[str, Any]],
    series: xr.Dataset,
    targets: Mapping[str, xr.Dataset],
    predictions: Mapping[str, xr.Dataset],
    sources: pd.DataFrame,
    places: Mapping[str, str],
) -> dict[str, Any]:
    """Gather where the results of a run come from.

    Parameters
    ----------
    models : sequence of mapping
        Contents of every `model.json`, and the name of each under ``lstm``.
    series : xarray.Dataset
        As `contracts.data.CATCHMENTS`.
    targets : mapping of str to xarray.Dataset
        Catchment means of shape (gauge_id, time), by name, in a variable of that name.
    predictions : mapping of str to xarray.Dataset
        As `contracts.probe.PREDICTIONS`, of the main experiment, by seed.
    sources : pandas.DataFrame
        As `contracts.tables.SOURCES`.
    places : mapping of str to str
        Folders that differ from machine to machine, and what stands for them in paths.

    Returns
    -------
    dict
        Plain values without times, hosts or users, so that two runs that did the same have the same account.
    """
    artefacts = {
        "catchment series": series.attrs,
        **{f"target {name}": dataset.attrs for name, dataset in targets.items()},
        **{f"LSTM {model['lstm']}, seed {model['about'].get('seed')}": model["about"] for model in models},
        **{f"probes of main, seed {seed}": dataset.attrs for seed, dataset in predictions.items()},
    }
    probed = list(predictions.values())
    listed = sources.assign(path=[portable(path, places) for path in sources["path"]])
    return {
        "versions": versions(),
        "commits": _distinct(artefacts.values(), "git_commit"),
        "made_by": origins.made_by(artefacts),
        "config_digests": _distinct(artefacts.values(), "config_digest"),
        "lstms": [_lstm(model) for model in models],
        "gauges": gauges(series, probed),
        "days": days(series),
        "targets": {name: target(dataset[name], name, probed) for name, dataset in targets.items()},
        "data_sets": origins.cited([series, *targets.values()]),
        "sources": json.loads(listed.to_json(orient="records")),
    }


def versions() -> dict[str, str]:
    """Name the versions, here and now, of Python and of the packages that results rest on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def portable(path: str, places: Mapping[str, str]) -> str:
    """Write a path without the folders that differ from machine to machine, such as somebody's home.

    Parameters
    ----------
    path : str
        A path, or text that holds paths.
    places : mapping of str to str
        Folders, and what stands for them; the longest is replaced first.
    """
    for folder in sorted(places, key=len, reverse=True):
        path = path.replace(f"{folder.rstrip('/')}/", places[folder]) if folder.rstrip("/") else path
    return path


def here() -> dict[str, str]:
    """Name the folders that `portable` replaces: the working folder, left out, and the home, written ``~``."""
    return {str(Path.cwd()): "", str(Path.home()): "~/"}


def gauges(series: xr.Dataset, predictions: Iterable[xr.Dataset]) -> dict[str, Any]:
    """Count the gauges taken in, name those dropped and why, and tell which take part in each target."""
    accounts: dict[str, list[str]] = {}
    for dataset in predictions:
        for name, text in dataset.attrs.items():
            if str(name).startswith(ABOUT_GAUGES) and text not in accounts.setdefault(str(name), []):
                accounts[str(name)].append(text)
    return {
        "taken": int(series.sizes["gauge_id"]),
        "dropped": json.loads(series.attrs.get("dropped_gauges", "{}")),
        "by_target": {name.removeprefix(ABOUT_GAUGES): "; ".join(texts) for name, texts in sorted(accounts.items())},
    }


def days(series: xr.Dataset) -> dict[str, Any]:
    """Count the days of the record, the gauge-days without discharge, and what ingestion found odd."""
    missing = np.isnan(series["discharge"].values)
    odd = {
        name: json.loads(series.attrs.get(name, "{}"))
        for name in ("implausible_values", "filled_forcing_days", "missing_forcing_days", "temperature_jumps")
    }
    time = series.indexes["time"]
    return {
        "first": f"{time[0]:%Y-%m-%d}",
        "last": f"{time[-1]:%Y-%m-%d}",
        "gauge_days": int(missing.size),
        "gauge_days_without_discharge": int(missing.sum()),
        "gauges_with_missing_discharge": int(missing.any(axis=1).sum()),
        "caveat": str(series.attrs.get("caveat", "")),
        **odd,
    }


def target(array: xr.DataArray, name: str, predictions: Sequence[xr.Dataset]) -> dict[str, Any]:
    """Say how a target was made, what was found in it, and how many of the probe's days lack it."""
    found = {str(key): _plain(value) for key, value in array.attrs.items() if key not in DESCRIPTIONS}
    counted = {}
    for dataset in predictions[:1]:
        if name in dataset["target"].values:
            observed = dataset["observed"].sel(target=name).values
            observed = observed[np.isfinite(observed).any(axis=1)]
            counted = {"gauge_days": int(observed.size), "gauge_days_without_target": int(np.isnan(observed).sum())}
    described = {str(key): str(array.attrs[key]) for key in sorted(DESCRIPTIONS & set(array.attrs))}
    return {
        **described,
        "findings": {key: value for key, value in found.items() if value not in (0, "", {}, [])},
        **counted,
    }


def _lstm(model: Mapping[str, Any]) -> dict[str, Any]:
    about = model["about"]
    return {
        "lstm": model["lstm"],
        "seed": about.get("seed"),
        "device": about.get("device", "not recorded"),
        "gauges": len(model["gauge_ids"]),
        "commit": about.get("git_commit", "unknown"),
        **{key: about[key] for key in ("import_card", "given_states") if key in about},
    }


def _distinct(artefacts: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    return sorted({str(about[name]) for about in artefacts if name in about})


def _plain(value: object) -> Any:
    """Turn a netCDF attribute into what JSON can hold; a list or mapping written as JSON is read."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, str) and value.startswith(("[", "{")):
        return json.loads(value)
    return value.tolist() if isinstance(value, np.ndarray) else value
