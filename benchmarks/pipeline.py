"""The whole pipeline: time and memory of every rule at 60, 200 and 669 gauges, and how they grow."""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

TITLE = "The whole pipeline"
UNIT = "gauges"
CLAIMS = ()
ROOT = Path(__file__).parents[1]
CACHE = Path(__file__).parent / ".cache" / "pipeline"

SIZES, QUICK_SIZES = (60, 200, 669), (6, 12)
QUICK_BOX = [58.0, -5.0, 55.0, -2.0]  # a tenth of the land
HEAVY = 10.0  # s at the largest size, from which a rule's growth is told: below, it is the start of Python
LINEAR = 1.1  # slope in logarithms that is still called linear

#: What makes the full-scale study short: 16 years, and two epochs, which train no good LSTM but take their time.
SHORT = {
    "world": {
        "first_day": "1993-01-01",
        "last_day": "2008-12-31",
        "era5_land_days": ["1996-01-01", "2008-12-31"],
        "esa_cci_days": ["2001-01-01", "2002-12-31"],
    },
    "periods": {
        "lstm_train": ["1994-01-01", "2001-12-31"],
        "lstm_validation": ["2002-01-01", "2002-12-31"],
        "lstm_test": ["2003-01-01", "2008-12-31"],
        "probe_fit": ["1997-01-01", "2001-12-31"],
        "probe_test": ["2002-01-01", "2008-12-31"],
    },
    "lstms": {"scale": {"epochs": 2, "learning_rate": [[1, 3.0e-3]], "validate_every": 2}},
    "experiments": {
        name: {"regression": {"max_samples": 50000}} for name in ("mlp", "huber", "huber_gauge_intercepts")
    },
    "figures": {"snow_year": None, "map_days": None, "control_days": None},
    "expect": [],
}


def measurements(quick: bool) -> pd.DataFrame:
    """Run the short study at every size, each from nothing, and collect what every rule took."""
    box = {"box": QUICK_BOX} if quick else {}
    return pd.concat([run(gauges, box) for gauges in (QUICK_SIZES if quick else SIZES)], ignore_index=True)


def run(gauges: int, world: dict) -> pd.DataFrame:
    """Run the short study of some gauges on all cores; a run that fails gives what it had done, and the reason."""
    folder = CACHE / str(gauges)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    place = folder.relative_to(ROOT)
    paths = {name: f"{place}/{name}" for name in ("results", "logs", "world")}
    overlay = SHORT | {"pathvars": paths, "world": SHORT["world"] | world | {"gauges": gauges}}
    (folder / "overlay.yaml").write_text(yaml.safe_dump(overlay), encoding="utf-8")
    program = [sys.executable, "-m", "snakemake", "--nolock", "--cores", "all", "--quiet", "all"]
    start, before = time.perf_counter(), _cpu_of_children()
    with (folder / "run.log").open("w", encoding="utf-8") as log:
        code = subprocess.run(
            [*program, "--configfile", "config/scale.yaml", str(place / "overlay.yaml")],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    seconds = time.perf_counter() - start
    rows = collect(folder / "logs", gauges)
    whole = {"contender": "the whole run", "wildcards": "", "pair": 1, "gauges": gauges, "work": gauges}
    whole |= {"seconds": seconds, "cpu_seconds": _cpu_of_children() - before, "peak_mb": rows["peak_mb"].max()}
    if code:
        whole["reason"] = f"{gauges} gauges: see {place}/run.log"
    return pd.concat([rows, pd.DataFrame([whole])], ignore_index=True)


def _cpu_of_children() -> float:
    """Give the processor seconds of all processes that were started from this one and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def collect(logs: Path, gauges: int) -> pd.DataFrame:
    """Read the files that Snakemake wrote of the time and memory of jobs.

    Parameters
    ----------
    logs : pathlib.Path
        Folder of logs of a run, with ``benchmarks/RULE[/WILDCARDS].tsv``.
    gauges : int
        Gauges of that run.

    Returns
    -------
    pandas.DataFrame
        One row a job: contender (the rule), wildcards, pair, gauges, work (gauges), seconds, cpu_seconds, and
        peak_mb, MB of 10⁶ bytes; NaN where a job was too short to be looked at.
    """
    rows = []
    for path in sorted((logs / "benchmarks").rglob("*.tsv")):
        job = pd.read_csv(path, sep="\t", na_values=["-", "NA"]).iloc[-1]
        rule, *wildcards = path.relative_to(logs / "benchmarks").with_suffix("").parts
        row = {"contender": rule, "wildcards": "/".join(wildcards), "pair": 1, "gauges": gauges, "work": gauges}
        peak = float(job["max_rss"]) * 2**20 / 1e6
        rows.append({**row, "seconds": job["s"], "cpu_seconds": job["cpu_time"], "peak_mb": peak})
    columns = ["contender", "wildcards", "pair", "gauges", "work", "seconds", "cpu_seconds", "peak_mb"]
    return pd.DataFrame(rows, columns=columns)


def by_rule(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up the jobs of every rule at every size, and take the largest of their memory."""
    sums = rows.groupby(["contender", "gauges"], sort=False)
    return sums.agg(
        jobs=("seconds", "size"),
        seconds=("seconds", "sum"),
        cpu_seconds=("cpu_seconds", "sum"),
        peak_mb=("peak_mb", "max"),
    ).reset_index()


def growth(rules: pd.DataFrame, quantity: str) -> pd.Series:
    """Fit the exponent p of ``quantity ~ gauges^p`` of every rule, by least squares in logarithms.

    Parameters
    ----------
    rules : pandas.DataFrame
        Of `by_rule`.
    quantity : str
        Column; sizes at which it is 0 or not known are left out.

    Returns
    -------
    pandas.Series
        By rule; NaN where fewer than two sizes are known.
    """
    known = rules[rules[quantity] > 0]
    slopes = {}
    for rule, sizes in known.groupby("contender"):
        slopes[rule] = np.nan
        if sizes["gauges"].nunique() > 1:
            slopes[rule] = np.polyfit(np.log(sizes["gauges"]), np.log(sizes[quantity]), 1)[0]
    return pd.Series(slopes, dtype="float64")


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Set the sizes beside each other, with the growth of processor time of rules that take long."""
    rules = by_rule(rows)
    slopes, sizes = growth(rules, "cpu_seconds"), sorted(rules["gauges"].unique())
    wide = rules.pivot(index="contender", columns="gauges").reindex(rules["contender"].unique())
    shown = pd.DataFrame({"rule (jobs)": [f"{rule} ({wide['jobs'].loc[rule].max():.0f})" for rule in wide.index]})
    for quantity, title in (("seconds", "s"), ("cpu_seconds", "CPU s"), ("peak_mb", "peak MB")):
        for size in sizes:
            shown[f"{title}, {size}"] = wide[quantity, size].map(lambda value: f"{value:,.0f}").to_numpy()
    long = wide["cpu_seconds", sizes[-1]] >= HEAVY
    told = [_told(slopes.get(rule, np.nan)) if long[rule] else "" for rule in wide.index]
    return shown.replace("nan", "–").assign(**{"growth of CPU s": told})


def _told(slope: float) -> str:
    if np.isnan(slope):
        return ""
    return f"gauges^{slope:.2f}" + ("" if slope <= LINEAR else ", more than linear")
