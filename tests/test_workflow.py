"""The workflow runs, re-runs just what a change touches, goes on after a kill, and names a user's mistakes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
import yaml

from lstm_probe.workflow import chapters, ladder
from lstm_probe.world import delivery
from lstm_probe.world.settings import World
from tests import shipped
from tests.stand_ins import zenodo

ROOT = Path(__file__).parents[1]
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
BEFORE_THE_PROBES = {"make_world", "ingest", "compute_weights", "train_lstm"} | {
    "simulate_discharge",
    "extract_states",
}

pytestmark = [pytest.mark.workflow, pytest.mark.slow]


def copy_repository(folder: Path) -> Path:
    """Copy what a run needs, so that a test may edit it."""
    for name in ("config", "workflow", "profiles", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "Snakefile", folder)
    return folder


Overlay = str | Sequence[str]


def arguments(overlay: Overlay, words: tuple[str, ...]) -> list[str]:
    """Write a Snakemake command: targets and options first, then the configuration and what lies over it."""
    overlays = [overlay] if isinstance(overlay, str) else overlay
    return [SNAKEMAKE, *words, "--cores", "2", "--configfile", "config/tiny.yaml", *overlays]


def environment(folder: Path) -> dict[str, str]:
    """Let the copied package win over the installed one."""
    return {**os.environ, "PYTHONPATH": str(folder / "src")}


def run(folder: Path, *words: str, overlay: Overlay = ()) -> subprocess.CompletedProcess[str]:
    """Run Snakemake in a copied repository."""
    command = arguments(overlay, words)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment(folder))


def planned(folder: Path, overlay: Overlay = ()) -> set[str]:
    """Name the rules that a dry run would execute."""
    done = run(folder, "--dry-run", "--quiet", "host", overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    table = (done.stdout + done.stderr).split("Job stats:")[1:2]
    rows = [line.split() for line in (table[0] if table else "").splitlines()[3:]]
    rules = set()
    for row in rows:
        if len(row) != 2 or not row[1].isdigit():
            break
        rules.add(row[0])
    return rules - {"total", "all"}


def write_overlay(folder: Path, content: dict) -> str:
    """Write a second overlay beside tiny.yaml."""
    (folder / "mine.yaml").write_text(yaml.safe_dump(content))
    return "mine.yaml"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the whole tiny study once."""
    folder = copy_repository(tmp_path_factory.mktemp("repository"))
    done = run(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_whole_study_runs(finished: Path) -> None:
    """Every figure, table and number of the study is there, those of the ladder too."""
    results = finished / "runs" / "tiny" / "results"
    study = yaml.safe_load((ROOT / "config" / "tiny.yaml").read_text())["study"]
    for figure in study["figures"]:
        assert (results / "figures" / f"{figure}.png").stat().st_size > 5_000
        assert (results / "figures" / f"{figure}.pdf").stat().st_size > 2_000
    for table in ("skill", "discharge_skill", "table1_medians", "controls", "expectations"):
        assert (results / "tables" / f"{table}.csv").is_file()
    numbers = json.loads((results / "numbers.json").read_text())
    paper = shipped.configuration()["study"]
    assert set(numbers["probes"]) == {*paper["experiments"], *ladder.EXPERIMENTS, "main_unseen"}
    assert not list((finished / "runs").rglob(".*.partial.*"))
    assert not list((finished / "runs").rglob("*checkpoint*"))


def test_a_second_run_does_nothing(finished: Path) -> None:
    """When nothing changed, nothing is planned."""
    assert planned(finished) == set()


def test_one_more_target_retrains_nothing(finished: Path) -> None:
    """One YAML entry more is one clipping and new probes: no training, no extraction."""
    entry = {"source": "era5_land", "variable": "swvl1", "units": "m3 m-3", "long_name": "soil water again"}
    study = {"targets": ["swvl1", "swvl2", "swvl3", "swvl4", "sd", "esa_cci", "again"]}
    rules = planned(finished, write_overlay(finished, {"targets": {"again": entry}, "study": study}))
    assert {"clip_era5_land", "fit_probes"} <= rules
    assert not rules & BEFORE_THE_PROBES


def recipes() -> dict[str, str]:
    """Read the recipes of config/README.md, by their title."""
    text = (ROOT / "config" / "README.md").read_text()
    return dict(re.findall(r"\*\*([^*]+)\*\*.*?```yaml\n(.*?)```", text, re.DOTALL))


def copy_of(finished: Path, folder: Path) -> Path:
    """Copy a finished repository with its results, so that a test may go on from them."""
    for name in ("config", "workflow", "profiles", "src"):
        shutil.copytree(finished / name, folder / name)
    shutil.copy(finished / "Snakefile", folder)
    shutil.copytree(finished / "runs", folder / "runs", symlinks=True)
    shutil.copytree(finished / ".snakemake" / "metadata", folder / ".snakemake" / "metadata")
    return folder


def put_a_users_files(folder: Path) -> None:
    """Put in place what the recipes speak of: a table, a list of gauges, a folder of data."""
    gauges = [path.name.split("_")[4] for path in (folder / "runs/tiny/world/camels_gb").rglob("*timeseries_*.csv")]
    (folder / "gauges.txt").write_text("\n".join(gauges[:4]) + "\n")
    (folder / "my_data").symlink_to(folder / "runs/tiny/world")
    with xr.open_dataset(folder / "runs/tiny/world/truth.nc") as truth:
        truth["swvl2"].transpose("time", "gauge_id").to_pandas().to_csv(folder / "groundwater.csv")


TABLE1 = "runs/tiny/results/tables/table1_medians.csv"
GOALS = {  # what a recipe is for, where that is not Table 1
    "Add a target": "runs/tiny/results/numbers.json",
    "Choose a floor of your own": "runs/tiny/results/tables/skill.csv",
    "Leave the ladder out": "runs/tiny/results/tables/skill.csv",
    "Does it hold at my ungauged sites?": "runs/tiny/results/numbers.json",
    "Add a figure": "runs/tiny/results/figures/figX1_penalties.png",
    "Run your own gauges": "runs/mine/results/figures/fig02_soil_moisture_skill.png",
    "Keep your results apart": "runs/mine/results/data/attributes.nc",
}


#: Recipes that speak of the ladder run with it; the others over a study that is brief.
OF_THE_LADDER = ("Choose a floor of your own", "Leave the ladder out")
BRIEF = {
    "study": {
        "experiments": ["main", "permute_gauges", "delay_180", "alpha_1"],
        "figures": ["fig02_soil_moisture_skill"],
        "ladder": False,
    }
}


@pytest.fixture(scope="module")
def brief(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the finished study once more, its tables made of four experiments, without the ladder."""
    folder = copy_of(finished, tmp_path_factory.mktemp("brief") / "repository")
    (folder / "config" / "brief.yaml").write_text(yaml.safe_dump(BRIEF))
    done = run(folder, TABLE1, "runs/tiny/results/numbers.json", overlay="config/brief.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize("title", list(recipes()))
def test_recipes_are_short_and_run(title: str, finished: Path, brief: Path, tmp_path: Path) -> None:
    """Every recipe has at most five lines and runs, over the tiny study, to what it is for."""
    recipe = recipes()[title]
    assert len(recipe.splitlines()) <= 5
    over = [] if title in OF_THE_LADDER else ["config/brief.yaml"]
    folder, goal = copy_of(brief if over else finished, tmp_path / "repository"), GOALS.get(title, TABLE1)
    put_a_users_files(folder)
    content = yaml.safe_load(recipe)
    if title == "Run your own gauges":
        content |= {"world": None, "expect": []}
    table = goal.endswith(".csv")
    before = (folder / goal).read_text() if table else ""
    done = run(folder, goal, overlay=[*over, write_overlay(folder, content)])
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / goal).stat().st_size
    if table:
        assert (folder / goal).read_text() != before, "the recipe changed nothing"


def test_a_users_own_table_is_probed_and_nothing_is_trained(brief: Path, tmp_path: Path) -> None:
    """A table of one's own needs no training, and its days count."""
    folder = copy_of(brief, tmp_path / "repository")
    put_a_users_files(folder)
    overlay = ["config/brief.yaml", write_overlay(folder, yaml.safe_load(recipes()["Add a target"]))]
    assert not planned(folder, overlay) & BEFORE_THE_PROBES
    done = run(folder, "runs/tiny/results/numbers.json", overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    numbers = json.loads((folder / "runs/tiny/results/numbers.json").read_text())
    assert numbers["probes"]["main"]["groundwater"]["test"]["n"] == 730


def test_editing_the_regression_reruns_the_probes_and_what_follows(finished: Path) -> None:
    """A change in probe/regression.py touches nothing that comes before the probes."""
    module = finished / "src" / "lstm_probe" / "probe" / "regression.py"
    text = module.read_text()
    try:
        module.write_text(text + "\n# a comment changes nothing\n")
        assert planned(finished) == set()
        module.write_text(text + "\nCHANGED = True\n")
        rules = planned(finished)
    finally:
        module.write_text(text)
    assert {"fit_probes", "gather_skill", "make_numbers"} <= rules
    assert not rules & BEFORE_THE_PROBES
    assert "clip_era5_land" not in rules


def test_a_probe_period_retrains_nothing(finished: Path) -> None:
    """Another period of the probes extracts states anew and leaves the LSTM alone."""
    overlay = write_overlay(finished, {"periods": {"probe_fit": ["2000-08-01", "2001-12-31"]}})
    rules = planned(finished, overlay)
    assert {"extract_states", "fit_probes"} <= rules
    assert not rules & {"make_world", "ingest", "train_lstm"}


def test_a_killed_training_ends_with_the_same_numbers(finished: Path, tmp_path: Path) -> None:
    """Training that was killed and started again gives the weights of an undisturbed run, bit for bit."""
    weights = "runs/tiny/results/lstm/tiny/seed1/model.safetensors"
    longer = {"lstms": {"tiny": {"epochs": 60}}}
    outcomes = []
    for name in ("undisturbed", "killed"):
        folder = copy_repository(tmp_path / name)
        shutil.copytree(finished / "runs" / "tiny" / "world", folder / "runs" / "tiny" / "world")
        overlay = write_overlay(folder, longer)
        if name == "killed":
            kill_in_training(folder, overlay, folder / weights)
            assert not (folder / weights).exists()
            assert run(folder, "--unlock", overlay=overlay).returncode == 0
        done = run(folder, weights, overlay=overlay)
        assert done.returncode == 0, done.stdout + done.stderr
        outcomes.append((folder / weights).read_bytes())
        log = (folder / "runs/tiny/logs/train_lstm/tiny/seed1.log").read_text()
        assert ("resum" in log.lower()) == (name == "killed")
    assert outcomes[0] == outcomes[1]


def kill_in_training(folder: Path, overlay: str, weights: Path) -> None:
    """Start training and kill all its processes as soon as it has a checkpoint."""
    command = arguments(overlay, (str(weights.relative_to(folder)),))
    process = subprocess.Popen(command, cwd=folder, env=environment(folder), start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    for _ in range(1200):
        if any(weights.parent.glob(".checkpoint*")) or process.poll() is not None:
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


MISTAKES: dict[str, tuple[Callable[[Path], dict], list[str]]] = {}


def mistake(*words: str) -> Callable:
    """Register a way of going wrong, with the words that its message must hold."""

    def register(prepare: Callable[[Path], dict]) -> Callable[[Path], dict]:
        MISTAKES[prepare.__name__] = (prepare, list(words))
        return prepare

    return register


@mistake("study", "unknown key 'experimnts'", "did you mean 'experiments'")
def misspelt_key(folder: Path) -> dict:
    """Misspell a key of the config."""
    return {"study": {"experimnts": ["main"]}}


@mistake("data.camels_gb.path", "nowhere/camels_gb", "https://doi.org/10.5285", "make demo")
def missing_folder(folder: Path) -> dict:
    """Name a data folder that is not there."""
    data = {"camels_gb": {"path": "nowhere/camels_gb"}}
    return {"world": None, "data": data, "study": {"figures": ["fig02_soil_moisture_skill"]}}


@mistake("99999", "to do:")
def unknown_gauge(folder: Path) -> dict:
    """Ask for gauges that the data do not have."""
    return {"data": {"camels_gb": {"gauges": ["99998", "99999"]}}}


@mistake("CAMELS_GB_hydromet_timeseries", ".csv", "found:", "to do:")
def truncated_csv(folder: Path) -> dict:
    """Cut a series in the middle of a line."""
    series = next((folder / "runs/tiny/world/camels_gb").rglob("*timeseries_*.csv"))
    series.write_bytes(series.read_bytes()[:20_000])
    return {}


@mistake("swvl9", "swvl1", "found:", "to do:")
def missing_variable(folder: Path) -> dict:
    """Ask for a variable that the files do not have."""
    entry = {"source": "era5_land", "variable": "swvl9", "units": "m3 m-3", "long_name": "no such layer"}
    return {"targets": {"deep": entry}, "study": {"targets": ["deep"], "experiments": ["main"], "figures": []}}


@pytest.mark.parametrize("name", list(MISTAKES))
def test_a_mistake_is_a_message(name: str, finished: Path, tmp_path: Path) -> None:
    """A user's mistake is a few lines: place, found, expected, what to do; no traceback, nothing half-written."""
    prepare, words = MISTAKES[name]
    folder = copy_repository(tmp_path / "repository")
    shutil.copytree(finished / "runs" / "tiny" / "world", folder / "runs" / "tiny" / "world")
    overlay = write_overlay(folder, prepare(folder))
    done = run(folder, "--rerun-triggers", "mtime", overlay=overlay)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Traceback" not in said
    assert all(word in said for word in words), said
    assert said.count("found:") == 1
    made = {path.name for path in (folder / "runs" / "tiny" / "results").rglob("*") if path.is_file()}
    assert not made & {"deep.nc" if name == "missing_variable" else "catchments.nc", "skill.csv", "numbers.json"}


@pytest.mark.parametrize("config", ["demo", "scale", "tiny"])
def test_shipped_synthetic_configs_can_be_planned(config: str, tmp_path: Path) -> None:
    """The synthetic configurations need nothing: a dry run reads like prose and plans at most 120 jobs."""
    folder = copy_repository(tmp_path / "repository")
    command = [SNAKEMAKE, "--dry-run", "--cores", "2", "--configfile", f"config/{config}.yaml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment(folder))
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "Fit the probes of experiment main, seed 1." in said
    total = next(line.split()[1] for line in said.splitlines() if line.startswith("total"))
    assert int(total) <= 120


@pytest.mark.parametrize("config", ["config", "fast", "as_run"])
def test_configs_without_their_data_say_what_is_missing(config: str, tmp_path: Path) -> None:
    """Without data the paper's configurations stop at once, with what to get, from where, and where to put it."""
    folder = copy_repository(tmp_path / "repository")
    command = [SNAKEMAKE, "--cores", "all", "--configfile", f"config/{config}.yaml"]
    settings = {name: value for name, value in environment(folder).items() if not name.startswith("LSTM_PROBE")}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=settings)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    places = ("data/camels_gb", "data/era5_land", "data/esa_cci")
    for words in (*places, "10.5285/8344e4f3", "climate.copernicus.eu", "ceda.ac.uk", "make demo"):
        assert words in done.stderr


@pytest.fixture(scope="module")
def papers_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a synthetic Britain of four gauges in the places and for the years that the paper's configuration names."""
    folder = copy_repository(tmp_path_factory.mktemp("paper"))
    world = World(
        seed=1,
        gauges=4,
        first_day="1975-07-01",
        last_day="2008-12-31",
        box=(58.0, -5.0, 56.0, -3.0),
        spin_up_days=365,
        esa_cci_days=("1996-01-01", "2000-12-31"),
    )
    delivery.write(world, *(folder / "data" / name for name in ("camels_gb", "era5_land", "esa_cci")))
    return folder


@pytest.mark.parametrize("config", ["config", "fast", "as_run"])
def test_the_papers_configurations_can_be_planned(config: str, papers_years: Path) -> None:
    """With data in place, the whole paper is planned: every figure, table and page has its rule."""
    command = [SNAKEMAKE, "--dry-run", "--cores", "2", "--configfile", f"config/{config}.yaml"]
    done = subprocess.run(command, cwd=papers_years, capture_output=True, text=True, env=environment(papers_years))
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    for words in ("Draw Figs. 1, 2, 3, 4, 5, 6 and 7.", "Draw Figs. A1, ", "Write the report of this run."):
        assert words in said
    assert re.search(r"Draw Figs. A1.* B4, .* and F1\.", said)


def test_series_in_one_file_are_ingested(papers_years: Path) -> None:
    """A packed file beside the tables gives the series of the CSV files, is a source, and is missed when it is gone."""
    series = {path.name.split("_")[4]: path for path in sorted((papers_years / "data").rglob("*timeseries_*.csv"))}
    table = {gauge: pd.read_csv(path, index_col="date", parse_dates=True) for gauge, path in series.items()}
    forcings = ["precipitation", "temperature", "pet"]
    packed = {
        name: pd.DataFrame({gauge: one[name] for gauge, one in table.items()}) for name in [*forcings, "discharge_spec"]
    }
    path = papers_years / "packed.nc"
    xr.Dataset({name: one.rename_axis(columns="gauge_id") for name, one in packed.items()}).to_netcdf(path)
    figures = {"series_gauges": None, "control_gauges": None}
    overlay = write_overlay(papers_years, {"data": {"camels_gb": {"series": "packed.nc"}}, "figures": figures})
    goals = ["runs/paper/results/data/catchments.nc", "runs/paper/results/tables/sources.csv"]
    command = [SNAKEMAKE, *goals, "--cores", "2", "--configfile", "config/config.yaml", overlay]
    settings = {"cwd": papers_years, "capture_output": True, "text": True, "env": environment(papers_years)}
    done = subprocess.run(command, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    with xr.open_dataset(papers_years / goals[0]) as dataset:
        assert dataset.attrs["series_file"] == "packed.nc"
        for name, ours in (*zip(forcings, forcings, strict=True), ("discharge_spec", "discharge")):
            np.testing.assert_array_equal(
                dataset[ours].to_pandas(), packed[name][dataset["gauge_id"]].T.astype("float32")
            )
    assert "camels_gb_series,packed.nc,1," in (papers_years / goals[1]).read_text()
    path.unlink()
    done = subprocess.run(command, **settings)
    assert "data.camels_gb.series: packed.nc" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_small_as_run_runs(papers_years: Path) -> None:
    """What the authors' code did runs on a small world: SGD with Huber, whole-record scaling, touched cells alike."""
    small = {"hidden_size": 8, "epochs": 1, "window_days": 60, "learning_rate": [[1, 0.005]]}
    figures = {"series_gauges": None, "control_gauges": None, "snow_year": None, "offset_gauges": 2}
    overlay = {"lstms": {"as_run": small}, "figures": figures, "targets": {"sd": {"gauges": None}}}
    overlay["study"] = {"ladder": False}
    configs = ["config/as_run.yaml", write_overlay(papers_years, overlay)]
    command = [SNAKEMAKE, "--cores", "2", "--configfile", *configs]
    done = subprocess.run(command, cwd=papers_years, capture_output=True, text=True, env=environment(papers_years))
    assert done.returncode == 0, done.stdout + done.stderr
    results = papers_years / "runs" / "as_run" / "results"
    with xr.open_dataset(results / "probe" / "main" / "seed1" / "probe.nc") as probe:
        assert probe.attrs["regression"] == "sgd"
    with xr.open_dataset(results / "data" / "weights" / "era5_land.nc") as weights:
        assert weights.attrs["method"] == "all_touched"
    assert (results / "report.html").stat().st_size > 100_000


@pytest.mark.data
@pytest.mark.parametrize("config", ["real60", "real666", "ungauged"])
def test_real_gauges_can_be_planned(config: str, real_data: Path, tmp_path: Path) -> None:
    """The configurations of real gauges need just the folder of real files."""
    folder = copy_repository(tmp_path / "repository")
    command = [SNAKEMAKE, "--dry-run", "--cores", "2", "--configfile", f"config/{config}.yaml"]
    settings = {**environment(folder), "LSTM_PROBE_REAL_DATA": str(real_data)}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=settings)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Read the catchment means of swvl3_table." in done.stdout + done.stderr


def test_list_explains_itself() -> None:
    """`snakemake --list` gives a sentence for every rule, even where no data are."""
    done = subprocess.run([SNAKEMAKE, "--list"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert len(lines) >= 15
    assert all(len(line.split()) > 4 for line in lines), done.stdout


def test_caravan_gives_the_skill_of_the_grid(finished: Path, tmp_path: Path) -> None:
    """Targets from Caravan's files of the same means, in steps of 0.01, are probed as well, and nothing is trained."""
    folder = copy_of(finished, tmp_path / "repository")
    zenodo.make(zenodo.means_of(folder / "runs/tiny/world"), folder / "caravan")
    entries = yaml.safe_load((ROOT / "config" / "no_account.yaml").read_text())["targets"]
    common = {"units": "m3 m-3", "long_name": "from Caravan"}
    targets = {f"{name}_caravan": common | entry for name, entry in entries.items()}
    targets["sd_caravan"]["units"] = "m"
    named = ["swvl1", "swvl2", "swvl3", "swvl4", "sd", "esa_cci", *targets]
    content = {"targets": targets, "study": {"targets": named}, "data": {"caravan": {"path": "caravan"}}}
    overlay = write_overlay(folder, content)
    assert not planned(folder, overlay) & BEFORE_THE_PROBES
    probed = "runs/tiny/results/probe/main/seed1"
    done = run(folder, f"{probed}/skill.csv", overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    skill = pd.read_csv(folder / probed / "skill.csv", dtype={"gauge_id": "str"})
    r = skill[(skill["metric"] == "r") & (skill["period"] == "test")].pivot(index="gauge_id", columns="target")["value"]
    for name, most in (("swvl1", 0.02), ("swvl2", 0.02), ("swvl3", 0.05)):
        assert (r[f"{name}_caravan"] - r[name]).abs().max() < most, name
    with xr.open_dataset(folder / "runs/tiny/results/data/targets/sd_caravan.nc") as snow:
        steps, attrs = snow["sd_caravan"].values * 1e5, snow["sd_caravan"].attrs
    np.testing.assert_allclose(steps, np.round(steps), atol=0.02)
    assert (attrs["source"], attrs["days_of"], attrs["gauges_of_other_area"]) == ("caravan", "Europe/London", "")
    with xr.open_dataset(folder / "runs/tiny/results/data/targets/sd.nc") as grid:
        np.testing.assert_allclose(steps / 1e5, grid["sd"].values, atol=0.51e-5)


def test_a_user_without_an_account_can_run_the_paper(tmp_path: Path) -> None:
    """All of the paper but the figure of a grid is planned from three sources, none of which asks who one is."""
    folder = copy_repository(tmp_path / "repository")
    command = [SNAKEMAKE, "--dry-run", "--quiet", "host", "--cores", "2", "--configfile", "config/no_account.yaml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout + done.stderr
    rules = re.findall(r"^(\w+) +\d+$", said, re.M)
    paper = [chapters.numbers([figure]) for figure in shipped.configuration()["study"]["figures"]]
    drawn = [number for listed in re.findall(r"Draw Figs?\. (.*)\.", said) for number in re.findall(r"\w?\d+", listed)]
    assert {"fetch_camels_gb", "fetch_esa_cci", "fetch_caravan", "read_caravan", "clip_esa_cci"} <= set(rules)
    assert not {"fetch_era5_land", "clip_era5_land", "median_grids"} & set(rules)
    assert set(paper) - set(drawn) == {"B4"}
