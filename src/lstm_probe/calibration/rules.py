"""The rules by which a target of a small world counts as found: each rung, the whole ladder, and those before it."""

from dataclasses import dataclass

import pandas as pd

from lstm_probe.contracts import thresholds
from lstm_probe.contracts.calibration import LADDER
from lstm_probe.contracts.comparisons import CONCEPT

#: The rules of version 0.1, and how far its two controls had to be left behind in r and in r of anomalies.
FIRST, FIRST_MARGIN = "version 0.1", 0.05
#: What steering shows: water comes out, as the interval of the release says; and more than by random directions.
RELEASED, BEYOND_RANDOM = "release above 0", "release beyond random directions"

#: A lead in r of anomalies that asks for nothing.
NOT_ASKED = -1.0


@dataclass(frozen=True)
class Thresholds:
    """Hold the thresholds that the calibration chooses (`contracts.thresholds` says what each asks).

    Parameters
    ----------
    margin : float
        Lowest lead in r of anomalies over untrained LSTMs and over inputs; `NOT_ASKED`: no lead is asked for, and the
        rung "learned" rests on partial r.
    partial, partial_lower : float
        Lowest partial r, and lowest lower bound of its interval.
    """

    margin: float = thresholds.MARGIN
    partial: float = thresholds.PARTIAL
    partial_lower: float = thresholds.PARTIAL_LOWER


def found(worlds: pd.DataFrame, chosen: Thresholds) -> pd.DataFrame:
    """Say which targets each rung passes by itself, and which climb the whole ladder.

    Parameters
    ----------
    worlds : pandas.DataFrame
        As `contracts.calibration.WORLDS`. What is missing, or cannot be judged, is not found.
    chosen : Thresholds
        Those that may be chosen; the others are the defaults.

    Returns
    -------
    pandas.DataFrame
        Of bool, a row a target, with a column a rung and `LADDER`.
    """
    learned = _leads(worlds, "partial_untrained")
    for name in ("untrained", "inputs", "inputs_parted"):
        if chosen.margin != NOT_ASKED:
            learned &= _leads(worlds, name) & (worlds[f"{name}_lead"] >= chosen.margin)
    learned &= (worlds["partial_r"] >= chosen.partial) & (worlds["partial_lower"] >= chosen.partial_lower)
    learned &= (worlds["partial_p"] < thresholds.SIGNIFICANT) & (worlds["residual_share"] >= thresholds.RESIDUAL)
    rungs = {
        "decodable": (worlds["r"] >= thresholds.STRONG) & (worlds["anomaly_r"] >= thresholds.ANOMALOUS),
        "specific": (worlds["p"] < thresholds.SIGNIFICANT) & _leads(worlds, "year_shift"),
        "learned": learned,
        "general": worlds["fall"] <= thresholds.FALL,
    }
    table = pd.DataFrame(rungs)[list(CONCEPT)].mul(worlds["gauges"] >= thresholds.FEWEST, axis=0)
    return table.assign(**{LADDER: table.all(axis=1)})


def _leads(worlds: pd.DataFrame, name: str) -> pd.Series:
    """Whether a lead and the lower bound of its interval lie above 0."""
    return (worlds[f"{name}_lead"] > 0) & (worlds[f"{name}_lead_lower"] > 0)


def found_by_first(worlds: pd.DataFrame) -> pd.Series:
    """Say which targets the rules of version 0.1 call found: r, r of anomalies, and both above the two controls."""
    holds = (worlds["r"] >= thresholds.STRONG) & (worlds["anomaly_r"] >= thresholds.ANOMALOUS)
    for metric in ("r", "anomaly_r"):
        for control in ("permuted", "delayed"):
            holds &= worlds[metric] - worlds[f"{control}_{metric}"] >= FIRST_MARGIN
    return holds.rename(FIRST)


def found_by_steering(worlds: pd.DataFrame) -> pd.DataFrame:
    """Say of which targets the water comes out again, by two rules that need no truth."""
    positive = worlds["release_lower"] > 0
    return pd.DataFrame({RELEASED: positive, BEYOND_RANDOM: worlds["released_mm"] > worlds["band_upper"]})
