"""What a small world of the calibration is trained, probed and steered with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lstm_probe.world.ready_tables import PSEUDO


@dataclass(frozen=True)
class Settings:
    """Hold the complete configuration of a small world's study, and what the calibration adds.

    Parameters
    ----------
    catchments, ingested : mapping
        As of `ingestion.read`: the settings of the data set, and what the study needs.
    lstm : mapping
        Entry of the LSTM that is trained.
    untrained : mapping of str to mapping
        Entries of the untrained ones.
    draws : int
        Draws of each untrained LSTM.
    derangements : int
        Draws of other gauges' states.
    experiments : mapping of str to mapping
        Those that decide the ladder, and the paper's controls.
    steering : mapping
        ``experiment``, the answers of the probe with an intercept a gauge, ``days`` and ``random_directions``.
    targets : mapping of str to mapping
        Entries of the true stores: ``gauges``, the criterion, and ``layer_mm``.
    periods : mapping
        First and last day of each, and ``state_lead_days``.
    """

    catchments: Mapping[str, Any]
    ingested: Mapping[str, Any]
    lstm: Mapping[str, Any]
    untrained: Mapping[str, Mapping[str, Any]]
    draws: int
    derangements: int
    experiments: Mapping[str, Mapping[str, Any]]
    steering: Mapping[str, Any]
    targets: Mapping[str, Mapping[str, Any]]
    periods: Mapping[str, Any]

    @property
    def days(self) -> dict[str, slice]:
        """First and last day of ``fit`` and ``test``."""
        return {name: slice(*self.periods[f"probe_{name}"]) for name in ("fit", "test")}

    def store(self, name: str) -> Mapping[str, Any]:
        """Give the entry of a true store, or of the one that a pseudo-store is like; nothing for a decoy."""
        return self.targets.get(name.removeprefix(PSEUDO), {})
