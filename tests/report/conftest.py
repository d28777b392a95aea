"""A small finished run, and the report that the scripts write of it."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.contracts.tables import DISAGREEMENTS, EXPECTATIONS, REPRODUCTION, SOURCES
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.contracts.verdict import LADDER
from lstm_probe.report.study import Study
from tests.run_script import Named, run_script

HOSTILE = "<script>alert('a gauge')</script>"
STEMS = ("fig02_soil_moisture_skill", "figA3_permuted_gauges", "figS1_true_stores", "mine")
SHOWN = "figS8_ladder"
CAPTION = """**Skill of {name}.** Test period of {{{{ snakemake.config["study"]["lstms"][0] }}}}.

*What to see:* the *truth*.

After Fig. 2 of Lees et al. (2022), https://doi.org/10.5194/hess-26-3079-2022.
"""
TARGETS = {"swvl1": "soil water, 0-7 cm", "swvl4": "soil water, 100-289 cm", "sd": f"snow {HOSTILE}"}
CONFIG: dict[str, Any] = {
    "periods": {"lstm_train": ["1988-01-01", "1997-12-31"], "probe_test": ["1998-01-01", "2008-12-31"]},
    "world": {"seed": 1},
    "study": {
        "lstms": ["small"],
        "targets": list(TARGETS),
        "experiments": ["main", "permute_gauges", "delay_180", "delay_30", "mlp"],
    },
    "targets": {name: {"long_name": long_name} for name, long_name in TARGETS.items()},
    "experiments": {
        "main": {"control": {"name": "none"}},
        "permute_gauges": {"control": {"name": "permute_gauges"}},
        "delay_180": {"control": {"name": "delay", "days": 180}},
        "delay_30": {"control": {"name": "delay", "days": 30}},
        "mlp": {"control": {"name": "none"}},
    },
    "figures": {"soil_targets": ["swvl1", "swvl4"], "snow_target": "sd"},
    "data": {"path": f"{Path.home()}/data/camels_gb"},
    "pathvars": {"results": f"{Path.home()}/runs/small/results"},
}


@dataclass(frozen=True)
class Run:
    """Hold where a finished run lies."""

    folder: Path

    @property
    def page(self) -> Path:
        """The report."""
        return self.folder / "report.html"


def score(r: float | None, *anomaly_r: float | None, **others: float) -> dict[str, Any]:
    """Write the scores of one case as numbers.json does; r of anomalies is r where it is not given."""
    return {"test": {"seeds": 2, "gauges": 12, "r": r, "anomaly_r": [r, *anomaly_r][-1], **others}}


def spreads(**moved: float | None) -> dict[str, Any]:
    """Write how far seeds move metrics as numbers.json does."""
    return {metric: {"lowest": 0.1, "highest": 0.2, "spread": value} for metric, value in moved.items()}


@pytest.fixture(scope="session")
def study() -> Study:
    """Give what a run with two layers, snow and both controls sets out to answer."""
    return Study(
        lstm="small",
        targets=TARGETS,
        controls={
            "permute_gauges": "the states of another gauge",
            "delay_180": "the states of 180 days earlier",
        },
        soil=["swvl1", "swvl4"],
        snow="sd",
        synthetic=False,
    )


RUNGS = ("decodable", "specific", "learned", "general", "used")


def rungs(target: str, stop: str = "", outcome: str = "missed", reason: str = "a lead of −0.13") -> pd.DataFrame:
    """Write the rungs of a target as ladder.csv does: all passed, or all but one."""
    rows = []
    for rung in RUNGS:
        own = outcome if rung == stop else "not run" if rung == "used" else "passed"
        value = (-0.13, 0.05) if own == "missed" else (0.9, 0.7)
        rows.append((target, rung, own, *value, reason if rung == stop else "r is 0.90"))
    return LADDER.check(pd.DataFrame(rows, columns=list(LADDER.columns)))


def ladder(**stops: pd.DataFrame) -> pd.DataFrame:
    """Give the ladder of a run in which every target climbs all rungs, but for those given."""
    return pd.concat([stops.get(name, rungs(name)) for name in TARGETS], ignore_index=True)


def beside(**changes: Any) -> dict[str, Any]:
    """Write what stands beside the rungs of a target as numbers.json does."""
    given = {
        "climbed": 4, "floor": "inputs_and_attributes", "floor_r": 0.6, "r": 0.9, "ceiling_r": 0.95, "share": 0.83,
        "p": 0.02, "residual_share": 0.4, "lag_0_r": 0.9, "highest_r": 0.905, "highest_lag": 2.0, "gauges": 12,
        "effective_gauges": 4.6, "blocks": 8, "years": 11, "years_resampled": True, "seeds": 2,
    }  # fmt: skip
    return given | changes


def numbers() -> dict[str, Any]:
    """Give the numbers of a run in which every target climbs all rungs."""
    low = {"swvl1": score(0.4, 0.1), "swvl4": score(0.5, -0.12), "sd": score(0.3)}
    main = {name: score(0.9, 0.8, nse=nse, r_truth=0.91) for name, nse in (("swvl1", 0.8), ("swvl4", 0.1), ("sd", 0.7))}
    discharge = {"small": {"test": {"seeds": 1, "gauges": 12, "nse": 0.87, "r": 0.93}}}
    moved = {name: spreads(r=0.02, anomaly_r=0.03) for name in TARGETS}
    bounds = {metric: {"median": 0.9, "lower": 0.85, "upper": 0.93} for metric in ("r", "anomaly_r")}
    return {
        "discharge": discharge,
        "probes": {"main": main, "permute_gauges": low, "delay_180": low},
        "seeds": {"main": moved},
        "intervals": {"main": dict.fromkeys(TARGETS, bounds)},
        "ladder": {name: beside() for name in TARGETS},
    }


@pytest.fixture(name="numbers")
def numbers_fixture() -> dict[str, Any]:
    """Give the numbers of a run in which everything is found, to be changed at will."""
    return numbers()


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Write artefacts of a small run, hostile words among them, and let the scripts make provenance and report."""
    folder = tmp_path_factory.mktemp("run")
    inputs = _artefacts(folder, np.random.default_rng(7))
    captions = {stem: folder / "captions" / f"{stem}.rst" for stem in (*STEMS, SHOWN)}
    for stem, path in captions.items():
        store_text(path, CAPTION.format(name=stem.split("_", 1)[-1].replace("_", " ")))
    params = {
        "captions": captions,
        "title": f"small {HOSTILE}",
        "config": CONFIG,
        "unanswered": {"fig06_july_2007": "no polygons", "mlp": f"not asked {HOSTILE}"},
        "workflow_report": "../workflow_report.html",
        "explorer": "explore.html",
        "folder": "runs/small/results",
    }
    outputs = {"report": folder / "report.html", "summary": folder / "summary.txt"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logs, "start", lambda path: logging.getLogger("lstm_probe"))
        for name in ("require", "write"):  # nothing here was made by a job of Snakemake's
            patch.setattr(made_of, name, lambda job: None)
        _script("write_provenance", inputs["provenance"], {"json": folder / "provenance.json"}, {})
        _script("write_report", inputs["report"], outputs, params)
    return Run(folder)


