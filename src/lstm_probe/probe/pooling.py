"""Which gauges share a probe, and which share its intercept; the registries' keys are the config's words."""

from collections.abc import Callable, Mapping, Sequence

Groups = Mapping[str, list[str]]


def together(gauge_ids: Sequence[str]) -> Groups:
    """Put all gauges into one group, named ``all``."""
    return {"all": list(gauge_ids)}


def apart(gauge_ids: Sequence[str]) -> Groups:
    """Put every gauge into a group of its own, named after it."""
    return {gauge: [gauge] for gauge in gauge_ids}


#: Groups of gauges that share a probe: (gauge_ids) -> gauges of every group.
POOLING: dict[str, Callable[[Sequence[str]], Groups]] = {"all": together, "gauge": apart}

#: Groups of gauges, among those that share a probe, that share its intercept: (gauge_ids) -> gauges of every group.
INTERCEPTS: dict[str, Callable[[Sequence[str]], Groups]] = {"pooled": together, "gauge": apart}
