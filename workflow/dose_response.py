"""Make worlds in which snow and the deepest layer feed the rivers in part, train and steer, and keep what comes out.

python workflow/dose_response.py demo
"""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import yaml

from lstm_probe.artefacts import store
from lstm_probe.artefacts.writing import atomic
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.steering import STEERING_TABLE
from lstm_probe.results import dose_response

ROOT = Path(__file__).parents[1]
SEED, EXPERIMENT = 1, "gauge_intercepts"
COUPLINGS = [0.0, 0.25, 0.5, 1.0]
#: Stores as a world names them, and the targets that are read of them.
STORES = {"snow": "sd", "swvl4": "swvl4"}
#: What steering needs of a study, and nothing else.
NEEDED = {
    "targets": ["swvl1", "swvl2", "swvl3", "swvl4", "sd"],
    "experiments": ["main", EXPERIMENT],
    "seeds": [SEED],
    "ladder": False,
    "figures": [],
}


def main(study: str) -> None:
    """Run config/<study>.yaml in every world and write docs/dose_response/<study>.csv."""
    found = {share: _run(study, share) for share in COUPLINGS}
    rows = [
        {"store": name, "coupling": share} | dose_response.of_target(*tables, target)
        for name, target in STORES.items()
        for share, tables in found.items()
    ]
    with atomic(ROOT / "docs" / "dose_response" / f"{study}.csv") as partial:
        origin = f"# config/{study}.yaml, seed {SEED}: python workflow/dose_response.py {study}, {date.today()}"
        partial.write_text(f"{origin}\n{pd.DataFrame(rows).to_csv(index=False, float_format='%.4g')}", encoding="utf-8")


def _run(study: str, share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run a study in the world whose stores feed the rivers by a share; give the tables of steering and of skill."""
    run = ROOT / "runs" / f"{study}_dose_response" / str(share)
    places = {part: str((run / part).relative_to(ROOT)) for part in ("results", "logs", "world")}
    world = {"esa_cci_days": None, "coupling": dict.fromkeys(STORES, share)}
    content = {"pathvars": places, "world": world, "check": False, "study": NEEDED, "expect": []}
    overlay = run / "overlay.yaml"
    with atomic(overlay) as partial:
        partial.write_text(yaml.safe_dump(content), encoding="utf-8")
    wanted = ["tables/steering.csv", f"probe/{EXPERIMENT}/seed{SEED}/skill.csv"]
    command = [str(Path(sys.executable).with_name("snakemake")), *(f"{places['results']}/{file}" for file in wanted)]
    configuration = ROOT / "config" / f"{study}.yaml"
    subprocess.run([*command, "--cores", "1", "--configfile", str(configuration), str(overlay)], cwd=ROOT, check=True)
    paths = [run / "results" / file for file in wanted]
    return store.read_table(paths[0], STEERING_TABLE), store.read_table(paths[1], SKILL)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "demo")
