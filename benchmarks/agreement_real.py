"""Agreement on real catchments: whether probes of continuous states are those of windows, for a finished run."""

import sys
from pathlib import Path

import pandas as pd

TITLE = "Agreement on real catchments"
UNIT = "states"
CONTENDERS = Path(__file__).parent / "contenders"
THREADS, PAIRS = 2, 1

CLAIMS = ()

#: The largest difference of a probe's median r between the readings at which continuous states stay the default.
HARMLESS = 0.01
CONTROLS = ("permute_gauges", "delay")


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the one command, which needs a finished run of config/real666.yaml; the number of the round is the seed.

    Parameters
    ----------
    quick : bool
        Nothing to make smaller: the run is what it is.
    """
    return {
        "continuous to window": [
            sys.executable,
            str(CONTENDERS / "compare_run_states.py"),
            "real666",
            "{pair}",
            str(THREADS),
        ]
    }


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Show the median r of every probe with states of either reading, and r between the states themselves."""
    lines = []
    for row in rows.dropna(subset="seconds").to_dict("records") if "seconds" in rows else []:
        for key in (key.removeprefix("window: ") for key in row if key.startswith("window: ")):
            continuous, window = row[f"continuous: {key}"], row[f"window: {key}"]
            within = "yes" if abs(continuous - window) <= HARMLESS else "no"
            without = row.get(f"without saturated: {key}", float("nan"))
            lines.append(
                {
                    "probe": key.replace("_swvl", ", swvl"),
                    "median r, continuous": f"{continuous:.3f}",
                    "median r, window": f"{window:.3f}",
                    f"within {HARMLESS}": "a control" if key.startswith(CONTROLS) else within,
                    "median r, continuous, saturated pairs set to 0": f"{without:.3f}",
                    "r of the states, median": f"{row['r_median']:.4f}",
                    "r of the states, 1st percentile": f"{row['r_percentile_1']:.4f}",
                }
            )
    return pd.DataFrame(lines)
