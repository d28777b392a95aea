"""Catchment means: gridded fields averaged over 669 catchments, beside clipping them one by one, and beside reading."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

from benchmarks import peers, tables
from benchmarks.claims import Claim

TITLE = "Catchment means"
UNIT = "catchment-days"
CONTENDER = Path(__file__).parent / "contenders" / "catchment_means.py"
DELIVERY = CONTENDER.with_name("delivery.py")
CACHE = Path(__file__).parent / ".cache"

OURS, READING, LOOP = "ours, files to means, 5 variables", "reading the files alone", "rioxarray, one clip a catchment"
CLAIMS = (
    Claim("catchment means: ours to a loop of rioxarray's clip", OURS, (LOOP,), 100.0),
    Claim("catchment means: ours to merely reading the files", OURS, (READING,), 0.5, by="seconds"),
)


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: ours on all of a delivery, the others on as much of one variable as takes seconds.

    The delivery has 120 x 100 cells, five variables and 21 years, made once and kept. What the others are given is in
    memory already; a clip and xvec take few catchments but all days, exactextract all catchments on few days.
    """
    gauges, last = (20, "1988-12-31") if quick else (669, "2008-12-30")
    folder = str(CACHE / f"delivery_{gauges}")
    subprocess.run([sys.executable, str(DELIVERY), folder, str(gauges), "1988-01-01", last], check=True)
    here = [sys.executable, str(CONTENDER)]
    few, days = ("2", "2") if quick else ("15", "8")
    return {
        OURS: [*here, "ours", folder],
        READING: [*here, "read", folder],
        LOOP: [*here, "rioxarray", folder, "--gauges", few],
        "xvec, iterate": [peers.python("xvec"), str(CONTENDER), "xvec", folder, "--gauges", few],
        "exactextract, day by day": [*here, "exactextract", folder, "--days", days],
    }


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to the common table how far our means are from exactextract's, and how many gauges have none."""
    common = tables.contenders_table(rows, UNIT)
    common.loc[common["contender"] == READING, [f"{UNIT} / s", f"{UNIT} measured"]] = "–"
    found = rows.groupby("contender")[["max_abs_difference", "empty_gauges"]].max()
    common["catchments without a mean"] = common["contender"].map(found["empty_gauges"]).map(_count)
    common["max. difference from ours, m³ m⁻³"] = common["contender"].map(found["max_abs_difference"]).map(_small)
    return common


def _count(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.0f}"


def _small(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.0e}"
