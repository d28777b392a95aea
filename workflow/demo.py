"""Run the study on the synthetic Britain, write its report, and say where everything is and what to expect."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import psutil

from lstm_probe.artefacts.writing import atomic
from lstm_probe.workflow.progress import conclude

ROOT = Path(__file__).parents[1]
RUN = ROOT / "runs" / "demo"
SHOWN = ("main", "permute_gauges", "delay_180", "gauge_intercepts", "mlp")
SNAKEMAKE = [str(Path(sys.executable).with_name("snakemake")), "--configfile", "config/demo.yaml"]


def main(cores: str) -> int:
    """Run the demo on so many cores; return the exit status."""
    if busy := at_work():
        print(f"The demo is already at work here (process {busy}): wait for it, or stop it first.", file=sys.stderr)
        return 1
    unlock_if_stale()
    print("The study on a synthetic Britain: a few minutes on two cores. Logs: runs/demo/logs", flush=True)
    nothing_to_do = "Nothing to be done" in dry_run()
    if not nothing_to_do:
        status = subprocess.run([*SNAKEMAKE, "--cores", cores], cwd=ROOT).returncode
        if status:
            print("\nThe demo stopped; the message above says why. `make demo` goes on from here.", file=sys.stderr)
            return status
    report, numbers = RUN / "workflow_report.html", RUN / "results" / "numbers.json"
    if not report.exists() or report.stat().st_mtime < numbers.stat().st_mtime:
        command = [*SNAKEMAKE, "--cores", "1", "--quiet", "all", "--report"]
        with atomic(report) as partial:
            subprocess.run([*command, str(partial)], cwd=ROOT, check=True)
    if nothing_to_do:
        print("\nNothing to do: every result is there and newer than what it is made of.")
        conclude(RUN / "results", since=0.0, stream=sys.stdout)
    print_numbers(numbers)
    return 0


def dry_run() -> str:
    """Ask Snakemake what it would do."""
    command = [*SNAKEMAKE, "--cores", "1", "--dry-run", "--quiet", "host"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace")
    return done.stdout + done.stderr


def unlock_if_stale() -> None:
    """Remove the lock that a killed run left, if no other Snakemake works in this folder."""
    locks = ROOT / ".snakemake" / "locks"
    if not (locks.is_dir() and any(locks.iterdir())):
        return
    if any(is_snakemake(process) for process in psutil.process_iter(["cmdline"])):
        return
    print("Removing the lock of a run that was killed.")
    subprocess.run([*SNAKEMAKE, "--unlock", "--quiet", "all"], cwd=ROOT, check=True)


def at_work() -> int | None:
    """Find the process of a demo that runs here, or a job that outlived its killed Snakemake."""
    for process in psutil.process_iter(["pid", "ppid", "cmdline"]):
        words = process.info["cmdline"] or []
        job = any(word.startswith(str(ROOT / ".snakemake" / "scripts")) for word in words)
        if (job and process.info["ppid"] == 1) or (SNAKEMAKE[-1] in words and is_snakemake(process)):
            return int(process.info["pid"])
    return None


def is_snakemake(process: psutil.Process) -> bool:
    """Say whether a process is a Snakemake with this working directory."""
    command = (process.info["cmdline"] or [])[:3]
    try:
        return any(Path(part).name == "snakemake" for part in command) and Path(process.cwd()) == ROOT
    except psutil.Error:  # it ended, or is somebody else's
        return False


def print_numbers(numbers: Path) -> None:
    """Print the numbers of this run beside what to expect, and where figures and report are."""
    probes = json.loads(numbers.read_text(encoding="utf-8"))["probes"]
    discharge = next(iter(json.loads(numbers.read_text(encoding="utf-8"))["discharge"].values()))["test"]["nse"]
    print(f"\nDischarge, median NSE of the test period: {discharge:.2f}")
    print("Probes, median over gauges in the test period (r, and r of anomalies from the day-of-year mean):")
    names = [name for name in SHOWN if name in probes]
    print(f"  {'':8s}" + "".join(f"{name:>18s}" for name in names))
    for target in sorted(probes["main"], key=lambda target: (not target.startswith("swvl"), target)):
        scores = [probes[name][target]["test"] for name in names]
        cells = [f"{score['r']:10.2f} ({score['anomaly_r']:5.2f})" for score in scores]
        print(f"  {target:8s}" + "".join(cells))
    truth = {target: probes["main"][target]["test"]["r_truth"] for target in sorted(probes["main"])}
    known = [f"{target} {r:.2f}" for target, r in truth.items() if r is not None]
    print(f"Probe and true store, median r: {', '.join(known)}")
    with open(RUN / "results" / "tables" / "expectations.csv", newline="", encoding="utf-8") as file:
        claims = list(csv.DictReader(file))
    print("\nExpected, and true of this run:")
    for claim in claims:
        print(f"  - {claim['claim']} ({float(claim['value']):.2f})")
    print("\nFigures: runs/demo/results/figures    Tables: runs/demo/results/tables")
    print("Report:  runs/demo/results/report.html (opens in a browser)")
    print("Gauges:  runs/demo/results/explore.html (a map; a click shows series and scores)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "all"))
