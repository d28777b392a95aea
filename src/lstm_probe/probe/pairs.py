"""Stream the states gauge by gauge, each beside the targets that it shall explain."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import xarray as xr

from lstm_probe.probe import features, selection
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.controls import Pairing
from lstm_probe.probe.moments import Floats

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pairs:
    """Pair features with targets, without holding more than one gauge's features at a time.

    Parameters
    ----------
    kinds : sequence of Choice
        What the probe sees.
    sources : Sources
        What features are made of.
    observed : mapping of str to xarray.DataArray
        Each target at the gauges that take part, of shape (gauge_id, time), all on the same days.
    pairings : mapping of str to Pairing
        For each target, which state explains which gauge.
    """

    kinds: Sequence[Choice]
    sources: features.Sources
    observed: Mapping[str, xr.DataArray]
    pairings: Mapping[str, Pairing]

    def __iter__(self) -> Iterator[tuple[str, str, Floats]]:
        """Yield target, gauge and the features (n_days, n_features) it is given, reading every gauge once.

        Targets that are given the same features get one and the same array, one after the other.
        """
        days = self.days
        first = {
            target: selection.offset(self.sources.daily, days, pairing.delay_days)
            for target, pairing in self.pairings.items()
        }
        receivers: dict[str, list[tuple[str, str]]] = {}
        for target, pairing in self.pairings.items():
            for gauge, source in pairing.source.items():
                receivers.setdefault(source, []).append((target, gauge))
        for count, (source, pairs) in enumerate(receivers.items(), start=1):
            block = features.matrix(self.kinds, self.sources, source)
            parts = {start: block[start : start + len(days)] for start in first.values()}
            for target, gauge in sorted(pairs, key=lambda pair: first[pair[0]]):
                yield target, gauge, parts[first[target]]
            if count % 50 == 0:
                logger.info("features of %d of %d gauges read", count, len(receivers))

    @property
    def days(self) -> pd.DatetimeIndex:
        """All days, of the fit and of the test."""
        return pd.DatetimeIndex(next(iter(self.observed.values())).indexes["time"])

    @property
    def gauge_ids(self) -> list[str]:
        """The gauges that take part in some target, in the order of the states."""
        order = self.sources.daily["gauge_id"].values.astype(str).tolist()
        return [gauge for gauge in order if any(gauge in paired.source for paired in self.pairings.values())]

    @property
    def feature_names(self) -> list[str]:
        """The columns of the features."""
        return features.names(self.kinds, self.sources)
