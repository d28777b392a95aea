"""What is written is read back, checked both ways, says where it comes from, and is never half there."""

import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.artefacts import geopackage, store
from lstm_probe.contracts import lstm
from lstm_probe.contracts.probe import SKILL
from lstm_probe.errors import InputError

ABOUT = store.provenance({"study": {"seeds": [1]}}, "extract_states", "a test")


def test_round_trip_keeps_values_and_says_where_from(tmp_path: Path, rng: np.random.Generator) -> None:
    """A dataset comes back equal, with conventions, version, commit and config digest in its attributes."""
    states = lstm.STATES.mock(rng, gauge_id=4, time=50, unit=8)
    store.write(states, tmp_path / "states.nc", lstm.STATES, ABOUT, chunks={"gauge_id": 1})
    with store.read(tmp_path / "states.nc", lstm.STATES) as back:
        xr.testing.assert_equal(back, states)
        assert back.cell_state.encoding["chunksizes"] == (1, 50, 8)
        promised = {"Conventions", "source", "history", "lstm_probe_version", "git_commit", "config_digest"}
        assert promised <= set(back.attrs)


def test_values_that_do_not_shrink_can_stay_as_they_are(tmp_path: Path, rng: np.random.Generator) -> None:
    """Without compression the file has no filter, and gives back the same values from the same chunks."""
    states = lstm.STATES.mock(rng, gauge_id=4, time=50, unit=8)
    for name, compress in {"small": True, "fast": False}.items():
        store.write(states, tmp_path / name, lstm.STATES, ABOUT, chunks={"gauge_id": 1}, compress=compress)
        with store.read(tmp_path / name, lstm.STATES) as back:
            xr.testing.assert_equal(back, states)
            assert back.cell_state.encoding["zlib"] is compress
            assert back.cell_state.encoding["chunksizes"] == (1, 50, 8)


def test_provenance_follows_the_config_and_nothing_else() -> None:
    """The digest is the same for the same config, in any order, and another for another."""
    first = store.provenance({"a": 1, "b": 2}, "rule", "source")
    assert first == store.provenance({"b": 2, "a": 1}, "rule", "source")
    assert first["config_digest"] != store.provenance({"a": 2, "b": 2}, "rule", "source")["config_digest"]


def test_a_file_that_is_no_netcdf_is_named(tmp_path: Path) -> None:
    """A truncated or foreign file is a message, not a traceback of the netCDF library."""
    (tmp_path / "states.nc").write_text("not netCDF")
    with pytest.raises(InputError, match=r"states\.nc"):
        store.read(tmp_path / "states.nc", lstm.STATES)


def test_nothing_half_written_is_left(tmp_path: Path, rng: np.random.Generator) -> None:
    """A contract broken on the way out, or a crash while writing, leaves neither file nor rest."""
    broken = lstm.STATES.mock(rng).rename(cell_state="state")
    with pytest.raises(InputError):
        store.write(broken, tmp_path / "states.nc", lstm.STATES, ABOUT)

    def crash() -> None:
        with store.atomic(tmp_path / "numbers.json") as partial:
            partial.write_text("{")
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        crash()
    assert list(tmp_path.iterdir()) == []


def test_tables_and_json_round_trip(tmp_path: Path) -> None:
    """Identifiers stay text, missing values stay missing, and JSON comes back equal."""
    row = {"lstm": "paper", "seed": 1, "gauge_id": "01001", "period": "test", "metric": "nse", "value": np.nan}
    row |= {"training_gauge": "yes", "training_days": "none"}
    store.write_table(pd.DataFrame([row]), tmp_path / "skill.csv", lstm.DISCHARGE_SKILL)
    table = store.read_table(tmp_path / "skill.csv", lstm.DISCHARGE_SKILL)
    assert table.gauge_id.iloc[0] == "01001"
    assert np.isnan(table.value.iloc[0])
    store.write_json({"b": [1, 2], "a": None}, tmp_path / "numbers.json")
    assert store.read_json(tmp_path / "numbers.json") == {"a": None, "b": [1, 2]}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"<html>", b"{"])
def test_a_damaged_artefact_is_made_anew(tmp_path: Path, content: bytes) -> None:
    """No kind of artefact that was cut or overwritten shows a traceback; the message says how to get it again."""
    path = tmp_path / "artefact"
    path.write_bytes(content)
    table = SKILL
    for read in (store.read_json, geopackage.read, lambda file: store.read_table(file, table)):
        with pytest.raises(InputError, match="artefact"):
            read(path)


def repository(folder: Path) -> None:
    """Make a git repository of all that is in a folder."""
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all"]):
        subprocess.run(["git", "-C", str(folder), *words], check=True)


@pytest.mark.parametrize(
    ("place", "of", "ours"),
    [
        ("lstm-probe/src", "lstm-probe", True),  # a clone
        ("lstm-probe/src", ".", False),  # an archive, unpacked inside somebody else's repository
        ("lstm-probe/src", None, False),  # an archive, unpacked anywhere
        (".venv/lib/python3/site-packages", ".", False),  # installed inside a repository
        ("src", ".", False),  # copied into another project with the same layout
    ],
)
def test_the_commit_is_our_own(
    place: str, of: str | None, ours: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit is that of the source tree, never that of a repository around it, and never one of the environment."""
    package = tmp_path / place / "lstm_probe" / "artefacts"
    package.mkdir(parents=True)
    (package / "store.py").write_text("")
    if place == "lstm-probe/src":
        (tmp_path / "lstm-probe" / "pyproject.toml").write_text('[project]\nname = "lstm-probe"\n')
    else:
        (tmp_path / "pyproject.toml").write_text('[project]\nname = "theirs"\n')
    if of:
        repository(tmp_path / of)
    monkeypatch.setenv("GIT_DIR", str(Path(__file__).parents[2] / ".git"))
    monkeypatch.setattr(store, "__file__", str(package / "store.py"))
    commit = store._commit.__wrapped__()
    assert (commit != "unknown") == ours
