"""Gather the skill of all probes and LSTMs, and boil it down to the tables of a report."""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from lstm_probe.contracts.tables import SEEDS, TABLE1

MAIN = "main"
CASE = ["experiment", "target", "period"]
COMPARED = ["r", "anomaly_r"]  # metrics in which experiments are compared; higher is better
ERRORS = ["rmse", "abs_bias"]  # metrics whose medians are compared as ratios; lower is better
SEED_METRICS = ["r", "anomaly_r", "nse", "rmse"]  # metrics whose medians are told seed by seed


def gather(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put tables with the same columns below each other, empty ones left out."""
    return pd.concat([table for table in tables if len(table)], ignore_index=True)


def over_seeds(skill: pd.DataFrame) -> pd.DataFrame:
    """Average every gauge's metrics over seeds: the one way in which seeds are put together, before any median.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy: among its columns seed, gauge_id, metric and value.

    Returns
    -------
    pandas.DataFrame
        The same columns without seed, in order of appearance. The mean is over the seeds that have a score;
        value is NaN where none has.
    """
    keys = [name for name in skill.columns if name not in ("seed", "value")]
    return skill.groupby(keys, sort=False)["value"].mean().reset_index()


def medians(skill: pd.DataFrame, case: list[str]) -> pd.DataFrame:
    """Take the median over gauges of every metric, each gauge with its mean over seeds.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy: `case`, seed, gauge_id, metric, value.
    case : list of str
        Columns that tell rows of the result apart.

    Returns
    -------
    pandas.DataFrame
        Indexed by `case` in order of appearance; one column a metric, and ``seeds`` and ``gauges``, which
        count the seeds, and the gauges that have a score: a finite r.
    """
    of_gauge = over_seeds(skill)
    table = of_gauge.groupby([*case, "metric"], sort=False)["value"].median().unstack("metric")
    seeds = skill.groupby(case, sort=False)["seed"].nunique().rename("seeds")
    scored = of_gauge[of_gauge["metric"] == "r"].groupby(case)["value"].count()
    gauges = scored.reindex(seeds.index, fill_value=0).rename("gauges")
    return pd.concat([seeds, gauges], axis=1).join(table)


def table1(skill: pd.DataFrame) -> pd.DataFrame:
    """Set the medians of every metric out by target, experiment and period.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`; rmse and bias in target units.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.TABLE1`; a metric that nothing was scored by (r_truth, where no true store is known)
        is NaN.
    """
    table = medians(skill, ["target", "experiment", "period"]).rename(columns={"n": "days"}).reset_index()
    return table.reindex(columns=list(TABLE1.columns))


def seeds(skill: pd.DataFrame) -> pd.DataFrame:
    """Take the median over gauges for every seed by itself: what another initialisation of the LSTM changes.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.SEEDS`, for the metrics `SEED_METRICS`; NaN where a seed scores no gauge.
    """
    rows = skill[skill["metric"].isin(SEED_METRICS)]
    of_seed = rows.groupby([*CASE, "metric", "seed"], sort=False)["value"].median()
    return of_seed.rename("median").reset_index()[list(SEEDS.columns)]


def shares_beating_main(skill: pd.DataFrame) -> pd.DataFrame:
    """Find the share of gauges at which another experiment scores higher than main, in r and in anomaly r.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.CONTROLS`, for every other experiment. Each gauge counts with its mean over seeds, if
        both experiments score it; a share over no gauge is NaN.
    """
    both = _beside(MAIN, skill[skill["metric"].isin(COMPARED)])
    scored = both["value"].notna() & both["value_of_baseline"].notna()
    both["beats"] = (both["value"] > both["value_of_baseline"]).astype("float64").where(scored)
    shares = both.groupby([*CASE, "metric"], sort=False)["beats"].agg(["mean", "count"])
    return shares.rename(columns={"mean": "share_beating_main", "count": "gauges"}).reset_index()


def controls(skill: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """Find the share of gauges at which a control beats main: `shares_beating_main` of the controls alone.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    names : collection of str
        The experiments that are controls.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.CONTROLS`.
    """
    return shares_beating_main(skill[skill["experiment"].isin([MAIN, *names])])


def changes(skill: pd.DataFrame, baseline: str = MAIN) -> pd.DataFrame:
    """Say what every other experiment changes against one, in the test period.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    baseline : str
        The experiment that the others are set beside.

    Returns
    -------
    pandas.DataFrame
        Indexed by experiment and target: ``gauges``, those at which both experiments have an RMSE;
        ``r_difference`` and ``anomaly_r_difference`` (1), the median minus that of the baseline; ``rmse_ratio`` and
        ``abs_bias_ratio`` (1), the median over that of the baseline. Each pair of medians is over the gauges that
        have both values, with their means over seeds. NaN where there is none, or the baseline's median is 0.
    """
    tested = skill[(skill["period"] == "test") & skill["metric"].isin([*COMPARED, *ERRORS])]
    both = _beside(baseline, tested)
    scored = both["value"].notna() & both["value_of_baseline"].notna()
    cases = [both["experiment"], both["target"]]
    ours, theirs = (
        both[side].where(scored).groupby([*cases, both["metric"]], sort=False).median().unstack("metric")
        for side in ("value", "value_of_baseline")
    )
    ours, theirs = ours.reindex(columns=[*COMPARED, *ERRORS]), theirs.reindex(columns=[*COMPARED, *ERRORS])
    gauges = (scored & (both["metric"] == "rmse")).groupby(cases, sort=False).sum().astype("int64").rename("gauges")
    differences = (ours - theirs)[COMPARED].add_suffix("_difference")
    ratios = (ours / theirs.where(theirs > 0))[ERRORS].add_suffix("_ratio")
    return pd.concat([gauges, differences, ratios], axis=1)


def changes_from(skill: pd.DataFrame, baselines: Mapping[str, str]) -> pd.DataFrame:
    """Say what some experiments change against baselines of their own.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    baselines : mapping of str to str
        Each experiment's baseline.

    Returns
    -------
    pandas.DataFrame
        As of `changes`, indexed by experiment, baseline and target; empty without baselines.
    """
    pairs = {(name, other): skill[skill["experiment"].isin([name, other])] for name, other in baselines.items()}
    parts = {pair: changes(both, pair[1]).droplevel("experiment") for pair, both in pairs.items()}
    return pd.concat(parts, names=["experiment", "baseline"]) if parts else pd.DataFrame()


def _beside(baseline: str, skill: pd.DataFrame) -> pd.DataFrame:
    """Set the scores of every other experiment, means over seeds, beside those of the baseline at the same gauges."""
    keys = ["target", "period", "metric", "gauge_id"]
    skill = over_seeds(skill)
    theirs = skill.loc[skill["experiment"] == baseline, [*keys, "value"]]
    return skill[skill["experiment"] != baseline].merge(theirs, on=keys, suffixes=("", "_of_baseline"))
