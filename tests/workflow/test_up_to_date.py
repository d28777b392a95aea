"""What is up to date is known from what artefacts were made from, whatever Snakemake remembers and files' times say."""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from tests.test_workflow import (
    ROOT,
    SNAKEMAKE,
    arguments,
    copy_repository,
    environment,
    kill_in_training,
    planned,
    run,
    write_overlay,
)
from tests.workflow import refactoring

pytestmark = [pytest.mark.workflow, pytest.mark.slow]

SMALL = {
    "targets": ["swvl1"],
    "experiments": ["main", "permute_gauges", "alpha_1"],
    "figures": ["fig02_soil_moisture_skill"],
    "ladder": False,  # whose jobs are many; its records are those of all rules
}
STUDY = {"study": SMALL, "figures": {"soil_targets": ["swvl1"]}, "expect": []}
RESULTS = Path("runs/tiny/results")
REPORT = RESULTS / "report.html"
WEIGHTS = RESULTS / "lstm/tiny/seed1/model.safetensors"
INGESTION = {"make_world", "check_up", "check", "ingest", "compute_weights", "clip_era5_land"}
END = {"make_numbers", "check_results", "write_reproduction", "write_report", "confirm_claims", "gather_skill"}
FUTURE = 4_000_000_000  # 2096, in seconds since 1970


