"""Full scale: what a finished run of config/scale.yaml took, rule by rule; read from its logs, not run again here."""

from pathlib import Path

import pandas as pd

from benchmarks import pipeline

TITLE = "Full scale"
UNIT = "gauges"
CLAIMS = ()

#: Where the finished run is, how many gauges it has, and the first and last of its files.
RUN, GAUGES = Path(__file__).parents[1] / "runs" / "scale", 669
FIRST, LAST = "logs/benchmarks/make_world.tsv", "results/claims.txt"
WHOLE = "the whole run"


def measurements(quick: bool) -> pd.DataFrame:
    """Collect the account that Snakemake kept of the jobs, and the time from the first to the last.

    Parameters
    ----------
    quick : bool
        Nothing to make smaller: nothing is run.
    """
    whole = {"contender": WHOLE, "wildcards": "", "pair": 1, "gauges": GAUGES, "work": GAUGES}
    if missing := [name for name in (FIRST, LAST) if not (RUN / name).exists()]:
        return pd.DataFrame([{**whole, "reason": f"runs/scale/{missing[0]} is not there: run config/scale.yaml first"}])
    rows = pipeline.collect(RUN / "logs", GAUGES)
    first = rows[rows["contender"] == Path(FIRST).stem]["seconds"].item()
    seconds = (RUN / LAST).stat().st_mtime - (RUN / FIRST).stat().st_mtime + first
    whole |= {"seconds": seconds, "cpu_seconds": rows["cpu_seconds"].sum(), "peak_mb": rows["peak_mb"].max()}
    return pd.concat([rows, pd.DataFrame([whole])], ignore_index=True)


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Show jobs, seconds, processor seconds and the largest memory of every rule, and of the whole run."""
    if "seconds" not in rows:
        return pd.DataFrame({"rule": [], "jobs": []})
    rules = pipeline.by_rule(rows)
    return pd.DataFrame(
        {
            "rule": rules["contender"],
            "jobs": [
                str(jobs) if rule != WHOLE else "" for rule, jobs in zip(rules["contender"], rules["jobs"], strict=True)
            ],
            "seconds": rules["seconds"].map("{:,.0f}".format),
            "CPU seconds": rules["cpu_seconds"].map("{:,.0f}".format),
            "peak memory of a job, MB": rules["peak_mb"].map("{:,.0f}".format),
        }
    )
