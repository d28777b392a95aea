"""Stamps: small files that mark inputs as checked, one for each set of files and settings that a rule reads.

A rule waits for the stamp of what it reads. Its name holds a digest, so that other files need another stamp; where the
stamp is there already nothing makes it anew, and a check-up that runs again retrains nothing. Snakemake would overlook
all that changed behind an ancient file that is made in the same run.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lstm_probe.datasets import catalogue
from lstm_probe.workflow import digest, lstm_sources

LATEST = "<results>/check/latest.txt"
SKIPPED = "<results>/check/skipped.txt"
#: What the check-up needs of an LSTM and of an experiment.
OF_LSTMS = ("forcings", "attributes", "states", "spin_up_days", "window_days", "sampling", "targets_per_window")
OF_EXPERIMENTS = ("control", "gauges", "targets")


def stamp(config: Mapping[str, Any], *read: object) -> str:
    """Name the stamp of what a rule reads, below the results.

    Parameters
    ----------
    config : mapping
        The configuration, whose synthetic world counts.
    read : object
        Settings, and digests of files.
    """
    return f"<results>/check/passed/{digest.of_values(config['world'], *read)}.txt"


def lacking(stamps: Iterable[str], results: str) -> list[str]:
    """Select the stamps that are not there yet, each once.

    Parameters
    ----------
    stamps : iterable of str
        As `stamp` names them.
    results : str
        The folder of the results.
    """
    return [name for name in dict.fromkeys(stamps) if not Path(name.replace("<results>", results)).is_file()]


def ingested(config: Mapping[str, Any], **digests: object) -> dict[str, Any]:
    """Take what decides on the artefacts of ingestion: settings, and digests of the files that it reads.

    Parameters
    ----------
    config : mapping
        The configuration.
    digests : object
        Of the list of gauges, of the files of catchments, and of the one file of all series.
    """
    data, lstms = config["data"], [config["lstms"][name] for name in config["study"]["lstms"]]
    settings = catalogue.settings(data)
    return {
        "catchments": {key: value for key, value in settings.items() if key not in ("path", "series", "fetch")},
        "synthetic": bool(config["world"]),
        "forcings": lstm_sources.forcings(config),
        "attributes": sorted({name for lstm in lstms for name in lstm["attributes"]}),
        "extra_attributes": data["extra_attributes"],
        "interpolate_days": data["missing"]["interpolate_days"],
        "periods": {"lstm_train": config["periods"]["lstm_train"]},
        **digests,
    }


def checked(config: Mapping[str, Any], gauge_list: str) -> dict[str, Any]:
    """Take what the check-up holds the sources against: where it differs, they are checked anew.

    Parameters
    ----------
    config : mapping
        The configuration.
    gauge_list : str
        Digest of the list of gauges.
    """
    study = config["study"]
    return {
        "world": bool(config["world"]),
        "data": config["data"],
        "periods": config["periods"],
        "lstms": {name: {key: config["lstms"][name][key] for key in OF_LSTMS} for name in study["lstms"]},
        "targets": {name: config["targets"][name] for name in study["targets"]},
        "experiments": {
            name: {key: config["experiments"][name][key] for key in OF_EXPERIMENTS} for name in study["experiments"]
        },
        "gauge_list": gauge_list,
    }
