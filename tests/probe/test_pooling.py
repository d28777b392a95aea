"""Groups of gauges: every gauge is in one of them, once."""

from collections.abc import Callable, Sequence

import pytest

from lstm_probe.probe.pooling import INTERCEPTS, POOLING, Groups

Grouping = Callable[[Sequence[str]], Groups]
GROUPINGS = [*POOLING.values(), *INTERCEPTS.values()]


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_gauge_once(grouping: Grouping) -> None:
    """Groups part the gauges: none is lost and none is in two."""
    gauge_ids = ["1003", "1001", "1002"]
    assert [gauge for gauges in grouping(gauge_ids).values() for gauge in gauges] == gauge_ids


def test_words() -> None:
    """The config's words are these, and mean all gauges together or each apart."""
    assert POOLING["all"](["1", "2"]) == INTERCEPTS["pooled"](["1", "2"]) == {"all": ["1", "2"]}
    assert POOLING["gauge"](["1", "2"]) == INTERCEPTS["gauge"](["1", "2"]) == {"1": ["1"], "2": ["2"]}
    assert list(POOLING) == ["all", "gauge"]
    assert list(INTERCEPTS) == ["pooled", "gauge"]
