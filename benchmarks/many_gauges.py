"""Cell states of many gauges over forty years: memory and time, at once and in blocks of gauges."""

import sys
from pathlib import Path

import pandas as pd

from benchmarks import tables

TITLE = "Very many gauges"
UNIT = "states"
CLAIMS = ()
PAIRS = 1
SCRIPT = Path(__file__).parent / "contenders" / "extract_many.py"


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: gauges, years and gauges of a block."""
    sizes = {"20 gauges, at once": (20, 1, 0), "20 gauges, 5 at a time": (20, 1, 5)}
    if not quick:
        sizes = {
            "669 gauges, at once": (669, 40, 0),
            "669 gauges, 200 at a time": (669, 40, 200),
            "2000 gauges, 1000 at a time": (2000, 40, 1000),
            "5000 gauges, 1000 at a time": (5000, 40, 1000),
        }
    return {name: [sys.executable, str(SCRIPT), *map(str, size)] for name, size in sizes.items()}


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to the common table how large the file of states is."""
    common = tables.contenders_table(rows, UNIT)
    found = rows.groupby("contender")["states_gb"].max()
    return common.assign(**{"file, GB": common["contender"].map(found).map("{:.2f}".format)})
