"""Made-up ladders: targets of which it is known which rungs they climb, in tables as small worlds write them."""

from collections.abc import Sequence

import pandas as pd

from lstm_probe.contracts.calibration import DECOY, PSEUDO, STORE, WORLDS

#: A target that climbs all rungs with room to spare.
CLIMBING = {
    **{"weather_seed": 1, "structure": "whole", "target": "swvl1", "kind": STORE, "coupling": 1.0, "nse": 0.9},
    **{"gauges": 30, "r": 0.9, "anomaly_r": 0.9, "p": 0.02, "partial_r": 0.6, "partial_lower": 0.5, "partial_p": 0.02},
    **{"fall": 0.01, "residual_share": 0.3},
    **{"permuted_r": 0.4, "permuted_anomaly_r": 0.3, "delayed_r": 0.3, "delayed_anomaly_r": 0.0},
    **dict.fromkeys(("decodable", "specific", "learned", "general"), "passed"),
    **{"added_mm": 10.0, "released_mm": 6.0, "true_mm": 8.0, "release": 0.6, "release_lower": 0.4},
    **{"release_upper": 0.8, "band_lower": -3.0, "band_upper": 3.0},
}
LEADS = ("year_shift", "untrained", "inputs", "inputs_parted", "partial_untrained")


def target(**changes: object) -> dict[str, object]:
    """Make a row of a climbing target, with changes."""
    leads = {f"{name}_lead{end}": 0.2 for name in LEADS for end in ("", "_lower")}
    return {**CLIMBING, **leads, **changes}


def decoy(**changes: object) -> dict[str, object]:
    """Make a row of a decoy that the states follow, and the weather's memories as well."""
    followed = {"partial_r": 0.05, "partial_lower": 0.0, "inputs_lead": -0.1, "inputs_lead_lower": -0.15}
    return target(**{"target": "rain_30", "kind": DECOY, "coupling": float("nan"), **followed, **changes})


def worlds(rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    """Put rows together as small worlds write them."""
    return WORLDS.check(pd.DataFrame(rows)[list(WORLDS.columns)], "worlds.csv")


def seeds(stores: Sequence[float], none: Sequence[float], count: int = 5) -> pd.DataFrame:
    """Give every weather seed stores and pseudo-stores of these partial r, the same in all seeds."""
    rows = []
    for seed in range(1, count + 1):
        for value in stores:
            rows.append(target(weather_seed=seed, partial_r=value, partial_lower=value - 0.1))
        for value in none:
            other = {"target": "pseudo_swvl1", "kind": PSEUDO, "coupling": float("nan")}
            rows.append(target(weather_seed=seed, partial_r=value, partial_lower=value - 0.1, **other))
    return worlds(rows)
