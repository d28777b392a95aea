"""Hostile and damaged inputs: each is refused in a few clear lines, or read with a repair that the log states."""

import logging
from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from tests.hostile import (
    cases_camels,
    cases_grids,
    cases_packed,
    cases_satellite,
    cases_settings,
    cases_shapes,
    cases_tables,
    cases_times,
    cases_written,
)
from tests.hostile.case import KINDS, Case

MODULES = (
    cases_camels, cases_shapes, cases_grids, cases_satellite, cases_tables, cases_packed, cases_settings,
    cases_times, cases_written
)  # fmt: skip
CASES = [case for module in MODULES for case in module.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.name}")
def test_it_is_refused_clearly_or_read_as_stated(case: Case, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The refusal has the words that tell a person what to do; a repair gives the value, and is in the log."""
    with caplog.at_level(logging.INFO):
        if case.refused:
            with pytest.raises(InputError) as caught:
                case.read(tmp_path)
            message = str(caught.value)
            assert all(word in message for word in case.refused), message
            assert len(message) < 2000
        else:
            assert approximately(case.read(tmp_path)) == case.gives
    assert all(word in caplog.text for word in case.logged), caplog.text


def approximately(value: object) -> object:
    """Let numbers inside lists and dicts agree to a millionth."""
    if isinstance(value, dict):
        return {key: approximately(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [approximately(entry) for entry in value]
    return pytest.approx(value, rel=1e-6, abs=1e-6, nan_ok=True) if isinstance(value, float) else value


def test_no_kind_is_left_out() -> None:
    """Every kind of hostile input has a case, every case is of a kind, says what happens, and is named once."""
    assert {case.kind for case in CASES} == set(KINDS)
    assert all(case.refused or case.gives is not None for case in CASES)
    names = [(case.kind, case.name) for case in CASES]
    assert len(names) == len(set(names))
