"""Every real file of catchments outside Great Britain is read, or refused for the right reason."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import outside_britain

FOLDER = Path(os.environ.get("LSTM_PROBE_OUTSIDE_BRITAIN", Path(__file__).parents[2] / "shared" / "outside_britain"))


@pytest.mark.data
@pytest.mark.parametrize("source", outside_britain.SOURCES, ids=lambda source: source.__name__)
def test_every_file_has_its_outcome(source: Callable[[Path, Path], list[tuple[str, str]]], tmp_path: Path) -> None:
    """Whole files are read; parts without tables, and countries, are refused by name."""
    if not FOLDER.is_dir():
        pytest.skip(f"there are no files in {FOLDER} (name their folder in LSTM_PROBE_OUTSIDE_BRITAIN)")
    rows = source(FOLDER.resolve(), tmp_path)
    assert rows
    for name, outcome in rows:
        if "natural_earth" in name:
            assert outcome.startswith("refused: columns")
            assert outcome.endswith("a column gauge_id")
        elif "full_csv" in name:
            assert outcome.startswith("read")
            assert "no such table of the part" in outcome
        elif "cut" not in outcome:
            assert outcome.startswith("read"), (name, outcome)
