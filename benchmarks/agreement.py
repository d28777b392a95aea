"""Agreement: how alike the states of one continuous pass and of windows are, for an LSTM trained as the demo's."""

import sys
from pathlib import Path

import pandas as pd

from benchmarks import measure

TITLE = "Agreement of the states"
UNIT = "states"
CONTENDERS = Path(__file__).parent / "contenders"
THREADS, PAIRS = 2, 2

CLAIMS = ()


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the one command; the number of the round is the seed, as of the demo."""
    configuration = "tiny" if quick else "demo"
    measure.run([sys.executable, str(CONTENDERS / "demo_world.py"), configuration])
    return {
        "continuous to window": [
            sys.executable,
            str(CONTENDERS / "compare_states.py"),
            configuration,
            "{pair}",
            str(THREADS),
        ]
    }


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Show r per gauge and unit between the two readings, for every seed and spin-up."""
    lines = []
    for row in rows.dropna(subset="seconds").to_dict("records"):
        for spin_up in sorted(int(key.split("_")[-1]) for key in row if key.startswith("r_median_")):
            lines.append(
                {
                    "seed": f"{row['pair']:g}",
                    "test NSE, median of gauges": f"{row['nse']:.3f}",
                    "spin-up, days": str(spin_up),
                    "r, median": f"{row[f'r_median_{spin_up}']:.4f}",
                    "r, 1st percentile": f"{row[f'r_percentile_1_{spin_up}']:.4f}",
                    "pairs of gauge and unit with r ≥ 0.999": f"{row[f'share_{spin_up}']:.1%}",
                }
            )
    return pd.DataFrame(lines)
