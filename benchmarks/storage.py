"""Storage: what compression costs when cell states and predictions are written and read."""

import sys
from pathlib import Path

import pandas as pd

from benchmarks.contenders.storage import ENCODINGS

TITLE = "Storage"
UNIT = "MB"
CONTENDER = Path(__file__).parent / "contenders" / "storage.py"
CLAIMS = ()

PAIRS = 1  # processor seconds and sizes, which rounds do not change

#: Of 669 gauges: the states of 20 years, and predictions of six targets.
KINDS = {"states": 7670, "predictions": 7670}


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: every kind of artefact with every encoding."""
    gauges = "20" if quick else "669"
    return {
        f"{kind}: {encoding}": [sys.executable, str(CONTENDER), kind, encoding, gauges, "400" if quick else str(days)]
        for kind, days in KINDS.items()
        for encoding in ENCODINGS
    }


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the medians: size, and processor seconds of a writing and of a reading, on one core."""
    order = list(dict.fromkeys(rows["contender"]))
    medians = rows.groupby("contender").median(numeric_only=True).reindex(order)
    share = medians["file_mb"] / medians["work"]
    return pd.DataFrame(
        {
            "artefact: encoding": order,
            "MB of values": medians["work"].map("{:,.0f}".format).tolist(),
            "MB of file": medians["file_mb"].map("{:,.0f}".format).tolist(),
            "share": share.map("{:.0%}".format).tolist(),
            "CPU seconds to write": medians["write_cpu_seconds"].map("{:.1f}".format).tolist(),
            "CPU seconds to read": medians["read_cpu_seconds"].map("{:.1f}".format).tolist(),
        }
    )
