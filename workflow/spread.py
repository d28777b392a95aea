"""Run a study with ten seeds, without figures, and keep the spread of its numbers in docs/spread.

python workflow/spread.py demo
"""

import subprocess
import sys
from datetime import date
from pathlib import Path

import yaml

from lstm_probe.artefacts import store
from lstm_probe.artefacts.writing import atomic
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.results import spread

ROOT = Path(__file__).parents[1]
SEEDS = list(range(1, 11))


def main(study: str) -> None:
    """Run config/<study>.yaml with ten seeds and write docs/spread/<study>.csv."""
    run = ROOT / "runs" / f"{study}_ten_seeds"
    places = {name: str((run / name).relative_to(ROOT)) for name in ("results", "logs", "world")}
    overlay = run / "overlay.yaml"
    with atomic(overlay) as partial:
        content = {"pathvars": places, "study": {"seeds": SEEDS, "figures": []}}
        partial.write_text(yaml.safe_dump(content), encoding="utf-8")
    tables = ["numbers.json", "tables/skill.csv", "tables/discharge_skill.csv"]
    command = [str(Path(sys.executable).with_name("snakemake")), *(f"{places['results']}/{name}" for name in tables)]
    configuration = ROOT / "config" / f"{study}.yaml"
    subprocess.run([*command, "--cores", "2", "--configfile", str(configuration), str(overlay)], cwd=ROOT, check=True)
    found = spread.of_seeds(
        store.read_table(run / "results" / "tables" / "skill.csv", SKILL),
        store.read_table(run / "results" / "tables" / "discharge_skill.csv", DISCHARGE_SKILL),
        yaml.safe_load(configuration.read_text(encoding="utf-8"))["expect"],
    )
    with atomic(ROOT / "docs" / "spread" / f"{study}.csv") as partial:
        origin = f"# config/{study}.yaml with seeds {SEEDS[0]} to {SEEDS[-1]}, one by one: make spread, {date.today()}"
        partial.write_text(f"{origin}\n{found.to_csv(index=False, float_format='%.4f')}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "demo")
