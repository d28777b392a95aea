"""Probes of an LSTM scored at the gauges that it never saw; none of them takes part in the fit."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xarray as xr

from lstm_probe.probe import participants, spatial_folds
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.null_skill import Answers
from lstm_probe.probe.own_moments import own_moments
from lstm_probe.probe.scaling import record

NAME = "main"


def own_answers(experiment: Experiment, targets: Mapping[str, xr.DataArray]) -> dict[str, Answers]:
    """Take how the probe of every target is fitted from moments."""
    scaled = experiment.target_scaling == "record"
    regression, intercepts = experiment.regression, experiment.intercepts
    return {name: Answers(regression, intercepts, record(of) if scaled else None) for name, of in targets.items()}


def score(
    experiment: Experiment,
    states: xr.Dataset,
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    periods: Mapping[str, slice],
    held_out: Sequence[str],
    inputs: Inputs | None = None,
    *,
    seed: int,
    minimum_target_days: int = 1,
) -> tuple[pd.DataFrame, xr.Dataset]:
    """Fit the probe of every target at the gauges that are not held out, and score it at those that are.

    Parameters
    ----------
    experiment, states, targets, criteria, attributes, periods, inputs, seed, minimum_target_days
        As of `experiment.predict`; all gauges have states.
    held_out : sequence of str
        Gauges that the LSTM was not trained at.

    Returns
    -------
    skill : pandas.DataFrame
        Columns target, gauge_id, period, metric and value.
    sums : xarray.Dataset
        As `contracts.probe.YEARLY_SUMS`; 0 at gauges that are not held out.
    """
    sources = Sources(states, inputs)
    chosen = participants.choose(
        experiment,
        sources,
        targets,
        criteria,
        attributes,
        periods,
        name=NAME,
        seed=seed,
        minimum_target_days=minimum_target_days,
    )
    moments = own_moments(experiment.features, sources, chosen.pairs.observed, periods)
    answers = own_answers(experiment, {name: targets[name] for name in chosen.pairs.observed})
    skill, sums, _ = spatial_folds.unseen(moments, answers, attributes, held_out)
    return skill, sums.sel(gauge_id=sums["gauge_id"].isin(list(held_out)).values)


def together(parts: Sequence[tuple[pd.DataFrame, xr.Dataset]]) -> tuple[pd.DataFrame, xr.Dataset]:
    """Put the scores at the gauges of several LSTMs together; of a gauge that several hold out, the first one's.

    Parameters
    ----------
    parts : sequence of tuple
        As `score` returns them, an LSTM each.
    """
    skills, sums, seen = [], [], set[str]()
    for skill, of_lstm in parts:
        new = [gauge for gauge in of_lstm["gauge_id"].values.astype(str) if gauge not in seen]
        seen |= set(new)
        skills.append(skill[skill["gauge_id"].isin(new)])
        sums.append(of_lstm.sel(gauge_id=new))
    return pd.concat(skills, ignore_index=True), xr.concat(sums, "gauge_id", join="outer", fill_value=0.0)
