"""The scores of every gauge that the explorer shows, with their intervals."""

from collections.abc import Sequence

import pandas as pd

from lstm_probe.contracts.comparisons import COMPARISONS
from lstm_probe.explorer.series import numbers
from lstm_probe.results import draws, resampling
from lstm_probe.results.intervals import METRICS, PERIOD, Target

#: What stands for the target where the scores are those of simulated discharge.
DISCHARGE = "discharge"
#: Resamples of years: fewer than for medians, as there are as many intervals as gauges.
DRAWS = 500
#: Values of every gauge, in order, by metric.
Metrics = dict[str, list[float | None]]


def of_gauges(
    skill: pd.DataFrame, discharge: pd.DataFrame, gauges: Sequence[str]
) -> dict[str, dict[str, dict[str, Metrics]]]:
    """Set the scores of the test period out by experiment, target, what they are of the seeds, and metric.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`; each LSTM counts as an experiment.
    gauges : sequence of str
        The gauges, in order.

    Returns
    -------
    dict
        ``mean``, ``lowest`` and ``highest`` of seeds; of an untrained LSTM, of its best draw.
    """
    rivers = discharge.assign(experiment="LSTM " + discharge["lstm"], target=DISCHARGE)
    together = pd.concat([skill, rivers[skill.columns]], ignore_index=True)
    rows = draws.keep_best(together[together["period"] == PERIOD])
    case = ["experiment", "target", "metric"]
    wide = rows.set_index([*case, "seed", "gauge_id"])["value"].unstack("gauge_id", sort=False)
    wide = wide.reindex(columns=list(gauges))
    found: dict[str, dict[str, dict[str, Metrics]]] = {}
    grouped = wide.groupby(level=case, sort=False)
    for how, table in (("mean", grouped.mean()), ("lowest", grouped.min()), ("highest", grouped.max())):
        for (experiment, target, metric), values in zip(table.index, table.to_numpy(), strict=True):
            if how == "mean" or metric in METRICS.values():
                of_target = found.setdefault(str(experiment), {}).setdefault(str(target), {})
                of_target.setdefault(how, {})[str(metric)] = numbers(values)
    return found


def intervals(targets: Sequence[Target], gauges: Sequence[str]) -> dict[str, dict[str, dict[str, list]]]:
    """Estimate the 95 % interval of every gauge's r and r of anomalies, from resampled years and seeds.

    Parameters
    ----------
    targets : sequence of Target
        Sums by year, as `results.yearly_sums.targets`.
    gauges : sequence of str
        The gauges, in order.

    Returns
    -------
    dict
        By experiment, target and metric: lower and upper bound of each gauge, None where there is none. Empty where
        the test period has too few years to be resampled.
    """
    found: dict[str, dict[str, dict[str, list]]] = {}
    for target in targets:
        target.draws = DRAWS
        if len(target.years) < resampling.FEWEST_YEARS:
            continue
        for name in (name for name in target.sums if name in COMPARISONS and target.gauges(name)):
            scored = target.gauges(name)
            for kind, metric in METRICS.items():
                drawn = target.r(name, kind, scored)[1][target.weights(scored).distinct[2]]
                bounds = [resampling.interval(drawn[:, place], [len(target.years)]) for place in range(len(scored))]
                by_gauge = {gauge: numbers(both) for gauge, both in zip(scored, bounds, strict=True)}
                of_target = found.setdefault(name, {}).setdefault(target.name, {})
                of_target[metric] = [_whole(by_gauge.get(gauge)) for gauge in gauges]
    return found


def _whole(bounds: list[float | None] | None) -> list[float | None] | None:
    return bounds if bounds and None not in bounds else None
