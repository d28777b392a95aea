"""Probes scored only at gauges that they were not fitted at, block of gauges by block."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import xarray as xr
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans

from lstm_probe.datasets import twins
from lstm_probe.datasets.twins import EARTH_RADIUS
from lstm_probe.probe.evidence import Linear
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.null_skill import Answers, named, together
from lstm_probe.probe.probes_from_moments import Stack, fit, merged
from lstm_probe.probe.scores_from_moments import by_year, skill
from lstm_probe.probe.stacks import Sums
from lstm_probe.probe.yearly_sums import KINDS, SUMS

FOLDS = 5


def spatial_folds(attributes: xr.Dataset, gauge_ids: Sequence[str], number: int = FOLDS) -> dict[str, int]:
    """Part gauges into blocks that lie together and are equal in size, to one gauge.

    Centres are those of k-means on the gauges' places, projected (x, y in km, true at the mean latitude); each centre
    is then given equally many gauges, by the assignment with the smallest sum of squared distances. Twins (see
    `datasets.twins`) stay together. Fewer gauges than blocks are left out one by one.

    Parameters
    ----------
    attributes : xarray.Dataset
        gauge_lat, gauge_lon (degrees) and area, along gauge_id.
    gauge_ids : sequence of str
        Gauges, in any order: they are sorted.
    number : int
        Blocks.

    Returns
    -------
    dict of str to int
        Block of every gauge, from 0; empty where all gauges would be in one.
    """
    gauges, number = sorted(gauge_ids), min(number, len(gauge_ids))
    if number < 2:
        return {}
    here = attributes.sel(gauge_id=gauges)
    latitude, longitude = here["gauge_lat"].values, here["gauge_lon"].values
    x, y = np.radians(longitude) * np.cos(np.radians(np.nanmean(latitude))), np.radians(latitude)
    places = EARTH_RADIUS * np.stack([x, y], axis=1)
    places = np.where(np.isfinite(places), places, np.nan_to_num(np.nanmean(places, axis=0)))
    centres = _centres(places, number)
    seats = np.arange(len(gauges)) % number
    blocks = seats[linear_sum_assignment(((places[:, None] - centres[seats]) ** 2).sum(axis=-1))[1]]
    blocks = blocks[twins.marked(here).argmax(axis=1)]
    return dict(zip(gauges, blocks.tolist(), strict=True)) if len(set(blocks.tolist())) > 1 else {}


def _centres(places: np.ndarray, number: int) -> np.ndarray:
    """Find the centres of k-means; places that coincide may be fewer than the blocks."""
    distinct = np.unique(places, axis=0)
    if len(distinct) <= number:
        return np.resize(distinct, (number, 2))
    return np.asarray(KMeans(number, n_init=10, random_state=0).fit(places).cluster_centers_)


def unseen(
    moments: xr.Dataset,
    answers: Mapping[str, Answers],
    attributes: xr.Dataset,
    held_out: Sequence[str] | None = None,
) -> tuple[pd.DataFrame, xr.Dataset, dict[str, str]]:
    """Fit the probes of every target and block to the other gauges, and score them at the block's own.

    Parameters
    ----------
    moments : xarray.Dataset
        As `contracts.nulls.SECOND_MOMENTS`.
    answers : mapping of str to Answers
        How the probes of each target are fitted; a gauge that was not there has the intercept of all that were,
        together.
    attributes : xarray.Dataset
        Places of the gauges.
    held_out : sequence of str, optional
        Gauges that are the only block, in the place of spatial folds; no probe is scored at the others.

    Returns
    -------
    skill : pandas.DataFrame
        Columns target, gauge_id, period, metric and value, as `scoring.score` gives them.
    sums : xarray.Dataset
        As `contracts.probe.YEARLY_SUMS`; 0 at gauges that take no part or were not left out.
    reasons : dict of str to str
        For ``unseen_`` and the name of a target without scores, why.
    """
    tables, found, reasons = [_tidy([], [], "")], {}, {}
    for target, given in answers.items():
        sums = Sums(moments, target)
        blocks = spatial_folds(attributes, sums.gauge_ids) if held_out is None else dict.fromkeys(held_out, 0)
        scored, by_years = _folds(sums, blocks, given) if blocks else ([], _none(sums))
        found[target] = named(sums.gauge_ids, by_years, sums.years("values", "test"))
        if scored:
            tables.append(_tidy(scored, sums.gauge_ids, target))
        else:
            count = len(sums.gauge_ids)
            reasons[f"unseen_{target}"] = f"{target}: {count} gauge{'s' * (count != 1)}, none can be left out"
    return pd.concat(tables, ignore_index=True), together(found, moments["gauge_id"].values), reasons


def _none(sums: Sums) -> Floats:
    return np.zeros((len(sums.gauge_ids), len(KINDS), len(sums.years("values", "test")), len(SUMS)))


def _folds(sums: Sums, folds: Mapping[str, int], answers: Answers) -> tuple[list[pd.DataFrame], Floats]:
    """Score the probe of every block at its gauges, and sum its predictions by year."""
    years = {(kind, period): sums.own(kind, period) for kind in KINDS for period in ("fit", "test")}
    whole = {key: merged(stack) for key, stack in years.items()}
    block = np.array([folds.get(gauge, -1) for gauge in sums.gauge_ids])
    tables, found = [], _none(sums)
    for fold in np.unique(block[block >= 0]).tolist():
        inside, outside = np.flatnonzero(block == fold), np.flatnonzero(block != fold)
        others = [sums.gauge_ids[i] for i in outside]
        probe = fit(whole["values", "fit"][outside], others, answers.regression, answers.intercepts, answers.whole)
        if probe is not None:
            tables.append(_skill(whole, probe, inside).assign(gauge=inside))
            for position, kind in enumerate(KINDS):
                values = whole["values", "test"][inside]
                found[inside, position] = by_year(years[kind, "test"][inside], values, probe)
    return tables, found


def _skill(whole: Mapping[tuple[str, str], Stack], probe: Linear, inside: np.ndarray) -> pd.DataFrame:
    """Score a probe at some gauges in both periods: a column a period and metric."""
    scores: dict[str, Floats] = {}
    for period in ("fit", "test"):
        values, anomalies = (whole[kind, period][inside] for kind in KINDS)
        scores |= {f"{period} {metric}": of for metric, of in skill(values, anomalies, probe).items()}
    return pd.DataFrame(scores)


def _tidy(tables: Sequence[pd.DataFrame], gauge_ids: Sequence[str], target: str) -> pd.DataFrame:
    """Set a row a gauge, period and metric, gauges in their order."""
    columns = {name: "str" for name in ("target", "gauge_id", "period", "metric")} | {"value": "float64"}
    if not tables:
        return pd.DataFrame(columns=list(columns)).astype(columns)
    wide = pd.concat(tables, ignore_index=True).sort_values("gauge")
    table = wide.melt(id_vars="gauge", var_name="of", value_name="value")
    of = table["of"].str.split(" ", expand=True)
    table = table.assign(gauge_id=[gauge_ids[i] for i in table["gauge"]], period=of[0], metric=of[1], target=target)
    return table[list(columns)]
