"""The import card: what was imported, from what, and how it compares with the run's own scores."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lstm_probe.model.saved import Trained
from lstm_probe.neuralhydrology import support
from lstm_probe.neuralhydrology.run import Run
from lstm_probe.neuralhydrology.self_check import Scores


def card(run: Run, trained: Trained, scores: Scores, gauges: Sequence[str] = ()) -> dict[str, Any]:
    """Describe an import in plain values, without the place of the run.

    Parameters
    ----------
    run : Run
        The run.
    trained : Trained
        What became of it.
    scores : Scores
        NSE by gauge, ours and the run's own.
    gauges : sequence of str
        Gauges that it was trained at; none where they are not known.
    """
    settings, ours_theirs = run.settings, scores.medians
    return {
        "neuralhydrology": settings.version,
        "run": run.folder.name if run.folder.name != "run" else run.folder.parent.name,
        "dataset": str(settings.keys.get("dataset") or "not recorded"),
        "model": settings.model,
        "head": settings.head,
        "epoch": run.epoch,
        "hidden_size": settings.hidden_size,
        "window_days": settings.window_days,
        "inputs": [*trained.scalers.forcings.names, *settings.attributes],
        "one_hot_gauges": len(trained.scalers.attributes.names) - len(settings.attributes),
        "embeddings": {
            which: described for which in ("statics", "dynamics") if (described := settings.embedding(which))
        },
        "training_periods": [list(period) for period in settings.training],
        "training_gauges": list(gauges),
        "training_gauges_count": settings.keys.get("number_of_basins"),
        "discharge": support.gives_discharge(settings) or f"{support.discharge_of(settings)}, taken for mm d-1",
        "nse_reading": scores.reading,
        "nse_median": {"ours": _plain(ours_theirs[0]), "theirs": _plain(ours_theirs[1])},
        "nse": {
            str(gauge): {"ours": _plain(row.ours), "theirs": _plain(row.theirs)}
            for gauge, row in scores.table.iterrows()
        },
        "ignored": sorted(key for key, value in settings.keys.items() if value is not None and key in support.IGNORED),
        "warnings": [*support.version_warnings(settings), *_other_count(settings.keys.get("number_of_basins"), gauges)],
    }


def _other_count(count: Any, gauges: Sequence[str]) -> list[str]:
    """Warn where the gauges of the training are not as many as the run says."""
    if not gauges or not count or int(count) == len(gauges):
        return []
    return [f"{len(gauges)} gauges are given as those of its training, and the run says that it had {count}"]


def _plain(value: float) -> float | None:
    return round(float(value), 6) if np.isfinite(value) else None
