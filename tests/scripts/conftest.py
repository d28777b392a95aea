"""What all tests of scripts share."""

import pytest

from lstm_probe.artefacts import made_of


@pytest.fixture(autouse=True)
def _outside_snakemake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scripts keep no record of what they make, as no rule made what they read."""
    for name in ("require", "write"):
        monkeypatch.setattr(made_of, name, lambda job: None)
