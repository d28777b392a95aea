"""What a study asks of its sources: which gauges, variables, targets and days, and where the files are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from lstm_probe.contracts import periods
from lstm_probe.datasets import catalogue


@dataclass(frozen=True)
class Study:
    """Say what is checked, and what a study needs of it.

    Parameters
    ----------
    sources : mapping of str to Path
        Folder or file of each source that the study reads: ``catchments``, ``series`` (a packed file), gridded products
        and ``caravan``.
    data : mapping
        The block ``data`` of the configuration.
    forcings, attributes, extra_attributes : sequence of str
        What LSTMs read; the last, what figures and criteria do.
    periods : mapping of str to pair of str
        First and last day of every period.
    targets : mapping of str to mapping
        The studied entries of the catalogue of targets.
    lead_days : int
        Days before a period that states look back on.
    first_state : str
        First day of which states are kept.
    windows : mapping of str to int
        Days up to the end of the training that a window of each LSTM needs.
    experiments : mapping of str to mapping
        ``control``, ``gauges`` and ``targets`` of the studied experiments.
    """

    sources: Mapping[str, Path]
    data: Mapping[str, Any]
    forcings: Sequence[str]
    attributes: Sequence[str]
    periods: Mapping[str, Sequence[str]]
    targets: Mapping[str, Mapping[str, Any]]
    extra_attributes: Sequence[str] = field(default=())
    lead_days: int = 0
    first_state: str = ""
    windows: Mapping[str, int] = field(default_factory=dict)
    experiments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of_source(self, source: str) -> dict[str, Mapping[str, Any]]:
        """Give the targets that come from one source, by name."""
        return {name: entry for name, entry in self.targets.items() if entry["source"] == source}

    @property
    def catchments(self) -> dict[str, Any]:
        """What the configuration says of the data set of catchments, its ``reader`` first."""
        return catalogue.settings(self.data)

    @property
    def region(self) -> str:
        """Whose bounds values are held against."""
        return catalogue.region(self.data)

    @property
    def gridded(self) -> list[str]:
        """The gridded products that targets come from."""
        return [name for name in ("era5_land", "esa_cci") if self.of_source(name)]

    def span(self, *names: str) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Give the first and the last day of some periods."""
        days = [pd.Timestamp(day) for name in names if name in self.periods for day in self.periods[name]]
        return min(days), max(days)

    @property
    def of_probes(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last day that probes need of a target."""
        return self.span("probe_fit", "probe_test")

    @property
    def of_lstms(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last day that LSTMs need of the forcings."""
        return self.span("lstm_train", "lstm_validation", "lstm_test", "probe_fit", "probe_test")


def of_config(config: Mapping[str, Any], sources: Mapping[str, Path]) -> Study:
    """Take out of a configuration what its sources must hold.

    Parameters
    ----------
    config : mapping
        ``data``, ``periods``, and of ``lstms``, ``targets`` and ``experiments`` the entries of the study.
    """
    lstms, data = config["lstms"].values(), config["data"]
    training = config["periods"]["lstm_train"]
    return Study(
        sources=sources,
        data=data,
        forcings=sorted({name for lstm in lstms for name in lstm["forcings"]}),
        attributes=sorted({name for lstm in lstms for name in lstm["attributes"]}),
        periods={name: days for name, days in config["periods"].items() if isinstance(days, list | tuple)},
        targets=config["targets"],
        extra_attributes=data["extra_attributes"],
        lead_days=max(map(periods.looks_back, lstms)),
        first_state=periods.first_state(config["periods"]),
        windows={name: periods.days_for_a_window(lstm, training) for name, lstm in config["lstms"].items()},
        experiments=config["experiments"],
    )