def with_study(folder: Path, **changes: object) -> str:
    """Write the small study, with other settings."""
    return write_overlay(folder, {**STUDY, **changes})


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study once."""
    folder = copy_repository(tmp_path_factory.mktemp("repository"))
    done = run(folder, overlay=with_study(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(params=["as it is", "without metadata"])
def repository(request: pytest.FixtureRequest, finished: Path) -> Iterator[Path]:
    """Give the finished study, with and without all that Snakemake remembers."""
    metadata = finished / ".snakemake"
    if request.param == "as it is":
        yield finished
    else:
        metadata.rename(finished / "away")
        yield finished
        shutil.rmtree(metadata, ignore_errors=True)
        (finished / "away").rename(metadata)


def copy(finished: Path, folder: Path) -> Path:
    """Copy a finished study without what Snakemake remembers."""
    shutil.copytree(finished, folder, symlinks=True, ignore=shutil.ignore_patterns(".snakemake"))
    return folder


CHANGES: dict[str, tuple[dict, set[str], set[str]]] = {  # settings, rules that run again, rules that do not
    "hidden_size": (
        {"lstms": {"tiny": {"hidden_size": 9}}},
        {"train_lstm", "extract_states", "fit_probes", *END},
        INGESTION,
    ),
    "epochs": ({"lstms": {"tiny": {"epochs": 4}}}, {"train_lstm", "extract_states", "fit_probes", *END}, INGESTION),
    "probe_test": (
        {"periods": {"probe_test": ["2002-01-01", "2003-12-30"]}},
        {"extract_states", "fit_probes", *END},
        {"make_world", "train_lstm", "ingest", "compute_weights", "clip_era5_land"},
    ),
    "alpha": (
        {"experiments": {"alpha_1": {"regression": {"name": "elastic_net", "alpha": 2.0}}}},
        {"fit_probes", *END},
        INGESTION | {"train_lstm", "extract_states", "simulate_discharge"},
    ),
    "seeds": ({"study": {**SMALL, "seeds": [1, 2]}}, {"train_lstm", "fit_probes", *END}, INGESTION),
    "world": ({"world": {"seed": 2}}, {"make_world", "train_lstm", "fit_probes", *END}, set()),
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_a_setting_runs_just_what_it_touches(change: str, repository: Path) -> None:
    """A changed setting makes the jobs run again that it touches and all that follow, and no other; undone, none."""
    settings, again, not_again = CHANGES[change]
    rules = planned(repository, with_study(repository, **settings))
    assert again <= rules
    assert not rules & not_again
    assert planned(repository, with_study(repository)) == set()


NEW_NAMES = {
    "probe.regression": "probe.answers.penalties",
    "data.camels_gb.series": "data.camels.daily",
    "metrics": "scores.metrics",
    "model.training": "model.learning.epochs",
    "datasets.outline": "maps.britain",
}


def test_moved_and_sorted_modules_run_nothing(finished: Path, tmp_path: Path) -> None:
    """Modules in new packages, by new names, with their users rewritten and all functions sorted, change nothing."""
    folder = copy(finished, tmp_path / "copy")
    package, scripts = folder / "src/lstm_probe", folder / "workflow/scripts"
    refactoring.move(package, scripts, NEW_NAMES)
    for file in [*package.rglob("*.py"), *scripts.glob("*.py")]:
        refactoring.sort_definitions(file)
    assert (package / "maps" / "great_britain.csv").is_file()
    assert planned(folder, with_study(folder)) == set()


PROBED = {"fit_probes", "score_truth", "compute_offsets", "write_provenance"}
VERDICT = {"estimate_intervals", "judge_ladder"}
SUMMED_UP = {"gather_skill", "summarise_experiments", "table1_medians", "make_numbers", "check_results", *VERDICT}
WRITTEN = {"confirm_claims", "write_report", "write_reproduction"}
SHOWN = SUMMED_UP | WRITTEN | {"fig02_soil_moisture_skill", "write_explorer"}
CODE: dict[str, tuple[str, str, set[str]]] = {  # in a file: text, what it becomes, and the rules that run again
    "probe/regression.py": ("def elastic_net(", "CHANGED = 1\n\n\ndef elastic_net(", PROBED | SHOWN),
    "probe/scoring.py": ("def ", "@abs\ndef ", PROBED | SHOWN),
    "probe/controls.py": ("derangement: bool = True", "derangement: bool = False", PROBED | SHOWN),
    "model/training.py": (
        "def ",
        "CHANGED = 1\n\n\ndef ",
        PROBED | SHOWN | {"train_lstm", "extract_states", "simulate_discharge"},
    ),
    "figures/paper.mplstyle": ("font.size", "font.size: 7 #", SHOWN | {"check_up", "check"}),
    "reproduction/paper_values.yaml": ("0", "1", WRITTEN),
    "probe/experiment.py": ('"""', '"""Words. ', set()),
}


@pytest.mark.parametrize("file", list(CODE))
def test_changed_code_runs_the_rules_that_import_it_and_what_follows(file: str, finished: Path) -> None:
    """A constant, a decorator or a data file makes the rules of the module run again, no other; a docstring, none."""
    path = finished / "src" / "lstm_probe" / file
    text, (old, new, again) = path.read_text(), CODE[file]
    assert old in text
    path.write_text(text.replace(old, new, 1))
    try:
        assert planned(finished, with_study(finished)) == again
    finally:
        path.write_text(text)


def test_an_archive_runs_again_to_the_same_numbers(finished: Path, tmp_path: Path) -> None:
    """The archive's checksums match; in a fresh copy with the data its configuration gives the same numbers.json."""
    folder = copy(finished, tmp_path / "copy")
    shutil.copy(ROOT / "CITATION.cff", folder)
    done = run(folder, "archive", overlay=with_study(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(folder / RESULTS / "archive.zip") as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    described = json.loads(inside["ro-crate-metadata.json"])["@graph"]
    files = {unquote(entity["@id"]): entity["sha256"] for entity in described if "File" in entity["@type"]}
    assert files == {name: sha256(text).hexdigest() for name, text in inside.items() if name in files}
    assert {f"results/{name}" for name in ("numbers.json", "report.html", "explore.html")} < set(files)
    fresh = copy_repository(tmp_path / "fresh")
    shutil.copytree(folder / "runs/tiny/world", fresh / "runs/tiny/world")  # data are not archived
    (fresh / "again.yaml").write_bytes(inside["config.yaml"])
    command = [SNAKEMAKE, str(RESULTS / "numbers.json"), "--cores", "2", "--configfile", "again.yaml"]
    again = subprocess.run(command, cwd=fresh, capture_output=True, text=True, env=environment(fresh))
    assert again.returncode == 0, again.stdout + again.stderr
    assert (fresh / RESULTS / "numbers.json").read_bytes() == inside["results/numbers.json"]


def test_one_experiment_is_fitted_alone(repository: Path) -> None:
    """Of three experiments the one whose penalty was changed is fitted again; that is said, where reasons are asked."""
    overlay = with_study(repository, **CHANGES["alpha"][0])
    done = run(repository, "--dry-run", "--quiet", "host", overlay=overlay)
    said = done.stdout + done.stderr
    assert "Fit the probes of experiment alpha_1, seed 1." in said
    assert "Fit the probes of experiment main, seed 1." not in said
    assert "alpha_1/seed1/skill.csv: made anew, as it was made with other experiment" in said


def test_times_say_nothing(finished: Path, tmp_path: Path) -> None:
    """A copy of a run in another place, all of one time, with younger code and nothing remembered, is finished too."""
    folder = copy(finished, tmp_path / "copy")
    for path in folder.rglob("*"):
        os.utime(path, (10**9, 10**9) if "runs" in path.parts else None)
    assert planned(folder, with_study(folder)) == set()


@pytest.mark.parametrize("words", [(), ("--rerun-triggers", "mtime")], ids=["by default", "by times alone"])
def test_the_report_alone_makes_all_before_it_anew(words: tuple[str, ...], finished: Path, tmp_path: Path) -> None:
    """Who asks for the report with other settings gets their numbers, even by --rerun-triggers mtime."""
    folder = copy(finished, tmp_path / "copy")
    overlay = with_study(folder, lstms={"tiny": {"epochs": 4}})
    done = run(folder, str(REPORT), *words, "--dry-run", overlay=overlay)
    assert "Train the LSTM tiny, seed 1." in done.stdout + done.stderr


def test_no_report_says_new_settings_over_old_numbers(finished: Path, tmp_path: Path) -> None:
    """Where jobs were kept from running, report, comparison and provenance are refused and name what is old."""
    folder = copy(finished, tmp_path / "copy")
    overlay = with_study(folder, lstms={"tiny": {"epochs": 4}})
    touched = run(folder, "--touch", overlay=overlay)
    assert touched.returncode == 0, touched.stdout + touched.stderr
    for rule, goal in {
        "write_report": REPORT,
        "write_reproduction": RESULTS / "reproduction.md",
        "write_provenance": RESULTS / "provenance.json",
    }.items():
        done = run(folder, str(goal), "--force", "--allowed-rules", rule, overlay=overlay)
        said = done.stdout + done.stderr
        assert done.returncode != 0, rule
        assert "made from other settings or inputs" in said
        assert str(WEIGHTS) in said
        assert "Traceback" not in said
        assert not (folder / goal).exists()
    assert {"train_lstm", "write_report"} <= planned(folder, overlay)


def test_a_run_that_was_stopped_does_not_look_finished(finished: Path, tmp_path: Path) -> None:
    """A training that was killed under other settings leaves no record of the former ones beside what it wrote."""
    folder = copy(finished, tmp_path / "copy")
    overlay = with_study(folder, lstms={"tiny": {"epochs": 60}})
    kill_in_training(folder, overlay, folder / WEIGHTS)
    shutil.rmtree(folder / ".snakemake")
    assert not (folder / WEIGHTS.parent / ".made_of" / f"{WEIGHTS.name}.json").exists()
    assert planned(folder, with_study(folder)) == set()  # all that was made from the weights is there, and right
    (folder / WEIGHTS).write_text("weights of other settings, written just before the end")
    assert "train_lstm" in planned(folder, with_study(folder))


def test_artefacts_without_records_are_made_once_more(finished: Path, tmp_path: Path) -> None:
    """Results of a version that kept no records are unknown: all is made anew; so is one artefact without its own."""
    folder = copy(finished, tmp_path / "copy")
    (folder / RESULTS / "probe/main/seed1/.made_of/probe.nc.json").unlink()
    rules = planned(folder, with_study(folder))
    assert {"fit_probes", *END} <= rules
    assert not rules & (INGESTION | {"train_lstm", "extract_states"})
    for path in (folder / "runs").rglob(".made_of"):
        shutil.rmtree(path)
    assert INGESTION | {"train_lstm", "fit_probes", *END} <= planned(folder, with_study(folder))


def test_large_states_may_be_deleted(repository: Path) -> None:
    """Cell states that nobody needs any more are not extracted again, until something asks for them."""
    states = repository / RESULTS / "lstm/tiny/seed1/states.nc"
    states.rename(repository / "states.nc")
    try:
        assert planned(repository, with_study(repository)) == set()
        rules = planned(repository, with_study(repository, **CHANGES["alpha"][0]))
        assert "extract_states" in rules
        assert "train_lstm" not in rules
    finally:
        (repository / "states.nc").rename(states)


def test_a_dry_run_beside_a_run_changes_nothing(finished: Path, tmp_path: Path) -> None:
    """While a run is at work, another configuration may be planned: records are those of the run's own settings."""
    folder = copy(finished, tmp_path / "copy")
    (folder / RESULTS / "probe/main/seed1/probe.nc").unlink()
    mine = with_study(folder).replace("mine", "first")
    shutil.copy(folder / "mine.yaml", folder / mine)
    command = arguments(mine, ())
    process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    plans = 0
    while process.poll() is None:
        run(folder, "--dry-run", "--nolock", overlay=with_study(folder, **CHANGES["alpha"][0]))
        plans += 1
    assert plans
    assert process.returncode == 0
    assert planned(folder, mine) == set()


def test_make_clean_leaves_other_runs_alone(finished: Path, tmp_path: Path) -> None:
    """It removes the runs of demo and tiny, and neither another run nor what Snakemake knows of it."""
    for name in ("runs/demo", "runs/tiny", "runs/mine", ".snakemake/metadata"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").write_text("")
    makefile = Path(__file__).parents[2] / "Makefile"
    subprocess.run(["make", "--file", str(makefile), "clean"], cwd=tmp_path, check=True, capture_output=True)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("file")}
    assert left == {"runs/mine/file", ".snakemake/metadata/file"}


@pytest.fixture(scope="module")
def own_data(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a study on files of one's own of every kind, all of which have a time in the future."""
    folder = copy(finished, tmp_path_factory.mktemp("own") / "copy")
    world = (folder / "runs/tiny/world").rename(folder / "data")
    shutil.rmtree(folder / "runs")
    gauges = sorted(path.name.split("_")[4] for path in world.rglob("*timeseries_*.csv"))
    (folder / "gauges.txt").write_text("\n".join(gauges) + "\n")
    with xr.open_dataset(world / "truth.nc") as truth:
        table = truth["swvl2"].transpose("time", "gauge_id").to_pandas()
    table.to_csv(folder / "groundwater.csv")
    pd.DataFrame({"gauge_id": gauges, "r": np.linspace(0.5, 0.9, len(gauges)), "nse": 0.5}).to_csv(
        folder / "published.csv", index=False
    )
    for path in [*folder.glob("*.csv"), folder / "gauges.txt", *world.rglob("*"), world]:
        os.utime(path, (FUTURE, FUTURE))
    done = run(folder, overlay=own_study(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def own_study(folder: Path) -> str:
    """Write the study on one's own files."""
    data = {name: {"path": f"data/{name}"} for name in ("camels_gb", "era5_land", "esa_cci")}
    entry = {"source": "table", "path": "groundwater.csv", "units": "m3 m-3", "long_name": "water"}
    return write_overlay(
        folder,
        {
            **STUDY,
            "world": None,
            "data": {**data, "camels_gb": {"path": "data/camels_gb", "gauges": "gauges.txt"}},
            "targets": {"groundwater": entry},
            "published": {"path": "published.csv", "target": "swvl1"},
            "study": {**SMALL, "targets": ["swvl1", "esa_cci", "groundwater"]},
        },
    )


def test_files_from_the_future_are_read(own_data: Path) -> None:
    """Folders, a table, a list of gauges and a published table of a later time make a whole run, once."""
    assert (own_data / REPORT).is_file()
    assert planned(own_data, own_study(own_data)) == set()


def test_hidden_files_and_times_plan_nothing(own_data: Path) -> None:
    """Neither a hidden file in a data folder nor another time of any file or folder makes anything run again."""
    hidden = [own_data / "data" / name for name in ("camels_gb/.DS_Store", "era5_land/.nfs0001", "esa_cci/.x/y.nc")]
    for path in hidden:
        path.parent.mkdir(exist_ok=True)
        path.write_text("hidden")
    for path in [*own_data.glob("*.csv"), own_data / "gauges.txt", *(own_data / "data").rglob("*")]:
        os.utime(path)
    assert planned(own_data, own_study(own_data)) == set()
    assert planned(own_data, own_study(own_data)) == set()


EDITS = {  # file: rules that follow its content, and those that do not
    "data/camels_gb/**/*timeseries_*.csv": ({"ingest", "train_lstm"}, set()),
    "data/era5_land/**/*.nc": ({"clip_era5_land", "fit_probes"}, {"train_lstm", "ingest", "clip_esa_cci"}),
    "data/esa_cci/**/*.nc": ({"clip_esa_cci", "fit_probes"}, {"train_lstm", "ingest", "clip_era5_land"}),
    "groundwater.csv": ({"read_table", "fit_probes"}, {"train_lstm", "ingest", "clip_era5_land"}),
    "gauges.txt": ({"ingest", "train_lstm"}, set()),
    "published.csv": ({"compare_published", "write_report"}, {"train_lstm", "fit_probes", "read_table"}),
}


@pytest.mark.parametrize("file", list(EDITS))
def test_a_content_of_equal_size_and_older_time_is_noticed(file: str, own_data: Path, tmp_path: Path) -> None:
    """What rsync -t puts in place of a file runs what reads it, and only that; put back, nothing."""
    path = next(path for path in sorted(own_data.glob(file)) if "/." not in str(path))
    then, (again, not_again) = path.read_bytes(), EDITS[file]
    kept = tmp_path / "kept"
    shutil.copy2(path, kept)
    other = tmp_path / "other"
    last = max(i for i, byte in enumerate(then) if chr(byte).isdigit())
    other.write_bytes(then[:last] + bytes([48 + (then[last] - 47) % 10]) + then[last + 1 :])
    os.utime(other, (10**9, 10**9))
    shutil.copy2(other, path)
    assert path.stat().st_size == len(then)
    rules = planned(own_data, own_study(own_data))
    shutil.copy2(kept, path)
    assert again <= rules
    assert not rules & not_again
    assert planned(own_data, own_study(own_data)) == set()


def test_a_value_behind_a_linked_folder_is_noticed(own_data: Path, tmp_path: Path) -> None:
    """Series that lie elsewhere, behind a link, are the same series, and a change there is a change."""
    inside = next((own_data / "data/camels_gb").rglob("*timeseries_*.csv")).parent
    shutil.move(inside, tmp_path / "series")
    inside.symlink_to(tmp_path / "series")
    assert planned(own_data, own_study(own_data)) == set()
    series = next((tmp_path / "series").glob("*timeseries_*.csv"))
    then = series.read_text()
    series.write_text(then.replace("1", "2", 1))
    try:
        assert "ingest" in planned(own_data, own_study(own_data))
    finally:
        series.write_text(then)
        inside.unlink()
        shutil.move(tmp_path / "series", inside)