def store_text(path: Path, text: str) -> None:
    """Write a text, and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _script(name: str, inputs: dict[str, Any], outputs: dict[str, Any], params: dict[str, Any]) -> None:
    snakemake = SimpleNamespace(
        input=Named(inputs),
        output=Named(outputs),
        params=SimpleNamespace(**params),
        log=["log"],
        rule=name,
        config=CONFIG,
    )
    run_script(name, snakemake)


def _artefacts(folder: Path, rng: np.random.Generator) -> dict[str, dict[str, Any]]:
    model = folder / "lstm" / "small" / "seed3" / "model.json"
    about = {"seed": 3, "device": "CPU (avx512, pinned)", "git_commit": "abc123-dirty", "lstm_probe_version": "0.0.9"}
    made = {"git_commit": "abc123", "lstm_probe_version": "0.1.0"}
    store_text(model, json.dumps({"about": about, "gauge_ids": ["1001", "1002", "1003"]}))
    attrs = {
        "dropped_gauges": json.dumps({HOSTILE: "no attribute area", "7": "no attribute area", "8": "no pet"}),
        "temperature_jumps": json.dumps({"1994-09-27": ["1001"]}),
        "filled_forcing_days": json.dumps({"pet": {"1001": 2, "1003": 1}}),
        "missing_forcing_days": json.dumps({"temperature": 9}),
        "caveat": "gaps were filled",
    }
    series = CATCHMENTS.mock(rng, gauge_id=3, time=20).assign_attrs(attrs)
    series["discharge"][0, :5] = np.nan
    store.write(series, folder / "catchments.nc", CATCHMENTS, made)
    target = CATCHMENTS.mock(rng, gauge_id=3, time=20)["discharge"].rename("swvl1")
    target = target.assign_attrs(
        units="m3 m-3", long_name="soil water", source="era5_land", averaging_method="all_touched"
    )
    target = target.assign_attrs(gauges_without_cells='["1003"]', gauges_without_cells_count=1, stuck_days=0)
    store.write(target.to_dataset(), folder / "targets" / "swvl1.nc", target_contract("swvl1"), made)
    predictions = PREDICTIONS.mock(rng, target=1, gauge_id=3, time=20).assign_coords(target=["swvl1"])
    predictions["observed"][0, 0, :4] = np.nan
    predictions["observed"][0, 2] = np.nan
    predictions = predictions.assign_attrs(gauges_swvl1="2 of 3 gauges that satisfy the criteria take part")
    store.write(predictions, folder / "main" / "seed3" / "predictions.nc", PREDICTIONS, made)
    store.write_json(numbers(), folder / "numbers.json")
    store.write_table(ladder(sd=rungs("sd", "learned", reason=f"{HOSTILE} −0.13")), folder / "ladder.csv", LADDER)
    figures = [_figure(folder / "figures" / f"{stem}.png", rng) for stem in STEMS]
    tables = _tables(folder / "tables", rng)
    provenance = {
        "models": [model],
        "series": folder / "catchments.nc",
        "targets": [folder / "targets" / "swvl1.nc"],
        "predictions": [folder / "main" / "seed3" / "predictions.nc"],
        "sources": tables.pop("sources"),
    }
    report = {"numbers": folder / "numbers.json", "provenance": folder / "provenance.json", "figures": figures}
    report |= {"ladder": folder / "ladder.csv", "shown": [_figure(folder / "figures" / "figS8_ladder.png", rng)]}
    return {
        "provenance": provenance,
        "report": {
            **report,
            "reproduction": tables.pop("reproduction"),
            "disagreements": tables.pop("disagreements"),
            "tables": [*tables.values(), provenance["sources"]],
        },
    }


def _figure(path: Path, rng: np.random.Generator) -> Path:
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(rng.integers(0, 255, (60, 90, 3), dtype="uint8")).save(path, dpi=(300, 300))
    return path


def _tables(folder: Path, rng: np.random.Generator) -> dict[str, Path]:
    folder.mkdir()
    gauge_ids = [*(str(1000 + i) for i in range(14)), HOSTILE]
    bias = [0.5, -0.12, np.nan, *rng.normal(size=12)]
    home = f"{Path.home()}/data/camels_gb"
    tables = {
        "biases": pd.DataFrame({"gauge_id": gauge_ids, "bias": bias, "count": np.arange(15) * 1000}),
        "skill": pd.DataFrame({"gauge_id": np.arange(400), "value": rng.random(400)}),
        "expectations": _rows(
            EXPECTATIONS, [(f"claim {HOSTILE}", "a.b", 0.9, 0.5, True), ("other", "c", 0.1, 0.5, False)]
        ),
        "reproduction": _rows(
            REPRODUCTION,
            [
                ("3.1", "median r", "swvl1", "r", 0.85, 0.85, 0.9, 0.05, 0.05, "within", "probes.main", "P 3.1", ""),
                ("3.2", "median r", "sd", "r", 0.84, np.nan, np.nan, np.nan, 0.05, "not answered", "", "P", HOSTILE),
            ],
        ),
        "disagreements": _rows(DISAGREEMENTS, [(1, "alpha 1.0 or 0.01", "0.01", "alpha: 0.5", "probe.regression", "")]),
        "sources": _rows(SOURCES, [("camels_gb", home, 3, 1234567, "ab" * 32)]),
    }
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return {name: folder / f"{name}.csv" for name in tables}


def _rows(contract: Any, rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(contract.columns))
