"""Where and when a calibration was made, and on what."""

import platform
from datetime import date
from typing import Any

import pandas as pd
import torch

from lstm_probe import device
from lstm_probe.artefacts import store


def describe(worlds: pd.DataFrame, seconds: float) -> dict[str, Any]:
    """Describe the machine, the day, the code and the worlds of a calibration.

    Parameters
    ----------
    worlds : pandas.DataFrame
        As `contracts.calibration.WORLDS`.
    seconds : float
        Processor time that the worlds took together, s.
    """
    each = worlds.drop_duplicates(["weather_seed", "structure"])
    return {
        "made_by": "make calibrate",
        "date": date.today().isoformat(),
        "commit": store.provenance({}, "rate_verdict", "small worlds")["git_commit"],
        "machine": device.describe(torch.device("cpu")),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "weather_seeds": sorted(map(int, each["weather_seed"].unique())),
        "structures": list(map(str, each["structure"].unique())),
        "worlds": len(each),
        "processor_seconds": round(seconds),
        "discharge_nse_median": round(float(each["nse"].median()), 3),
    }
