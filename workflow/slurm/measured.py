"""Write what a run's rules took, beside what the SLURM profile asks for, into docs/cluster.md.

python workflow/slurm/measured.py runs/scale/logs/benchmarks
"""

import sys
from pathlib import Path

import pandas as pd
import yaml

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "cluster.md"
PROFILE = ROOT / "profiles" / "slurm" / "config.yaml"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->"
HEAD = "| rule | peak memory, MB | minutes | asked for, MB | asked for, minutes |\n|---|---|---|---|---|\n"


def main(benchmarks: Path) -> int:
    """Replace the table of the page."""
    profile = yaml.safe_load(PROFILE.read_text(encoding="utf-8"))
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(before + BEGIN + table(read(benchmarks), profile) + END + after, encoding="utf-8")
    return 0


def read(benchmarks: Path) -> pd.DataFrame:
    """Read the largest memory (MB) and the longest time (minutes) of every rule, over all that it made.

    Parameters
    ----------
    benchmarks : Path
        Folder with ``rule.tsv``, or ``rule/wildcards.tsv`` where a rule has wildcards.
    """
    files = sorted(benchmarks.rglob("*.tsv"))
    rows = [pd.read_csv(file, sep="\t", na_values="-").assign(rule=rule_of(file, benchmarks)) for file in files]
    jobs = pd.concat(rows).assign(minutes=lambda job: job["s"] / 60).rename(columns={"max_rss": "mb"})
    return jobs.groupby("rule")[["mb", "minutes"]].max()


def rule_of(file: Path, benchmarks: Path) -> str:
    """Name the rule that a benchmark is of."""
    return file.relative_to(benchmarks).parts[0].removesuffix(".tsv")


def table(measured: pd.DataFrame, profile: dict) -> str:
    """Write a row for every rule with resources of its own that was measured, and one for the others of each group."""
    own, groups = profile["set-resources"], profile["groups"]
    rows = [(f"`{rule}`", measured.loc[rule], own[rule]) for rule in own if rule in measured.index]
    for group in profile["group-components"]:
        names = [rule for rule in measured.index if groups.get(rule) == group and rule not in own]
        if names:
            title = f"largest of {len(names)} others of `{group}`"
            rows.append((title, measured.loc[names].max(), profile["default-resources"]))
    lines = [
        f"| {title} | {took['mb']:.0f} | {took['minutes']:.1f} | {' | '.join(at_first(asked))} |\n"
        for title, took, asked in rows
    ]
    return HEAD + "".join(lines)


def at_first(asked: dict) -> list[str]:
    """Read the memory and the time that ``attempt * n`` asks for at the first attempt."""
    return [asked[name].split(" * ")[1] for name in ("mem_mb", "runtime")]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
