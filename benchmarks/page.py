"""Put the tables of all benchmarks into docs/performance.md, each between its two markers."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import results, tables
from benchmarks.catalogue import BENCHMARKS
from benchmarks.claims import Claim

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def rewrite(path: Path = PAGE, folder: Path = results.FOLDER) -> None:
    """Write the tables into the page."""
    path.write_text(render(path.read_text(encoding="utf-8"), folder), encoding="utf-8")


def render(text: str, folder: Path = results.FOLDER) -> str:
    """Replace what stands between ``<!-- NAME -->`` and ``<!-- /NAME -->`` by the tables of the measurements.

    Parameters
    ----------
    text : str
        The page; a benchmark that it has no markers for is left out.
    folder : pathlib.Path
        Where the measurements are.
    """
    for name, content in {"summary": summary(folder), **{name: section(name, folder) for name in BENCHMARKS}}.items():
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = marked.sub(lambda found, content=content: f"{found[1]}{content}\n{found[2]}", text)
    return text


def section(name: str, folder: Path = results.FOLDER) -> str:
    """Make the table of one benchmark and the line that says where it was measured."""
    found = results.read(name, folder)
    if found is None:
        return "Not measured yet."
    rows, about = found
    module = BENCHMARKS[name]
    table = module.table(rows) if hasattr(module, "table") else tables.contenders_table(rows, module.UNIT)
    failed = rows[rows["reason"].notna()] if "reason" in rows else rows[:0]
    notes = [f"{row.contender} did not run: {row.reason}" for row in failed.drop_duplicates("contender").itertuples()]
    held = rows["version"].dropna().unique() if "version" in rows else ()
    peers = [f"Peers: {'; '.join(held)}."] if len(held) else []
    return "\n\n".join([tables.markdown(table), *notes, *peers, _where(about)])


def summary(folder: Path = results.FOLDER) -> str:
    """Make the table of all claims: ratio of the pairs, their range, the aim, and whether it was reached."""
    lines = [line(claim, rows) for _, claim, rows in claims(folder)]
    return tables.markdown(pd.DataFrame(lines)) if lines else "Not measured yet."


def claims(folder: Path = results.FOLDER) -> list[tuple[str, Claim, pd.DataFrame]]:
    """Give every claim of a benchmark that has run, with its name and its measurements."""
    found = {name: results.read(name, folder) for name in BENCHMARKS}
    return [
        (name, claim, content[0])
        for name, content in found.items()
        if content is not None
        for claim in BENCHMARKS[name].CLAIMS
    ]


def line(claim: Claim, rows: pd.DataFrame) -> dict[str, str]:
    """Say what became of one claim."""
    ratios = claim.ratios(rows)
    said = {
        "compared": claim.what,
        "times faster, median of pairs": "did not run",
        "range": "",
        "aim": f"≥ {claim.aim:g}",
    }
    if not len(ratios):
        return {**said, "reached": "not measured"}
    median = float(np.median(ratios))
    said["times faster, median of pairs"] = f"**{tables.figures(median)}**"
    said["range"] = f"{tables.figures(ratios.min())}–{tables.figures(ratios.max())}"
    return {**said, "reached": "yes" if median >= claim.aim else "no"}


def _where(about: dict) -> str:
    """Say when and where it was measured."""
    rates = ", ".join(f"{rate:g} on {threads}" for threads, rate in about["gemm_gflops"].items() if rate)
    versions = ", ".join(f"{name} {about[name]}" for name in ("python", "torch", "numpy"))
    return (
        f"*{about['date']}, {about['processor']}, {about['cores']} cores, {about['memory_gb']:g} GB; {versions}; "
        f"float32 matrix products in that run: GFLOP/s {rates} threads.*"
    )
