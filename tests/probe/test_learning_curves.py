"""Learning curves: as the long way gives them, paired over experiments, and with all labels the unseen skill itself."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.learning_curves import Curve, Labels, curves
from lstm_probe.probe.own_moments import own_moments
from lstm_probe.probe.scoring import score
from lstm_probe.probe.spatial_folds import spatial_folds, unseen
from tests.probe.null_land import NullLand, answers


@pytest.fixture
def moments(null_land: NullLand) -> xr.Dataset:
    """Sum the products of states and targets, quarters of the fit among them."""
    return own_moments(
        (Choice("cell_state"),), Sources(null_land.states), null_land.observed, null_land.periods, quarters=True
    )


def the_long_way(land: NullLand, labels: Labels, target: str, quarters: xr.Dataset) -> pd.DataFrame:
    """Fit an experiment for every fold to the labelled gauges and days alone, and score its weights at the fold."""
    values = land.observed[target]
    gauges = values["gauge_id"].values.astype(str)
    folds = spatial_folds(land.attributes, gauges.tolist())
    predicted = values.astype("float64").copy()
    for fold in set(folds.values()):
        order = [str(gauges[i]) for i in labels.order if folds[str(gauges[i])] != fold][: labels.gauges]
        given = land.targets[target].sel(gauge_id=order).copy()
        days = pd.DatetimeIndex(given["time"].values)
        in_fit = (days >= land.periods["fit"].start) & (days <= land.periods["fit"].stop)
        given.values[:, in_fit & ~days.isin(quarters)] = np.nan
        probe, _, _ = land.run(targets={target: given})
        own = [gauge for gauge in gauges if folds[gauge] == fold]
        states = land.states["cell_state"].sel(gauge_id=own, time=values["time"]).values.astype("float64")
        predicted.loc[{"gauge_id": own}] = states @ probe["weight"].values[0, 0] + np.nanmean(probe["intercept"].values)
    both = xr.Dataset({"predicted": predicted, "observed": values}).expand_dims(target=[target])
    return score(both, land.periods).query("period == 'test' and metric in ['r', 'anomaly_r']")


@pytest.mark.parametrize(("labelled", "labels"), [("gauges", 2), ("years", 0.5), ("years", 2.0)])
def test_a_draw_equals_the_long_way(null_land: NullLand, moments: xr.Dataset, labelled: str, labels: float) -> None:
    """Labels at two gauges, of half a year and of two years: r and r of anomalies of every gauge, to 1e-6."""
    curve = Curve(moments, "soil", answers(), null_land.attributes)
    draw = next(one for one in curve.labelled(1) if (one.labelled, one.labels) == (labelled, labels))
    fit = pd.date_range(null_land.periods["fit"].start, null_land.periods["fit"].stop)
    of_year = [year for _, year in fit.to_series().groupby(fit.year - (fit.month < 10))]
    parts = [year.iloc[len(year) * i // 4 : len(year) * (i + 1) // 4] for year in of_year for i in range(4)]
    expected = the_long_way(null_land, draw, "soil", pd.DatetimeIndex(pd.concat(parts[draw.quarters])))
    for metric, found in zip(("r", "anomaly_r"), curve.score(draw), strict=True):
        of_gauge = expected[expected["metric"] == metric].set_index("gauge_id")["value"]
        if metric == "r" or labelled == "gauges":  # anomalies are about the climatology of the whole fit period
            np.testing.assert_allclose(found, of_gauge.loc[curve.sums.gauge_ids], atol=1e-6)


def test_all_labels_are_the_unseen_gauges(null_land: NullLand, moments: xr.Dataset) -> None:
    """With all gauges and all years the curves end at the median r of `main_unseen`."""
    found = curves(moments, {"soil": answers()}, null_land.attributes, draws=2)
    skill, _, _ = unseen(moments, {"soil": answers()}, null_land.attributes)
    for metric in ("r", "anomaly_r"):
        median = skill.query("period == 'test' and metric == @metric")["value"].median()
        np.testing.assert_allclose(found.loc[found["every"], metric], median, atol=1e-9)
    assert found.groupby(["labelled", "every"])["labels"].nunique().to_dict() == {
        ("gauges", False): 1,
        ("gauges", True): 1,
        ("years", False): 4,
        ("years", True): 1,
    }


def test_draws_are_the_same_whatever_probes_are_given(null_land: NullLand, moments: xr.Dataset) -> None:
    """Gauges and years of a draw do not depend on the features, so that curves can be compared draw by draw."""
    half = own_moments((Choice("cell_state"),), Sources(null_land.states.isel(unit=[0, 1])), null_land.observed,
                       null_land.periods, quarters=True)  # fmt: skip
    pair = [Curve(one, "gappy", answers(), null_land.attributes).labelled(3) for one in (moments, half)]
    for first, second in zip(*pair, strict=True):
        assert first.order.tolist() == second.order.tolist()
        assert (first.labelled, first.labels, first.quarters) == (second.labelled, second.labels, second.quarters)
