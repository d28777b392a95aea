"""How few labels a concept needs: probes fitted to some gauges or some years, scored at unseen gauges."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.probe.controls import stream
from lstm_probe.probe.evidence import Linear
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.null_skill import Answers
from lstm_probe.probe.observed_days import Ints
from lstm_probe.probe.probes_from_moments import Stack, fit, merged
from lstm_probe.probe.scores_from_moments import anomaly_r, of_rows
from lstm_probe.probe.spatial_folds import spatial_folds
from lstm_probe.probe.stacks import Sums
from lstm_probe.probe.year_parts import QUARTERS

#: Labelled gauges and labelled years; all that there are come last.
GAUGES = (2, 5, 10, 20)
YEARS = (0.25, 0.5, 1.0, 2.0)
QUARTERS_A_YEAR = 4
DRAWS = 10
COLUMNS = ["target", "labelled", "labels", "every", "draw", "gauges", "r", "anomaly_r"]


@dataclass(frozen=True)
class Labels:
    """Hold what is labelled in one draw.

    Parameters
    ----------
    labelled : {"gauges", "years"}
        What is counted.
    labels : float
        How many, of gauges outside the block that is scored or of years.
    draw : int
        From 1; 0 where all there is has labels, so that nothing is drawn.
    order : ndarray of shape (n_gauges,)
        Gauges in the order in which they are labelled.
    gauges : int or None
        How many of them; None is all.
    quarters : slice
        The quarters of the fit period with labels, the same at all gauges.
    """

    labelled: str
    labels: float
    draw: int
    order: Ints
    gauges: int | None
    quarters: slice


class Curve:
    """Hold the sums of one target and what they are scored by.

    Parameters
    ----------
    moments : xarray.Dataset
        As `own_moments.own_moments` returns it, or `contracts.nulls.SECOND_MOMENTS`, with the quarters of the fit.
    target : str
        A target of it.
    answers : Answers
        How probes are fitted.
    attributes : xarray.Dataset
        Places of the gauges, for the spatial folds.
    """

    def __init__(self, moments: xr.Dataset, target: str, answers: Answers, attributes: xr.Dataset) -> None:
        self.sums, self.answers, self.target = Sums(moments, target), answers, target
        gauges = self.sums.gauge_ids
        folds = spatial_folds(attributes, gauges)
        self.block = np.array([folds.get(gauge, -1) for gauge in gauges])
        self.quarters = self.sums.own(QUARTERS, "fit")
        self.sorted = np.argsort(np.array(gauges, dtype=str), kind="stable")

    @cached_property
    def _whole(self) -> Stack:
        return merged(self.quarters)

    @cached_property
    def _scored(self) -> tuple[Stack, Stack]:
        return merged(self.sums.own("values", "test")), merged(self.sums.own("anomalies", "test"))

    @cached_property
    def score_of_all(self) -> tuple[Floats, Floats]:
        """Score with all labels, where curves of gauges and of years end alike."""
        return self.score(Labels("gauges", float(self._fewest), 0, self.sorted, None, self._every))

    @property
    def _fewest(self) -> int:
        """Gauges outside the largest block: so many can be labelled, whichever block is scored."""
        return min((int((self.block != fold).sum()) for fold in np.unique(self.block)), default=0)

    @property
    def _every(self) -> slice:
        """All quarters."""
        return slice(0, self.quarters.n.shape[1])

    def _merged(self, quarters: slice) -> Stack:
        """Put some quarters together, all of them but once."""
        return self._whole if quarters == self._every else merged(self.quarters[:, quarters])

    def labelled(self, draws: int = DRAWS) -> Iterator[Labels]:
        """Go through all draws: the same gauges and quarters whatever the probes are given, for a target."""
        rng, gauges = stream(0, "learning_curves", self.target), len(self.block)
        fewest, whole, count = self._fewest, self._every, self.quarters.n.shape[1]
        for draw in range(1, draws + 1):
            order, start = self.sorted[rng.permutation(gauges)], rng.random()
            for number in GAUGES:
                if number < fewest:
                    yield Labels("gauges", number, draw, order, number, whole)
            for years in YEARS:
                length = int(years * QUARTERS_A_YEAR)
                if length < count:
                    first = int(start * (count - length + 1))
                    yield Labels("years", years, draw, order, None, slice(first, first + length))
        for labelled, labels in (("gauges", float(fewest)), ("years", count / QUARTERS_A_YEAR)):
            yield Labels(labelled, labels, 0, self.sorted, None, whole)

    def score(self, labels: Labels) -> tuple[Floats, Floats]:
        """Fit a probe for every block to labels outside it; r and anomaly r at all gauges, NaN where there is none."""
        stack = self._merged(labels.quarters)
        values, anomalies = self._scored
        r, of_anomalies = (np.full(len(self.block), np.nan) for _ in range(2))
        for fold in np.unique(self.block).tolist():
            inside = np.flatnonzero(self.block == fold)
            outside = labels.order[self.block[labels.order] != fold][: labels.gauges]
            ids = [self.sums.gauge_ids[i] for i in outside]
            given = self.answers
            probe = fit(stack[outside], ids, given.regression, given.intercepts, given.whole)
            if probe is not None:
                r[inside] = of_rows(values[inside], probe)
                of_anomalies[inside] = anomaly_r(r[inside], of_rows(anomalies[inside], Linear(probe.weights, 0.0)))
        return r, of_anomalies


def curves(
    moments: xr.Dataset, answers: Mapping[str, Answers], attributes: xr.Dataset, draws: int = DRAWS
) -> pd.DataFrame:
    """Score probes at gauges that they were not fitted at, by the number of labelled gauges and of labelled years.

    Every gauge is scored by a probe of gauges of other spatial folds. A draw labels gauges in a random order, the first
    of it at every number; and years from a random quarter on, at all gauges of other folds.

    Parameters
    ----------
    moments, attributes
        As of `Curve`.
    answers : mapping of str to Answers
        How the probes of each target are fitted.
    draws : int
        Draws of labels.

    Returns
    -------
    pandas.DataFrame
        Columns target, labelled (gauges, years), labels (how many), every (whether these are all), draw, gauges (with a
        score), r and anomaly_r, medians over them. With all labels nothing is drawn: draw is 0.
    """
    rows: list[Sequence[object]] = []
    for target, given in answers.items():
        curve = Curve(moments, target, given, attributes)
        if len(np.unique(curve.block)) < 2:
            continue
        for labels in curve.labelled(draws):
            every = labels.draw == 0
            scored = curve.score_of_all if every else curve.score(labels)
            middle = [float(pd.Series(one).median()) for one in scored]
            count = int(np.isfinite(scored[0]).sum())
            rows.append((target, labels.labelled, labels.labels, every, labels.draw, count, *middle))
    return pd.DataFrame(rows, columns=COLUMNS)
