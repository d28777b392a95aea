"""The demo keeps its promises: every rule of the README has its file, the report opens, the notebooks run."""

import json
import os
import re
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbclient import NotebookClient

from lstm_probe.results.expectations import look_up

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAPER_TARGETS = ("swvl1", "swvl2", "swvl3", "swvl4", "sd", "esa_cci")

pytestmark = [pytest.mark.workflow, pytest.mark.slow]


@pytest.fixture(scope="session")
def numbers(demo: Path) -> dict:
    """Read the demo's numbers."""
    content: dict = json.loads((demo / "numbers.json").read_text())
    return content


def figures_of_the_readme() -> list[str]:
    """Name the figures in the README's table that the demo draws: all but two.

    There is no published skill of a synthetic world, and what an LSTM learns by epoch needs another training.
    """
    named = re.findall(r"^\|.*?\| `(fig\w+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    return [figure for figure in named if figure not in ("figS3_published_comparison", "figS13_formation")]


@pytest.mark.parametrize("figure", figures_of_the_readme())
def test_every_rule_of_the_readme_draws_its_figure(figure: str, demo: Path) -> None:
    """A rule of the README's table has drawn the files of its name."""
    for kind in ("png", "pdf"):
        assert (demo / "figures" / f"{figure}.{kind}").stat().st_size > 5_000


@pytest.fixture(scope="session")
def spread() -> pd.DataFrame:
    """Read the spread that ten seeds give the demo's numbers."""
    return pd.read_csv(ROOT / "docs" / "spread" / "demo.csv", comment="#").set_index("number")


def numbers_of(target: str) -> list[str]:
    """Name the numbers of a row of the README's table, in order."""
    experiments = ("main", "permute_gauges", "delay_180")
    return [f"probes.{name}.{target}.test.{metric}" for name in experiments for metric in ("r", "anomaly_r")]


@pytest.mark.parametrize("target", PAPER_TARGETS)
def test_the_readme_states_the_spread_of_ten_seeds(target: str, spread: pd.DataFrame) -> None:
    """The README's table holds the mean and the standard deviation of ten seeds, as they are kept in docs/spread."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if f"(`{target}`)" in line)
    stated = [(float(mean), float(deviation)) for mean, deviation in re.findall(r"(-?\d\.\d\d) ± (\d\.\d\d)", row)]
    kept = spread.loc[numbers_of(target), ["mean", "standard_deviation"]].to_numpy()
    assert np.array(stated) == pytest.approx(kept, abs=0.0051)


@pytest.mark.parametrize("target", PAPER_TARGETS)
def test_the_demo_lies_within_its_spread(target: str, numbers: dict, spread: pd.DataFrame) -> None:
    """The medians of a run lie where ten seeds lie, to three standard deviations, whatever processor trained it."""
    for name in numbers_of(target):
        mean, deviation = spread.loc[name, ["mean", "standard_deviation"]]
        assert look_up(numbers, name) == pytest.approx(mean, abs=3 * deviation + 0.005), name


@pytest.mark.parametrize("target", PAPER_TARGETS)
def test_both_controls_fall_behind(target: str, numbers: dict) -> None:
    """Probes given the states of another gauge, or of half a year before, follow no target as main does."""
    main, *controls = (numbers["probes"][name][target]["test"] for name in ("main", "permute_gauges", "delay_180"))
    assert main["r"] > max(control["r"] for control in controls)
    assert main["anomaly_r"] > max(control["anomaly_r"] for control in controls)


def test_all_gauges_have_snow_weights_at_the_codes_penalty_only(numbers: dict) -> None:
    """Fitted on all gauges, the snow probe keeps fewer weights under the text's alpha than under the code's."""
    loose, strict = (numbers["weights"][f"snow_all_gauges{end}"]["sd"]["nonzero"] for end in ("", "_alpha_1"))
    assert loose > strict >= 0


def test_satellites_are_followed_less_closely(numbers: dict) -> None:
    """The probe's r with ESA CCI is lower than that with the top layer of ERA5-Land."""
    main = numbers["probes"]["main"]
    assert main["esa_cci"]["test"]["r"] < main["swvl1"]["test"]["r"]


def test_intercepts_and_non_linear_probes_are_reported(numbers: dict) -> None:
    """What gauge intercepts and the non-linear probe change in RMSE, r and |bias| stands in the numbers."""
    for experiment in ("gauge_intercepts", "mlp", "per_catchment"):
        for target in PAPER_TARGETS:
            assert all(value is not None for value in numbers["changes"][experiment][target].values())
    assert 0 <= numbers["offsets"]["p_value"] <= 1


@pytest.mark.parametrize("page", ["report.html", "explore.html"])
def test_the_pages_are_small_enough(page: str, demo: Path) -> None:
    """The report with all its figures, and the explorer with all series, have at most 15 MB each."""
    assert 100_000 < (demo / page).stat().st_size <= 15e6


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where the notebooks are."""
    monkeypatch.chdir(ROOT / "notebooks")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_notebooks_run_on_the_demo(path: Path, demo: Path, at_home: None) -> None:
    """Every notebook runs from top to bottom on the demo's results, and is stored without output."""
    notebook = nbformat.read(path, as_version=4)
    stored = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in stored)
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": "."}})
    client.execute()
    assert any(output.get("data") for cell in stored for output in cell.outputs)


def test_there_are_at_most_four_notebooks() -> None:
    """Notebooks are few, and thin: none has more than forty lines of code."""
    assert 0 < len(NOTEBOOKS) <= 4
    for path in NOTEBOOKS:
        code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        assert sum(len(source.splitlines()) for source in code) <= 40, path
