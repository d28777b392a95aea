"""The numbers of a run in one nested mapping, for other programs: see docs/numbers.md."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lstm_probe.contracts.lstm import OF_TRAINING
from lstm_probe.results import ladder_numbers, training_gauges
from lstm_probe.results.draws import keep_best
from lstm_probe.results.held_out import numbers as of_held_out
from lstm_probe.results.learning_curves import numbers as of_curves
from lstm_probe.results.published import summarise
from lstm_probe.results.significant import nest, significant
from lstm_probe.results.similar_gauges import numbers as of_similar_gauges
from lstm_probe.results.steering_summary import summary
from lstm_probe.results.tables import CASE, MAIN, changes, changes_from, medians, shares_beating_main

SCHEMA = 4


def numbers(
    skill: pd.DataFrame,
    discharge: pd.DataFrame,
    gauges: Mapping[str, int],
    *,
    weights: pd.DataFrame,
    seeds: pd.DataFrame,
    intervals: pd.DataFrame,
    ladder: pd.DataFrame,
    floor_and_ceiling: pd.DataFrame,
    sampling: pd.DataFrame,
    baselines: Mapping[str, str] | None = None,
    published: pd.DataFrame | None = None,
    products: pd.DataFrame | None = None,
    offsets_test: pd.DataFrame | None = None,
    steering: pd.DataFrame | None = None,
    held_out: pd.DataFrame | None = None,
    learning_curves: pd.DataFrame | None = None,
    learning_crossings: pd.DataFrame | None = None,
    similar_gauges: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Boil a run down to medians and counts.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.
    gauges : mapping of str to int
        Counts of gauges, such as ``gauges`` (taken in) and ``gauges_dropped``.
    weights, seeds : pandas.DataFrame
        As `contracts.tables.WEIGHTS_TABLE` and `contracts.tables.SEEDS`.
    intervals, ladder, floor_and_ceiling, sampling : pandas.DataFrame
        As `contracts.verdict` of these names.
    baselines : mapping of str to str, optional
        For experiments that are set beside another than main, which one.
    published, products, offsets_test : pandas.DataFrame, optional
        As `contracts.tables.PUBLISHED_COMPARISON`, `contracts.tables.PRODUCTS` and
        `contracts.tables.OFFSETS_TEST`, where the study has them.
    steering : pandas.DataFrame, optional
        As `contracts.steering.STEERING_TABLE`, where an LSTM was steered.
    held_out : pandas.DataFrame, optional
        As `contracts.held_out.HELD_OUT_TABLE`, where an LSTM is not trained at some gauges.
    learning_curves, learning_crossings : pandas.DataFrame, optional
        As `contracts.learning_curves` of these names, where they are drawn.
    similar_gauges : pandas.DataFrame, optional
        As `contracts.similar_gauges.SIMILAR_GAUGES`, where it is drawn.

    Returns
    -------
    dict
        As docs/numbers.schema.json: 4 significant digits, None where there is no number.
    """
    skill = keep_best(skill)
    listed = skill[skill["experiment"].isin(seeds["experiment"])]  # without those of the ladder, some of other targets
    probes, shares = medians(skill, CASE), shares_beating_main(listed)
    return {
        "schema": SCHEMA,
        "counts": {**{name: int(count) for name, count in gauges.items()}, **_count(skill, probes)},
        "discharge": nest(medians(discharge.drop(columns=list(OF_TRAINING)), ["lstm", "period"])),
        "discharge_by_training": nest(by_training) if len(by_training := training_gauges.medians(discharge)) else None,
        "probes": nest(probes),
        "shares_beating_main": nest(shares.pivot_table("share_beating_main", CASE, "metric", sort=False, dropna=False))
        if len(shares)
        else {},
        "changes": nest(changes(listed)),
        "changes_from": nest(changes_from(skill, baselines or {})),
        "weights": nest(_average(weights)),
        "seeds": nest(_range(seeds)),
        "intervals": ladder_numbers.intervals(intervals),
        "differences": ladder_numbers.differences(intervals),
        "ladder": ladder_numbers.ladder(ladder, floor_and_ceiling, sampling),
        "published": None if published is None else _compare(published),
        "products": None if products is None else _correlate(products),
        "offsets": None if offsets_test is None else _test(offsets_test),
        "steering": None if steering is None else nest(summary(steering)),
        "held_out": None if held_out is None else of_held_out(held_out),
        "learning_curves": None
        if learning_curves is None or learning_crossings is None
        else of_curves(learning_curves, learning_crossings),
        "similar_gauges": None if similar_gauges is None else of_similar_gauges(similar_gauges),
    }


def _count(skill: pd.DataFrame, probes: pd.DataFrame) -> dict[str, Any]:
    """Count seeds, and for each target of main the gauges that take part and those that have a score."""
    tested = probes.query(f"experiment == '{MAIN}' and period == 'test'").reset_index("target")
    main = skill[skill["experiment"] == MAIN]
    of_main = main.groupby("target", sort=False)["gauge_id"].nunique()
    return {
        "seeds": int(main["seed"].nunique()),
        "gauges_probed": {str(target): int(size) for target, size in of_main.items()},
        "gauges_with_target": dict(zip(tested["target"], tested["gauges"].tolist(), strict=True)),
    }


def _average(weights: pd.DataFrame) -> pd.DataFrame:
    """Average the weights' summary over seeds, with the fewest and the most weights that are not zero."""
    of_case = weights.groupby(["experiment", "target"], sort=False)
    counts = of_case[["groups", "features", "samples"]].mean().round().astype("int64")
    means = of_case[["nonzero", "norm"]].mean()
    nonzero = of_case["nonzero"].agg(nonzero_lowest="min", nonzero_highest="max")
    return pd.concat([counts, means, nonzero], axis=1)


def _range(seeds: pd.DataFrame) -> pd.DataFrame:
    """Find the lowest and the highest of the seeds' medians in the test period, and how far two or more lie apart."""
    tested = seeds[seeds["period"] == "test"].groupby(["experiment", "target", "metric"], sort=False)["median"]
    ranges = tested.agg(lowest="min", highest="max")
    return ranges.assign(spread=(ranges["highest"] - ranges["lowest"]).where(tested.count() > 1))


def _compare(published: pd.DataFrame) -> dict[str, Any]:
    """Nest the summary of a comparison: medians of both by metric, and the rank correlations."""
    summary = summarise(published).set_index("metric").to_dict("index")
    nested = {name: summary["r"][name] for name in ("target", "gauges")}
    for metric, row in summary.items():
        nested[str(metric)] = significant(row["median"])
        nested[f"published_{metric}"] = significant(row["published_median"])
        nested[f"spearman_{metric}"] = significant(row["spearman"])
    return nested


def _correlate(products: pd.DataFrame) -> dict[str, Any]:
    """Take the median correlation of two targets over the gauges that have both."""
    named = {name: str(products[name].iloc[0]) for name in ("first", "second")} if len(products) else {}
    r = products["r"].dropna()
    return {"first": "", "second": "", **named, "gauges": len(r), "r": significant(r.median())}


def _test(offsets_test: pd.DataFrame) -> dict[str, Any]:
    """Nest the test of two distributions: of what, statistic and p, and the sizes of the samples."""
    row = offsets_test.iloc[0].to_dict()
    sizes = {name: int(row[name]) for name in ("largest", "smallest")}
    return {"variable": row["variable"], **sizes, **{name: significant(row[name]) for name in ("statistic", "p_value")}}
