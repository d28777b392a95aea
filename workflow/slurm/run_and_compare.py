"""Run a synthetic study through a SLURM of this one machine, and hold its numbers against a run without SLURM."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import cluster
import yaml

from lstm_probe.errors import InputError

ROOT = Path(__file__).parents[2]
RUN = Path("runs/slurm")
PLACES = ("results", "logs", "world")
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
SMALL_CLUSTER = [
    *("--slurm-status-command", "squeue"),  # there is no accounting
    *("--slurm-init-seconds-before-status-checks", "5"),  # jobs take seconds
    *("--latency-wait", "5"),  # the disk is the machine's own
    *("--cores", str(min(os.cpu_count() or 1, 2))),
]


def main(study: str) -> int:
    """Install, start, run, compare, stop; return the exit status."""
    try:
        cluster.check_machine(cluster.CONFIGURATION)
    except InputError as mistake:
        print(f"\n{mistake}\n", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that being ended, too, stops the cluster
    try:
        local = run_locally(study)
        cluster.install()
        try:
            cluster.start(cluster.CONFIGURATION)
            through_slurm = run_through_slurm(study)
        finally:
            cluster.stop(cluster.CONFIGURATION)
    except (subprocess.CalledProcessError, TimeoutError) as stopped:
        print(f"\nStopped: {stopped}", file=sys.stderr)
        return 1
    different = differences(read(local), read(through_slurm))
    for line in different:
        print(line, file=sys.stderr)
    if not different:
        print(f"\nSLURM and no SLURM: the same numbers, to the last digit ({local}, {through_slurm}).")
    return bool(different)


def run_locally(study: str) -> Path:
    """Bring the numbers of a study up to date, without SLURM."""
    numbers = Path("runs") / study / "results" / "numbers.json"
    command = [SNAKEMAKE, str(numbers), "--cores", "all", "--configfile", f"config/{study}.yaml"]
    subprocess.run(command, cwd=ROOT, check=True)
    return numbers


def run_through_slurm(study: str) -> Path:
    """Run a whole study through SLURM, in a folder of its own, from nothing."""
    shutil.rmtree(ROOT / RUN, ignore_errors=True)
    (ROOT / RUN).mkdir(parents=True)
    overlay = RUN / "config.yaml"
    (ROOT / overlay).write_text(
        yaml.safe_dump({"pathvars": {name: str(RUN / name) for name in PLACES}}), encoding="utf-8"
    )
    command = [SNAKEMAKE, "--workflow-profile", "profiles/slurm", "--configfile", f"config/{study}.yaml", str(overlay)]
    subprocess.run([*command, *SMALL_CLUSTER], cwd=ROOT, check=True)
    return RUN / "results" / "numbers.json"


def read(numbers: Path) -> dict[str, str]:
    """Read numbers as they are written, digit by digit, by dotted key."""
    return flat(json.loads((ROOT / numbers).read_text(encoding="utf-8"), parse_float=str, parse_int=str))


def flat(value: Any, place: str = "") -> dict[str, str]:
    """Lay a tree of values out by dotted key."""
    if not isinstance(value, dict | list):
        return {place: str(value)}
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    parts = [flat(entry, f"{place}.{name}" if place else str(name)) for name, entry in entries]
    return {key: text for part in parts for key, text in part.items()}


def differences(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """Say in a line each what is not the same in two readings."""
    keys = sorted(key for key in first.keys() | second.keys() if first.get(key) != second.get(key))
    return [f"{key}: {first.get(key, 'absent')} without SLURM, {second.get(key, 'absent')} with it" for key in keys]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "demo"))
