"""Which gauges share a probe, and which share its intercept; the registries' keys are the config's words."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add

from lstm_probe.probe.moments import Moments


def every_gauge(gauge_ids: Sequence[str]) -> list[list[str]]:
    """Put all gauges into one group, which gets one probe."""
    return [list(gauge_ids)]


def pooled(moments: Iterable[Moments]) -> Moments:
    """Add the moments of a group's gauges about their common mean: one intercept for all."""
    return reduce(add, moments)


#: Groups of gauges that share a probe: (gauge_ids) -> list of groups.
POOLING: dict[str, Callable[[Sequence[str]], list[list[str]]]] = {"all": every_gauge}

#: Moments of a group from those of its gauges: (moments) -> Moments.
INTERCEPTS: dict[str, Callable[[Iterable[Moments]], Moments]] = {"pooled": pooled}
