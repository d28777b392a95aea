"""Write other workflows that take this one as a module, and ask what they would do."""

import subprocess
import sys
from pathlib import Path

SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
SIX_LINES = """configfile: "{configfile}"
module lstm_probe:
    snakefile: "{snakefile}"
    config: config
use rule * from lstm_probe as probe_*
rule everything: input: rules.probe_all.input
"""


def write(folder: Path, snakefile: Path | str, configfile: str) -> Path:
    """Write a workflow of six lines into a folder."""
    text = SIX_LINES.format(configfile=configfile, snakefile=snakefile)
    (folder / "Snakefile").write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, *words: str) -> str:
    """Run Snakemake in a folder, and return what it says."""
    done = subprocess.run([SNAKEMAKE, "--cores", "1", *words], cwd=folder, capture_output=True, encoding="utf-8")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def planned(folder: Path, *words: str) -> dict[str, int]:
    """Count the jobs of every rule that a dry run names."""
    said = run(folder, *words, "--dry-run", "--quiet", "host")
    if "Job stats:" not in said:
        return {}
    rows = [line.split() for line in said.split("Job stats:")[1].splitlines()[3:]]
    end = next(place for place, row in enumerate(rows) if row[:1] == ["total"])
    return {name: int(count) for name, count in rows[:end]}
