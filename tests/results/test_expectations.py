"""Expectations: claims on the numbers of a run that hold, break, or cannot be read."""

from typing import Any

import numpy as np
import pytest

from lstm_probe.contracts.tables import EXPECTATIONS
from lstm_probe.errors import InputError
from lstm_probe.results.expectations import evaluate, look_up, require

NUMBERS = {"probes": {"main": {"r": 0.9, "anomaly_r": 0.85, "kge": None}, "delay": {"r": 0.5}, "permute": {"r": 0.8}}}


@pytest.mark.parametrize(
    ("claim", "threshold", "holds"),
    [
        ({"at_least": 0.9}, 0.9, True),
        ({"at_least": 0.91}, 0.91, False),
        ({"above": ["probes.delay.r", "probes.permute.r"]}, 0.8, True),
        (
            {"above": ["probes.permute.r"], "by": 0.1},
            0.9,
            True,
        ),  # 0.9 - 0.8 is a little less than 0.1 in binary
        ({"above": ["probes.permute.r"], "by": 0.11}, 0.91, False),
        ({"above": ["probes.main.r"]}, 0.9, False),  # not above itself
        ({"above": ["probes.delay.r"], "by": 0.1, "at_least": 0.95}, 0.95, False),
        ({"above": ["probes.main.kge"]}, np.nan, False),  # nothing to compare with
        ({"at_least": 0.5, "above": None, "by": 0}, 0.5, True),
    ],
)
def test_thresholds(claim: dict[str, Any], threshold: float, holds: bool) -> None:
    """A claim holds if the value reaches its number and exceeds every path by as much as it says."""
    table = EXPECTATIONS.check(evaluate([{"claim": "words", "value": "probes.main.r", **claim}], NUMBERS))
    assert table["threshold"].item() == pytest.approx(threshold, nan_ok=True)
    assert bool(table["holds"].item()) is holds


def test_a_number_that_is_not_there_holds_nothing() -> None:
    """None among the numbers breaks the claim rather than the program."""
    table = evaluate([{"claim": "words", "value": "probes.main.kge", "at_least": -1}], NUMBERS)
    assert not table["holds"].item()


def test_no_claims() -> None:
    """A run of which nothing is expected passes, with an empty table."""
    table = EXPECTATIONS.check(evaluate([], NUMBERS))
    assert table.empty
    require(table)


def test_broken_claims_are_named() -> None:
    """Every claim that does not hold is listed with its value and threshold, and those that hold are not."""
    claims = [
        {"claim": "the store is found", "value": "probes.main.r", "at_least": 0.95},
        {"claim": "not the season alone", "value": "probes.main.anomaly_r", "at_least": 0.8},
    ]
    with pytest.raises(
        InputError, match=r"1 of 2(.|\n)*the store is found: probes.main.r is 0.9, expected at least 0.95"
    ) as told:
        require(evaluate(claims, NUMBERS))
    assert "season" not in str(told.value)
    require(evaluate(claims[1:], NUMBERS))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("probes.man.r", "did you mean 'main'"),
        ("probes.main.rsme", "one of r, anomaly_r, kge"),
        ("probes.main", "a number"),
        ("probes.main.r.x", "nothing"),
    ],
)
def test_wrong_paths(path: str, message: str) -> None:
    """A path that leads nowhere says where it ends and what there is."""
    with pytest.raises(InputError, match=message):
        look_up(NUMBERS, path)


def test_claim_without_threshold() -> None:
    """A claim that sets no threshold is refused by name."""
    with pytest.raises(InputError, match="no threshold"):
        evaluate([{"claim": "words", "value": "probes.main.r"}], NUMBERS)
