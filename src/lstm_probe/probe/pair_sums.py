"""Sums of one gauge's states and another's targets, for just the pairs that derangements name."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lstm_probe.probe.derangements import Derangements
from lstm_probe.probe.deviations import Deviations, Observed, deviations
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Ints, Targets
from lstm_probe.probe.year_parts import pair_parts

PAIRS = ("target", "draw", "gauge_id")


class PairSums:
    """Gather the sums while the states of one gauge after another are read.

    Products of a gauge's states with one another are those of its own sums where the other gauge's target has the
    same days, and are summed for the pair where it has others.

    Parameters
    ----------
    targets : Targets
        All targets.
    features : int
        Number of features.
    draws : mapping of str to Derangements
        Of every target.
    """

    def __init__(self, targets: Targets, features: int, draws: Mapping[str, Derangements]) -> None:
        self.targets, self.parts = targets, pair_parts(targets.dates)
        self._observed = [Observed(days, targets.dates, self.parts) for days in targets.days]
        self._own = {pair: sample for sample, pair in enumerate(targets.samples)}
        self.partner = _positions(targets, draws)
        self.sample = np.full(self.partner.shape, -1, dtype="int64")
        self.xy = np.zeros((*self.partner.shape, len(self.parts) - 1, features), dtype="float32")
        self.fit_xy = np.zeros((*self.partner.shape[:2], features))
        self.sums: list[tuple[Ints, Floats, Floats]] = []
        self._targets = [
            [self._deviations(i, j) for j in range(len(targets.gauge_ids))] for i in range(len(targets.names))
        ]

    def _deviations(self, target: int, gauge: int) -> Deviations | None:
        days = self.targets.days_of[target, gauge]
        return None if days < 0 else deviations(self.targets.series([target], gauge), self._observed[days])

    def add(self, gauge: int, states: Floats, first: int) -> None:
        """Take the states of one gauge, shape (n_states, n_features), the first of all days at position `first`."""
        states = states[first : first + len(self.targets.dates.days)]
        pairs: dict[int, list[tuple[int, Ints, Ints]]] = {}
        for target, partner in enumerate(self.partner):
            draw, receiver = np.nonzero(partner == gauge)
            days = self.targets.days_of[target, receiver]
            for key in np.unique(days).tolist():
                some = days == key
                pairs.setdefault(key, []).append((target, draw[some], receiver[some]))
        for key, those in pairs.items():
            own = deviations(states, self._observed[key])
            for pair in those:
                self._add_pairs(gauge, key, own, pair)

    def _add_pairs(self, gauge: int, key: int, states: Deviations, pairs: tuple[int, Ints, Ints]) -> None:
        target, draw, receiver = pairs
        if (gauge, key) not in self._own:
            self._own[gauge, key] = len(self._own)
            self.sums.append((states.count, states.mean, states.products))
        self.sample[target, draw, receiver] = self._own[gauge, key]
        distinct, place = np.unique(receiver, return_inverse=True)
        targets = [one for j in distinct.tolist() if (one := self._targets[target][j])]
        for part, days in enumerate(states.days):
            series = np.array([one.days[part][:, 0] for one in targets])
            products = (series @ days)[place]
            if part == 0:  # all gauges share a probe: of the fit, only the sum over gauges is needed
                np.add.at(self.fit_xy[target], draw, products)
            else:
                self.xy[target, draw, receiver, part - 1] = products

    def variables(self) -> dict[str, Any]:
        """Return the variables of the artefact."""
        features, parts = self.xy.shape[-1], len(self.parts)
        shapes = {"pair_n": (parts,), "pair_x": (parts, features), "pair_xx": (parts, features * (features + 1) // 2)}
        dims = ("pair_sample", "pair_part")
        columns = zip(*self.sums, strict=True) if self.sums else ([], [], [])
        kinds = {"pair_n": "int64", "pair_x": "float64", "pair_xx": "float64"}
        sums = {
            name: np.array(column, dtype=kinds[name]).reshape(len(self.sums), *shapes[name])
            for name, column in zip(shapes, columns, strict=True)
        }
        return {
            "partner": (PAIRS, self.partner),
            "partner_sample": (PAIRS, self.sample),
            "partner_fit_xy": ((*PAIRS[:2], "feature"), self.fit_xy),
            "partner_xy": ((*PAIRS, "tested_part", "feature"), self.xy),
            "pair_n": (dims, sums["pair_n"]),
            "pair_x": ((*dims, "feature"), sums["pair_x"]),
            "pair_xx": ((*dims, "product"), sums["pair_xx"]),
        }


def _positions(targets: Targets, draws: Mapping[str, Derangements]) -> Ints:
    """Find the position of every partner among all gauges, shape (target, draw, gauge_id); -1 where there is none."""
    row = {gauge: i for i, gauge in enumerate(targets.gauge_ids)}
    most = max((len(draws[name].partner) for name in targets.names), default=0)
    partner = np.full((len(targets.names), most, len(row)), -1, dtype="int64")
    for i, name in enumerate(targets.names):
        place = np.array([row[gauge] for gauge in draws[name].gauge_ids], dtype="int64")
        for count, drawn in enumerate(draws[name].partner):
            partner[i, count, place] = place[drawn]
    return partner
