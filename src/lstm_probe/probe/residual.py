"""What a linear regression on antecedent forcings and attributes leaves of every target: the aim of partial r."""

from collections.abc import Mapping
from typing import Any

import xarray as xr

from lstm_probe.probe import fitting, participants
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs

#: Ordinary least squares, but for a penalty (on z-scores) that decides where attributes of a few gauges leave weights
#: open: on 50 gauges and 49 features it moves residuals by less than 0.4 % of their size, against 11 % at 1e-7.
REGRESSION = Choice("ridge", {"alpha": 1e-9})
NAME = "regress_on_inputs"
SHARE = "residual_share"


def regress(
    features: Any,
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    periods: Mapping[str, slice],
    inputs: Inputs,
    *,
    gauges: Mapping[str, Any] | str | None = None,
    minimum_target_days: int = 1,
) -> dict[str, xr.DataArray]:
    """Take from every target its least-squares regression on some features, fitted in the fit period on all gauges.

    The correlation of a probe fitted to this residual with the residual of other days is a semipartial correlation: of
    the state with what of the target the features do not explain linearly.

    Parameters
    ----------
    features : sequence
        As of `Experiment`, without states.
    targets, criteria, attributes, periods, minimum_target_days
        As of `experiment.run`.
    inputs : Inputs
        Forcings and attributes.
    gauges : mapping, "all" or None
        Criterion of the experiment that the residual is for, as of `Experiment`.

    Returns
    -------
    dict of str to xarray.DataArray
        Residuals (target units, float32) of shape (gauge_id, time), from the first to the last day of the periods, at
        the gauges of the target's file; NaN where there is no target, and at gauges that take no part. Their attribute
        ``residual_share`` (1) is the median over gauges of the residual's variance over the target's in the test
        period, both about their own means at the gauge; NaN where no target varies.
    """
    experiment = Experiment(features=features, gauges=gauges, regression=REGRESSION)
    chosen = participants.choose(
        experiment,
        Sources(None, inputs),
        targets,
        criteria,
        attributes,
        periods,
        name=NAME,
        seed=0,
        minimum_target_days=minimum_target_days,
    )
    answers = {key: getattr(experiment, key) for key in ("regression", "intercepts", "pooling")}
    probes = fitting.fit(chosen.pairs, periods["fit"], chosen.rngs, {}, **answers)
    both = fitting.predict(chosen.pairs, probes)
    residuals = {}
    for target, values in targets.items():
        one = both.sel(target=target)
        residual = (one["observed"] - one["predicted"]).astype("float32")
        share = _share(residual.sel(time=periods["test"]), one["observed"].sel(time=periods["test"]))
        residual = residual.reindex(gauge_id=values["gauge_id"].values).drop_vars("target").rename(target)
        residuals[target] = residual.transpose("gauge_id", "time").assign_attrs({**values.attrs, SHARE: share})
    return residuals


def _share(residual: xr.DataArray, observed: xr.DataArray) -> float:
    """Take the median over gauges of the residual's share of the target's variance."""
    spread = observed.astype("float64").var("time")
    shares = (residual.astype("float64").var("time") / spread.where(spread > 0)).to_series()
    return float(shares.median())
