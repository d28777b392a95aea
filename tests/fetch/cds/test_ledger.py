"""Requests under way survive on disk from before they are made until their file is there."""

from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.ledger import NAME, Ledger


def test_a_restart_knows_what_was_asked(tmp_path: Path) -> None:
    """Intentions and ids are there for the next process; nothing is left in the end."""
    ledger = Ledger(tmp_path)
    ledger.intend("a.nc", "land", {"year": "2000"})
    ledger.intend("b.nc", "land", {"year": "2001"})
    ledger.answered("b.nc", "number")
    again = Ledger(tmp_path)
    assert list(again) == ["a.nc", "b.nc"]
    assert [again[file].number for file in again] == [None, "number"]
    assert again["a.nc"].request == {"year": "2000"}
    assert again["a.nc"].time.utcoffset().total_seconds() == 0
    again.drop("a.nc")
    again.drop("b.nc")
    again.drop("b.nc")
    assert "b.nc" not in Ledger(tmp_path)
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"a.nc": {"id": 1}}', '{"a.nc": 3}'])
def test_a_damaged_one_is_told(tmp_path: Path, text: str) -> None:
    """A file that cannot be read is refused by name."""
    (tmp_path / NAME).write_text(text)
    with pytest.raises(InputError, match=NAME):
        Ledger(tmp_path)
