"""What the workflow does about the user's locale, home folder and settings before it begins."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lstm_probe.workflow import surroundings
from tests.test_workflow import arguments, copy_repository, environment

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii:strict"}


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a home that cannot be written, and no folder of caches."""
    monkeypatch.setenv("HOME", "/proc")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)


@pytest.mark.usefixtures("variables")
def test_a_home_that_cannot_be_written_is_named_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line names the folder, the one that takes its place and the variable that chooses another."""
    found = dict(os.environ)
    surroundings.prepare(tmp_path, found)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"/proc/.cache cannot be written, so caches go to {tmp_path}/.snakemake/cache;")
    assert "export XDG_CACHE_HOME=" in line
    assert found["MPLCONFIGDIR"] == f"{found['XDG_CACHE_HOME']}/matplotlib" == f"{tmp_path}/.snakemake/cache/matplotlib"


@pytest.mark.usefixtures("variables")
def test_jobs_repeat_nothing_about_the_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A job that inherits the variables of the first process repeats nothing, and a choice of one's own is silent."""
    found = dict(os.environ)
    surroundings.prepare(tmp_path, found)
    capsys.readouterr()
    surroundings.prepare(tmp_path, found)
    surroundings.prepare(tmp_path, {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "mine")})
    assert capsys.readouterr().err == ""


def test_no_character_stops_a_message() -> None:
    """A stream that knows no ≥ writes its code instead of failing."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii", errors="strict")
    surroundings.show_every_character(stream)
    stream.write("median NSE ≥ 0.90 · Ŵysg")
    stream.flush()
    assert written.getvalue() == rb"median NSE \u2265 0.90 \xb7 \u0174ysg"


def latin_1(folder: Path) -> dict[str, str]:
    """Make a locale of ISO-8859-1, as on an old cluster."""
    folder.mkdir()
    command = ["localedef", "-i", "en_GB", "-f", "ISO-8859-1", str(folder / "en_GB.ISO-8859-1")]
    if not shutil.which("localedef") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no localedef, or no description of en_GB")
    return {"LOCPATH": str(folder), "LC_ALL": "en_GB.ISO-8859-1", "PYTHONUTF8": "0"}


@pytest.mark.workflow
@pytest.mark.slow
@pytest.mark.parametrize("locale", ["ascii", "latin-1"])
def test_the_workflow_runs_under_any_locale(locale: str, tmp_path: Path) -> None:
    """With another locale and encoding, a home that cannot be written, and hostile settings of matplotlib, jobs run."""
    hostile = ASCII if locale == "ascii" else latin_1(tmp_path / "locale")
    folder = copy_repository(tmp_path / "repository")
    (folder / "matplotlibrc.mine").write_text("text.usetex: True\n", encoding="utf-8")
    own = {"HOME": "/proc", "MATPLOTLIBRC": "matplotlibrc.mine", "MPLBACKEND": "nonsense"}
    variables = {name: value for name, value in environment(folder).items() if name != "XDG_CACHE_HOME"}
    mine = "expect: [{claim: 'NSE ≥ -9 · Ŵysg', value: discharge.tiny.test.nse, at_least: -1.0e+9}]\n"
    (folder / "mine.yaml").write_text(mine, encoding="utf-8")
    wanted = ("runs/tiny/results/figures/figF1_lstm_cell.png", "runs/tiny/world/camels_gb")
    done = subprocess.run(
        arguments("mine.yaml", wanted), cwd=folder, capture_output=True, env={**variables, **own, **hostile}
    )
    said = (done.stdout + done.stderr).decode("latin-1")
    assert done.returncode == 0, said
    assert "Traceback" not in said
    assert said.count("cannot be written, so caches go to") == 1
    refused = subprocess.run(
        [*arguments("mine.yaml", ("--dry-run",)), "--config", "periods=[≥]"],
        cwd=folder, capture_output=True, env={**variables, **own, **hostile},
    )  # fmt: skip
    assert refused.returncode != 0
    assert b"Traceback" not in refused.stdout + refused.stderr
